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

/** A word as it stands in a text, folded. `parts` when it was written with hyphens ("E-Rechnung": `erechnung`, [`e`, `rechnung`]). */
export interface Token {
  word: string
  parts?: string[]
}

const TOKEN = /\p{N}+(?:[.,]\p{N}+)+|[\p{L}\p{M}\p{N}]+(?:[-‐‑][\p{L}\p{M}\p{N}]+)*/gu
const HYPHEN = /[-‐‑]/
const ALL_DIGITS = /^[\d-‐‑]+$/
const THOUSANDS = /\.(?=\d{3}(?!\d))/g

/**
 * The words of a text in order. Hyphenated words are one word with known parts, number ranges are several numbers,
 * and "1.200" is 1200 while "3,5" stays. Longest possible word: 60 letters; more is cut off, so that a hostile text costs nothing.
 */
export function tokens(text: string): Token[] {
  const found: Token[] = []
  for (const [raw] of text.matchAll(TOKEN)) {
    const first = raw.charCodeAt(0)
    if (first >= 48 && first <= 57 && (raw.includes('.') || raw.includes(','))) found.push({ word: raw.replace(THOUSANDS, '') })
    else if (!HYPHEN.test(raw)) found.push({ word: fold(raw.slice(0, LONGEST)) })
    else if (ALL_DIGITS.test(raw)) for (const number of raw.split(HYPHEN)) found.push({ word: number })
    else {
      const parts = raw.slice(0, LONGEST).split(HYPHEN).map(fold)
      found.push({ word: parts.join(''), parts: parts.filter((part) => part !== '') })
    }
  }
  return found
}
const LONGEST = 60
