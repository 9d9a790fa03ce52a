/** Which written words of the content are what a question named: to mark them where they are shown. */
import { readToken } from '../words/tokens.ts'
import type { Explanation } from './explanation.ts'
import type { Searcher } from './searcher.ts'

/**
 * True for a word as written that the question named itself, in another form, mistyped, as a part of a compound, or by the content's own
 * word for it. What only stands near it in meaning is left unmarked. Words that no entry uses are none.
 */
export function wordsMeant({ index: { lexicon, partsOf, wordCount } }: Searcher, { words }: Explanation): (written: string) => boolean {
  const terms = new Set<number>()
  for (const { met } of words)
    for (const { term, via } of met) {
      const id = via === 'related' ? undefined : lexicon.termIds.get(term)
      if (id !== undefined) terms.add(id)
    }
  return (written) =>
    readToken(written).some(({ word }) => {
      const id = lexicon.wordIds.get(word)
      if (id === undefined || lexicon.isFunction[id] === 1) return false
      if (terms.has(lexicon.termOf[id]!)) return true
      // What came after this index was made has no parts in it.
      return id < wordCount && partsOf.items.subarray(partsOf.start[id]!, partsOf.start[id + 1]!).some((part) => terms.has(part))
    })
}
