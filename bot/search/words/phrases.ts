/**
 * Visitors' words and phrases, found in a question by their folded words, the longest first.
 */
import { tokens } from './tokens.ts'

/** First folded word → the phrases that begin with it, longest first. */
export type Phrases<T = string[]> = Map<string, { words: string[]; means: T }[]>

/** `meanings`: phrase as written → what it means; a phrase may come several times. */
export function phrasesFrom<T>(meanings: Iterable<readonly [string, T]>): Phrases<T> {
  const phrases: Phrases<T> = new Map()
  for (const [phrase, means] of meanings) {
    const words = tokens(phrase).map(({ word }) => word)
    if (words.length === 0) continue
    const beginning = phrases.get(words[0]!) ?? []
    beginning.push({ words, means })
    phrases.set(words[0]!, beginning)
  }
  for (const list of phrases.values()) list.sort((a, b) => b.words.length - a.words.length)
  return phrases
}

/** Every phrase in a text: what it means, and the words it covers (`at` … `at + length - 1`). Phrases do not overlap. */
export function findPhrases<T>(phrases: Phrases<T>, words: readonly string[]): { at: number; length: number; means: T }[] {
  const found: { at: number; length: number; means: T }[] = []
  for (let at = 0; at < words.length; ) {
    const beginning = phrases.get(words[at]!)
    if (!beginning) {
      at++
      continue
    }
    const hits = beginning.filter((phrase) => phrase.words.every((word, offset) => words[at + offset] === word))
    const length = hits[0]?.words.length ?? 1
    for (const hit of hits) if (hit.words.length === length) found.push({ at, length, means: hit.means })
    at += length
  }
  return found
}
