/**
 * Words of the content that a mistyped word may have meant, found through shared trigrams and judged by edit distance.
 */

import { editDistance } from '../../knowledge/edit-distance.ts'
import { trigrams } from '../index/fuzzy.ts'
import type { Searcher } from './searcher.ts'

export interface CorrectedWord {
  word: number
  /** 0 (nothing in common) to 1 (the same). */
  likeness: number
}

/** At most three words within one error (two for words of more than eight letters), the likeliest first. */
export function correctTypos({ index, scratch }: Searcher, word: string): CorrectedWord[] {
  const { fuzzy, lexicon, frequency } = index
  const bound = word.length > 8 ? 2 : 1
  const own = trigrams(word)
  const need = Math.max(1, own.length - 3 * bound - 1)
  const { wordsWith } = fuzzy
  const { sharedTrigrams: shared } = scratch
  const touched: number[] = []
  for (const trigram of own) {
    const id = fuzzy.trigramIds.get(trigram)
    if (id === undefined) continue
    for (let at = wordsWith.start[id]!; at < wordsWith.start[id + 1]!; at++) {
      const candidate = wordsWith.items[at]!
      if (shared[candidate]!++ === 0) touched.push(candidate)
    }
  }
  const found: CorrectedWord[] = []
  for (const candidate of touched) {
    const common = shared[candidate]!
    shared[candidate] = 0
    if (common < need) continue
    const other = lexicon.words[candidate]!
    const errors = editDistance(word, other, bound)
    if (errors <= bound) found.push({ word: candidate, likeness: 1 - errors / Math.max(word.length, other.length) })
  }
  found.sort((a, b) => b.likeness - a.likeness || frequency[b.word]! - frequency[a.word]! || a.word - b.word)
  return found.filter(({ likeness }) => likeness >= 0.9 * found[0]!.likeness).slice(0, 3)
}
