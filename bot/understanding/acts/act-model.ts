/**
 * Which act a sentence is: a linear softmax model over words, neighbouring words and word groups, trained when knowledge is loaded.
 * Sentences that ask for a topic are one more class, so that the model learns what is *not* an act; words that no example of an act has are
 * one common feature, the strongest sign of a topic. Training is deterministic.
 *
 * Source: multinomial logistic regression by stochastic gradient descent; Jurafsky & Martin, "Speech and Language Processing", ch. 5.
 */

import {
  closedSpace,
  type FeatureSpace,
  type Features,
  featureSpace,
  featuresOf,
  type Groups,
  isOfGroup,
  NEW,
  narrowed,
  type Sight,
} from './features.ts'
import { actWords } from './words.ts'

/** The class of sentences that ask for a topic and are no act. */
export const TOPIC = ''

/** What training found, plain data that can be kept and gives the same guesses for ever. */
export interface LearnedModel {
  classes: readonly string[]
  /** Their numbers are columns. */
  features: Features
  /** By column, then class: `weights[column * classes.length + class]`. */
  weights: Float32Array
}

export interface LinearModel extends Omit<LearnedModel, 'features'> {
  space: FeatureSpace
  /** Working memory, a zero a column. */
  sums: Float64Array
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
const MIN_ERROR = 1e-3
/** Variants of a line that one round of training looks at. */
const PER_ROUND = 1
/** Rounds whose weights are averaged, and rows between two of the weights that are taken. */
const LAST_ROUNDS = 2
const BETWEEN_MEANS = 512
/** Rows between two chances for others to have a turn. */
const SLICE = 48

interface Row {
  columns: Int32Array
  values: Float32Array
}

/** What was learned, ready to guess. `groups`: those it was trained with. */
export function modelOf({ classes, features, weights }: LearnedModel, groups: Groups): LinearModel {
  return { classes, weights, space: closedSpace(features, groups), sums: new Float64Array(weights.length / classes.length) }
}

/** In slices of `SLICE` sentences. */
export function* trainingSteps(examples: readonly ActExamples[], groups: Groups): Generator<void, LearnedModel> {
  const space = featureSpace(groups)
  const classes = examples.map(({ act }) => act)
  const inActs: number[] = []
  const inTopics: number[] = []
  // The line in which a feature was met last, so that it counts once a line.
  const last: number[] = []
  const read: { label: number; variants: Sight[] }[] = []
  for (const [label, { act, lines: own }] of examples.entries()) {
    const counts = act === TOPIC ? inTopics : inActs
    for (const sentences of own) {
      const variants = sentences.map((sentence) => featuresOf(actWords(sentence), sentence.includes('?'), space))
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
  const columns = new Int32Array(space.size).fill(NEW)
  const isWord = new Set(read.flatMap(({ variants }) => variants.flatMap(({ words }) => words)))
  let next = FIRST_COLUMN
  // What one line alone has tells nothing of the next; leaving it out also shows the model what strangers' words look like.
  for (let id = 0; id < columns.length; id++) {
    const acts = inActs[id] ?? 0
    const topics = inTopics[id] ?? 0
    if (topics >= MIN_TOPICS && topics >= MORE_OF_TOPICS * acts && isWord.has(id)) columns[id] = TOPICAL_COLUMN
    else if (acts >= MIN_LINES) columns[id] = next++
  }
  yield
  const sums = new Float64Array(next)
  const lines: { label: number; rows: Row[] }[] = []
  for (const { label, variants } of read) {
    lines.push({ label, rows: variants.map((sight) => rowOf(inColumns(sight, columns), sums)) })
    if (lines.length % SLICE === 0) yield
  }
  const weights = new Float32Array(next * classes.length)
  const scores = new Float32Array(classes.length)
  const moved = new Int32Array(classes.length)
  const order = learningOrder(lines.length)
  // The mean over the last rounds: what one sentence moved at the very end weighs no more than what others moved before.
  const mean = new Float32Array(weights.length)
  let taken = 0
  let rate = RATE
  for (let round = 0; round < ROUNDS; round++, rate *= DECAY) {
    for (const [done, at] of order.entries()) {
      const { label, rows } = lines[at]!
      for (let pick = 0; pick < Math.min(PER_ROUND, rows.length); pick++)
        learn(weights, rows[(round * PER_ROUND + pick) % rows.length]!, label, rate, scores, moved)
      if (done % SLICE === SLICE - 1) yield
      if (round < ROUNDS - LAST_ROUNDS || done % BETWEEN_MEANS !== 0) continue
      taken++
      for (let at = 0; at < mean.length; at++) mean[at]! += (weights[at]! - mean[at]!) / taken
    }
  }
  return { classes, features: narrowed(space, columns), weights: mean }
}

/** `scores` and `moved` are working memory, one place a class. */
function learn(
  weights: Float32Array,
  { columns, values }: Row,
  label: number,
  rate: number,
  scores: Float32Array,
  moved: Int32Array,
): void {
  softmax(weights, columns, values, scores)
  const width = scores.length
  // Of some forty classes a sentence moves three or four; what the others would move by is less than the numbers hold.
  let count = 0
  for (let row = 0; row < width; row++) {
    const error = (row === label ? 1 : 0) - scores[row]!
    if (Math.abs(error) < MIN_ERROR) continue
    scores[row] = rate * error
    moved[count++] = row
  }
  for (let i = 0; i < columns.length; i++) {
    const base = columns[i]! * width
    const value = values[i]!
    for (let at = 0; at < count; at++) {
      const row = moved[at]!
      weights[base + row] = weights[base + row]! * (1 - SHRINK) + value * scores[row]!
    }
  }
}

export interface ActGuess {
  act: string
  /** 0..1; those of one sentence add up to 1. */
  probability: number
}

/** The classes a sentence may be, likeliest first; `TOPIC` is among them. `strange`: the share of words that no act is known by. */
export function guess(
  { classes, space, weights, sums }: LinearModel,
  words: readonly string[],
  isAsked: boolean,
): { guesses: ActGuess[]; strange: number } {
  const sight = featuresOf(words, isAsked, space)
  const { columns, values } = rowOf(sight, sums)
  const scores = new Float32Array(classes.length)
  softmax(weights, columns, values, scores)
  const isStrange = (word: string, at: number) => sight.words[at]! < FIRST_COLUMN && !isOfGroup(word, space)
  return {
    guesses: classes.map((act, row) => ({ act, probability: scores[row]! })).sort((a, b) => b.probability - a.probability),
    strange: words.filter(isStrange).length / Math.max(1, words.length),
  }
}

/** The sight as the narrowed space gives it. */
function inColumns({ ids, values, words }: Sight, columns: Int32Array): Sight {
  return { ids: ids.map((id) => columns[id]!), values, words: words.map((word) => columns[word]!) }
}

/**
 * Long sentences do not shout: a row has a fixed length. The shares of unknown words and of words of topics come on top of it.
 *
 * sums: working memory, a zero a column; it is left so.
 */
function rowOf({ ids: found, values: all, words }: Sight, sums: Float64Array): Row {
  const met: number[] = []
  for (let at = 0; at < found.length; at++) {
    const column = found[at]!
    if (column < FIRST_COLUMN) continue
    if (sums[column] === 0) met.push(column)
    sums[column]! += all[at]!
  }
  let unknown = 0
  let topical = 0
  for (const word of words) {
    if (word === TOPICAL_COLUMN) topical++
    else if (word === NEW) unknown++
  }
  let square = 0
  for (const column of met) square += sums[column]! ** 2
  const length = Math.sqrt(square) || 1
  const row = { columns: new Int32Array(met.length + 2), values: new Float32Array(met.length + 2) }
  for (let at = 0; at < met.length; at++) {
    row.columns[at] = met[at]!
    row.values[at] = (SCALE * sums[met[at]!]!) / length
    sums[met[at]!] = 0
  }
  row.columns[met.length] = UNKNOWN_COLUMN
  row.values[met.length] = words.length > 0 ? (UNKNOWN_WEIGHT * unknown) / Math.sqrt(words.length) : 0
  row.columns[met.length + 1] = TOPICAL_COLUMN
  row.values[met.length + 1] = words.length > 0 ? (UNKNOWN_WEIGHT * topical) / Math.sqrt(words.length) : 0
  return row
}
const SCALE = 4
const UNKNOWN_WEIGHT = 1
const UNKNOWN_COLUMN = 0
const TOPICAL_COLUMN = 1
const FIRST_COLUMN = 2
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

/**
 * A fixed order that mixes the acts, so that training depends on nothing but the examples. Steps of a golden part of the whole visit every
 * stretch of the list evenly, whatever its length; a step that nearly divides the length would teach one act after the other, and the last
 * one loudest.
 */
export function learningOrder(count: number): number[] {
  let step = Math.max(1, Math.round(count * GOLDEN))
  while (commonDivisor(step, count) > 1) step++
  return Array.from({ length: count }, (_, at) => (at * step) % count)
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b)
}
const GOLDEN = 0.618034
