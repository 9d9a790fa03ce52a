/**
 * From entries to an index, in steps: whoever drives the generator may pause between two steps, so that a large edit
 * never delays a visitor's turn.
 */
import type { Knowledge } from '../../knowledge/knowledge.ts'
import { type Parts, partsFrom, splitCompound } from '../words/compounds.ts'
import { phrasesFrom } from '../words/phrases.ts'
import { sensesFrom } from '../words/senses.ts'
import { type Analysed, analyse } from './analyse.ts'
import { examplesFrom } from './examples.ts'
import { fuzzyWordsFrom } from './fuzzy.ts'
import type { Index } from './index.ts'
import { emptyLexicon, type Lexicon, learn } from './lexicon.ts'
import { type Lists, listsFrom, Pairs } from './lists.ts'
import { ownQuestionsOf } from './own-questions.ts'
import { partQuestionsOf } from './part-questions.ts'
import { idfOf, postingsFrom, unitsFrom } from './postings.ts'
import { knownRoot } from './roots.ts'
import { FIELDS } from './segments.ts'
import { slotListsFrom } from './slot-lists.ts'
import { soundsFrom } from './sounds.ts'
import { WEIGHTS, type Weights } from './weights.ts'

/** What of the knowledge is searched. */
export type Searchable = Pick<Knowledge, 'entries' | 'vocabulary'> & Partial<Pick<Knowledge, 'followUps'>>

/** Yields between steps of some milliseconds each, and returns the index. `previous`: entries with the same digest are not analysed again. */
export function* indexSteps(knowledge: Searchable, previous?: Index, weights: Weights = WEIGHTS): Generator<void, Index> {
  const entries = [...knowledge.entries.values()].filter((entry) => entry.status !== 'draft')
  const lexicon = previous?.lexicon ?? emptyLexicon()
  const known = new Map(previous?.entries.map((entry, position) => [entry.id, previous.analysed[position]!]))
  const analysed: Analysed[] = []
  for (const [position, entry] of entries.entries()) {
    const before = known.get(entry.id)
    analysed.push(before?.digest === entry.digest ? before : analyse(lexicon, entry))
    if (position % 64 === 63) yield
  }
  yield
  const frequency = frequencies(analysed, lexicon.words.length)
  yield
  const { partsOf, parts, wordCount } = yield* compoundParts(lexicon, frequency)
  const wordsOfTerm = listsFrom(lexicon.terms.length, (put) => {
    for (let word = 1; word < wordCount; word++) {
      put(lexicon.termOf[word]!, word)
      for (let at = partsOf.start[word]!; at < partsOf.start[word + 1]!; at++) put(partsOf.items[at]!, word)
    }
  })
  yield
  const joined = joiner(lexicon)
  yield
  const units = unitsFrom(analysed, weights)
  yield
  const postings = yield* postingsFrom({ analysed, lexicon, partsOf, joined, units, weights })
  const gramIdf = yield* gramRarity(analysed, lexicon)
  const used: number[] = []
  for (let word = 1; word < wordCount; word++) {
    if (frequency[word]! > 0 && !lexicon.isFunction[word] && lexicon.words[word]!.length >= 3 && !/\d/.test(lexicon.words[word]!))
      used.push(word)
  }
  const wordsWithGram = listsFrom(lexicon.gramIds.size, (put) => {
    for (let word = 1; word < wordCount; word++) if (frequency[word]! > 0) for (const gram of lexicon.gramsOf[word]!) put(gram, word)
  })
  yield
  const fuzzy = fuzzyWordsFrom(lexicon, used)
  yield
  const sounds = soundsFrom(lexicon, used)
  yield
  const known4 = { lexicon, partsOf, postings, gramIdf, weights }
  const lastExample = FIELDS.indexOf('question')
  const exampleNorms: Float32Array[] = []
  for (const [entry, { stream, fields }] of analysed.entries()) {
    exampleNorms.push(normsOf(stream, fields.findIndex((field) => field > lastExample) >>> 0, known4))
    if (entry % 256 === 255) yield
  }
  yield
  const senses = sensesFrom(knowledge.vocabulary.senses)
  yield
  const examples = yield* examplesFrom(analysed, lexicon, partsOf, previous)
  yield
  const ownQuestions = yield* ownQuestionsOf(entries)
  yield
  const partQuestions = yield* partQuestionsOf(entries, knowledge.followUps ?? new Map())
  yield
  return {
    contentWords: analysed.reduce((sum, { stream }) => sum + stream.length, 1),
    units,
    exampleNorms,
    examples,
    entries,
    analysed,
    lexicon,
    wordCount,
    frequency,
    partsOf,
    wordsOfTerm,
    parts,
    postings,
    gramIdf,
    wordsWithGram,
    fuzzy,
    sounds,
    ownQuestions,
    partQuestions,
    phrases: phrasesFrom(knowledge.vocabulary.words),
    english: phrasesFrom(knowledge.vocabulary.english),
    senses,
    slotLists: slotListsFrom(knowledge.vocabulary),
    vocabulary: knowledge.vocabulary,
    weights,
  }
}

