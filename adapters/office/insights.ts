/** All that staff see of a span of days, put together once for every door and the weekly digest. Nothing in it says who asked. */

import { type EntryDue, endingSoon, overdueChecks } from '../../bot/impact/entries-due.ts'
import { FAILED_KINDS, failedQuestions } from '../../bot/impact/failed-questions.ts'
import { type EntryRating, RATED_KINDS, type Ratings, ratingsOf } from '../../bot/impact/ratings.ts'
import { type Gap, groupAlike } from '../../bot/impact/unanswered.ts'
import {
  ASKED_KINDS,
  type GuideUse,
  guideMovesOf,
  guidesOf,
  questionsOf,
  type TopicCount,
  type Totals,
  topicsOf,
  totalsOf,
} from '../../bot/impact/usage-report.ts'
import { DAY_MS } from '../../bot/knowledge/day.ts'
import type { Knowledge } from '../../bot/knowledge/knowledge.ts'
import { momentAt } from '../../bot/moment.ts'
import type { Details, Request } from '../../bot/requests/request.ts'
import { channelLabel } from '../../bot/requests/route.ts'
import type { Store } from '../storage/storage.ts'
import { allFiled } from './filed.ts'

/** A request that somebody still has to do with, without a word of the visitor; a door adds how it is opened there. */
export interface OpenRequest extends Pick<Request, 'number' | 'state'> {
  id: string
  /** Label of the channel. */
  place: string
  since: Date
  details: Pick<Details, 'claimedBy' | 'outcome' | 'reminded'>
}

export interface Insights {
  days: number
  totals: Totals
  before: Totals
  topics: (TopicCount & { label: string })[]
  gaps: Gap[]
  ratings: Omit<Ratings, 'entries'> & { entries: (EntryRating & { title: string })[] }
  guides: (GuideUse & { title: string })[]
  requests: OpenRequest[]
  ending: EntryDue[]
  overdue: EntryDue[]
}

export interface InsightSources {
  store: Store
  knowledge(): Knowledge
  /** What of a question is compared; its stems where it is missing. */
  meaning?: ((text: string) => Set<string>) | undefined
  now(): Date
}

/** How far ahead "what ends" looks. */
export const ENDING_DAYS = 30

export async function gatherInsights({ store, knowledge: known, meaning, now }: InsightSources, days: number): Promise<Insights> {
  const knowledge = known()
  // The end is not counted in, and something may have happened in this very millisecond.
  const until = new Date(now().getTime() + 1)
  const since = new Date(until.getTime() - days * DAY_MS)
  const events = await store.usage.between(new Date(since.getTime() - days * DAY_MS), until, [
    ...new Set([...ASKED_KINDS, ...RATED_KINDS, ...FAILED_KINDS]),
  ])
  const questions = questionsOf(events)
  const present = questions.filter(({ at }) => at >= since)
  const ratings = ratingsOf(events.filter(({ at }) => at >= since))
  const moment = momentAt(until)
  const stepName = (guide: string, id: string) => {
    const entry = knowledge.entries.get(guide as never)
    return entry?.kind === 'guides' ? (entry.steps.find((step) => step.id === id)?.question ?? id) : id
  }
  return {
    days,
    totals: totalsOf(present),
    before: totalsOf(questions.filter(({ at }) => at < since)),
    topics: topicsOf(questions, since).map((count) => ({
      ...count,
      label: knowledge.vocabulary.topics.find(({ id }) => id === count.topic)?.label ?? count.topic,
    })),
    gaps: groupAlike(failedQuestions(events.filter(({ at }) => at >= since)), meaning),
    ratings: {
      ...ratings,
      entries: ratings.entries.map((one) => ({ ...one, title: knowledge.entries.get(one.entry as never)?.title ?? one.entry })),
    },
    guides: guidesOf(guideMovesOf(events.filter(({ at }) => at >= since))).map((use) => ({
      ...use,
      title: knowledge.entries.get(use.guide as never)?.title ?? use.guide,
      left: use.left.map(({ step, count }) => ({ step: stepName(use.guide, step), count })),
    })),
    requests: await openRequests(store, knowledge),
    ending: endingSoon(knowledge, moment, ENDING_DAYS),
    overdue: overdueChecks(knowledge, moment),
  }
}

/** What is open or claimed, oldest first. */
export async function openRequests({ requests }: Pick<Store, 'requests'>, { routing }: Knowledge): Promise<OpenRequest[]> {
  const filed = allFiled(await requests.list({ states: ['open', 'claimed'] }))
  return filed.map(({ id, created, request: { number, state, channel, details } }) => {
    const { claimedBy, outcome, reminded } = details
    return { id, number, state, place: channelLabel(channel, routing), since: created, details: { claimedBy, outcome, reminded } }
  })
}
