/**
 * All that is worked out from the entries before anybody asks: made by `build.ts` in steps, never changed afterwards, read by every question.
 * What a question needs while it is answered is not in here (`ask/scratch.ts`).
 */
import type { Vocabulary } from '../../knowledge/knowledge.ts'
import type { Entry } from '../../knowledge/schema.ts'
import type { Parts } from '../words/compounds.ts'
import type { Phrases } from '../words/phrases.ts'
import type { Senses } from '../words/senses.ts'
import type { Analysed } from './analyse.ts'
import type { Examples } from './examples.ts'
import type { FuzzyWords } from './fuzzy.ts'
import type { Lexicon } from './lexicon.ts'
import type { Lists } from './lists.ts'
import type { OwnQuestions } from './own-questions.ts'
import type { PartQuestions } from './part-questions.ts'
import type { Postings } from './postings.ts'
import type { SlotLists } from './slot-lists.ts'
import type { Sounds } from './sounds.ts'
import type { Weights } from './weights.ts'

export interface Index {
  entries: readonly Entry[]
  analysed: readonly Analysed[]
  lexicon: Lexicon
  /** Words and terms known when this index was made; the shared lexicon may have grown since. */
  wordCount: number
  /** All words of all entries, repeats included. */
  contentWords: number
  /** word → number of entries that use it. */
  frequency: Uint32Array
  /** word → terms of its compound parts; term → words that have it as stem or part. */
  partsOf: Lists
  wordsOfTerm: Lists
  /** What an unknown compound of a question may be split into. */
  parts: Parts
  postings: Postings
  /** Weight of one word by entry and field (FIELDS.length items per entry): field weight over length discount. */
  units: Float32Array
  examples: Examples
  /** Lengths of the vectors of title and example questions, one item for each of an entry's first segments. */
  exampleNorms: readonly Float32Array[]
  /** gram → rarity among the entries. */
  gramIdf: Float32Array
  /** gram → words that have it. */
  wordsWithGram: Lists
  fuzzy: FuzzyWords
  /** Sound → words of the content. */
  sounds: Sounds
  ownQuestions: OwnQuestions
  /** How people go on asking, entry by entry. */
  partQuestions: PartQuestions
  /** The visitors' words and everyday English, with the content's words for them. */
  phrases: Phrases
  english: Phrases
  senses: Senses
  slotLists: SlotLists
  vocabulary: Vocabulary
  weights: Weights
}
