/** All that staff see of a span of days, put together once for every door and the weekly digest. Nothing in it says who asked. */

import { asksSomething } from '../../bot/impact/bare-words.ts'
import { type EntryDue, endingSoon, overdueChecks } from '../../bot/impact/entries-due.ts'
import { FAILED_KINDS, failedQuestions } from '../../bot/impact/failed-questions.ts'
import { type EntryRating, RATED_KINDS, type Ratings, ratingsOf } from '../../bot/impact/ratings.ts'
import { type Gap, groupAlike } from '../../bot/impact/unanswered.ts'
import {
  ASKED_KINDS,
  countsBy,
  type GuideUse,
  guideMovesOf,
  guidesOf,
  questionsByTopic,
  questionsOf,
  type TopicCount,
  type TopicQuestion,
  type Totals,
  topicsOf,
  totalsOf,
} from '../../bot/impact/usage-report.ts'
import { closedWithHelp, type Figure, handedOver, isLate, type Reactions, reactionsOf, type ToDo, toDo } from '../../bot/impact/week.ts'
import { DAY_MS } from '../../bot/knowledge/day.ts'
import type { Knowledge } from '../../bot/knowledge/knowledge.ts'
import { pathOf } from '../../bot/knowledge/references.ts'
import type { EntryId } from '../../bot/knowledge/schema.ts'
import { momentAt } from '../../bot/moment.ts'
import type { Details, Request } from '../../bot/requests/request.ts'
import { channelLabel } from '../../bot/requests/route.ts'
import type { Store } from '../storage/storage.ts'
import { type BookableDate, bookableDates } from './bookable-dates.ts'
import { type ClickCount, clicksOf, type PlaceCount, placesOf, type RequestTopic, requestTopicsOf } from './counts.ts'
import { allFiled } from './filed.ts'
import { type MonthsTold, monthsTold } from './months-told.ts'

/** A request that somebody still has to do with, without a word of the visitor; a door adds how it is opened there. */
export interface OpenRequest extends Pick<Request, 'number' | 'state'> {
  id: string
  /** Label of the channel. */
  place: string
  /** Id of it. */
  channel: string
  since: Date
  /** Nobody took it in time, or who took it left it. */
  late: boolean
  details: Pick<Details, 'claimedBy' | 'outcome' | 'reminded'>
}

