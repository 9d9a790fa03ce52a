/** Phrases compared by their letters: what a visitor types and what an editor writes meet here, whatever their spelling. */
import { fold } from './fold.ts'

/** Longest text and most words that are looked at, so that a hostile text costs nothing. */
const MAX_LETTERS = 1_000
const MAX_WORDS = 60

/** Words of an utterance, folded; hyphens part words. */
export function wordsOf(utterance: string): string[] {
  return fold(utterance.slice(0, MAX_LETTERS))
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .slice(0, MAX_WORDS)
}

/** A phrase as one key: folded, without spaces and hyphens. */
export function phraseKey(phrase: string): string {
  const known = remembered.get(phrase)
  if (known !== undefined) return known
  const key = wordsOf(phrase).join('')
  if (remembered.size >= MAX_REMEMBERED) remembered.clear()
  remembered.set(phrase, key)
  return key
}
/** Lists and choices are compared again in every turn; what strangers type must not pile up. */
const MAX_REMEMBERED = 5_000
const remembered = new Map<string, string>()
