/**
 * A text's words, found letter by letter: this runs over every character an editor ever wrote, so it allocates one string
 * a word and nothing else.
 */
import { fold } from './fold.ts'

/** A word, folded. `parts` when it was written with hyphens ("E-Rechnung": `erechnung`, [`e`, `rechnung`]). */
export interface Token {
  word: string
  parts?: string[]
}

/** More than this is no word; the rest of it is cut off. */
const MAX_WORD_LENGTH = 60

const OTHER = 0
const LETTER = 1
const DIGIT = 2
const classes = new Uint8Array(0x250)
for (let code = 0; code < classes.length; code++) {
  const character = String.fromCharCode(code)
  classes[code] = /\p{N}/u.test(character) ? DIGIT : /[\p{L}\p{M}]/u.test(character) ? LETTER : OTHER
}
const FAR_LETTER = /[\p{L}\p{M}\p{N}]/u
const classOf = (code: number) => (code < 0x250 ? classes[code]! : FAR_LETTER.test(String.fromCharCode(code)) ? LETTER : OTHER)
const isHyphen = (code: number) => code === 0x2d || code === 0x2010 || code === 0x2011
const isSeparator = (code: number) => code === 0x2e || code === 0x2c

/**
 * The words of a text as written, in order: letters and figures, joined by hyphens; figures also by a point or comma
 * between them. Soft hyphens and zero-width characters end a word.
 */
export function rawTokens(text: string): string[] {
  const found: string[] = []
  const end = text.length
  let at = 0
  while (at < end) {
    let kind = classOf(text.charCodeAt(at))
    if (kind === OTHER) {
      at++
      continue
    }
    const start = at
    let onlyDigits = true
    for (; at < end; at++) {
      const code = text.charCodeAt(at)
      kind = classOf(code)
      if (kind !== OTHER) {
        if (kind === LETTER) onlyDigits = false
        continue
      }
      const next = at + 1 < end ? classOf(text.charCodeAt(at + 1)) : OTHER
      if (isHyphen(code) && next !== OTHER) continue
      if (onlyDigits && isSeparator(code) && next === DIGIT) continue
      break
    }
    found.push(text.slice(start, at))
  }
  return found
}

const THOUSANDS = /\.(?=\d{3}(?!\d))/g
const HYPHEN = /[-‐‑]/
const ALL_FIGURES = /^[\d.,‐‑-]+$/

/** What a word as written stands for: mostly one token; a range of numbers is several. "1.200" is 1200, "3,5" stays. */
export function readToken(written: string): Token[] {
  const raw = written.slice(0, MAX_WORD_LENGTH)
  const hyphens = HYPHEN.test(raw)
  if (ALL_FIGURES.test(raw)) return (hyphens ? raw.split(HYPHEN) : [raw]).map((number) => ({ word: number.replace(THOUSANDS, '') }))
  if (!hyphens) return [{ word: fold(raw) }]
  const parts = raw
    .split(HYPHEN)
    .map(fold)
    .filter((part) => part !== '')
  return [{ word: parts.join(''), parts }]
}

/** The words of a text in order, folded, with the parts of hyphenated ones. */
export function tokens(text: string): Token[] {
  return rawTokens(text).flatMap(readToken)
}
