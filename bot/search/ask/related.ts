/**
 * Words of the content that share rare character 4-grams with an unknown word: derivations, dialect, foreign spellings.
 * Weaker than a mended typing error; asked only when nothing else is known about a word.
 */
import type { Index } from '../index/index.ts'
import { gramsOf } from '../index/lexicon.ts'

const MIN_LIKENESS = 0.45
const MAX_RELATED = 12

/** Likeness is the share of the word's own grams (by rarity) that the other has too, less when the other is much longer. */
export function related(index: Index, word: string): { word: number; likeness: number }[] {
  const { lexicon, wordsWithGram, gramIdf } = index
  const shared = new Map<number, number>()
  const unknownGram = index.postings.highestIdf
  let own = 0
  for (const text of gramsOf(word)) {
    const gram = lexicon.gramIds.get(text)
    if (gram === undefined || gram >= gramIdf.length) {
      own += unknownGram
      continue
    }
    own += gramIdf[gram]!
    for (let at = wordsWithGram.start[gram]!; at < wordsWithGram.start[gram + 1]!; at++) {
      const other = wordsWithGram.items[at]!
      shared.set(other, (shared.get(other) ?? 0) + gramIdf[gram]!)
    }
  }
  const found: { word: number; likeness: number }[] = []
  for (const [other, common] of shared) {
    const likeness = (common / own) * Math.sqrt(Math.min(1, (word.length + 2) / (lexicon.words[other]!.length + 2)))
    if (likeness >= MIN_LIKENESS) found.push({ word: other, likeness })
  }
  return found.sort((a, b) => b.likeness - a.likeness || a.word - b.word).slice(0, MAX_RELATED)
}
