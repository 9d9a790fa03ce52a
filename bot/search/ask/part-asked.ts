/**
 * Which part of one entry a question is put to. Three things speak for a part: what its text says of the question, a question that is known
 * to be put to it, and questions that are known to be put to parts of other entries which are asked alike ("was kostet das" belongs to
 * whatever is called "Was kostet …?").
 */
import { derivedFrom } from '../../knowledge/derived.ts'
import type { EntryId } from '../../knowledge/schema.ts'
import { type AskedPart, lengthOf, type PartQuestions, shownBy } from '../index/part-questions.ts'

export interface PartAsked {
  /** Position among the entry's passages. */
  passage: number
  /** All that speaks for it; the likeliest part has some 0.5 to 2. */
  score: number
  /** How near (0..1) it comes to a known question to the entry, and to any at all. */
  near: number
  anywhere: number
}

/** What others' questions count, and how many of them are heard from which likeness on. */
const OTHERS = 2
const MAX_OTHERS = 10
const MIN_LIKE = 0.25
/** What nobody ever asked is as rare as can be. */
const UNKNOWN = 8

/**
 * The likeliest part of an entry; undefined where nobody wrote down how people go on asking. `said`: share (0..1) of the question that a
 * passage's text says.
 */
export function partAsked(
  questions: PartQuestions,
  utterance: string,
  entry: EntryId,
  said: (passage: number) => number,
): PartAsked | undefined {
  const own = questions.ofEntry.get(entry)
  if (!own) return undefined
  const like = likenesses(questions, utterance)
  const others = likestOfOthers(questions, like, entry)
  const anywhere = others.length > 0 ? like[others[0]!]! : 0
  let best: PartAsked | undefined
  let nearest = 0
  for (const part of own) {
    let near = 0
    for (let question = part.from; question < part.to; question++) near = Math.max(near, like[question]!)
    let alike = 0
    for (const other of others) alike += like[other]! ** 2 * product(questions.parts[questions.partOf[other]!]!, part)
    const score = said(part.passage) + OTHERS * alike + near
    nearest = Math.max(nearest, near)
    if (!best || score > best.score) best = { passage: part.passage, score, near, anywhere }
  }
  return best && { ...best, near: nearest }
}

/** How near (0..1) it comes to a known question to the entry; 0 where nobody wrote any down. */
export function nearestKnown(questions: PartQuestions, utterance: string, entry: EntryId): number {
  const own = questions.ofEntry.get(entry)
  if (!own) return 0
  const like = likenesses(questions, utterance)
  let nearest = 0
  for (const { from, to } of own) for (let question = from; question < to; question++) nearest = Math.max(nearest, like[question]!)
  return nearest
}

/**
 * By part (position among the entry's passages): mean likeness (0..1) of the three known questions to it that are most like the utterance.
 * Undefined where nobody wrote down how people go on asking.
 */
export function likenessByPart(questions: PartQuestions, utterance: string, entry: EntryId): ReadonlyMap<number, number> | undefined {
  const own = questions.ofEntry.get(entry)
  if (!own) return undefined
  const like = likenesses(questions, utterance)
  return new Map(
    own.map(({ passage, from, to }) => {
      // The heading is the first; what it says is counted by itself.
      const best = like
        .slice(from + 1, to)
        .sort()
        .slice(-MAX_ALIKE)
      return [passage, best.reduce((sum, one) => sum + one, 0) / MAX_ALIKE]
    }),
  )
}
const MAX_ALIKE = 3

/** By question: the cosine of its vector and the utterance's. A turn asks several times for the same, and nobody changes it. */
function likenesses(questions: PartQuestions, utterance: string): Float32Array {
  const last = lastAsked(questions)
  if (last.utterance !== utterance) Object.assign(last, { utterance, like: likenessesOf(questions, utterance) })
  return last.like
}
const lastAsked = derivedFrom((_: PartQuestions): { utterance?: string; like: Float32Array } => ({ like: new Float32Array() }))

function likenessesOf({ known, weight, showing, lengths }: PartQuestions, utterance: string): Float32Array {
  const like = new Float32Array(lengths.length)
  const shown: number[] = []
  for (const [name, kind] of shownBy(utterance)) {
    const feature = known.get(name)
    const value = feature === undefined ? kind * UNKNOWN : weight[feature]!
    shown.push(value)
    if (feature === undefined) continue
    const both = value * value
    for (let at = showing.start[feature]!; at < showing.start[feature + 1]!; at++) like[showing.items[at]!]! += both
  }
  const length = lengthOf(shown)
  for (let question = 0; question < like.length; question++) like[question]! /= length * lengths[question]!
  return like
}

/** Questions to other entries that are most like it, the likest first. */
function likestOfOthers({ parts, partOf }: PartQuestions, like: Float32Array, entry: EntryId): number[] {
  const found: number[] = []
  for (let question = 0; question < like.length; question++) {
    if (like[question]! > MIN_LIKE && parts[partOf[question]!]!.entry !== entry) found.push(question)
  }
  return found.sort((a, b) => like[b]! - like[a]!).slice(0, MAX_OTHERS)
}

/** Of two parts: worked out once, as the same are held against each other again and again. */
function product(a: AskedPart, b: AskedPart): number {
  const known = productsOf(a)
  const found = known.get(b) ?? productAnew(a, b)
  known.set(b, found)
  return found
}
const productsOf = derivedFrom((_: AskedPart) => new Map<AskedPart, number>())

function productAnew(a: AskedPart, b: AskedPart): number {
  const [small, large] = a.vector.size < b.vector.size ? [a.vector, b.vector] : [b.vector, a.vector]
  let sum = 0
  // Walking over a map makes an object each time, a call makes none.
  small.forEach((value, feature) => {
    sum += value * (large.get(feature) ?? 0)
  })
  return sum
}
