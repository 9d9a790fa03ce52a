/**
 * How people go on asking, as vectors of stems, 4-grams and pairs of neighbours: the headings of all parts and the follow-up questions that
 * editors wrote down for them. `ask/part-asked.ts` holds a question against them.
 */
import type { FollowUps } from '../../knowledge/knowledge.ts'
import type { Entry, EntryId } from '../../knowledge/schema.ts'
import { stem } from '../words/stem.ts'
import { tokens } from '../words/tokens.ts'
import { gramsOf } from './lexicon.ts'
import { type Lists, listsFrom } from './lists.ts'

/** A part of an entry that has follow-up questions, or whose neighbour has. */
export interface AskedPart {
  entry: EntryId
  /** Position among the entry's passages. */
  passage: number
  /** Its questions are `from … to - 1`; the first is its heading. */
  from: number
  to: number
  /** Sum of their vectors, the heading counted as `HEADING`, of length 1; by feature. */
  vector: ReadonlyMap<number, number>
}

export interface PartQuestions {
  /** What a text shows → its feature. */
  known: ReadonlyMap<string, number>
  /** Feature → what it weighs in a text, before that has length 1. */
  weight: Float32Array
  parts: readonly AskedPart[]
  /** Those of the entries for which somebody wrote questions down. */
  ofEntry: ReadonlyMap<EntryId, readonly AskedPart[]>
  /** Question → its part. */
  partOf: Uint32Array
  /** Question → length of its vector, before that is 1. */
  lengths: Float32Array
  /** Feature → questions that show it. */
  showing: Lists
}

/** What a kind of feature counts beside a stem. Function words count in full: "wie lange" and "ab wann" are made of nothing else. */
const GRAM = 0.25
const PAIR = 0.6
const HEADING = 2

/** What a word shows by itself: its stem, and its 4-grams marked as such. */
interface ShownWord {
  own: string
  grams: readonly string[]
}

/** Everything that a text shows, with what its kind counts. `words`: what was worked out for words before, to be used again. */
export function shownBy(text: string, words = new Map<string, ShownWord>()): Map<string, number> {
  const shown = new Map<string, number>()
  let before = ''
  for (const { word } of tokens(text)) {
    const { own, grams } = words.get(word) ?? { own: stem(word), grams: gramsOf(word).map((gram) => `#${gram}`) }
    words.set(word, { own, grams })
    shown.set(own, 1)
    shown.set(`${before} ${own}`, PAIR)
    for (const gram of grams) shown.set(gram, GRAM)
    before = own
  }
  return shown.set(`${before} `, PAIR)
}

/** In steps of 16 entries. */
export function* partQuestionsOf(entries: readonly Entry[], followUps: ReadonlyMap<string, FollowUps>): Generator<void, PartQuestions> {
  const known = new Map<string, number>()
  const kinds: number[] = []
  const using: number[] = []
  const features: Uint32Array[] = []
  const partOf: number[] = []
  const words = new Map<string, ShownWord>()
  const read = (text: string, part: number) => {
    const found = Array.from(shownBy(text, words), ([name, kind]) => {
      const feature = known.get(name) ?? known.size
      if (feature === known.size) known.set(name, kinds.push(kind) - 1)
      using[feature] = (using[feature] ?? 0) + 1
      return feature
    })
    features.push(Uint32Array.from(found))
    partOf.push(part)
  }
  const drafts: Omit<AskedPart, 'vector'>[] = []
  for (const [position, { id, passages }] of entries.entries()) {
    if (position % 16 === 15) yield
    if (!passages.some((passage) => followUps.has(passage.id))) continue
    for (const [passage, { id: part, heading }] of passages.entries()) {
      if (heading === '') continue
      const from = features.length
      for (const text of [heading, ...(followUps.get(part)?.questions ?? [])]) read(text, drafts.length)
      drafts.push({ entry: id, passage, from, to: features.length })
    }
  }
  yield
  const weight = Float32Array.from(using, (times, feature) => kinds[feature]! * Math.log(1 + features.length / times))
  const lengths = Float32Array.from(features, (own) => lengthOf(Array.from(own, (feature) => weight[feature]!)))
  yield
  const parts = drafts.map((draft) => ({ ...draft, vector: sumOf(draft, features, weight, lengths) }))
  yield
  const showing = listsFrom(known.size, (put) => {
    for (const [question, own] of features.entries()) for (const feature of own) put(feature, question)
  })
  const ofEntry = Map.groupBy(parts, ({ entry }) => entry)
  return { known, weight, parts, ofEntry, partOf: Uint32Array.from(partOf), lengths, showing }
}

/** Length of a vector; 1 for one without direction. */
export function lengthOf(values: Iterable<number>): number {
  let square = 0
  for (const value of values) square += value * value
  return Math.sqrt(square) || 1
}

function sumOf(
  { from, to }: Pick<AskedPart, 'from' | 'to'>,
  features: readonly Uint32Array[],
  weight: Float32Array,
  lengths: Float32Array,
): ReadonlyMap<number, number> {
  const sum = new Map<number, number>()
  for (let question = from; question < to; question++) {
    const unit = (question === from ? HEADING : 1) / lengths[question]!
    for (const feature of features[question]!) sum.set(feature, (sum.get(feature) ?? 0) + unit * weight[feature]!)
  }
  const length = lengthOf(sum.values())
  for (const [feature, value] of sum) sum.set(feature, value / length)
  return sum
}
