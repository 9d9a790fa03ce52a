/**
 * A visitor's words as slots, laid out for the search.
 */
import { derivedFrom } from '../../knowledge/derived.ts'
import { lately } from '../../knowledge/lately.ts'
import type { Index } from '../index/index.ts'
import { gramsOf, termText } from '../index/lexicon.ts'
import { guessLanguage, isEnglishFunctionWord, isFunctionWord, isLightWord } from '../words/function-words.ts'
import { findPhrases, type Phrases } from '../words/phrases.ts'
import { rawTokens, readToken, type Token, tokens } from '../words/tokens.ts'
import { SEPARABLE } from '../words/verbs.ts'
import { finishSlot, putTerm, type Slot, slotFor, termOf, wordOf } from './meant.ts'
import type { Searcher } from './searcher.ts'

export interface Question {
  slots: Slot[]
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
  /** 4-grams that the content does not have. */
  unknownGrams: number
}

/** A word of the question, folded and as it was written. */
type Written = Token & { written: string }

/** More than this many words are no question; the rest of a pasted text is not read. */
const MAX_WORDS = 64
const MAX_LENGTH = 2_000
const FIGURE_WANTED =
  /^(ab |bis )?(wann|wie ?viele?[nr]?|wie (hoch|groß|gross|lange?|alt|weit|oft|schwer|teuer))\b|\b(in welchem (jahr|jahrhundert)|welches (jahr|datum)|wie ?vielen?|prozent|wie hoch)\b/i

/** Reads at most 64 words; words that mean nothing to the content stay as slots without terms. What was read is not to be changed. */
export function readQuestion(searcher: Searcher, utterance: string): Question {
  return readBy(searcher)(utterance)
}

/** A turn asks the same in several circumstances, whole and by its clauses. */
const MAX_KEPT = 12
const readBy = derivedFrom((searcher: Searcher) => lately(MAX_KEPT, (utterance) => readAnew(searcher, utterance)))

function readAnew(searcher: Searcher, utterance: string): Question {
  const { index } = searcher
  const read = rawTokens(utterance.slice(0, MAX_LENGTH))
    .flatMap((written) => readToken(written).map((token) => ({ ...token, written })))
    .slice(0, MAX_WORDS)
  const words = read.map(({ word }) => word)
  const lang = guessLanguage(words)
  const isForm = (word: string) => isFunctionWord(word) || (lang === 'en' && isEnglishFunctionWord(word))
  const slotAt = slotsAt(index, read, isForm)
  addSeparated(index, words, slotAt)
  addVocabulary(index, words, slotAt, index.phrases)
  if (lang === 'en') addVocabulary(index, words, slotAt, index.english)
  addPlaces(index, words, slotAt)
  const slots = [...new Set(slotAt.filter((slot) => slot !== undefined))]
  for (const slot of slots) {
    finishSlot(searcher, slot)
    if (isLightWord(slot.word) || isStrangeNumber(index, slot.word)) scale(slot, index.weights.lightWord)
  }
  return {
    slots,
    ...gramsIn(
      index,
      words.filter((word) => !isForm(word) && !isStrangeNumber(index, word)),
    ),
    words,
    lang,
    wantsFigure: FIGURE_WANTED.test(utterance.slice(0, 300)),
    best: slots.reduce((sum, slot) => sum + slot.idf, 0),
  }
}

/** The slot at each position; words of one stem share a slot, and two words that the content writes as one are one. */
function slotsAt(index: Index, read: readonly Written[], isForm: (word: string) => boolean): (Slot | undefined)[] {
  const slots = new Map<string, Slot>()
  const slotAt: (Slot | undefined)[] = read.map(() => undefined)
  for (let at = 0; at < read.length; at++) {
    const token = read[at]!
    if (isForm(token.word)) continue
    const next = read[at + 1]
    const whole = next && !/\d/.test(token.word + next.word) ? token.word + next.word : ''
    const joined = whole && wordOf(index, whole) !== undefined ? { word: whole, parts: [token.word, next!.word] } : undefined
    const slot = slotFor(index, joined ?? token, joined ? `${token.written} ${next!.written}` : token.written)
    const same = slots.get(termText(slot.word)) ?? slot
    slots.set(termText(slot.word), same)
    slotAt[at] = same
    if (joined) slotAt[++at] = same
  }
  return slotAt
}

/** "Wie melde ich mich an?" asks for "anmelden": a particle at the end belongs to a verb before it. */
function addSeparated(index: Index, words: readonly string[], slotAt: readonly (Slot | undefined)[]): void {
  const particle = words.at(-1)
  if (!particle || !SEPARABLE.has(particle)) return
  for (const [at, slot] of slotAt.entries()) {
    const term = slot && termOf(index, termText(particle + words[at]!, false))
    if (term) putTerm(slot, { term, weight: index.weights.separated, via: 'part' })
  }
}

/** The content's words for the visitor's words; a phrase of several words belongs to its first slot. */
function addVocabulary(index: Index, words: readonly string[], slotAt: (Slot | undefined)[], phrases: Phrases): void {
  for (const { at, length, means } of findPhrases(phrases, words)) {
    const slot = slotAt.slice(at, at + length).find((found) => found !== undefined) ?? {
      word: words.slice(at, at + length).join(' '),
      written: words.slice(at, at + length).join(' '),
      terms: [],
      idf: 0,
    }
    slotAt[at] ??= slot
    for (const text of means) {
      for (const { word } of tokens(text)) {
        const term = isFunctionWord(word) ? undefined : termOf(index, termText(word))
        if (term !== undefined) putTerm(slot, { term, weight: index.weights.vocabulary, via: 'vocabulary' })
      }
    }
  }
}

/** A place that no entry names stands for the region it lies in. */
function addPlaces(index: Index, words: readonly string[], slotAt: readonly (Slot | undefined)[]): void {
  for (const { at, length, means } of findPhrases(index.slotLists.regions, words)) {
    const label = index.vocabulary.regions.find(({ id }) => id === means)?.label ?? ''
    for (const slot of slotAt.slice(at, at + length)) {
      if (!slot || slot.terms.length > 0) continue
      for (const { word } of tokens(label)) {
        const term = isFunctionWord(word) ? undefined : termOf(index, termText(word))
        if (term !== undefined) putTerm(slot, { term, weight: index.weights.vocabulary, via: 'vocabulary' })
      }
    }
  }
}

/** A sum, a postcode or a day that no entry names says who asks and not what for. */
const isStrangeNumber = (index: Index, word: string) => /^\d[\d.,]*$/.test(word) && wordOf(index, word) === undefined

function scale(slot: Slot, weight: number): void {
  slot.idf *= weight
  for (const term of slot.terms) term.weight *= weight
}

function gramsIn(index: Index, words: readonly string[]): Pick<Question, 'grams' | 'bestGrams' | 'unknownGrams'> {
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
  return { grams: [...found], bestGrams, unknownGrams: unknown.size }
}
