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
import type { Examples } from '../index/examples.ts'
import { type Lexicon, termText } from '../index/lexicon.ts'
import type { Question } from './question.ts'
import type { Searcher } from './searcher.ts'

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
  const rows = entries.map((entry) => rowsOf(examples, place, entry, met))
  for (const feature of asked) place[feature] = 0
  const a = reweighed(asked, met, rows, examples)
  const count = rows.reduce((sum, of) => sum + of.length, 0) / entries.length
  const sure = count / (count + HALF_SURE)
  rows.forEach((of, position) => {
    for (const { at, values } of of) for (let k = 0; k < at.length; k++) votes[position]! += sure * a[at[k]!]! * values[k]!
  })
  return votes
}

function featuresOf({ words, slots, grams }: Question, lexicon: Lexicon, examples: Examples): number[] {
  const found = new Set<number>()
  const put = (feature: number | undefined) => {
    if (feature !== undefined && found.size < MAX_FEATURES) found.add(feature)
  }
  let before: number | undefined = 0
  const pair = (right: number) => {
    if (before !== undefined) put(examples.pairs.get(before * examples.terms + right))
  }
  for (const word of words) {
    // A mistyped word is what it was mended to.
    const term = lexicon.termIds.get(termText(word)) ?? slots.find((slot) => slot.word === word)?.terms[0]?.term
    const known = term !== undefined && term < examples.terms ? term : undefined
    put(known)
    if (known !== undefined) pair(known)
    before = known
  }
  pair(0)
  for (const gram of grams) if (gram < examples.grams) put(examples.terms + gram)
  return [...found]
}

/** An example as far as it shares anything with the question: places among `met`, and weights. */
interface Row {
  at: number[]
  values: number[]
}

/** `met`: the question's features that some example has; those of this entry's examples are added. */
function rowsOf({ ofEntry, start, features, values }: Examples, place: Uint8Array, entry: number, met: number[]): Row[] {
  const rows: Row[] = []
  for (let example = ofEntry[entry]!; example < ofEntry[entry + 1]!; example++) {
    const row: Row = { at: [], values: [] }
    for (let k = start[example]!; k < start[example + 1]!; k++) {
      const feature = features[k]!
      if (place[feature] === 0) continue
      if (place[feature] === ASKED) place[feature] = met.push(feature)
      row.at.push(place[feature]! - 1)
      row.values.push(values[k]!)
    }
    rows.push(row)
  }
  return rows
}

/** a = (X'X + λ)⁻¹ q, by Cholesky, for the features that some example has; what only the question has makes it longer. */
function reweighed(asked: readonly number[], met: readonly number[], rows: readonly Row[][], { weight }: Examples): Float64Array {
  const length = Math.sqrt(asked.reduce((sum, feature) => sum + weight[feature]! ** 2, 0)) || 1
  const a = Float64Array.from(met, (feature) => weight[feature]! / length)
  const n = a.length
  const A = Array.from({ length: n }, (_, i) => new Float64Array(i + 1).fill(RIDGE, i))
  for (const of of rows) {
    for (const { at, values } of of) {
      for (let k = 0; k < at.length; k++) {
        const row = A[at[k]!]!
        for (let l = 0; l < at.length; l++) if (at[l]! <= at[k]!) row[at[l]!]! += values[k]! * values[l]!
      }
    }
  }
  for (let i = 0; i < n; i++) {
    const row = A[i]!
    for (let j = 0; j <= i; j++) {
      let sum = row[j]!
      for (let k = 0; k < j; k++) sum -= row[k]! * A[j]![k]!
      row[j] = i === j ? Math.sqrt(Math.max(sum, 1e-9)) : sum / A[j]![j]!
    }
    let sum = a[i]!
    for (let k = 0; k < i; k++) sum -= row[k]! * a[k]!
    a[i] = sum / row[i]!
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = a[i]!
    for (let k = i + 1; k < n; k++) sum -= A[k]![i]! * a[k]!
    a[i] = sum / A[i]![i]!
  }
  return a
}
