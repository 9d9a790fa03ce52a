/**
 * Titles and example questions as lists of words, parts, 4-grams and pairs of neighbours, for the intent model (`ask/votes.ts`).
 */
import type { Analysed } from './analyse.ts'
import type { Lexicon } from './lexicon.ts'
import { Growing, type Lists, Pairs } from './lists.ts'
import { idfOf } from './postings.ts'
import { FIELDS } from './segments.ts'

/** Titles and example questions as lists of features: terms, then 4-grams, then pairs of neighbouring terms. */
export interface Examples {
  /** Entry e has the examples `ofEntry[e] … ofEntry[e + 1] - 1`; example x the features `start[x] … start[x + 1] - 1`. */
  ofEntry: Uint32Array
  start: Uint32Array
  features: Uint32Array
  /** Feature → how often examples have it. */
  using: Uint32Array
  /** Feature → what it weighs in a text, before that has length 1; 0 for a pair that no example has. */
  weight: Float32Array
  /** Two neighbouring terms (0 is the border of the text) → the number of their pair. Grows only, like the lexicon. */
  pairs: Pairs
  terms: number
  grams: number
}

/** What the examples were made of before an edit. */
export interface ExamplesBefore {
  analysed: readonly Analysed[]
  partsOf: Lists
  examples: Examples
}

/** Features keep their numbers when an edit brings new words. */
export const termFeature = (term: number): number => 3 * term
export const gramFeature = (gram: number): number => 3 * gram + 1
export const pairFeature = (pair: number): number => 3 * pair + 2

/** What a kind of feature counts beside a word; function words count in full, they make the difference between siblings. */
const KIND = [1, 0.2, 0.6] as const
const PAIR = 2
const EXAMPLE = FIELDS.indexOf('question')

/** In steps of 256 entries. Of entries that are as they were in `before`, the features are copied. */
export function* examplesFrom(
  analysed: readonly Analysed[],
  lexicon: Lexicon,
  partsOf: Lists,
  before?: ExamplesBefore,
): Generator<void, Examples> {
  const old = before?.examples
  const terms = lexicon.terms.length
  const grams = lexicon.gramIds.size
  const pairs = old?.pairs ?? new Pairs()
  const found = new Growing((length) => new Uint32Array(length), old && old.features.length + SPARE)
  const starts = new Growing((length) => new Uint32Array(length), old?.start.length)
  const ofEntry = new Uint32Array(analysed.length + 1)
  const positions = new Map(before?.analysed.map((one, position) => [one, position]))
  const hasOtherParts = before && differing(before.partsOf, partsOf)
  const fresh: number[] = []
  yield
  for (let entry = 0; entry < analysed.length; entry++) {
    const one = analysed[entry]!
    const position = positions.get(one)
    if (old && position !== undefined && !(hasOtherParts && usesAny(one, hasOtherParts))) {
      copyEntry(old, position, starts, found)
      positions.delete(one)
    } else {
      readEntry(one, lexicon, partsOf, pairs, starts, found)
      fresh.push(entry)
    }
    ofEntry[entry + 1] = starts.length
    if (entry % 256 === 255) yield
  }
  const examples = starts.length
  starts.push(found.length)
  const start = starts.done()
  const features = found.done()
  yield
  const using = new Uint32Array(3 * Math.max(terms, grams, pairs.size))
  if (old) using.set(old.using)
  // What is left of the positions is gone, or was read anew.
  for (const position of positions.values()) for (const feature of featuresOfEntry(old!, position)) using[feature]!--
  for (const entry of fresh) for (const feature of featuresOfEntry({ ofEntry, start, features }, entry)) using[feature]!++
  yield
  return { ofEntry, start, features, using, weight: weightsFrom(using, examples), pairs, terms, grams }
}

/** Room for what an edit adds, so that a large array is not laid out twice. */
const SPARE = 4096

function featuresOfEntry({ ofEntry, start, features }: Pick<Examples, 'ofEntry' | 'start' | 'features'>, entry: number): Uint32Array {
  return features.subarray(start[ofEntry[entry]!], start[ofEntry[entry + 1]!])
}

function copyEntry(old: Examples, position: number, starts: Growing<Uint32Array>, found: Growing<Uint32Array>): void {
  const first = old.ofEntry[position]!
  const shift = found.length - old.start[first]!
  for (let example = first; example < old.ofEntry[position + 1]!; example++) starts.push(old.start[example]! + shift)
  found.append(featuresOfEntry(old, position))
}

function readEntry(
  { stream, fields }: Analysed,
  lexicon: Lexicon,
  partsOf: Lists,
  pairs: Pairs,
  starts: Growing<Uint32Array>,
  found: Growing<Uint32Array>,
): void {
  const pair = (left: number, right: number) => {
    const known = pairs.get(left, right) ?? pairs.size
    if (known === pairs.size) pairs.set(left, right, known)
    found.push(pairFeature(known))
  }
  let at = 0
  for (let segment = 0; segment < fields.length && fields[segment]! <= EXAMPLE; segment++, at++) {
    starts.push(found.length)
    let before = 0
    for (; stream[at] !== 0; at++) {
      const word = stream[at]!
      const term = lexicon.termOf[word]!
      found.push(termFeature(term))
      for (let part = partsOf.start[word]!; part < partsOf.start[word + 1]!; part++) found.push(termFeature(partsOf.items[part]!))
      for (const gram of lexicon.gramsOf[word]!) found.push(gramFeature(gram))
      pair(before, term)
      before = term
    }
    pair(before, 0)
  }
}

function weightsFrom(using: Uint32Array, examples: number): Float32Array {
  // `from` with a function would make an array of objects first, and cost seconds in a large folder.
  const weight = new Float32Array(using.length)
  for (let feature = 0; feature < weight.length; feature++) {
    const kind = feature % 3
    if (kind !== PAIR || using[feature] !== 0) weight[feature] = KIND[kind]! * idfOf(examples, Math.min(using[feature]!, examples))
  }
  return weight
}

/** Words of `before` that have other parts now; undefined where all have the same. */
function differing(before: Lists, now: Lists): Set<number> | undefined {
  const words = new Set<number>()
  for (let word = 0; word + 1 < before.start.length; word++) {
    const [from, to] = [now.start[word]!, now.start[word + 1]!]
    const old = before.start[word]!
    let isSame = before.start[word + 1]! - old === to - from
    for (let part = 0; isSame && part < to - from; part++) isSame = before.items[old + part] === now.items[from + part]
    if (!isSame) words.add(word)
  }
  return words.size > 0 ? words : undefined
}

function usesAny({ stream, fields }: Analysed, words: ReadonlySet<number>): boolean {
  let segment = 0
  for (const word of stream) {
    if (word === 0) segment++
    else if (fields[segment]! > EXAMPLE) return false
    else if (words.has(word)) return true
  }
  return false
}
