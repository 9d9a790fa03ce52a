/**
 * Finds the entry that answers a question: words → candidates → closer look → probability → decision.
 *
 * Read this file first; every step it names is a small file beside it.
 */
import type { Lang } from '../knowledge/day.ts'
import { derivedFrom } from '../knowledge/derived.ts'
import type { EntryId } from '../knowledge/schema.ts'
import { isOpen } from '../knowledge/validity.ts'
import type { Moment } from '../moment.ts'
import { candidates } from './ask/candidates.ts'
import { closerLook, type Look } from './ask/closer-look.ts'
import { probabilities } from './ask/confidence.ts'
import { contextShift } from './ask/context.ts'
import { decide, type SearchDecision } from './ask/decide.ts'
import { type Explanation, explanationOf } from './ask/explanation.ts'
import { inContext } from './ask/follow-up.ts'
import { wordOf } from './ask/meant.ts'
import { findSlots, type Slots } from './ask/named.ts'
import { ownerFirst } from './ask/owner.ts'
import { nearestKnown, type PartAsked, partAsked } from './ask/part-asked.ts'
import { type PartEvidence, partLogit } from './ask/part-model.ts'
import { choosePassage, evidenceFor, saidBy } from './ask/passage.ts'
import { type Question, readQuestion } from './ask/question.ts'
import { type Ranked, rank, withVotes } from './ask/rank.ts'
import { layOut } from './ask/scratch.ts'
import { type Searcher, scratchFor, searcherOn } from './ask/searcher.ts'
import { intentVotes } from './ask/votes.ts'
import { indexSteps, type Searchable } from './index/build.ts'
import type { Index } from './index/index.ts'
import { ownerOf } from './index/own-questions.ts'
import { fold } from './words/fold.ts'
import { stem } from './words/stem.ts'

export type { SearchDecision } from './ask/decide.ts'
export { explainInGerman } from './ask/explain.ts'
export type { Explanation } from './ask/explanation.ts'
export type { Slots } from './ask/named.ts'
export { type Searcher, searcherOn } from './ask/searcher.ts'
export { suggestTitles } from './ask/suggest.ts'
export { wordsMeant } from './ask/words-meant.ts'

export interface SearchQuery {
  utterance: string
  moment: Moment
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
  /** Share (0..1) of the question that the title names. */
  named: number
  /** Id of the best passage, undefined for the lead; worked out for the first three, when somebody asks for it. */
  readonly passage?: string | undefined
  /** Id of the part that is told after the lead, where either may be meant. */
  readonly joined?: string | undefined
  /** Ids of others that also say something of the question, best first. */
  readonly beside?: readonly string[]
}

export interface SearchResult {
  /** What was searched: a follow-up is completed by the question before it. */
  utterance: string
  decision: SearchDecision
  /** Best first. */
  hits: Hit[]
  slots: Slots
  /** `rival`: held against the best instead of the second. */
  explain(rival?: EntryId): Explanation
}

/** `previous`: what searched before an edit; entries whose digest has not changed are not analysed again. */
export function buildSearcher(knowledge: Searchable, previous?: Searcher): Searcher {
  const steps = indexSteps(knowledge, previous?.index)
  for (;;) {
    const step = steps.next()
    if (step.done) return searcherOn(step.value)
  }
}

/** The same in slices: `pause` is awaited between them, so that questions are answered meanwhile (by the searcher before). */
export async function buildSearcherSliced(
  knowledge: Searchable,
  previous: Searcher | undefined,
  pause: () => Promise<void>,
): Promise<Searcher> {
  const steps = indexSteps(knowledge, previous?.index)
  for (;;) {
    const step = steps.next()
    if (step.done) return searcherOn(step.value)
    await pause()
  }
}

/**
 * What a question is about, in the content's own words: for each thing it names the surest term that stands for it, so that typing errors,
 * compounds and everyday words for the same thing are alike; what the content does not know stays as it was written.
 */
export function meaningOf(searcher: Searcher, utterance: string): Set<string> {
  const { lexicon } = searcher.index
  return new Set(
    readQuestion(searcher, utterance).slots.map(({ word, terms }) => {
      const [surest] = [...terms].sort((a, b) => b.weight - a.weight)
      return surest && surest.via !== 'related' ? lexicon.terms[surest.term]! : stem(word)
    }),
  )
}

/** Whether an entry may be offered at a moment; asked often, so remembered for the minute last asked about. */
function openOn({ index, scratch }: Searcher, entry: number, moment: Moment): boolean {
  const asked = `${moment.today} ${moment.clock}`
  if (scratch.openAt !== asked) {
    scratch.openAt = asked
    scratch.open.fill(0)
  }
  if (scratch.open[entry] === 0) scratch.open[entry] = isOpen(index.entries[entry]!, moment) ? 1 : 2
  return scratch.open[entry] === 1
}

/**
 * The best entries for an utterance with their probabilities, and whether to answer, to ask back or to say no. Never throws for any text;
 * a fault in here would cost its own question, and the next one finds the working memory clean. A turn asks the same several times, so what
 * was found is kept with the question: nobody may change it.
 */
