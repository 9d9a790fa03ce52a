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
  /** word → 1 when it matters to the question at all; word 0, the end of a segment, always does. */
  interest: Uint8Array
  /** word → first of its hits (0: none); a hit is a slot the word may stand for, and how surely. */
  firstHit: Uint32Array
  nextHit: number[]
  hitSlot: number[]
  hitWeight: number[]
  /** term → position among the question's function terms, from 1. */
  functionAt: Uint8Array
  functionTf: Float32Array
  /** gram → its weight in the question (0: not there); word → 1 when it has such a gram. */
  gramWeight: Float32Array
  flagged: Uint8Array
  gramTf: Float32Array
  gramsSeen: Uint32Array
  slotBest: Float32Array
  pairTf: Float32Array
  /** The question as a vector, for the cosine with example questions; `norm` is its length. */
  termWeight: Float32Array
  norm: number
  /** One example question as a dense vector: terms, then grams. */
  dense: Float32Array
  /** entry → 0 not asked yet, 1 open, 2 not, on `openDay`. */
  open: Uint8Array
  openDay: string
}

export type Sizes = Pick<Index, 'entries' | 'wordCount' | 'postings' | 'gramIdf'>

export function scratchFor({ entries, wordCount, postings, gramIdf }: Sizes): Scratch {
  const terms = postings.idf.length
  const grams = gramIdf.length
  return {
    scores: new Float32Array(entries.length),
    interest: new Uint8Array(wordCount).fill(1, 0, 1),
    firstHit: new Uint32Array(wordCount),
    nextHit: [0],
    hitSlot: [0],
    hitWeight: [0],
    functionAt: new Uint8Array(terms),
    functionTf: new Float32Array(MOST_SLOTS),
    gramWeight: new Float32Array(grams),
    flagged: new Uint8Array(wordCount),
    gramTf: new Float32Array(grams),
    gramsSeen: new Uint32Array(grams),
    slotBest: new Float32Array(MOST_SLOTS),
    pairTf: new Float32Array(MOST_SLOTS),
    termWeight: new Float32Array(terms),
    norm: 1,
    dense: new Float32Array(terms + grams),
    open: new Uint8Array(entries.length),
    openDay: '',
  }
}

/** Lays the question out for the closer look; `clear` takes it away again. */
export function prepare(index: Index, question: Question, scratch: Scratch): void {
  const { weights, postings } = index
  const { termWeight, gramWeight, functionAt, interest, flagged } = scratch
  // What the content does not know makes the question longer and thereby every example less like it.
  let square = question.unknownGrams * (weights.exampleGram * postings.highestIdf) ** 2
  question.slots.forEach((slot, position) => {
    for (const { term, weight } of slot.terms) {
      forEachWord(index.wordsOfTerm, term, (word) => addHit(scratch, word, position, weight))
      termWeight[term] = Math.max(termWeight[term]!, weight * postings.idf[term]!)
    }
    if (!slot.terms.some(({ via }) => via === 'word')) square += slot.idf ** 2
  })
  question.functionTerms.forEach((term, position) => {
    functionAt[term] = position + 1
    termWeight[term] = weights.exampleFunctionWord
    forEachWord(index.wordsOfTerm, term, (word) => {
      interest[word] = 1
    })
  })
  for (const gram of question.grams) {
    gramWeight[gram] = weights.exampleGram * index.gramIdf[gram]!
    square += gramWeight[gram]! ** 2
    forEachWord(index.wordsWithGram, gram, (word) => {
      flagged[word] = interest[word] = 1
    })
  }
  for (const term of termsOf(question)) square += termWeight[term]! ** 2
  scratch.norm = Math.sqrt(square) || 1
}

export function clear(index: Index, question: Question, scratch: Scratch): void {
  const { termWeight, gramWeight, functionAt, interest, flagged, firstHit } = scratch
  for (const term of termsOf(question)) {
    termWeight[term] = 0
    functionAt[term] = 0
    forEachWord(index.wordsOfTerm, term, (word) => {
      firstHit[word] = interest[word] = 0
    })
  }
  for (const gram of question.grams) {
    gramWeight[gram] = 0
    forEachWord(index.wordsWithGram, gram, (word) => {
      flagged[word] = interest[word] = 0
    })
  }
  scratch.nextHit.length = scratch.hitSlot.length = scratch.hitWeight.length = 1
}

function forEachWord({ start, items }: Index['wordsOfTerm'], list: number, visit: (word: number) => void): void {
  for (let at = start[list]!; at < start[list + 1]!; at++) visit(items[at]!)
}

function addHit({ firstHit, nextHit, hitSlot, hitWeight, interest }: Scratch, word: number, slot: number, weight: number): void {
  const link = nextHit.length
  nextHit.push(firstHit[word]!)
  hitSlot.push(slot)
  hitWeight.push(weight)
  firstHit[word] = link
  interest[word] = 1
}

function termsOf({ slots, functionTerms }: Question): Set<number> {
  const terms = new Set(functionTerms)
  for (const slot of slots) for (const { term } of slot.terms) terms.add(term)
  return terms
}
