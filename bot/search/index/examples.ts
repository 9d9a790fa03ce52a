/**
 * Titles and example questions as vectors of words, parts, 4-grams and pairs of neighbours, for the intent model (`ask/votes.ts`).
 */
import type { Analysed } from './analyse.ts'
import type { Lexicon } from './lexicon.ts'
import { Growing, type Lists } from './lists.ts'
import { idfOf } from './postings.ts'
import { FIELDS } from './segments.ts'

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
}

/** What a kind of feature counts beside a word; function words count in full, they make the difference between siblings. */
const GRAM = 0.2
const PAIR = 0.6
const EXAMPLE = FIELDS.indexOf('question')

/** In steps of 256 entries, then of some thousand examples. */
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
  yield
  const kind = (feature: number) => (feature < terms ? 1 : feature < terms + grams ? GRAM : PAIR)
  // `from` with a function would make an array of objects first, and cost seconds in a large folder.
  const weight = new Float32Array(using.length)
  for (let feature = 0; feature < weight.length; feature++)
    weight[feature] = kind(feature) * idfOf(examples, Math.min(using[feature]!, examples))
  yield
  const values = new Float32Array(features.length)
  for (let example = 0; example < examples; example++) {
    for (let at = start[example]!; at < start[example + 1]!; at++) values[at] = weight[features[at]!]!
    normalise(values.subarray(start[example], start[example + 1]))
    if (example % 4096 === 4095) yield
  }
  return { ofEntry, start, features, values, weight, pairs, terms, grams }
}

function normalise(vector: Float32Array): void {
  let square = 0
  for (const value of vector) square += value * value
  const length = Math.sqrt(square) || 1
  for (let k = 0; k < vector.length; k++) vector[k]! /= length
}
