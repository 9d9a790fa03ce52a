/**
 * Which act a sentence is: a linear softmax model over words, neighbouring words and word groups, trained when knowledge is loaded.
 * Sentences that ask for a topic are one more class, so that the model learns what is *not* an act; words that no example of an act has are
 * one common feature, the strongest sign of a topic. Training is deterministic.
 *
 * Source: multinomial logistic regression by stochastic gradient descent; Jurafsky & Martin, "Speech and Language Processing", ch. 5.
 */

import { type Feature, featuresOf, type TraitsByWord } from './features.ts'
import { actWords } from './words.ts'

/** The class of sentences that ask for a topic and are no act. */
export const TOPIC = ''

export interface LinearModel {
  classes: readonly string[]
  features: ReadonlyMap<string, number>
  /** By feature, then class: `weights[feature * classes.length + class]`. */
  weights: Float32Array
}

/** `variants`: sentences that one line stands for; each round of training takes others of them. */
export interface ActExamples {
  act: string
  lines: readonly (readonly string[])[]
}

const ROUNDS = 5
const RATE = 0.5
const DECAY = 0.65
const SHRINK = 1e-5
/** Variants of a line that one round of training looks at. */
const PER_ROUND = 1
/** Rows between two chances for others to have a turn. */
const SLICE = 48

interface Row {
  columns: Int32Array
  values: Float32Array
}

/** In slices of `SLICE` sentences. */
export function* trainingSteps(examples: readonly ActExamples[], traits: TraitsByWord): Generator<void, LinearModel> {
  const classes = examples.map(({ act }) => act)
  // Every feature has a number, so that each is looked up by its name once.
  const numbers = new Map<string, number>()
  const inActs: number[] = []
  const inTopics: number[] = []
  // The line in which a feature was met last, so that it counts once a line.
  const last: number[] = []
  const read: { label: number; variants: Numbered[] }[] = []
  for (const [label, { act, lines: own }] of examples.entries()) {
    const counts = act === TOPIC ? inTopics : inActs
    for (const sentences of own) {
      const variants = sentences.map((sentence) => numbered(featuresOf(actWords(sentence), sentence.includes('?'), traits), numbers))
      for (const { ids } of variants)
        for (const id of ids) {
          if (last[id] === read.length) continue
          last[id] = read.length
          counts[id] = (counts[id] ?? 0) + 1
        }
      read.push({ label, variants })
      if (read.length % SLICE === 0) yield
    }
  }
  const features = new Map<string, number>([
    [UNKNOWN, 0],
    [TOPICAL, 1],
  ])
  const columnOf = new Int32Array(numbers.size).fill(NO_COLUMN)
  let next = features.size
  // What one line alone has tells nothing of the next; leaving it out also shows the model what strangers' words look like.
  for (const [name, id] of numbers) {
    const acts = inActs[id] ?? 0
    const topics = inTopics[id] ?? 0
    if (topics >= MIN_TOPICS && name.startsWith('w:') && topics >= MORE_OF_TOPICS * acts) columnOf[id] = TOPICAL_COLUMN
    else if (acts >= MIN_LINES) columnOf[id] = next++
    else continue
    features.set(name, columnOf[id]!)
  }
  yield
  const lines: { label: number; rows: Row[] }[] = []
  for (const { label, variants } of read) {
    lines.push({ label, rows: variants.map(({ ids, read: all }) => rowOf(all, (at) => columnOf[ids[at]!]!)) })
    if (lines.length % SLICE === 0) yield
  }
  const weights = new Float32Array(next * classes.length)
  const scores = new Float32Array(classes.length)
  const order = mixed(lines.length)
  let rate = RATE
  for (let round = 0; round < ROUNDS; round++, rate *= DECAY) {
    for (const [done, at] of order.entries()) {
      const { label, rows } = lines[at]!
      for (let pick = 0; pick < Math.min(PER_ROUND, rows.length); pick++)
        learn(weights, rows[(round * PER_ROUND + pick) % rows.length]!, label, rate, scores)
      if (done % SLICE === SLICE - 1) yield
    }
  }
  return { classes, features, weights }
}

function learn(weights: Float32Array, { columns, values }: Row, label: number, rate: number, scores: Float32Array): void {
  softmax(weights, columns, values, scores)
  const width = scores.length
  for (let row = 0; row < width; row++) scores[row] = rate * ((row === label ? 1 : 0) - scores[row]!)
  for (let i = 0; i < columns.length; i++) {
    const base = columns[i]! * width
    const value = values[i]!
    for (let row = 0; row < width; row++) weights[base + row] = weights[base + row]! * (1 - SHRINK) + value * scores[row]!
  }
}

