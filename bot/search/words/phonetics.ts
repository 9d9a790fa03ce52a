/**
 * How a word sounds, as figures: hard and soft consonants are one, vowels but the first are left out. Dialects and spelling by
 * ear meet here: "Wegger" is a "Wecker", "Schdern" a "Stern", "Book" a "Buch".
 *
 * Source: Postel, "Die Kölner Phonetik", IBM-Nachrichten 19 (1969).
 */
const SIMPLE: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...codes('aeijouy', '0'),
    ...codes('b', '1'),
    ...codes('fvw', '3'),
    ...codes('gkq', '4'),
    ...codes('l', '5'),
    ...codes('mn', '6'),
    ...codes('r', '7'),
    ...codes('sz', '8'),
  }),
)

function codes(letters: string, code: string): Record<string, string> {
  return Object.fromEntries([...letters].map((letter) => [letter, code]))
}

/** `word`: folded. Words of the same sound have the same key; empty for what has no letters. */
export function soundOf(word: string): string {
  let key = ''
  let last = ''
  for (let at = 0; at < word.length; at++) {
    const code = codeAt(word, at)
    // Neighbours that sound alike are one sound; a vowel counts only at the beginning.
    if (code !== last && code !== '' && (code !== '0' || at === 0)) key += code
    if (code !== '') last = code
  }
  return key
}

function codeAt(word: string, at: number): string {
  const before = word[at - 1] ?? ''
  const after = word[at + 1] ?? ''
  switch (word[at]) {
    case 'p':
      return after === 'h' ? '3' : '1'
    case 'd':
    case 't':
      return 'csz'.includes(after) && after !== '' ? '8' : '2'
    case 'x':
      return 'ckq'.includes(before) && before !== '' ? '8' : '48'
    case 'c':
      if (at > 0 && 'sz'.includes(before)) return '8'
      if (after === '') return '8'
      return (at === 0 ? 'ahkloqrux' : 'ahkoqux').includes(after) ? '4' : '8'
    default:
      return SIMPLE.get(word[at]!) ?? ''
  }
}
