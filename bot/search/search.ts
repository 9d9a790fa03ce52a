/**
 * Finds the entry that answers a question: words → candidates → closer look → probability → decision.
 *
 * Read this file first; every step it names is a small file beside it.
 */
import type { Day, Lang } from '../knowledge/day.ts'
import type { Knowledge } from '../knowledge/knowledge.ts'
import type { EntryId } from '../knowledge/schema.ts'
import { isOpen } from '../knowledge/validity.ts'
import { candidates } from './candidates.ts'
import { closerLook } from './closer-look.ts'
import { probabilities } from './confidence.ts'
import { contextOf } from './context.ts'
import { decide, type SearchDecision } from './decide.ts'
import { type Explanation, explanationOf } from './explanation.ts'
import { inContext } from './follow-up.ts'
import { type Index, indexSteps } from './index-build.ts'
import { intentVotes } from './intents.ts'
import { ownerFirst, ownerOf } from './own-questions.ts'
import { passageToShow } from './passage.ts'
import { type Question, readQuestion } from './question.ts'
import { type Ranked, rank, withVotes } from './rank.ts'
import { clear, prepare, release, take } from './scratch.ts'
import { findSlots, type Slots } from './slots.ts'

export type { SearchDecision } from './decide.ts'
export { explainInGerman } from './explain.ts'
export type { Explanation } from './explanation.ts'
export type { Slots } from './slots.ts'
export { suggestTitles } from './suggest.ts'

export type SearchIndex = Index

export interface Query {
  utterance: string
  today: Day
  lang?: Lang
  /** Ids of what is known about the visitor. */
  audience?: string[]
  region?: string[]
  /** What the talk was just about. */
  subject?: { entry?: EntryId; words?: string }
  /** Most hits, default 10. */
  limit?: number
}

export interface Hit {
  id: EntryId
  /** Calibrated probability 0..1 that this entry is the right answer. */
  score: number
  /** Id of the best passage, undefined for the lead. */
  passage?: string
}

export interface SearchResult {
  /** What was searched: a follow-up is completed by the question before it. */
  utterance: string
  decision: SearchDecision
  /** Best first. */
  hits: Hit[]
  slots: Slots
  explain(): Explanation
}

/** `previous`: an earlier index; entries whose digest has not changed are not analysed again. */
export function buildIndex(knowledge: Pick<Knowledge, 'entries' | 'vocabulary'>, previous?: SearchIndex): SearchIndex {
  const steps = indexSteps(knowledge, previous)
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/** The same in slices: `pause` is awaited between them, so that questions are answered meanwhile (by the earlier index). */
export async function buildIndexSliced(
  knowledge: Pick<Knowledge, 'entries' | 'vocabulary'>,
  previous: SearchIndex | undefined,
  pause: () => Promise<void>,
): Promise<SearchIndex> {
  const steps = indexSteps(knowledge, previous)
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    await pause()
  }
}

/** Whether an entry may be offered on a day; asked often, so remembered for the day last asked about. */
function openOn({ entries, scratch }: SearchIndex, entry: number, today: Day): boolean {
  if (scratch.openDay !== today) {
    scratch.openDay = today
    scratch.open.fill(0)
  }
  if (scratch.open[entry] === 0) scratch.open[entry] = isOpen(entries[entry]!, today) ? 1 : 2
  return scratch.open[entry] === 1
}

/** What throws in here costs its own question; the next one finds the working memory clean. */
export function search(index: SearchIndex, query: Query): SearchResult {
  const scratch = take(index)
  const utterance = inContext(query.utterance, query.subject?.words, index.vocabulary)
  const question = readQuestion(index, utterance)
  const slots = findSlots(index.slotLists, utterance, question.words, query.today)
  const pool = candidates(index, question, scratch.scores, scratch.touched)
  const owner = ownerOf(index.ownQuestions, utterance)
  if (owner >= 0 && !pool.includes(owner)) pool.push(owner)
  prepare(index, question, scratch)
  const looks = pool.map((entry) => closerLook(index, question, scratch, entry))
  const circumstances = {
    named: slots,
    known: { regions: query.region ?? [], audiences: query.audience ?? [] },
    lang: query.lang === 'en' ? ('en' as const) : question.lang,
  }
  const shift = (entry: number) => contextOf(index.entries[entry]!, openOn(index, entry, query.today), circumstances, index.regionChains)
  const first = rank(index, question, looks, shift, owner)
  const asked = first.slice(0, index.weights.intents).map(({ look }) => look.entry)
  const found = withVotes(index, first, intentVotes(index.examples, index.lexicon, question, asked))
  clear(index, question, scratch)
  for (const entry of pool) scratch.scores[entry] = 0
  release(scratch)
  const probable = probabilities(found, question.best / index.postings.highestIdf, index.contentWords)
  const place = owner < 0 ? -1 : found.findIndex(({ look }) => look.entry === owner)
  const { ranked, scores } = place < 0 ? { ranked: found, scores: probable } : ownerFirst(found, probable, place)
  const decision = decisionOn(index, question, ranked, scores, place >= 0)
  const hits = ranked.slice(0, query.limit ?? 10).map((one, position) => hitOf(index, one, scores[position]!, utterance))
  return { utterance, decision, hits, slots, explain: () => explanationOf(index, question, ranked, slots, decision, scores) }
}

function decisionOn(
  index: SearchIndex,
  question: Question,
  ranked: readonly Ranked[],
  scores: readonly number[],
  owned: boolean,
): SearchDecision {
  // An entry that only says who else is responsible is worth showing and still no answer.
  if (ranked[0] && index.entries[ranked[0].look.entry]!.elsewhere) return 'none'
  if (owned) return 'answer'
  return judge(
    scores,
    question.slots.some(({ word }) => /\p{L}{2}/u.test(word)),
  )
}

/** Entries that really compete are offered: likely enough by themselves, at most four. */
const MOST_OFFERED = 4
const LEAST_OFFERED = 0.04

/** `named`: whether the question names anything in words; figures and signs alone ask nothing. */
function judge(scores: readonly number[], named: boolean): SearchDecision {
  if (scores.length === 0 || !named) return 'none'
  const offered = scores.slice(0, MOST_OFFERED).filter((score, position) => position < 2 || score >= LEAST_OFFERED)
  return decide(
    scores[0]!,
    offered.reduce((sum, score) => sum + score, 0),
    offered.length,
  )
}

function hitOf(index: SearchIndex, { look }: Ranked, score: number, utterance: string): Hit {
  const entry = index.entries[look.entry]!
  const passage = passageToShow(entry, look.passage > 0 ? entry.passages[look.passage] : undefined, utterance)
  return passage ? { id: entry.id, score, passage: passage.id } : { id: entry.id, score }
}
