/**
 * First stage: the entries whose plain BM25F is best. One addition per posting; anything expensive waits for the second stage.
 */
import type { Index } from '../index/index.ts'
import type { Postings } from '../index/postings.ts'
import type { Question } from './question.ts'
import type { Searcher } from './searcher.ts'

/** Fills `scratch.scores` (all 0 before) and returns the best entries, best first; the scores of all others are 0 again. */
export function candidates({ index, scratch }: Searcher, question: Question): number[] {
  const { scores, touched } = scratch
  if (question.slots.length === 0) return []
  const least = leastWorth(index, question)
  let count = 0
  for (const { terms } of question.slots) {
    for (const { term, weight } of terms)
      if (weight > 0 && isWorthReading(index, term, weight, least))
        count = addPostings(index.postings, term, weight, scores, touched, count)
  }
  if (index.contentWords <= index.weights.little) return everyEntry(scores.length)
  const best = highest(touched, count, scores, index.weights.pool)
  const kept = Float32Array.from(best, (entry) => scores[entry]!)
  for (let at = 0; at < count; at++) scores[touched[at]!] = 0
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

/** Returns how many entries are touched now. */
function addPostings(
  { start, entries, impacts }: Postings,
  term: number,
  weight: number,
  scores: Float32Array,
  touched: Uint32Array,
  count: number,
): number {
  let next = count
  for (let at = start[term]!, end = start[term + 1]!; at < end; at++) {
    const entry = entries[at]!
    const score = scores[entry]!
    if (score === 0) touched[next++] = entry
    scores[entry] = score + weight * impacts[at]!
  }
  return next
}

/** The `most` entries with the highest scores, best first, ties by position: a short list kept in order, which few ever enter. */
function highest(touched: Uint32Array, count: number, scores: Float32Array, most: number): number[] {
  const best: number[] = []
  let least = 0
  let last = 0
  for (let at = 0; at < count; at++) {
    const entry = touched[at]!
    const score = scores[entry]!
    if (best.length === most && (score < least || (score === least && entry > last))) continue
    if (best.length === most) best.pop()
    let place = best.length
    while (place > 0 && (scores[best[place - 1]!]! < score || (scores[best[place - 1]!] === score && best[place - 1]! > entry))) place--
    best.splice(place, 0, entry)
    last = best.at(-1)!
    least = scores[last]!
  }
  return best
}
