/**
 * Which act a sentence is: a linear softmax model over words, neighbouring words and word groups, trained when knowledge is loaded.
 * Sentences that ask for a topic are one more class, so that the model learns what is *not* an act; words that no example of an act has are
 * one common feature, the strongest sign of a topic. Training is deterministic.
 *
 * Source: multinomial logistic regression by stochastic gradient descent; Jurafsky & Martin, "Speech and Language Processing", ch. 5.
 */

import { stem } from '../../search/words/stem.ts'
import { type Feature, featuresOf } from './features.ts'
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

const ROUNDS = 8
const RATE = 0.5
const DECAY = 0.7
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
export function* trainingSteps(
  examples: readonly ActExamples[],
  groupsOf: (word: string) => readonly string[],
): Generator<void, LinearModel> {
  const classes = examples.map(({ act }) => act)
  const read: { label: number; variants: Feature[][] }[] = []
  // In how many lines of acts, and of topics, a feature occurs.
  const inActs = new Map<string, number>()
  const inTopics = new Map<string, number>()
  for (const [label, { act, lines: own }] of examples.entries()) {
    const counts = act === TOPIC ? inTopics : inActs
    for (const line of own) {
      const variants = line.map((sentence) => readFeatures(sentence, groupsOf))
      for (const name of new Set(variants.flatMap((variant) => variant.map((feature) => feature.name))))
        counts.set(name, (counts.get(name) ?? 0) + 1)
      read.push({ label, variants })
      if (read.length % SLICE === 0) yield
    }
  }
  const features = new Map<string, number>([
    [UNKNOWN, 0],
    [TOPICAL, 1],
  ])
  // What one line alone has tells nothing of the next; leaving it out also shows the model what strangers' words look like.
  for (const [name, lines] of inActs) if (lines >= MIN_LINES) features.set(name, features.size)
  for (const [name, lines] of inTopics)
    if (lines >= MIN_TOPICS && name.startsWith('w:') && lines >= MORE_OF_TOPICS * (inActs.get(name) ?? 0))
      features.set(name, TOPICAL_COLUMN)
  const lines: { label: number; rows: Row[] }[] = []
  for (const { label, variants } of read) {
    lines.push({ label, rows: variants.map((variant) => rowOf(variant, features)) })
    if (lines.length % SLICE === 0) yield
  }
  const weights = new Float32Array((Math.max(...features.values()) + 1) * classes.length)
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
  groupsOf: (word: string) => readonly string[],
): { guesses: ActGuess[]; strange: number } {
  const { columns, values } = rowOf(featuresOf(words, isAsked, groupsOf), features)
  const scores = new Float32Array(classes.length)
  softmax(weights, columns, values, scores)
  const strange = words.filter(
    (word) => (features.get(`w:${stem(word)}`) ?? TOPICAL_COLUMN) === TOPICAL_COLUMN && groupsOf(word).length === 0,
  )
  return {
    guesses: classes.map((act, row) => ({ act, probability: scores[row]! })).sort((a, b) => b.probability - a.probability),
    strange: strange.length / Math.max(1, words.length),
  }
}

function readFeatures(sentence: string, groupsOf: (word: string) => readonly string[]): Feature[] {
  return featuresOf(actWords(sentence), sentence.includes('?'), groupsOf)
}

/** Long sentences do not shout: a row has a fixed length. The share of unknown words comes on top of it. */
function rowOf(read: readonly Feature[], features: ReadonlyMap<string, number>): Row {
  const found = new Map<number, number>()
  let unknown = 0
  let topical = 0
  let words = 0
  for (const { name, value, word } of read) {
    const column = features.get(name)
    if (word) words++
    if (column === 1) topical++
    else if (column !== undefined) found.set(column, (found.get(column) ?? 0) + value)
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
