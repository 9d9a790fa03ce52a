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
import type { Analysed } from '../index/analyse.ts'
import { type Lexicon, termText } from '../index/lexicon.ts'
import { Growing, type Lists } from '../index/lists.ts'
import { idfOf } from '../index/postings.ts'
import { FIELDS } from '../index/segments.ts'
import type { Question } from './question.ts'

/** Titles and example questions as lists of features: terms, then 4-grams, then pairs of neighbouring terms. */
export interface Examples {
  /** Entry e has the examples `ofEntry[e] … ofEntry[e + 1] - 1`; example x the features `start[x] … start[x + 1] - 1`. */
  ofEntry: Uint32Array
  start: Uint32Array
  features: Uint32Array
  /** What each feature weighs in its example; an example's weights are a vector of length 1. */
  values: Float32Array
  /** Feature → what it weighs in a question, before that has length 1. */
  weight: Float32Array
  /** Pair (left · terms + right; 0 is the border of the text) → its feature. */
  pairs: Map<number, number>
  terms: number
  grams: number
  /** Scratch: feature → 0, ASKED when it is the question's, then its place among those that an example has, from 1. */
  place: Uint8Array
}

/** What a kind of feature counts beside a word; function words count in full, they make the difference between siblings. */
const GRAM = 0.2
const PAIR = 0.6
const EXAMPLE = FIELDS.indexOf('question')

/** In steps of 256 entries. */
export function* examplesFrom(analysed: readonly Analysed[], lexicon: Lexicon, partsOf: Lists): Generator<void, Examples> {
  const terms = lexicon.terms.length
  const grams = lexicon.gramIds.size
  const pairs = new Map<number, number>()
  const found = new Growing((length) => new Uint32Array(length))
  const starts = new Growing((length) => new Uint32Array(length))
  const ofEntry = new Uint32Array(analysed.length + 1)
  const pair = (left: number, right: number) => {
    const key = left * terms + right
    const feature = pairs.get(key) ?? terms + grams + pairs.size
    pairs.set(key, feature)
    found.push(feature)
  }
  for (let entry = 0; entry < analysed.length; entry++) {
    const { stream, fields } = analysed[entry]!
    let at = 0
    for (let segment = 0; segment < fields.length && fields[segment]! <= EXAMPLE; segment++, at++) {
      starts.push(found.length)
      let before = 0
      for (; stream[at] !== 0; at++) {
        const word = stream[at]!
        const term = lexicon.termOf[word]!
        found.push(term)
        for (let part = partsOf.start[word]!; part < partsOf.start[word + 1]!; part++) found.push(partsOf.items[part]!)
        for (const gram of lexicon.gramsOf[word]!) found.push(terms + gram)
        pair(before, term)
        before = term
      }
      pair(before, 0)
    }
    ofEntry[entry + 1] = starts.length
    if (entry % 256 === 255) yield
  }
  const examples = starts.length
  starts.push(found.length)
  const start = starts.done()
  const features = found.done()
  const using = new Uint32Array(terms + grams + pairs.size)
  for (const feature of features) using[feature]!++
  const kind = (feature: number) => (feature < terms ? 1 : feature < terms + grams ? GRAM : PAIR)
  const weight = Float32Array.from(using, (count, feature) => kind(feature) * idfOf(examples, Math.min(count, examples)))
  const values = Float32Array.from(features, (feature) => weight[feature]!)
  for (let example = 0; example < examples; example++) normalise(values.subarray(start[example], start[example + 1]))
  return { ofEntry, start, features, values, weight, pairs, terms, grams, place: new Uint8Array(weight.length) }
}

function normalise(vector: Float32Array): void {
  let square = 0
  for (const value of vector) square += value * value
  const length = Math.sqrt(square) || 1
  for (let k = 0; k < vector.length; k++) vector[k]! /= length
}

const RIDGE = 1
/** More features of a question than this are not looked at. */
const MOST = 96
const ASKED = 255
/** With so many examples an entry, votes count half: the more examples, the surer. */
const HALF_SURE = 20

/** One vote an entry; a whole unit is what an example says that is the question itself and shares nothing with other entries. */
export function intentVotes(examples: Examples, lexicon: Lexicon, question: Question, entries: readonly number[]): Float64Array {
  const votes = new Float64Array(entries.length)
  const asked = featuresOf(question, lexicon, examples)
  if (asked.length === 0 || entries.length < 2) return votes
  for (const feature of asked) examples.place[feature] = ASKED
  const met: number[] = []
  const rows = entries.map((entry) => rowsOf(examples, entry, met))
  for (const feature of asked) examples.place[feature] = 0
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
    if (feature !== undefined && found.size < MOST) found.add(feature)
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
function rowsOf({ ofEntry, start, features, values, place }: Examples, entry: number, met: number[]): Row[] {
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
