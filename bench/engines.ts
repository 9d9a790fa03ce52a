/**
 * The product and its peers behind one interface, each in the best German configuration we know: a German stemmer, folded
 * umlauts, titles and example questions weighing double, typing errors allowed where the engine can.
 */

import { LangDe } from '@nlpjs/lang-de'
import { Nlp } from '@nlpjs/nlp'
import { create, insertMultiple, search as oramaSearch } from '@orama/orama'
import { language as oramaLanguage, stemmer as oramaStemmer } from '@orama/stemmers/german'
import { stopwords as oramaStopWords } from '@orama/stopwords/german'
import { Index as FlexIndex } from 'flexsearch'
import lunr from 'lunr'
import installGerman from 'lunr-languages/lunr.de.js'
import installStemmers from 'lunr-languages/lunr.stemmer.support.js'
import MiniSearch from 'minisearch'
import { newStemmer } from 'snowball-stemmers'
import type { Vocabulary } from '../bot/knowledge/knowledge.ts'
import type { Entry } from '../bot/knowledge/schema.ts'
import { momentOn } from '../bot/moment.ts'
import { indexSteps } from '../bot/search/index/build.ts'
import { WEIGHTS, type Weights } from '../bot/search/index/weights.ts'
import { type Searcher, search, searcherOn } from '../bot/search/search.ts'
import { fold } from '../bot/search/words/fold.ts'
import { isFunctionWord } from '../bot/search/words/function-words.ts'
import { tokens } from '../bot/search/words/tokens.ts'

export interface EngineHit {
  id: string
  /** The engine's own; 0 when it has none. */
  score: number
}

export interface SearchEngine {
  name: string
  /** Largest number of entries worth waiting for. */
  most: number
  build(entries: readonly Entry[], vocabulary: Vocabulary): Promise<(question: string) => EngineHit[] | Promise<EngineHit[]>>
}

const TODAY = '2026-11-22'
const MAX_HITS = 10

/** The product; `weights` other than the shipped ones are for the ablation. */
export function wegweiser(name = 'Wegweiser', weights: Weights = WEIGHTS): SearchEngine {
  return {
    name,
    most: 100_000,
    async build(entries, vocabulary) {
      const searcher = searcherOf(entries, vocabulary, weights)
      return (question) => search(searcher, { utterance: question, moment: momentOn(TODAY), limit: MAX_HITS }).hits
    },
  }
}

export function searcherOf(entries: readonly Entry[], vocabulary: Vocabulary, weights = WEIGHTS): Searcher {
  const steps = indexSteps({ entries: new Map(entries.map((entry) => [entry.id, entry])), vocabulary }, undefined, weights)
  for (;;) {
    const step = steps.next()
    if (step.done) return searcherOn(step.value)
  }
}

/** Stems are remembered: the peers call their stemmer for every word of every text. */
function germanStemmer(): (word: string) => string {
  const stemmer = newStemmer('german')
  const known = new Map<string, string>()
  return (word) => {
    const found = known.get(word)
    if (found !== undefined) return found
    const made = stemmer.stem(fold(word))
    known.set(word, made)
    return made
  }
}

const bodyOf = (entry: Entry) => entry.passages.map(({ heading, plain }) => `${heading} ${plain}`).join('\n')
const fieldsOf = (entry: Entry) => ({
  id: entry.id as string,
  title: entry.title,
  questions: entry.questions.join(' . '),
  body: bodyOf(entry),
})

const flexsearch: SearchEngine = {
  name: 'FlexSearch',
  most: 100_000,
  async build(entries) {
    const stem = germanStemmer()
    const encode = (text: string) =>
      tokens(text)
        .filter(({ word }) => !isFunctionWord(word))
        .map(({ word }) => stem(word))
    const index = new FlexIndex({ tokenize: 'strict', encode, resolution: 9 })
    entries.forEach((entry, position) => {
      index.add(position, `${entry.title} ${entry.questions.join(' ')} ${bodyOf(entry)}`)
    })
    return (question) =>
      (index.search(question, { limit: MAX_HITS, suggest: true }) as number[]).map((position) => ({ id: entries[position]!.id, score: 0 }))
  },
}

const minisearch: SearchEngine = {
  name: 'MiniSearch',
  most: 100_000,
  async build(entries) {
    const stem = germanStemmer()
    const index = new MiniSearch({
      fields: ['title', 'questions', 'body'],
      processTerm: (term) => (isFunctionWord(fold(term)) ? null : stem(term)),
      searchOptions: {
        boost: { title: 2, questions: 2 },
        fuzzy: (term) => (term.length > 4 ? 0.2 : false),
        prefix: (term) => term.length > 4,
        combineWith: 'OR',
      },
    })
    index.addAll(entries.map(fieldsOf))
    return (question) =>
      index
        .search(question)
        .slice(0, MAX_HITS)
        .map(({ id, score }) => ({ id, score }))
  },
}

const orama: SearchEngine = {
  name: 'Orama',
  most: 10_000,
  async build(entries) {
    const database = create({
      schema: { title: 'string', questions: 'string', body: 'string' },
      components: { tokenizer: { stemming: true, stemmer: oramaStemmer, language: oramaLanguage, stopWords: oramaStopWords } },
    })
    await insertMultiple(database, entries.map(fieldsOf))
    return async (question) => {
      const { hits } = await oramaSearch(database, {
        term: question,
        limit: MAX_HITS,
        tolerance: 1,
        boost: { title: 2, questions: 2 },
        threshold: 1,
      })
      return hits.map(({ id, score }) => ({ id, score }))
    }
  },
}

const lunrGerman: SearchEngine = {
  name: 'lunr-languages',
  most: 10_000,
  async build(entries) {
    const withGerman = lunr as typeof lunr & { de?: unknown }
    if (!withGerman.de) {
      installStemmers(lunr)
      installGerman(lunr)
    }
    const index = lunr(function () {
      this.use(withGerman.de)
      this.ref('id')
      this.field('title', { boost: 2 })
      this.field('questions', { boost: 2 })
      this.field('body')
      for (const entry of entries) this.add(fieldsOf(entry))
    })
    return (question) =>
      index
        .query((query) => {
          for (const { word } of tokens(question)) {
            if (isFunctionWord(word)) continue
            for (const term of index.pipeline.runString(word)) query.term(term, { editDistance: term.length > 4 ? 1 : 0 })
          }
        })
        .slice(0, MAX_HITS)
        .map(({ ref, score }) => ({ id: ref, score }))
  },
}

/** A trained classifier: it knows titles and example questions only, and training time grows with their square. */
const nlpjs: SearchEngine = {
  name: 'nlp.js',
  most: 300,
  async build(entries) {
    const nlp = new Nlp({ languages: ['de'], autoSave: false, autoLoad: false, nlu: { log: false }, forceNER: false })
    nlp.container.use(LangDe)
    nlp.addLanguage('de')
    for (const entry of entries) for (const text of [entry.title, ...entry.questions]) nlp.addDocument('de', text, entry.id)
    await nlp.train()
    return async (question) => {
      const { classifications } = await nlp.process('de', question)
      return classifications.slice(0, MAX_HITS).map(({ intent, score }) => ({ id: intent, score }))
    }
  },
}

export const PEERS: readonly SearchEngine[] = [flexsearch, minisearch, orama, lunrGerman, nlpjs]
