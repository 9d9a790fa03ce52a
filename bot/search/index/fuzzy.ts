/**
 * Words of the content that a mistyped word may have meant, found through shared trigrams and judged by edit distance.
 */
import { editDistance } from '../words/edit-distance.ts'
import type { Lexicon } from './lexicon.ts'
import { type Lists, listsFrom } from './lists.ts'

export interface FuzzyWords {
  trigramIds: Map<string, number>
  /** trigram → words. */
  wordsWith: Lists
  /** Scratch: shared trigrams of each word. */
  shared: Uint8Array
}

export interface Mended {
  word: number
  /** 0 (nothing in common) to 1 (the same). */
  likeness: number
}

/** `used`: content words only (no function words, no numbers). */
export function fuzzyWordsFrom(lexicon: Lexicon, used: readonly number[]): FuzzyWords {
  const trigramIds = new Map<string, number>()
  const of = used.map((word) =>
    trigrams(lexicon.words[word]!).map((trigram) => {
      const known = trigramIds.get(trigram)
      if (known !== undefined) return known
      trigramIds.set(trigram, trigramIds.size)
      return trigramIds.size - 1
    }),
  )
  const wordsWith = listsFrom(trigramIds.size, (put) => {
    of.forEach((ids, position) => {
      for (const id of ids) put(id, used[position]!)
    })
  })
  return { trigramIds, wordsWith, shared: new Uint8Array(lexicon.words.length) }
}

/** At most three words within one error (two for words of more than eight letters), the likeliest first. */
export function mend(fuzzy: FuzzyWords, lexicon: Lexicon, frequency: Uint32Array, word: string): Mended[] {
  const bound = word.length > 8 ? 2 : 1
  const own = trigrams(word)
  const need = Math.max(1, own.length - 3 * bound - 1)
  const { shared, wordsWith } = fuzzy
  const touched: number[] = []
  for (const trigram of own) {
    const id = fuzzy.trigramIds.get(trigram)
    if (id === undefined) continue
    for (let at = wordsWith.start[id]!; at < wordsWith.start[id + 1]!; at++) {
      const candidate = wordsWith.items[at]!
      if (shared[candidate]!++ === 0) touched.push(candidate)
    }
  }
  const found: Mended[] = []
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

function trigrams(word: string): string[] {
  const marked = `^^${word}$`
  const found = new Set<string>()
  for (let start = 0; start + 3 <= marked.length; start++) found.add(marked.slice(start, start + 3))
  return [...found]
}
