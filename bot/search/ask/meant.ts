/**
 * One thing that a visitor named, with every term of the content that may mean it: the word itself, its compound parts,
 * a word it was mistyped for, the content's word for it, another everyday word.
 */
import type { Index } from '../index/index.ts'
import { termText } from '../index/lexicon.ts'
import { knownRoot } from '../index/roots.ts'
import { headAndModifier, splitCompound } from '../words/compounds.ts'
import { stem } from '../words/stem.ts'
import type { Token } from '../words/tokens.ts'
import { correctTypos } from './correct-typos.ts'
import { related } from './related.ts'
import type { Searcher } from './searcher.ts'
import { soundingLike } from './sounding-like.ts'

/** Why a term stands for what the visitor wrote. */
export type Via = 'word' | 'part' | 'typo' | 'vocabulary' | 'sense' | 'sound' | 'related'

export interface SlotTerm {
  term: number
  /** 0..1: how surely it is what was meant. */
  weight: number
  via: Via
}

export interface Slot {
  /** Folded, and as the visitor wrote it. */
  word: string
  written: string
  terms: SlotTerm[]
  /** Rarity of what was named; close to the highest there is when the content hardly knows it. */
  idf: number
}

/** The term's number when some entry has it. */
export function termOf({ lexicon, postings }: Index, text: string): number | undefined {
  const id = lexicon.termIds.get(text)
  return id !== undefined && id < postings.idf.length && postings.start[id]! < postings.start[id + 1]! ? id : undefined
}

/** The word's number when some entry uses it. */
export function wordOf({ lexicon, wordCount, frequency }: Index, word: string): number | undefined {
  const id = lexicon.wordIds.get(word)
  return id !== undefined && id < wordCount && frequency[id]! > 0 ? id : undefined
}

/** What the word itself and its written or learned parts stand for. */
export function slotFor(index: Index, token: Token, written: string): Slot {
  const { weights } = index
  const slot: Slot = { word: token.word, written, terms: [], idf: 0 }
  const own = termOf(index, termText(token.word, false))
  if (own !== undefined) slot.terms.push({ term: own, weight: 1, via: 'word' })
  const weight = own === undefined ? weights.partOfUnknown : weights.partInQuestion
  for (const term of partTerms(index, token)) putTerm(slot, { term, weight, via: 'part' })
  return slot
}

function partTerms(index: Index, { word, parts }: Token): number[] {
  const { lexicon, partsOf } = index
  const known = wordOf(index, word)
  if (known !== undefined)
    return [...partsOf.items.subarray(partsOf.start[known]!, partsOf.start[known + 1]!)].filter((term) => isUsed(index, term))
  const found = (parts?.filter((part) => part.length > 1) ?? splitCompound(index.parts, word)).map((part) => termOf(index, termText(part)))
  const root = knownRoot(lexicon, word)
  if (root !== undefined && isUsed(index, root)) found.push(root)
  return found.filter((term) => term !== undefined)
}

const isUsed = ({ postings }: Index, term: number) => postings.start[term]! < (postings.start[term + 1] ?? 0)

/** Adds the term, or raises its weight if it is already there. */
export function putTerm(slot: Slot, term: SlotTerm): void {
  const same = slot.terms.find((known) => known.term === term.term)
  if (!same) slot.terms.push(term)
  else if (same.weight < term.weight) Object.assign(same, term)
}

/** Everyday words for the same, then, only if the content knows nothing else of the word, typing errors and likenesses; then the rarity. */
export function finishSlot(searcher: Searcher, slot: Slot): void {
  const { index } = searcher
  const { weights, lexicon, partsOf, parts } = index
  const senses = index.senses.get(stem(slot.word)) ?? []
  const unknown = slot.terms.length === 0
  for (const other of senses) {
    const term = termOf(index, other)
    if (term !== undefined) putTerm(slot, { term, weight: weights.sense, via: 'sense' })
  }
  // A word of everyday German is no typing error, even if no entry uses it.
  if (unknown && senses.length === 0 && slot.word.length >= 4 && !/\d/.test(slot.word)) {
    for (const { word, likeness } of correctTypos(searcher, slot.word)) {
      const weight = weights.typo * likeness
      putTerm(slot, { term: lexicon.termOf[word]!, weight, via: 'typo' })
      for (let at = partsOf.start[word]!; at < partsOf.start[word + 1]!; at++) {
        putTerm(slot, { term: partsOf.items[at]!, weight: weight * weights.partInQuestion, via: 'typo' })
      }
    }
    if (slot.terms.length === 0) {
      for (const { word, likeness } of soundingLike(index, slot.word))
        putTerm(slot, { term: lexicon.termOf[word]!, weight: weights.sound * likeness, via: 'sound' })
    }
    if (slot.terms.length === 0) {
      const { head, modifier } = headAndModifier(parts, slot.word)
      for (const [part, weight] of [
        [head, weights.headOfUnknown],
        [modifier, weights.modifierOfUnknown],
      ] as const) {
        const term = part && termOf(index, termText(part))
        if (term) putTerm(slot, { term, weight, via: 'part' })
      }
    }
    if (slot.terms.length === 0) {
      for (const { word, likeness } of related(index, slot.word))
        putTerm(slot, { term: lexicon.termOf[word]!, weight: weights.related * likeness, via: 'related' })
    }
  }
  slot.idf = rarity(index, slot)
}

/** A word the content uses is as rare as there; of any other, only what is surely meant makes it less than the rarest. */
function rarity({ postings }: Index, { terms }: Slot): number {
  const own = terms.find(({ via }) => via === 'word') ?? terms.find(({ via }) => via === 'vocabulary')
  if (own) return postings.idf[own.term]!
  const surest = terms.reduce((best, term) => (term.weight > best.weight ? term : best), { weight: 0, term: 0 })
  return postings.highestIdf + UNKNOWN_EASED * surest.weight * (postings.idf[surest.term]! - postings.highestIdf)
}
const UNKNOWN_EASED = 0.7
