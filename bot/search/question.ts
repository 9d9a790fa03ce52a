/**
 * A visitor's words as slots: each thing they named, with every term of the content that may mean it.
 */
import { splitCompound } from './compounds.ts'
import { type Token, tokens } from './fold.ts'
import { guessLanguage, isEnglishFunctionWord, isFunctionWord } from './function-words.ts'
import { mend } from './fuzzy.ts'
import { type Index, knownRoot } from './index-build.ts'
import { gramsOf, termText } from './lexicon.ts'
import { findPhrases } from './phrases.ts'
import { related } from './related.ts'
import { sameSense } from './senses.ts'
import { stem } from './stem.ts'

/** Why a term stands for what the visitor wrote. */
export type Via = 'word' | 'part' | 'typo' | 'vocabulary' | 'sense' | 'related'

export interface SlotTerm {
  term: number
  /** 0..1: how surely it is what was meant. */
  weight: number
  via: Via
}

/** One thing that was named. */
export interface Slot {
  word: string
  terms: SlotTerm[]
  /** Rarity of what was named; the highest there is when the content does not know it. */
  idf: number
}

export interface Question {
  slots: Slot[]
  /** Terms of function words. */
  functionTerms: number[]
  /** 4-grams of the content words. */
  grams: number[]
  /** Folded words in order. */
  words: string[]
  lang: 'de' | 'en' | undefined
  /** True for "wann", "wie viel", "wie hoch": a sentence with a figure answers better. */
  wantsFigure: boolean
  /** Sum of the slots' rarities: what a perfect entry could score; the same for the 4-grams, unknown ones included. */
  best: number
  bestGrams: number
}

/** More than this many words are no question; the rest of a pasted text is not read. */
const MOST_WORDS = 64
const FIGURE_WANTED =
  /^(ab |bis )?(wann|wie ?viele?[nr]?|wie (hoch|groß|gross|lange?|alt|weit|oft|schwer|teuer))\b|\b(in welchem (jahr|jahrhundert)|welches (jahr|datum)|wie ?vielen?|prozent|wie hoch)\b/i

export function readQuestion(index: Index, utterance: string): Question {
  const read = tokens(utterance.slice(0, 2_000)).slice(0, MOST_WORDS)
  const words = read.map(({ word }) => word)
  const lang = guessLanguage(words)
  const isForm = (word: string) => isFunctionWord(word) || (lang === 'en' && isEnglishFunctionWord(word))
  const slots = new Map<string, Slot>()
  const slotAt: (Slot | undefined)[] = []
  for (let at = 0; at < read.length; at++) {
    const token = read[at]!
    if (isForm(token.word)) continue
    const next = read[at + 1]
    const whole = next && !isForm(next.word) ? token.word + next.word : ''
    const joined = whole && isUsed(index, whole) ? { word: whole, parts: [token.word, next!.word] } : undefined
    const slot = slotFor(index, joined ?? token)
    const same = slots.get(termText(slot.word)) ?? slot
    slots.set(termText(slot.word), same)
    slotAt[at] = same
    if (joined) slotAt[++at] = same
  }
  addVocabulary(index, words, slotAt, slots)
  for (const slot of slots.values()) {
    for (const other of sameSense(stem(slot.word))) {
      const term = termOf(index, other)
      if (term !== undefined) put(slot, { term, weight: index.weights.sense, via: 'sense' })
    }
  }
  for (const slot of slots.values()) finish(index, slot)
  const found = [...slots.values()]
  return {
    slots: found,
    functionTerms: termsOf(
      index,
      words.filter(isForm).map((word) => ` ${word}`),
    ),
    ...gramsIn(
      index,
      words.filter((word) => !isForm(word)),
    ),
    words,
    lang,
    wantsFigure: FIGURE_WANTED.test(utterance.slice(0, 300)),
    best: found.reduce((sum, slot) => sum + slot.idf, 0),
  }
}

const isUsed = (index: Index, word: string) => wordOf(index, word) !== undefined

/** The word's number when some entry uses it. */
function wordOf(index: Index, word: string): number | undefined {
  const id = index.lexicon.wordIds.get(word)
  return id !== undefined && id < index.wordCount && index.frequency[id]! > 0 ? id : undefined
}

/** The term's number when some entry has it. */
function termOf(index: Index, text: string): number | undefined {
  const id = index.lexicon.termIds.get(text)
  return id !== undefined && id < index.postings.idf.length && index.postings.start[id]! < index.postings.start[id + 1]! ? id : undefined
}

