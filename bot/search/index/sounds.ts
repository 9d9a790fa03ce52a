/** The content's words by their sound. */
import { soundOf } from '../words/phonetics.ts'
import type { Lexicon } from './lexicon.ts'

/** Sound → words that have it. */
export type Sounds = ReadonlyMap<string, readonly number[]>

/** `used`: content words only (no function words, no numbers). */
export function soundsFrom(lexicon: Lexicon, used: readonly number[]): Sounds {
  return Map.groupBy(used, (word) => soundOf(lexicon.words[word]!))
}
