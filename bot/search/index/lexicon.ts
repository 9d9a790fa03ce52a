/**
 * Every word the content uses, numbered, with what is known about it alone: its stem and its character 4-grams.
 *
 * Grows only: an index made after an edit shares the lexicon of the one before it, so that unchanged entries keep their
 * word numbers. Word 0 is no word; it marks the end of a segment.
 */

import { isFunctionWord } from '../words/function-words.ts'
import { stem } from '../words/stem.ts'
import { rawTokens, readToken, type Token } from '../words/tokens.ts'

export interface Lexicon {
  /** Word as written → its number, so that a spelling is folded once and for all. */
  spellings: Map<string, number>
  wordIds: Map<string, number>
  words: string[]
  /** word → term: words of one stem share a term; a function word is a term of its own. */
  termOf: number[]
  /** word → 1 for a function word. */
  isFunction: number[]
  /** word → its parts as written with hyphens somewhere. */
  written: Map<number, number[]>
  termIds: Map<string, number>
  terms: string[]
  /** word → its grams; a function word and a number have none. */
  gramsOf: Uint32Array[]
  gramIds: Map<string, number>
}

/** Knows word 0 only, the end of a segment. */
export function emptyLexicon(): Lexicon {
  const lexicon: Lexicon = {
    spellings: new Map(),
    wordIds: new Map(),
    words: [''],
    termOf: [0],
    isFunction: [1],
    written: new Map(),
    termIds: new Map(),
    terms: [''],
    gramsOf: [new Uint32Array(0)],
    gramIds: new Map(),
  }
  return lexicon
}

/** The numbers of a text's words in order, pushed to `into`. */
export function learnText(lexicon: Lexicon, text: string, into: number[]): void {
  for (const raw of rawTokens(text)) {
    const known = lexicon.spellings.get(raw)
    if (known !== undefined) {
      into.push(known)
      continue
    }
    const read = readToken(raw)
    for (const token of read) into.push(learn(lexicon, token))
    if (read.length === 1) lexicon.spellings.set(raw, into.at(-1)!)
  }
}

/** The word's number, given now if it is new. */
export function learn(lexicon: Lexicon, { word, parts }: Token): number {
  const known = lexicon.wordIds.get(word)
  const id = known ?? add(lexicon, word)
  if (parts && parts.length > 1 && !lexicon.written.has(id))
    lexicon.written.set(
      id,
      parts.map((part) => learn(lexicon, { word: part })),
    )
  return id
}

function add(lexicon: Lexicon, word: string): number {
  const id = lexicon.words.length
  const isFunction = isFunctionWord(word)
  lexicon.wordIds.set(word, id)
  lexicon.words.push(word)
  lexicon.isFunction.push(isFunction ? 1 : 0)
  lexicon.termOf.push(termId(lexicon, termText(word, isFunction)))
  lexicon.gramsOf.push(isFunction ? NONE : Uint32Array.from(gramsOf(word), (gram) => gramId(lexicon, gram)))
  return id
}
const NONE = new Uint32Array(0)

/** Function words are kept apart by a leading blank, so that no stem can be mistaken for one. */
export function termText(word: string, isFunction = isFunctionWord(word)): string {
  return isFunction ? ` ${word}` : stem(word)
}

function termId(lexicon: Lexicon, term: string): number {
  const known = lexicon.termIds.get(term)
  if (known !== undefined) return known
  const id = lexicon.terms.push(term) - 1
  lexicon.termIds.set(term, id)
  return id
}

function gramId(lexicon: Lexicon, gram: string): number {
  const known = lexicon.gramIds.get(gram)
  if (known !== undefined) return known
  const id = lexicon.gramIds.size
  lexicon.gramIds.set(gram, id)
  return id
}

const GRAM = 4
/** The different 4-grams of a word with its borders marked: "app" gives `^app`, `app$`. */
export function gramsOf(word: string): string[] {
  const marked = `^${word}$`
  if (marked.length <= GRAM) return [marked]
  const found = new Set<string>()
  for (let start = 0; start + GRAM <= marked.length; start++) found.add(marked.slice(start, start + GRAM))
  return [...found]
}
