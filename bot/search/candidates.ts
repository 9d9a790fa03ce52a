/**
 * First stage: the entries whose plain BM25F is best. One addition a posting; everything dear waits for the second stage.
 */
import type { Index } from './index-build.ts'
import type { Question } from './question.ts'

/** Fills `scores` (one item an entry, all 0 before) and returns the best entries, best first; `scores` is 0 again for all others. */
export function candidates(index: Index, question: Question, scores: Float32Array): number[] {
  const touched: number[] = []
  for (const slot of question.slots) for (const { term, weight } of slot.terms) addPostings(index, term, weight, scores, touched)
  if (touched.length === 0) for (const term of question.functionTerms) addPostings(index, term, index.weights.functionWord, scores, touched)
  if (scores.length <= index.weights.pool) return everyEntry(scores.length)
  const best = highest(touched, scores, index.weights.pool)
  const kept = Float32Array.from(best, (entry) => scores[entry]!)
  for (const entry of touched) scores[entry] = 0
  best.forEach((entry, position) => {
    scores[entry] = kept[position]!
  })
  return best
}

/** Little content is looked at closely as a whole: similar spelling may speak for an entry that shares no word. */
const everyEntry = (count: number) => Array.from({ length: count }, (_, entry) => entry)

function addPostings({ postings }: Index, term: number, weight: number, scores: Float32Array, touched: number[]): void {
  const { entries, impacts } = postings
  for (let at = postings.start[term]!, end = postings.start[term + 1]!; at < end; at++) {
    const entry = entries[at]!
    if (scores[entry] === 0) touched.push(entry)
    scores[entry]! += weight * impacts[at]!
  }
}

/** The `count` entries with the highest scores, best first, ties by position. */
function highest(touched: readonly number[], scores: Float32Array, count: number): number[] {
  const better = (a: number, b: number) => scores[b]! - scores[a]! || a - b
  if (touched.length <= count) return [...touched].sort(better)
  // A threshold from a sorted sample spares most of the sorting: what is below it cannot be among the best.
  const sample = Float32Array.from(
    { length: Math.min(touched.length, 4 * count) },
    (_, k) => scores[touched[Math.floor((k * touched.length) / Math.min(touched.length, 4 * count))]!]!,
  )
  sample.sort()
  let position = Math.max(0, Math.floor(sample.length * (1 - (2 * count) / touched.length)) - 1)
  for (;;) {
    const threshold = sample[position]!
    const above = touched.filter((entry) => scores[entry]! >= threshold)
    if (above.length >= count || position === 0) return above.sort(better).slice(0, count)
    position = Math.floor(position / 2)
  }
}