export function search(searcher: Searcher, query: SearchQuery): SearchResult {
  return working(searcher, () => {
    const utterance = inContext(query.utterance, query.subject?.words, searcher.index.slotLists)
    const question = readQuestion(searcher, utterance)
    const known = foundFor(question)
    const asked = circumstancesOf(query)
    const same = known.find((one) => one.asked === asked)
    if (same) return same.result
    const result = searchAnew(searcher, query, utterance, question)
    known.push({ asked, result })
    return result
  })
}

/** What was found for a question, by the circumstances it was asked in. */
const foundFor = derivedFrom((_: Question): { asked: string; result: SearchResult }[] => [])

/** All that a result hangs on beside the question. */
function circumstancesOf({ moment: { today, clock }, lang, region = [], audience = [], limit }: SearchQuery): string {
  return JSON.stringify([today, clock, lang, region, audience, limit])
}

/** One question at a time has the working memory; where the one before broke off, there is a fresh one. */
function working<T>(searcher: Searcher, work: () => T): T {
  if (searcher.inUse) searcher.scratch = scratchFor(searcher.index)
  searcher.inUse = true
  const done = work()
  searcher.inUse = false
  return done
}

function searchAnew(searcher: Searcher, query: SearchQuery, utterance: string, question: Question): SearchResult {
  const { index } = searcher
  const slots = findSlots(index.slotLists, utterance, question.words, query.moment.today)
  const { owner, looks } = lookedAt(searcher, question, utterance)
  const circumstances = {
    named: slots,
    known: { regions: query.region ?? [], audiences: query.audience ?? [] },
    lang: query.lang === 'en' ? ('en' as const) : question.lang,
    translated: translatedIn(index),
  }
  const shift = (entry: number) =>
    contextShift(index.entries[entry]!, openOn(searcher, entry, query.moment), circumstances, index.vocabulary)
  const first = rank(index, question, looks, shift, owner)
  const asked = first.slice(0, index.weights.intents).map(({ look }) => look.entry)
  const found = withVotes(index, first, intentVotes(searcher, question, asked))
  const probable = probabilities(found, question.best / index.postings.highestIdf, index.contentWords)
  const place = owner < 0 ? -1 : found.findIndex(({ look }) => look.entry === owner)
  const { ranked, scores } = place < 0 ? { ranked: found, scores: probable } : ownerFirst(found, probable, place)
  const decision = decisionOn(index, question, ranked, scores, place >= 0)
  const hits = ranked.slice(0, query.limit ?? 10).map(({ look }, position) => {
    const entry = index.entries[look.entry]!
    const hit = { id: entry.id, score: scores[position]!, named: look.title }
    return position < WITH_PASSAGE ? withPassage(hit, () => passagesOf(searcher, question, utterance, look.entry)) : hit
  })
  return { utterance, decision, hits, slots, explain: (rival) => explanationOf(index, question, ranked, slots, decision, scores, rival) }
}

/** Most questions ask only which entry it is, or show the best one alone. */
function withPassage(hit: Hit, work: () => Shown): Hit {
  let known: Shown | undefined
  const shown = () => {
    known ??= work()
    return known
  }
  return {
    ...hit,
    get passage() {
      return shown().passage
    },
    get joined() {
      return shown().joined
    },
    get beside() {
      return shown().beside
    },
  }
}

interface Shown {
  passage: string | undefined
  joined: string | undefined
  beside: readonly string[]
}

function passagesOf(searcher: Searcher, question: Question, utterance: string, entry: number): Shown {
  const { shown, joined, beside } = working(searcher, () => choosePassage(searcher, question, utterance, entry))
  const { passages } = searcher.index.entries[entry]!
  const idOf = (at: number | undefined) => (at === undefined ? undefined : passages[at]!.id)
  return { passage: idOf(shown), joined: idOf(joined), beside: beside.map((at) => passages[at]!.id) }
}

/** The closer looks at all candidates, and the entry that the utterance belongs to (-1: none). */
interface Looked {
  owner: number
  looks: readonly Look[]
}

/** They hang on the question alone, whoever asks it when. */
function lookedAt(searcher: Searcher, question: Question, utterance: string): Looked {
  const known = looksAt.get(question)
  if (known) return known
  const { index, scratch } = searcher
  const pool = candidates(searcher, question)
  const owner = ownerOf(index.ownQuestions, utterance)
  if (owner >= 0 && !pool.includes(owner)) pool.push(owner)
  layOut(searcher, question)
  const looked = { owner, looks: pool.map((entry) => closerLook(searcher, question, entry)) }
  for (const entry of pool) scratch.scores[entry] = 0
  looksAt.set(question, looked)
  return looked
}
const looksAt = new WeakMap<Question, Looked>()

/** What one entry says of a question; `passage`: its place among the entry's passages. */
export interface Within {
  passage: number
  /** Share (0..1) of what was asked that the passage says. */
  share: number
  /** The part that it is likeliest put to, where it is known how people go on asking. */
  asked?: PartAsked
}

