/**
 * First stage: the entries whose plain BM25F is best. One addition a posting; everything dear waits for the second stage.
 */
import type { Index } from './index-build.ts'
import type { Question } from './question.ts'

/** Fills `scores` (one item an entry, all 0 before) and returns the best entries, best first; `scores` is 0 again for all others. */
export function candidates(index: Index, question: Question, scores: Float32Array): number[] {
  if (question.slots.length === 0) return []
  const touched: number[] = []
  const least = leastWorth(index, question)
  for (const { terms } of question.slots) {
    for (const { term, weight } of terms) if (isWorthReading(index, term, weight, least)) addPostings(index, term, weight, scores, touched)
  }
  if (index.contentWords <= index.weights.little) return everyEntry(scores.length)
  const best = highest(touched, scores, index.weights.pool)
  const kept = Float32Array.from(best, (entry) => scores[entry]!)
  for (const entry of touched) scores[entry] = 0
  best.forEach((entry, position) => {
    scores[entry] = kept[position]!
  })
  return best
}

/** In content of many entries, a term is passed over when it is in a fifth of them and says next to nothing beside the others. */
const MANY_ENTRIES = 2_000
const COMMON = 1 / 5
const NEXT_TO_NOTHING = 0.15

function leastWorth({ entries, postings }: Index, { slots }: Question): number {
  if (entries.length < MANY_ENTRIES) return 0
  let most = 0
  for (const { terms } of slots) for (const { term, weight } of terms) most = Math.max(most, weight * postings.idf[term]!)
  return NEXT_TO_NOTHING * most
}

function isWorthReading({ entries, postings }: Index, term: number, weight: number, least: number): boolean {
  return weight * postings.idf[term]! >= least || postings.start[term + 1]! - postings.start[term]! < COMMON * entries.length
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

/** The `count` entries with the highest scores, best first, ties by position: a heap with the worst of the best on top. */
function highest(touched: readonly number[], scores: Float32Array, count: number): number[] {
  const worse = (a: number, b: number) => scores[a]! < scores[b]! || (scores[a]! === scores[b]! && a > b)
  const heap: number[] = []
  for (const entry of touched) {
    if (heap.length < count) {
      let at = heap.push(entry) - 1
      for (let above = (at - 1) >> 1; at > 0 && worse(heap[at]!, heap[above]!); at = above, above = (at - 1) >> 1) swap(heap, at, above)
    } else if (scores[entry]! > scores[heap[0]!]! || worse(heap[0]!, entry)) {
      heap[0] = entry
      for (let at = 0; ; ) {
        let below = 2 * at + 1
        if (below >= count) break
        if (below + 1 < count && worse(heap[below + 1]!, heap[below]!)) below++
        if (!worse(heap[below]!, heap[at]!)) break
        swap(heap, at, below)
        at = below
      }
    }
  }
  return heap.sort((a, b) => scores[b]! - scores[a]! || a - b)
}

function swap(heap: number[], a: number, b: number): void {
  const kept = heap[a]!
  heap[a] = heap[b]!
  heap[b] = kept
}
