/**
 * Working memory of one question at a time, made once per index and left clean after each question, so that answering
 * allocates nothing that grows with the content.
 */
import type { Index } from './index-build.ts'
import type { Question } from './question.ts'

const MOST_SLOTS = 64

export interface Scratch {
  /** First-stage scores, one an entry. */
  scores: Float32Array
  /** word → first of its hits (0: none); a hit is a slot the word may stand for, and how surely. */
  firstHit: Uint32Array
  nextHit: number[]
  hitSlot: number[]
  hitWeight: number[]
  /** term → position among the question's function terms, from 1. */
  functionAt: Uint8Array
  functionTf: Float32Array
  /** gram → 1 when the question has it; word → 1 when it has such a gram. */
  gramAt: Uint8Array
  gramTf: Float32Array
  gramsSeen: Uint32Array
  /** gram → number of the segment it was last counted in; numbers rise for ever. */
  gramStamp: Float64Array
  stamp: number
  flagged: Uint8Array
  slotBest: Float32Array
  slotEver: Float32Array
  askedTf: Float32Array
  toldTf: Float32Array
  pairTf: Float32Array
  /** The question as a vector, for the cosine with example questions; `norm` is its length. */
  termWeight: Float32Array
  gramWeight: Float32Array
  norm: number
  /** One example question as a dense vector: terms, then grams. */
  dense: Float32Array
  /** entry → 0 not asked yet, 1 open, 2 not, on `openDay`. */
  open: Uint8Array
  openDay: string
}

export type Sizes = Pick<Index, 'entries' | 'wordCount' | 'postings' | 'gramIdf'>

export function scratchFor({ entries, wordCount, postings, gramIdf }: Sizes): Scratch {
  return {
    scores: new Float32Array(entries.length),
    firstHit: new Uint32Array(wordCount),
    nextHit: [0],
    hitSlot: [0],
    hitWeight: [0],
    functionAt: new Uint8Array(postings.idf.length),
    functionTf: new Float32Array(MOST_SLOTS),
    gramAt: new Uint8Array(gramIdf.length),
    gramTf: new Float32Array(gramIdf.length),
    gramsSeen: new Uint32Array(gramIdf.length),
    gramStamp: new Float64Array(gramIdf.length),
    stamp: 0,
    slotEver: new Float32Array(MOST_SLOTS),
    askedTf: new Float32Array(MOST_SLOTS),
    toldTf: new Float32Array(MOST_SLOTS),
    flagged: new Uint8Array(wordCount),
    slotBest: new Float32Array(MOST_SLOTS),
    pairTf: new Float32Array(MOST_SLOTS),
    termWeight: new Float32Array(postings.idf.length),
    gramWeight: new Float32Array(gramIdf.length),
    norm: 1,
    dense: new Float32Array(postings.idf.length + gramIdf.length),
    open: new Uint8Array(entries.length),
    openDay: '',
  }
}

/** Lays the question out for the closer look; `clear` takes it away again. */
export function prepare(index: Index, question: Question, scratch: Scratch): void {
  const { weights, wordsOfTerm, wordsWithGram, postings } = index
  // What the content does not know makes the question longer and thereby every example less like it.
  let square = question.unknownGrams * (weights.exampleGram * postings.highestIdf) ** 2
  question.slots.forEach((slot, position) => {
    for (const { term, weight } of slot.terms) {
      for (let at = wordsOfTerm.start[term]!; at < wordsOfTerm.start[term + 1]!; at++)
        addHit(scratch, wordsOfTerm.items[at]!, position, weight)
      scratch.termWeight[term] = Math.max(scratch.termWeight[term]!, weight * postings.idf[term]!)
    }
    if (!slot.terms.some(({ via }) => via === 'word')) square += slot.idf ** 2
  })
  question.functionTerms.forEach((term, position) => {
    scratch.functionAt[term] = position + 1
    scratch.termWeight[term] = weights.exampleFunctionWord
  })
  for (const gram of question.grams) {
    scratch.gramAt[gram] = 1
    scratch.gramWeight[gram] = weights.exampleGram * index.gramIdf[gram]!
    square += scratch.gramWeight[gram]! ** 2
    for (let at = wordsWithGram.start[gram]!; at < wordsWithGram.start[gram + 1]!; at++) scratch.flagged[wordsWithGram.items[at]!] = 1
  }
  for (const term of termsOf(question)) square += scratch.termWeight[term]! ** 2
  scratch.norm = Math.sqrt(square) || 1
}

export function clear(index: Index, question: Question, scratch: Scratch): void {
  const { wordsOfTerm, wordsWithGram } = index
  for (const term of termsOf(question)) {
    scratch.termWeight[term] = 0
    scratch.functionAt[term] = 0
    for (let at = wordsOfTerm.start[term]!; at < wordsOfTerm.start[term + 1]!; at++) scratch.firstHit[wordsOfTerm.items[at]!] = 0
  }
  for (const gram of question.grams) {
    scratch.gramAt[gram] = 0
    scratch.gramWeight[gram] = 0
    for (let at = wordsWithGram.start[gram]!; at < wordsWithGram.start[gram + 1]!; at++) scratch.flagged[wordsWithGram.items[at]!] = 0
  }
  scratch.nextHit.length = scratch.hitSlot.length = scratch.hitWeight.length = 1
}

function addHit({ firstHit, nextHit, hitSlot, hitWeight }: Scratch, word: number, slot: number, weight: number): void {
  const link = nextHit.length
  nextHit.push(firstHit[word]!)
  hitSlot.push(slot)
  hitWeight.push(weight)
  firstHit[word] = link
}

function termsOf({ slots, functionTerms }: Question): Set<number> {
  const terms = new Set(functionTerms)
  for (const slot of slots) for (const { term } of slot.terms) terms.add(term)
  return terms
}