/** How much of a question one entry says, and where: for a question that may be about what the talk is about. Undefined for an unknown entry. */
export function searchWithin(searcher: Searcher, utterance: string, id: EntryId): Within | undefined {
  const entry = placesOf(searcher.index).get(id)
  if (entry === undefined || searcher.index.entries[entry]!.passages.length === 0) return undefined
  const shares = working(searcher, () => saidBy(searcher, readQuestion(searcher, utterance), entry))
  const passage = shares.reduce((most, share, at) => (share > shares[most]! ? at : most), 0)
  const asked = partAsked(searcher.index.partQuestions, utterance, id, (at) => shares[at]!)
  return { passage, share: shares[passage]!, ...(asked && { asked }) }
}

/** How near (0..1) a question comes to one that is known to be asked on about an entry. */
export function nearKnown({ index }: Searcher, utterance: string, id: EntryId): number {
  return nearestKnown(index.partQuestions, utterance, id)
}

/** Which parts of an entry to show for a question, whether the search finds the entry for it or not; undefined for an unknown entry. */
export function partsFor(searcher: Searcher, utterance: string, id: EntryId): Pick<Hit, 'passage' | 'joined' | 'beside'> | undefined {
  const entry = placesOf(searcher.index).get(id)
  if (entry === undefined) return undefined
  const question = working(searcher, () => readQuestion(searcher, utterance))
  return passagesOf(searcher, question, utterance, entry)
}

/** A part of an entry as one that a question may be put to. */
export interface RankedPart extends Omit<PartEvidence, 'passage'> {
  /** Id of the passage. */
  id: string
  /** Probability (0..1) among the parts of the entry. */
  probability: number
}

/** The parts of an entry below its beginning, the likeliest first; none for an unknown entry. */
export function rankParts(searcher: Searcher, utterance: string, id: EntryId): RankedPart[] {
  const entry = placesOf(searcher.index).get(id)
  if (entry === undefined) return []
  const { passages } = searcher.index.entries[entry]!
  if (passages.length < 2) return []
  const parts = working(searcher, () => evidenceFor(searcher, readQuestion(searcher, utterance), utterance, entry))
  const odds = parts.map((part) => Math.exp(partLogit(part)))
  const all = odds.reduce((sum, one) => sum + one, 0)
  return parts
    .map(({ passage, ...evidence }, at) => ({ ...evidence, id: passages[passage]!.id, probability: odds[at]! / all }))
    .sort((a, b) => b.probability - a.probability)
}

/** The originals of the translations that may be shown. */
const translatedIn = derivedFrom(
  ({ entries }: Index): ReadonlySet<EntryId> =>
    new Set(entries.flatMap(({ translationOf, withdrawn }) => (translationOf && !withdrawn ? [translationOf as EntryId] : []))),
)

const placesOf = derivedFrom(({ entries }: Index): ReadonlyMap<EntryId, number> => new Map(entries.map(({ id }, place) => [id, place])))

/** Whether the content has the word, as it is written. */
export function hasWord({ index }: Searcher, word: string): boolean {
  return wordOf(index, fold(word)) !== undefined
}

/**
 * Share (0..1) of a question's rarity that lies in words which the content has as such, or knows to mean the same: neither mended as typing
 * errors nor taken apart ("Frühstück" is no early piece).
 */
export function knownShare(searcher: Searcher, utterance: string): number {
  const { slots } = working(searcher, () => readQuestion(searcher, utterance))
  const all = slots.reduce((sum, { idf }) => sum + idf, 0)
  const known = slots.filter(({ terms }) => terms.some(({ via }) => via === 'word' || via === 'vocabulary' || via === 'sense'))
  return all === 0 ? 0 : known.reduce((sum, { idf }) => sum + idf, 0) / all
}

/** How rare a word is in the content: 0 for one that everything has, 1 for one that nothing or one entry has. */
export function rarityOf(searcher: Searcher, word: string): number {
  const { slots } = working(searcher, () => readQuestion(searcher, word))
  const idf = slots.reduce((most, slot) => Math.max(most, slot.idf), 0)
  return Math.min(1, idf / searcher.index.postings.highestIdf)
}

function decisionOn(
  index: Index,
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

/** Which passage to show is worked out for those that may be shown. */
const WITH_PASSAGE = 3

/** Entries that really compete are offered: likely enough by themselves, at most four. */
const MAX_OFFERED = 4
const MIN_OFFERED_SHARE = 0.04

/** `named`: whether the question names anything in words; figures and signs alone ask nothing. */
function judge(scores: readonly number[], named: boolean): SearchDecision {
  if (scores.length === 0 || !named) return 'none'
  const offered = scores.slice(0, MAX_OFFERED).filter((score, position) => position < 2 || score >= MIN_OFFERED_SHARE)
  return decide(
    scores[0]!,
    offered.reduce((sum, score) => sum + score, 0),
    offered.length,
  )
}
