/**
 * One canonical spelling for German words, whatever keyboard they came from: lower case, ä = ae = a, ß = ss, no accents.
 *
 * "ae", "oe", "ue" stand for an umlaut only after a consonant or at the beginning of a word: "neue", "Steuer" and "Quelle"
 * keep their letters; so do doubled vowels ("Neffe", "Kaffee"). Folding twice is folding once.
 */
export function fold(text: string): string {
  let folded = text.toLowerCase()
  if (NOT_ASCII.test(folded)) folded = folded.normalize('NFKD').replace(MARKS, '').replaceAll('ß', 'ss').toLowerCase()
  return WRITTEN_OUT.test(folded) ? folded.replace(WRITTEN_OUT_ALL, '$1') : folded
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the ASCII range is what is meant
const NOT_ASCII = /[^\x00-\x7f]/
const MARKS = /\p{M}/gu
const WRITTEN_OUT = /(?<![aeiouyq])[aou]e(?!e)/
const WRITTEN_OUT_ALL = /(?<![aeiouyq])([aou])e(?!e)/g
