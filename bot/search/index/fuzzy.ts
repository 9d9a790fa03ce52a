/** The content's words by their trigrams, for finding what a mistyped word may have meant (`ask/correct-typos.ts`). */
import type { Lexicon } from './lexicon.ts'
import { type Lists, listsFrom } from './lists.ts'

export interface FuzzyWords {
  trigramIds: Map<string, number>
  /** trigram → words. */
  wordsWith: Lists
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
  return { trigramIds, wordsWith }
}

/** The different trigrams of a word with its borders marked. */
export function trigrams(word: string): string[] {
  const marked = `^^${word}$`
  const found = new Set<string>()
  for (let start = 0; start + 3 <= marked.length; start++) found.add(marked.slice(start, start + 3))
  return [...found]
}
