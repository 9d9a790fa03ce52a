/**
 * Intent model: which entry the example questions of the best candidates speak for, taken together. What all their examples
 * share counts less, what tells them apart counts more, and ten similar examples of one entry do not count ten times.
 *
 * Ridge regression of "is an example of this entry" on the question's own words, 4-grams and pairs of neighbours ("was kostet"),
 * over the examples of the few candidates that are left: with X the examples as rows, a = (X'X + λ)⁻¹ q is the question with
 * its words weighed anew, and an entry's vote is the sum of its examples' products with a. There are only as many equations as
 * the question has features, so it is solved anew for each question; nothing is trained, and an edit costs nothing here.
 * Source: Bottou & Vapnik, "Local Learning Algorithms" (1992); Hoerl & Kennard, "Ridge Regression" (1970).
 */
import { type Examples, gramFeature, pairFeature, termFeature } from '../index/examples.ts'
import { type Lexicon, termText } from '../index/lexicon.ts'
import type { Question } from './question.ts'
import type { Rows, Searcher } from './searcher.ts'

const RIDGE = 1
/** More features of a question than this are not looked at. */
const MAX_FEATURES = 96
const ASKED = 255
/** With so many examples an entry, votes count half: the more examples, the surer. */
const HALF_SURE = 20

/** One vote per entry; a whole unit is what an example says that is the question itself and shares nothing with other entries. */
export function intentVotes({ index, scratch }: Searcher, question: Question, entries: readonly number[]): Float64Array {
  const { examples, lexicon } = index
  const { place } = scratch
  const votes = new Float64Array(entries.length)
  const asked = featuresOf(question, lexicon, examples)
  if (asked.length === 0 || entries.length < 2) return votes
  for (const feature of asked) place[feature] = ASKED
  const met: number[] = []
  const { rows } = scratch
  rows.count = rows.examples = 0
  const ends: number[] = []
  let all = 0
  for (const entry of entries) {
    addRows(rows, examples, place, entry, met)
    ends.push(rows.count)
    all += examples.ofEntry[entry + 1]! - examples.ofEntry[entry]!
  }
  for (const feature of asked) place[feature] = 0
  const a = reweighed(asked, met, rows, examples)
  const count = all / entries.length
  const sure = count / (count + HALF_SURE)
  let from = 0
  for (let position = 0; position < entries.length; position++) {
    const to = ends[position]!
    for (let k = from; k < to; k++) votes[position]! += sure * a[rows.at[k]!]! * rows.values[k]!
    from = to
  }
  return votes
}

function featuresOf({ words, slots, grams }: Question, lexicon: Lexicon, examples: Examples): number[] {
  const found = new Set<number>()
  const put = (feature: number) => {
    if (found.size < MAX_FEATURES) found.add(feature)
  }
  let before: number | undefined = 0
  const pair = (right: number) => {
    const known = before === undefined ? undefined : examples.pairs.get(before, right)
    // A pair that no example has any more, or only since a later edit, is none.
    if (known !== undefined && (examples.weight[pairFeature(known)] ?? 0) > 0) put(pairFeature(known))
  }
  for (const word of words) {
    // A mistyped word is what it was mended to.
    const term = lexicon.termIds.get(termText(word)) ?? slots.find((slot) => slot.word === word)?.terms[0]?.term
    const known = term !== undefined && term < examples.terms ? term : undefined
    if (known !== undefined) {
      put(termFeature(known))
      pair(known)
    }
    before = known
  }
  pair(0)
  for (const gram of grams) if (gram < examples.grams) put(gramFeature(gram))
  return [...found]
}

/** `met`: the question's features that some example has; those of this entry's examples are added. An example's weights are a vector of length 1. */
function addRows(rows: Rows, { ofEntry, start, features, weight }: Examples, place: Uint8Array, entry: number, met: number[]): void {
  for (let example = ofEntry[entry]!; example < ofEntry[entry + 1]!; example++) {
    const before = rows.count
    let square = 0
    for (let k = start[example]!, end = start[example + 1]!; k < end; k++) {
      const feature = features[k]!
      square += weight[feature]! ** 2
      let at = place[feature]!
      if (at === 0) continue
      if (at === ASKED) {
        at = met.push(feature)
        place[feature] = at
      }
      if (rows.count === rows.at.length) growRows(rows)
      rows.at[rows.count] = at - 1
      rows.values[rows.count++] = weight[feature]!
    }
    if (rows.count === before) continue
    const length = Math.sqrt(square) || 1
    for (let k = before; k < rows.count; k++) rows.values[k]! /= length
    if (rows.examples === rows.ends.length) growRows(rows)
    rows.ends[rows.examples++] = rows.count
  }
}

function growRows(rows: Rows): void {
  const { at, values, ends } = rows
  rows.at = new Uint8Array(2 * at.length)
  rows.values = new Float32Array(2 * values.length)
  rows.ends = new Uint32Array(2 * ends.length)
  rows.at.set(at)
  rows.values.set(values)
  rows.ends.set(ends)
}

/** a = (X'X + λ)⁻¹ q, by Cholesky, for the features that some example has; what only the question has makes it longer. */
function reweighed(
  asked: readonly number[],
  met: readonly number[],
  { at, values, ends, examples }: Rows,
  { weight }: Examples,
): Float64Array {
  const length = Math.sqrt(asked.reduce((sum, feature) => sum + weight[feature]! ** 2, 0)) || 1
  const a = Float64Array.from(met, (feature) => weight[feature]! / length)
  const n = a.length
  // The lower half of a symmetric matrix, row i at i · n.
  const A = new Float64Array(n * n)
  for (let i = 0; i < n; i++) A[i * n + i] = RIDGE
  let from = 0
  for (let example = 0; example < examples; example++) {
    const to = ends[example]!
    for (let k = from; k < to; k++) {
      const row = at[k]! * n
      const value = values[k]!
      for (let l = from; l < to; l++) if (at[l]! <= at[k]!) A[row + at[l]!]! += value * values[l]!
    }
    from = to
  }
  for (let i = 0; i < n; i++) {
    const row = i * n
    for (let j = 0; j <= i; j++) {
      const other = j * n
      let sum = A[row + j]!
      for (let k = 0; k < j; k++) sum -= A[row + k]! * A[other + k]!
      A[row + j] = i === j ? Math.sqrt(Math.max(sum, 1e-9)) : sum / A[other + j]!
    }
    let sum = a[i]!
    for (let k = 0; k < i; k++) sum -= A[row + k]! * a[k]!
    a[i] = sum / A[row + i]!
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = a[i]!
    for (let k = i + 1; k < n; k++) sum -= A[k * n + i]! * a[k]!
    a[i] = sum / A[i * n + i]!
  }
  return a
}