export interface ActGuess {
  act: string
  /** 0..1; those of one sentence add up to 1. */
  probability: number
}

/** The classes a sentence may be, likeliest first; `TOPIC` is among them. `strange`: the share of words that no act is known by. */
export function guess(
  { classes, features, weights }: LinearModel,
  words: readonly string[],
  isAsked: boolean,
  traits: TraitsByWord,
): { guesses: ActGuess[]; strange: number } {
  const read = featuresOf(words, isAsked, traits)
  const { columns, values } = rowOf(read, (at) => features.get(read[at]!.name) ?? NO_COLUMN)
  const scores = new Float32Array(classes.length)
  softmax(weights, columns, values, scores)
  const strange = words.filter(
    (word) => (features.get(`w:${traits(word).stemmed}`) ?? TOPICAL_COLUMN) === TOPICAL_COLUMN && traits(word).groups.length === 0,
  )
  return {
    guesses: classes.map((act, row) => ({ act, probability: scores[row]! })).sort((a, b) => b.probability - a.probability),
    strange: strange.length / Math.max(1, words.length),
  }
}

interface Numbered {
  ids: Int32Array
  read: readonly Feature[]
}

/** The features with their numbers; a new one gets the next. */
function numbered(read: readonly Feature[], numbers: Map<string, number>): Numbered {
  const ids = Int32Array.from(read, (feature) => {
    const known = feature.id ?? numbers.get(feature.name)
    if (known !== undefined) feature.id = known
    if (feature.id === undefined) {
      feature.id = numbers.size
      numbers.set(feature.name, feature.id)
    }
    return feature.id
  })
  return { ids, read }
}

/**
 * Long sentences do not shout: a row has a fixed length. The share of unknown words comes on top of it.
 *
 * columnAt: the column of a feature by its place among `read`, `NO_COLUMN` for one that is not known.
 */
function rowOf(read: readonly Feature[], columnAt: (at: number) => number): Row {
  const found = new Map<number, number>()
  let unknown = 0
  let topical = 0
  let words = 0
  for (const [at, { value, word }] of read.entries()) {
    const column = columnAt(at)
    if (word) words++
    if (column === TOPICAL_COLUMN) topical++
    else if (column !== NO_COLUMN) found.set(column, (found.get(column) ?? 0) + value)
    else if (word) unknown++
  }
  let square = 0
  for (const value of found.values()) square += value * value
  const length = Math.sqrt(square) || 1
  const columns = new Int32Array(found.size + 2)
  const values = new Float32Array(found.size + 2)
  let at = 0
  for (const [column, value] of found) {
    columns[at] = column
    values[at++] = (SCALE * value) / length
  }
  columns[at] = 0
  values[at++] = words > 0 ? (UNKNOWN_WEIGHT * unknown) / Math.sqrt(words) : 0
  columns[at] = 1
  values[at] = words > 0 ? (UNKNOWN_WEIGHT * topical) / Math.sqrt(words) : 0
  return { columns, values }
}
const SCALE = 4
const UNKNOWN_WEIGHT = 1
const UNKNOWN = '?unknown'
const TOPICAL = '?topical'
const TOPICAL_COLUMN = 1
const NO_COLUMN = -1
/** So many times as often in topics as in acts: a word of topics, though an act has it too. */
const MORE_OF_TOPICS = 6
const MIN_LINES = 2
const MIN_TOPICS = 3

function softmax(weights: Float32Array, columns: Int32Array, values: Float32Array, into: Float32Array): void {
  const width = into.length
  into.fill(0)
  for (let i = 0; i < columns.length; i++) {
    const base = columns[i]! * width
    const value = values[i]!
    for (let row = 0; row < width; row++) into[row]! += weights[base + row]! * value
  }
  let highest = Number.NEGATIVE_INFINITY
  for (let row = 0; row < width; row++) if (into[row]! > highest) highest = into[row]!
  let total = 0
  for (let row = 0; row < width; row++) {
    into[row] = Math.exp(into[row]! - highest)
    total += into[row]!
  }
  for (let row = 0; row < width; row++) into[row]! /= total
}

/** A fixed order that mixes the acts, so that training depends on nothing but the examples. */
function mixed(count: number): number[] {
  const step = [7919, 6007, 4001].find((prime) => count % prime !== 0) ?? 1
  return Array.from({ length: count }, (_, at) => (at * step) % count)
}