export interface Insights {
  days: number
  totals: Totals
  before: Totals
  /** Asked, answered, handed over, helped. */
  figures: { asked: Figure; answered: Figure; handedOver: Figure; helped: Figure }
  reactions: Reactions
  /** At most three things that want doing. */
  toDo: ToDo[]
  topics: (TopicCount & { label: string; questions: (TopicQuestion & { title?: string; path?: string })[] })[]
  languages: ({ id: string } & Figure)[]
  doors: ({ id: string } & Figure)[]
  /** Who asked, as far as they said so; somebody may be several. */
  audiences: ({ id: string; label: string } & Figure)[]
  places: PlaceCount[]
  requestTopics: RequestTopic[]
  /** Clicks on ways out, booking above all. */
  clicks: ClickCount[]
  /** What can be booked next. */
  dates: BookableDate[]
  gaps: Gap[]
  ratings: Omit<Ratings, 'entries'> & { entries: (EntryRating & { title: string })[] }
  guides: (GuideUse & { title: string })[]
  requests: OpenRequest[]
  /** Counts of whole months that are over. */
  months: MonthsTold
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

const MAX_TOPIC_QUESTIONS = 8
const MAX_TO_DO = 3
const MAX_CLICKS = 15

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
  const earlier = new Date(since.getTime() - days * DAY_MS)
  const [span, past] = [
    { from: since, to: until },
    { from: earlier, to: since },
  ]
  const cases = allFiled(await store.requests.list({})).map(({ created, request }) => ({ created, ...request }))
  const ratingsBefore = ratingsOf(events.filter(({ at }) => at < since))
  const gaps = groupAlike(
    failedQuestions(events.filter(({ at }) => at >= since)).filter(({ text }) => asksSomething(text, knowledge)),
    meaning,
  )
  const requests = await openRequests(store, knowledge)
  const [ending, overdue] = [endingSoon(knowledge, moment, ENDING_DAYS), overdueChecks(knowledge, moment)]
  const audienceOf = (id: string) => knowledge.vocabulary.audiences.find((one) => one.id === id)?.label ?? id
  const titleOf = (id: string) => knowledge.entries.get(id as EntryId)?.title ?? id
  const poor = ratings.entries.map((one) => ({ ...one, title: titleOf(one.entry) }))
  const byTopic = questionsByTopic(present, MAX_TOPIC_QUESTIONS)
  const [totals, before] = [totalsOf(present), totalsOf(questions.filter(({ at }) => at < since))]
  const figure = (count: (span: { from: Date; to: Date }) => number): Figure => ({ now: count(span), before: count(past) })
  const counting = { figure, reactions: (of: typeof cases) => reactionsOf(of, span, past, knowledge.routing) }
  const stepName = (guide: string, id: string) => {
    const entry = knowledge.entries.get(guide as never)
    return entry?.kind === 'guides' ? (entry.steps.find((step) => step.id === id)?.question ?? id) : id
  }
  const clicks = await clicksOf(store, { span, past, titleOf })
  return {
    days,
    totals,
    before,
    figures: {
      asked: { now: totals.questions, before: before.questions },
      answered: { now: totals.answered, before: before.answered },
      handedOver: figure((of) => handedOver(cases, of)),
      helped: figure((of) => closedWithHelp(cases, of) + (of === span ? ratings.yes : ratingsBefore.yes)),
    },
    reactions: counting.reactions(cases),
    toDo: toDo({ requests, gaps, poor, ending, overdue }, MAX_TO_DO),
    topics: topicsOf(questions, since).map((count) => ({
      ...count,
      label: knowledge.vocabulary.topics.find(({ id }) => id === count.topic)?.label ?? count.topic,
      questions: (byTopic.get(count.topic) ?? []).map((asked) => {
        const entry = asked.entry === undefined ? undefined : knowledge.entries.get(asked.entry as EntryId)
        return { ...asked, ...(entry && { title: entry.title, path: pathOf(entry.id) }) }
      }),
    })),
    languages: countsBy(questions, since, ({ lang }) => lang),
    doors: countsBy(questions, since, ({ channel }) => channel ?? ''),
    audiences: countsBy(questions, since, ({ audiences }) => audiences).map((one) => ({ ...one, label: audienceOf(one.id) })),
    places: placesOf(cases, knowledge.routing, counting),
    requestTopics: requestTopicsOf(cases, knowledge.vocabulary.topics, counting),
    clicks: clicks.slice(0, MAX_CLICKS),
    dates: bookableDates(knowledge, moment, clicks),
    gaps,
    ratings: { ...ratings, entries: poor },
    guides: guidesOf(guideMovesOf(events.filter(({ at }) => at >= since))).map((use) => ({
      ...use,
      title: titleOf(use.guide),
      steps: use.steps.map(({ step, reached }) => ({ step: stepName(use.guide, step), reached })),
      left: use.left.map(({ step, count }) => ({ step: stepName(use.guide, step), count })),
    })),
    requests,
    months: await monthsTold(store, moment.today, titleOf),
    ending,
    overdue,
  }
}

/** The same figures with the requests of one channel alone, and what wants doing there. */
export function insightsOf(channel: string, all: Insights): Insights {
  const requests = all.requests.filter((request) => request.channel === channel)
  return { ...all, requests, toDo: toDo({ ...all, requests, poor: all.ratings.entries }, MAX_TO_DO) }
}

/** What is open or claimed, oldest first. */
export async function openRequests({ requests }: Pick<Store, 'requests'>, { routing }: Knowledge): Promise<OpenRequest[]> {
  const filed = allFiled(await requests.list({ states: ['open', 'claimed'] }))
  return filed.map(({ id, created, request: { number, state, channel, details } }) => {
    const { claimedBy, outcome, reminded } = details
    const place = channelLabel(channel, routing)
    const late = isLate({ state, details })
    return { id, number, state, place, channel, since: created, late, details: { claimedBy, outcome, reminded } }
  })
}
