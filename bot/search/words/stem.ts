import { plainVerb } from './verbs.ts'

/**
 * The stem of a folded German word: endings of declension and conjugation are cut, so that "Rechnungen" meets "Rechnung".
 *
 * CISTEM in its case-insensitive form: "sch", "ei" and "ie" are kept whole, doubled letters count as one, a leading "ge" of a
 * long word goes, then endings go while more than three letters remain. Words with figures stay as they are.
 * Source: Weissweiler & Fraser, "Developing a Stemmer for German Based on a Comparative Analysis of Publicly Available Stemmers" (GSCL 2017).
 */
export function stem(word: string): string {
  const known = remembered.get(word)
  if (known !== undefined) return known
  const made = FIGURE.test(word) ? word : cistem(plainVerb(word))
  if (remembered.size >= MAX_REMEMBERED) remembered.clear()
  remembered.set(word, made)
  return made
}
/** Questions use few words again and again; what a stranger types must not pile up. */
const MAX_REMEMBERED = 10_000
const remembered = new Map<string, string>()

function cistem(word: string): string {
  let rest = word
    .replace(/^ge(?=.{4})/, '')
    .replaceAll('sch', '$')
    .replaceAll('ei', '%')
    .replaceAll('ie', '&')
    .replace(/(.)\1/g, '$1*')
  while (rest.length > 3) {
    if (rest.length > 5 && /(e[mr]|nd)$/.test(rest)) rest = rest.slice(0, -2)
    else if (/[tesn]$/.test(rest)) rest = rest.slice(0, -1)
    else break
  }
  return rest.replace(/(.)\*/g, '$1$1').replaceAll('&', 'ie').replaceAll('%', 'ei').replaceAll('$', 'sch')
}
const FIGURE = /\d/