/** Number of entries that use each word. */
function frequencies(analysed: readonly Analysed[], words: number): Uint32Array {
  const frequency = new Uint32Array(words)
  const last = new Int32Array(words).fill(-1)
  for (let entry = 0; entry < analysed.length; entry++) {
    for (const word of analysed[entry]!.stream) {
      if (word === 0 || last[word] === entry) continue
      last[word] = entry
      frequency[word]!++
    }
  }
  return frequency
}

/** Parts of every word: those written with hyphens, else those learned from the content. Parts that are not yet words become words. */
function* compoundParts(lexicon: Lexicon, frequency: Uint32Array): Generator<void, { partsOf: Lists; parts: Parts; wordCount: number }> {
  const content: [string, number][] = []
  for (let word = 1; word < frequency.length; word++) {
    if (frequency[word]! > 0 && !lexicon.isFunction[word]) content.push([lexicon.words[word]!, frequency[word]!])
  }
  const parts = partsFrom(content)
  yield
  const found: number[][] = [[]]
  for (let word = 1; word < frequency.length; word++) {
    found.push(partTerms(lexicon, parts, word))
    if (word % 512 === 511) yield
  }
  const wordCount = lexicon.words.length
  const partsOf = listsFrom(wordCount, (put) => {
    found.forEach((terms, word) => {
      for (const term of terms) put(word, term)
    })
  })
  return { partsOf, parts, wordCount }
}

const MIN_PART_ROOT_LENGTH = 5

function partTerms(lexicon: Lexicon, parts: Parts, word: number): number[] {
  if (lexicon.isFunction[word]) return []
  const written = lexicon.written.get(word)
  const words = written ?? splitCompound(parts, lexicon.words[word]!).map((part) => learn(lexicon, { word: part }))
  const terms = words.filter((part) => !lexicon.isFunction[part] && lexicon.words[part]!.length > 1).map((part) => lexicon.termOf[part]!)
  for (const made of [word, ...words]) {
    const root = knownRoot(lexicon, lexicon.words[made]!)
    // Short roots of parts are too often other words: a "Terminbuchung" is no book.
    if (root !== undefined && (made === word || lexicon.terms[root]!.length >= MIN_PART_ROOT_LENGTH)) terms.push(root)
  }
  return [...new Set(terms)].filter((term) => term !== lexicon.termOf[word])
}

/** (left, right) → the word that both make when written together, 0 when nobody writes it so. */
function joiner({ words, wordIds }: Lexicon): (left: number, right: number) => number {
  const wholes = new Pairs()
  // Hardly any word begins another one: most pairs are told by that alone.
  const begins = new Uint8Array(words.length)
  for (const [whole, word] of words.entries()) {
    for (let at = 1; at < word.length; at++) {
      const left = wordIds.get(word.slice(0, at))
      const right = left === undefined ? undefined : wordIds.get(word.slice(at))
      if (left === undefined || right === undefined) continue
      wholes.set(left, right, whole)
      begins[left] = 1
    }
  }
  return (left, right) => (begins[left] === 1 ? (wholes.get(left, right) ?? 0) : 0)
}

/** idf of each 4-gram, counted in entries. */
function* gramRarity(analysed: readonly Analysed[], lexicon: Lexicon): Generator<void, Float32Array> {
  const using = new Uint32Array(lexicon.gramIds.size)
  const lastGram = new Int32Array(lexicon.gramIds.size).fill(-1)
  const lastWord = new Int32Array(lexicon.words.length).fill(-1)
  for (let entry = 0; entry < analysed.length; entry++) {
    for (const word of analysed[entry]!.stream) {
      if (lastWord[word] === entry) continue
      lastWord[word] = entry
      for (const gram of lexicon.gramsOf[word]!) {
        if (lastGram[gram] === entry) continue
        lastGram[gram] = entry
        using[gram]!++
      }
    }
    if (entry % 256 === 255) yield
  }
  return Float32Array.from(using, (count) => idfOf(analysed.length, count))
}

/** Lengths of the vectors of texts that end with a 0 each: words by idf, parts and grams with less, no function words. */
function normsOf(
  stream: Uint32Array,
  most: number,
  index: Pick<Index, 'lexicon' | 'partsOf' | 'postings' | 'gramIdf' | 'weights'>,
): Float32Array {
  const { lexicon, partsOf, postings, gramIdf, weights } = index
  const norms: number[] = []
  let square = 0
  for (let at = 0; at < stream.length && norms.length < most; at++) {
    const word = stream[at]!
    if (word === 0) {
      norms.push(Math.sqrt(square) || 1)
      square = 0
      continue
    }
    if (lexicon.isFunction[word]) continue
    square += postings.idf[lexicon.termOf[word]!]! ** 2
    for (let part = partsOf.start[word]!; part < partsOf.start[word + 1]!; part++)
      square += (weights.partInText * postings.idf[partsOf.items[part]!]!) ** 2
    for (const gram of lexicon.gramsOf[word]!) square += (weights.exampleGram * gramIdf[gram]!) ** 2
  }
  return Float32Array.from(norms)
}
