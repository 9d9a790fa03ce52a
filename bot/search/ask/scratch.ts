/**
 * Working memory of one question at a time, made once for an index and left clean after each question, so that answering
 * allocates nothing that grows with the content.
 *
 * `prepare` works out once for every word of the content what it means to the question; the closer look then only looks up.
 */
import type { Index } from '../index/index.ts'
import type { Question } from './question.ts'

const MOST_SLOTS = 64

/** A number for each word of the content: the first of its links (0: none), each pointing to the next. */
interface Links {
  first: Uint32Array
  next: number[]
}

export interface Scratch {
  /** First-stage scores, one an entry, and the entries that have one. */
  scores: Float32Array
  touched: Uint32Array
  /** word → 1 when it matters to the question at all; word 0, the end of a segment, always does. */
  interest: Uint8Array
  /** word → the slots it may stand for, and how surely. */
  hits: Links & { slot: number[]; weight: number[] }
  /** word → the question's 4-grams that it has, as positions in `question.grams`. */
  shared: Links & { gram: number[] }
  /** word → what it adds to the product of an example question with the question. */
  product: Float32Array
  /** Length of the question as a vector. */
  norm: number
  slotBest: Float32Array
  /** Weighted frequency of each of the question's grams in one entry. */
  gramTf: Float32Array
  /** word → trigrams it shares with a mistyped word. */
  sharedTrigrams: Uint8Array
  /** feature of `index.examples` → 0, a mark when it is the question's, then its place among those that an example has, from 1. */
  place: Uint8Array
  /** entry → 0 not asked yet, 1 open, 2 not, on `openDay`. */
  open: Uint8Array
  openDay: string
}

/** What searches: an index, and the working memory that fits it. One question at a time. */
export interface Searcher {
  readonly index: Index
  readonly scratch: Scratch
}

export function searcherOn(index: Index): Searcher {
  const entries = index.entries.length
  const words = index.wordCount
  const scratch: Scratch = {
    scores: new Float32Array(entries),
    touched: new Uint32Array(entries),
    interest: new Uint8Array(words).fill(1, 0, 1),
    hits: { first: new Uint32Array(words), next: [0], slot: [0], weight: [0] },
    shared: { first: new Uint32Array(words), next: [0], gram: [0] },
    product: new Float32Array(words),
    norm: 1,
    slotBest: new Float32Array(MOST_SLOTS),
    gramTf: new Float32Array(0),
    sharedTrigrams: new Uint8Array(words),
    place: new Uint8Array(index.examples.weight.length),
    open: new Uint8Array(entries),
    openDay: '',
  }
  return { index, scratch }
}

/** Lays the question out for the closer look; `clear` takes it away again. */
export function prepare({ index, scratch }: Searcher, question: Question): void {
  const { weights, postings, gramIdf, lexicon } = index
  const { interest, hits, shared, product } = scratch
  // What the content does not know makes the question longer and thereby every example less like it.
  let square = question.unknownGrams * (weights.exampleGram * postings.highestIdf) ** 2
  question.slots.forEach(({ terms, idf }, position) => {
    for (const { term, weight } of terms) {
      forEachWord(index.wordsOfTerm, term, (word) => {
        interest[word] = 1
        hits.slot.push(position)
        hits.weight.push(weight)
        hits.first[word] = hits.next.push(hits.first[word]!) - 1
      })
    }
    if (!terms.some(({ via }) => via === 'word')) square += idf ** 2
  })
  for (const [term, weight] of surest(question)) {
    const value = weight * postings.idf[term]!
    square += value ** 2
    forEachWord(index.wordsOfTerm, term, (word) => {
      product[word]! += value * postings.idf[term]! * (lexicon.termOf[word] === term ? 1 : weights.partInText)
    })
  }
  question.grams.forEach((gram, position) => {
    const value = (weights.exampleGram * gramIdf[gram]!) ** 2
    square += value
    forEachWord(index.wordsWithGram, gram, (word) => {
      interest[word] = 1
      product[word]! += value
      shared.gram.push(position)
      shared.first[word] = shared.next.push(shared.first[word]!) - 1
    })
  })
  scratch.norm = Math.sqrt(square) || 1
  if (scratch.gramTf.length < question.grams.length) scratch.gramTf = new Float32Array(2 * question.grams.length)
}

export function clear({ index, scratch }: Searcher, question: Question): void {
  const { interest, hits, shared, product } = scratch
  const forget = (word: number) => {
    hits.first[word] = shared.first[word] = interest[word] = product[word] = 0
  }
  for (const { terms } of question.slots) for (const { term } of terms) forEachWord(index.wordsOfTerm, term, forget)
  for (const gram of question.grams) forEachWord(index.wordsWithGram, gram, forget)
  hits.next.length = hits.slot.length = hits.weight.length = 1
  shared.next.length = shared.gram.length = 1
}

/** term → the greatest weight that any slot gives it. */
function surest({ slots }: Question): Map<number, number> {
  const weights = new Map<number, number>()
  for (const { terms } of slots) for (const { term, weight } of terms) weights.set(term, Math.max(weight, weights.get(term) ?? 0))
  return weights
}

function forEachWord({ start, items }: Index['wordsOfTerm'], list: number, visit: (word: number) => void): void {
  for (let at = start[list]!; at < start[list + 1]!; at++) visit(items[at]!)
}
