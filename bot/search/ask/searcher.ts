/** What searches: an index, and the working memory of one question at a time that fits it. */
import type { Index } from '../index/index.ts'

const MAX_SLOTS = 64

/** For each word of the content the first of its links (0: none). A link points to the next one, and says to what of the question and how surely. */
export interface WordLinks {
  first: Uint32Array
  next: Uint32Array
  to: Uint32Array
  weight: Float64Array
  /** WordLinks so far; the first, which none is, included. */
  count: number
}

/** Examples as far as they share anything with the question, one after the other: places of features, and weights. */
export interface Rows {
  at: Uint8Array
  values: Float32Array
  count: number
  /** Where each example ends. */
  ends: Uint32Array
  examples: number
}

/** What of a question lies in the memory: its terms and 4-grams. */
interface LaidOut {
  slots: readonly { terms: readonly { term: number }[] }[]
  grams: readonly number[]
}

export interface Scratch {
  /** First-stage scores, one per entry, and the entries that have one. */
  scores: Float32Array
  touched: Uint32Array
  /** word → 1 when it matters to the question at all; word 0, the end of a segment, always does. */
  interest: Uint8Array
  /** word → the slots it may stand for, and how surely. */
  hits: WordLinks
  /** word → the question's 4-grams that it has, as positions in `question.grams`. */
  shared: WordLinks
  /** word → what it adds to the product of an example question with the question. */
  product: Float32Array
  /** The question that is laid out. */
  laidOut: LaidOut | undefined
  /** Length of the question as a vector. */
  norm: number
  slotBest: Float32Array
  /** Weighted frequency of each of the question's grams in one entry. */
  gramTf: Float32Array
  /** word → trigrams it shares with a mistyped word. */
  sharedTrigrams: Uint8Array
  /** feature of `index.examples` → 0, a mark when it is the question's, then its place among those that an example has, from 1. */
  place: Uint8Array
  /** Examples of the intent model. */
  rows: Rows
  /** entry → 0 not asked yet, 1 open, 2 not, at `openAt` (day and minute). */
  open: Uint8Array
  openAt: string
}

export interface Searcher {
  readonly index: Index
  scratch: Scratch
  /** True while a question is worked on. Found at the start of one, it says that the one before broke off and left the memory half filled. */
  inUse: boolean
}

/** A searcher with fresh memory. */
export function searcherOn(index: Index): Searcher {
  return { index, scratch: scratchFor(index), inUse: false }
}

/** Room for so many links to begin with. */
const LINKS = 256
const ROWS = 1024

function linksOf(words: number): WordLinks {
  return {
    first: new Uint32Array(words),
    next: new Uint32Array(LINKS),
    to: new Uint32Array(LINKS),
    weight: new Float64Array(LINKS),
    count: 1,
  }
}

/** Fresh memory: some bytes for each word and entry of the index. */
export function scratchFor(index: Index): Scratch {
  const entries = index.entries.length
  const words = index.wordCount
  return {
    scores: new Float32Array(entries),
    touched: new Uint32Array(entries),
    interest: new Uint8Array(words).fill(1, 0, 1),
    hits: linksOf(words),
    shared: linksOf(words),
    product: new Float32Array(words),
    laidOut: undefined,
    norm: 1,
    slotBest: new Float32Array(MAX_SLOTS),
    gramTf: new Float32Array(0),
    sharedTrigrams: new Uint8Array(words),
    place: new Uint8Array(index.examples.weight.length),
    rows: { at: new Uint8Array(ROWS), values: new Float32Array(ROWS), count: 0, ends: new Uint32Array(ROWS), examples: 0 },
    open: new Uint8Array(entries),
    openAt: '',
  }
}
