/** Questions that came to nothing, as editors work through them: grouped by what the search takes them to mean, each group with what can be done. */
import type { Knowledge } from '../knowledge/knowledge.ts'
import type { EntryId } from '../knowledge/schema.ts'
import type { Moment } from '../moment.ts'
import { meaningOf, type Searcher, search } from '../search/search.ts'
import { phraseKey } from '../search/words/phrase-key.ts'
import type { FailedQuestion, Failure, MeantQuestion } from './failed-questions.ts'
import { type Gap, groupAlike } from './unanswered.ts'

export interface GapProposal extends Gap {
  /** How often for which reason. */
  why: Partial<Record<Failure, number>>
  /** Entries that come nearest, best first. */
  nearest: NearEntry[]
}

export interface NearEntry {
  id: EntryId
  title: string
  file: string
}

const MAX_NEAREST = 3

/** Most asked first. Groups whose every wording is an example, or in questions.md, by now are done and left out. */
export function gapProposals(failed: readonly FailedQuestion[], knowledge: Knowledge, searcher: Searcher, moment: Moment): GapProposal[] {
  const known = knownQuestions(knowledge)
  const open = failed.filter(({ text }) => !known.has(phraseKey(text)))
  const reasons = Map.groupBy(open, ({ text }) => text.replace(/\s+/g, ' ').trim())
  return groupAlike(open, (text) => meaningOf(searcher, text)).map((gap) => ({
    ...gap,
    why: countOf(gap.wordings.flatMap((wording) => reasons.get(wording) ?? [])),
    nearest: nearestEntries(gap.title, { knowledge, searcher }, moment),
  }))
}

/** Entries that come near a question, best first: it may be theirs. */
export function nearestEntries(
  question: string,
  { knowledge, searcher }: { knowledge: Knowledge; searcher: Searcher },
  moment: Moment,
): NearEntry[] {
  return search(searcher, { utterance: question, moment, limit: MAX_NEAREST }).hits.flatMap(({ id }) => {
    const entry = knowledge.entries.get(id)
    return entry ? [{ id, title: entry.title, file: entry.file }] : []
  })
}

/** What visitors chose when they were asked back, where the entry does not have the question yet. */
export function openMeanings(meant: readonly MeantQuestion[], knowledge: Knowledge): MeantQuestion[] {
  const known = knownQuestions(knowledge)
  return meant.filter(({ question, entry }) => knowledge.entries.has(entry as EntryId) && !known.has(phraseKey(question)))
}

function knownQuestions({ entries, questions }: Knowledge): Set<string> {
  const examples = [...entries.values()].flatMap((entry) => entry.questions)
  return new Set([...examples, ...questions.map(({ question }) => question)].map(phraseKey))
}

function countOf(failed: readonly FailedQuestion[]): GapProposal['why'] {
  return Object.fromEntries([...Map.groupBy(failed, ({ why }) => why)].map(([why, list]) => [why, list.length]))
}
