/**
 * The inverted index: for every term the entries that use it, each with its finished BM25F contribution, so that a
 * question costs one addition per posting and allocates nothing.
 *
 * Term frequencies of all fields are added up, weighted by field and discounted by the field's length, and saturated once.
 * Source: Robertson & Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), chapter 3.6 (BM25F);
 * idf with 1 added inside the logarithm, so that it stays positive.
 */
import { derivedFrom } from '../../knowledge/derived.ts'
import type { Analysed } from './analyse.ts'
import type { Lexicon } from './lexicon.ts'
import { Growing, type Lists } from './lists.ts'
import { FIELDS } from './segments.ts'
import type { Weights } from './weights.ts'

export interface Postings {
  /** Term t: entries `entries[start[t]] … entries[start[t + 1] - 1]`, ascending, and their impacts (idf included). */
  start: Uint32Array
  entries: Uint32Array
  impacts: Float32Array
  idf: Float32Array
  /** idf of a term that no entry uses. */
  highestIdf: number
}

/** Rarity of what `using` of `entries` use, never below 0. */
export function idfOf(entries: number, using: number): number {
  return Math.log(1 + (entries - using + 0.5) / (using + 0.5))
}

export interface Sources {
  analysed: readonly Analysed[]
  lexicon: Lexicon
  /** word → terms of its compound parts. */
  partsOf: Lists
  /** Two neighbouring words → the word they make when written together, 0 when there is none. */
  joined: (left: number, right: number) => number
  units: Float32Array
  weights: Weights
}

/** In steps of 256 entries. */
export function* postingsFrom({ analysed, lexicon, partsOf, joined, units, weights }: Sources): Generator<void, Postings> {
  const terms = lexicon.terms.length
  const weightOf = new Float32Array(terms)
  const forwardTerms = new Growing((length) => new Uint32Array(length))
  const forwardWeights = new Growing((length) => new Float32Array(length))
  const ends = new Uint32Array(analysed.length)
  const using = new Uint32Array(terms)
  const touched: number[] = []
  const add = (term: number, weight: number) => {
    // Weights of nothing (an ingredient switched off) make no posting: every posting adds to a score.
    if (weight === 0) return
    if (weightOf[term] === 0) touched.push(term)
    weightOf[term]! += weight
  }
  for (let entry = 0; entry < analysed.length; entry++) {
    const { stream, fields } = analysed[entry]!
    let segment = 0
    let before = 0
    for (const word of stream) {
      if (word === 0) {
        segment++
        before = 0
        continue
      }
      const weight = units[entry * FIELDS.length + fields[segment]!]!
      add(lexicon.termOf[word]!, weight)
      for (let part = partsOf.start[word]!; part < partsOf.start[word + 1]!; part++) add(partsOf.items[part]!, weight * weights.partInText)
      if (before !== 0) {
        const whole = joined(before, word)
        if (whole !== 0) add(lexicon.termOf[whole]!, weight)
      }
      before = word
    }
    for (const term of touched) {
      forwardTerms.push(term)
      forwardWeights.push(weightOf[term]!)
      weightOf[term] = 0
      using[term]!++
    }
    touched.length = 0
    ends[entry] = forwardTerms.length
    if (entry % 256 === 255) yield
  }
  yield
  return invert(forwardTerms.items, forwardWeights.items, ends, using, weights.k1)
}

function invert(terms: Uint32Array, weightsOf: Float32Array, ends: Uint32Array, using: Uint32Array, k1: number): Postings {
  const start = new Uint32Array(using.length + 1)
  for (let term = 0; term < using.length; term++) start[term + 1] = start[term]! + using[term]!
  const entries = new Uint32Array(start[using.length]!)
  const impacts = new Float32Array(start[using.length]!)
  const idf = Float32Array.from(using, (count) => idfOf(ends.length, count))
  const next = start.slice(0, using.length)
  let position = 0
  for (let entry = 0; entry < ends.length; entry++) {
    for (; position < ends[entry]!; position++) {
      const term = terms[position]!
      const at = next[term]!++
      entries[at] = entry
      impacts[at] = (idf[term]! * weightsOf[position]!) / (k1 + weightsOf[position]!)
    }
  }
  return { start, entries, impacts, idf, highestIdf: idfOf(ends.length, 0) }
}

/** Words of each field, over all its segments. */
const fieldLengths = derivedFrom(({ stream, fields }: Analysed): Uint32Array => {
  const lengths = new Uint32Array(FIELDS.length)
  let segment = 0
  for (const word of stream) {
    if (word === 0) segment++
    else lengths[fields[segment]!]!++
  }
  return lengths
})

/** Mean length of each field over the entries (at least 1). */
function meanLengths(analysed: readonly Analysed[]): Float64Array {
  const sums = new Float64Array(FIELDS.length)
  for (const one of analysed) {
    const lengths = fieldLengths(one)
    for (let field = 0; field < sums.length; field++) sums[field]! += lengths[field]!
  }
  return sums.map((sum) => Math.max(1, sum / Math.max(1, analysed.length)))
}

/** What one word weighs in each field of each entry: the field's weight, less in a field longer than the mean. */
export function unitsFrom(analysed: readonly Analysed[], { field: fieldWeights, b }: Weights): Float32Array {
  const mean = meanLengths(analysed)
  const units = new Float32Array(analysed.length * FIELDS.length)
  analysed.forEach((one, entry) => {
    const lengths = fieldLengths(one)
    FIELDS.forEach((field, position) => {
      units[entry * FIELDS.length + position] = fieldWeights[field] / (1 - b + (b * lengths[position]!) / mean[position]!)
    })
  })
  return units
}
