/**
 * Working memory of one question at a time, made once per index and left clean after each question, so that answering
 * allocates nothing that grows with the content. A search that throws cannot clean up: the next one finds `inUse` and wipes it all.
 *
 * `prepare` works out once for every word of the content what it means to the question; the closer look then only looks up.
 */
import type { Index } from './index-build.ts'
import type { Question } from './question.ts'

const MOST_SLOTS = 64

/** A number for each word of the content: the first of its links (0: none), each pointing to the next. */
interface Links {
  first: Uint32Array
  next: number[]
}

export interface Scratch {
  /** True from the start of a search to its end; at a start it says that the one before broke off. */
  inUse: boolean
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
  /** entry → 0 not asked yet, 1 open, 2 not, on `openDay`. */
  open: Uint8Array
  openDay: string
}

export function scratchFor(entries: number, words: number): Scratch {
  return {
    inUse: false,
    scores: new Float32Array(entries),
    touched: new Uint32Array(entries),
    interest: new Uint8Array(words).fill(1, 0, 1),
    hits: { first: new Uint32Array(words), next: [0], slot: [0], weight: [0] },
    shared: { first: new Uint32Array(words), next: [0], gram: [0] },
    product: new Float32Array(words),
    norm: 1,
    slotBest: new Float32Array(MOST_SLOTS),
    gramTf: new Float32Array(0),
    open: new Uint8Array(entries),
    openDay: '',
  }
}

/** Takes the working memory for one search, wiped if the search before broke off; `release` gives it back clean. */
export function take(index: Index): Scratch {
  const { scratch } = index
  if (scratch.inUse) wipe(index)
  scratch.inUse = true
  return scratch
}

export function release(scratch: Scratch): void {
  scratch.inUse = false
}

/** As new, but for what is open today, which stays true. Costs as much as the content is large, and is needed after a fault only. */
function wipe({ scratch, fuzzy, examples }: Index): void {
  const { scores, interest, hits, shared, product, slotBest, gramTf } = scratch
  for (const numbers of [scores, hits.first, shared.first, product, slotBest, gramTf, fuzzy.shared, examples.place]) numbers.fill(0)
  interest.fill(0).fill(1, 0, 1)
  emptyLinks(scratch)
}

/** The item 0 of each list is the end of every chain. */
function emptyLinks({ hits, shared }: Scratch): void {
  hits.next.length = hits.slot.length = hits.weight.length = 1
  shared.next.length = shared.gram.length = 1
}

/** Lays the question out for the closer look; `clear` takes it away again. */
export function prepare(index: Index, question: Question, scratch: Scratch): void {
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

export function clear(index: Index, question: Question, scratch: Scratch): void {
  const { interest, hits, shared, product } = scratch
  const forget = (word: number) => {
    hits.first[word] = shared.first[word] = interest[word] = product[word] = 0
  }
  for (const { terms } of question.slots) for (const { term } of terms) forEachWord(index.wordsOfTerm, term, forget)
  for (const gram of question.grams) forEachWord(index.wordsWithGram, gram, forget)
  emptyLinks(scratch)
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