function termsOf(index: Index, texts: readonly string[]): number[] {
  return [...new Set(texts.map((text) => termOf(index, text)).filter((term) => term !== undefined))]
}

function slotFor(index: Index, token: Token): Slot {
  const { weights } = index
  const slot: Slot = { word: token.word, terms: [], idf: 0 }
  const own = termOf(index, termText(token.word, false))
  if (own !== undefined) slot.terms.push({ term: own, weight: 1, via: 'word' })
  const partWeight = own === undefined ? weights.partOfUnknown : weights.partInQuestion
  for (const term of partTermsOf(index, token)) put(slot, { term, weight: partWeight, via: 'part' })
  return slot
}

/** Terms of the compound parts of a word of a question, which the content may not know. */
function partTermsOf(index: Index, { word, parts }: Token): number[] {
  const known = wordOf(index, word)
  if (known !== undefined)
    return [...index.partsOf.items.subarray(index.partsOf.start[known]!, index.partsOf.start[known + 1]!)].filter(
      (term) => termOf(index, index.lexicon.terms[term]!) !== undefined,
    )
  const found = parts?.filter((part) => part.length > 1) ?? splitCompound(index.parts, word)
  const root = knownRoot(index.lexicon, word)
  return termsOf(index, [...found.map((part) => termText(part)), ...(root === undefined ? [] : [index.lexicon.terms[root]!])])
}

function put(slot: Slot, term: SlotTerm): void {
  const same = slot.terms.find((known) => known.term === term.term)
  if (!same) slot.terms.push(term)
  else if (same.weight < term.weight) Object.assign(same, term)
}

/** The content's words for the visitor's words; a phrase of several words belongs to its first slot. */
function addVocabulary(index: Index, words: readonly string[], slotAt: (Slot | undefined)[], slots: Map<string, Slot>): void {
  for (const { at, length, means } of findPhrases(index.phrases, words)) {
    let slot = slotAt.slice(at, at + length).find((found) => found !== undefined)
    if (!slot) {
      slot = { word: words.slice(at, at + length).join(' '), terms: [], idf: 0 }
      slots.set(slot.word, slot)
    }
    for (const text of means) {
      for (const token of tokens(text)) {
        const term = termOf(index, termText(token.word))
        if (term !== undefined && !isFunctionWord(token.word)) put(slot, { term, weight: index.weights.vocabulary, via: 'vocabulary' })
      }
    }
  }
}

/** Looks for typing errors and likenesses when nothing else is known, and weighs the slot. */
function finish(index: Index, slot: Slot): void {
  const { weights, lexicon, postings } = index
  const mayBeMistyped = slot.terms.every(({ via }) => via === 'sense') && slot.word.length >= 4 && !/\d/.test(slot.word)
  if (mayBeMistyped) {
    for (const { word, likeness } of mend(index.fuzzy, lexicon, index.frequency, slot.word)) {
      const weight = weights.typo * likeness
      put(slot, { term: lexicon.termOf[word]!, weight, via: 'typo' })
      for (let at = index.partsOf.start[word]!; at < index.partsOf.start[word + 1]!; at++)
        put(slot, { term: index.partsOf.items[at]!, weight: weight * weights.partInQuestion, via: 'typo' })
    }
  }
  if (mayBeMistyped && slot.terms.length === 0) {
    slot.idf = postings.highestIdf
    for (const { word, likeness } of related(index, slot.word))
      put(slot, { term: lexicon.termOf[word]!, weight: 0.3 * likeness, via: 'related' })
    return
  }
  const own = slot.terms.find(({ via }) => via !== 'sense')
  slot.idf = own ? postings.idf[own.term]! : postings.highestIdf
}

function gramsIn(index: Index, words: readonly string[]): { grams: number[]; bestGrams: number } {
  const found = new Set<number>()
  const unknown = new Set<string>()
  let bestGrams = 0
  for (const word of words) {
    for (const text of gramsOf(word)) {
      const gram = index.lexicon.gramIds.get(text)
      if (gram !== undefined && gram < index.gramIdf.length) {
        if (!found.has(gram)) bestGrams += index.gramIdf[gram]!
        found.add(gram)
      } else if (!unknown.has(text)) {
        bestGrams += index.postings.highestIdf
        unknown.add(text)
      }
    }
  }
  return { grams: [...found], bestGrams }
}
