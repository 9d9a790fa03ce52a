/** What a network achieves, month by month: talks, questions and what came of them, guides, clicks, requests, ratings; in counts that name nobody. */
import { addDays, type Day, dayIn } from '../knowledge/day.ts'
import { addUp, type Counts, isTellable, MIN_GROUP, type Published, publishOverlapping, publishParts } from './disclosure.ts'
import { ENDING_KINDS, endingsOf } from './endings.ts'
import { RATED_KINDS, ratingsOf } from './ratings.ts'
import { SURVEY_KIND, type SurveyAnswer, surveysOf } from './survey.ts'
import { ASKED_KINDS, guideMovesOf, guidesOf, type KeptEvent, questionsOf } from './usage-report.ts'

/** Kinds of events read here. */
export const REPORTED_KINDS = [...new Set([...ASKED_KINDS, ...RATED_KINDS, ...ENDING_KINDS, SURVEY_KIND])]

/** `2026-11`. */
export type ReportMonth = string

export interface ImpactSources {
  events: readonly KeptEvent[]
  clicks: readonly { target: string; day: string; count: number }[]
  /** Confirmed by the tools they were made with; `target` is an entry's id. */
  bookings?: readonly { target: string; day: string; count: number }[]
  /** `reactedAfter`: office minutes until somebody of the staff did something; missing while nobody has. */
  requests: readonly { created: Date; state: string; reactedAfter?: number }[]
}

/** Sections, in the order of the report. Each is a table of names and counts. */
export const SECTIONS = [
  'overview',
  'outcome',
  'topics',
  'languages',
  'doors',
  'guides-begun',
  'guides-finished',
  'outcomes',
  'clicks',
  'requests',
  'ratings',
  'endings',
  'audiences',
  'districts',
  'reaction',
  'survey-helped',
  'survey-begun',
  'survey-recommends',
  'bookings',
] as const
export type ReportSection = (typeof SECTIONS)[number]
export type Sections = Record<ReportSection, Published>

export interface ImpactReport {
  months: { month: ReportMonth; sections: Sections }[]
  total: Sections
}

/** Every month by itself, and all of them added up from what each of them tells. */
export function impactReport(months: readonly ReportMonth[], sources: ImpactSources): ImpactReport {
  const events = Map.groupBy(sources.events, ({ at }) => monthOf(at))
  const told = months.map((month) => ({
    month,
    sections: monthSections({
      events: events.get(month) ?? [],
      clicks: sources.clicks.filter(({ day }) => day.startsWith(month)),
      bookings: (sources.bookings ?? []).filter(({ day }) => day.startsWith(month)),
      requests: sources.requests.filter(({ created }) => monthOf(created) === month),
    }),
  }))
  const total = Object.fromEntries(SECTIONS.map((section) => [section, addUp(told.map(({ sections }) => sections[section]))])) as Sections
  return { months: told, total }
}

function monthSections({ events, clicks, bookings = [], requests }: ImpactSources): Sections {
  const questions = questionsOf(events)
  const guides = guidesOf(guideMovesOf(events))
  const { yes, no } = ratingsOf(events)
  const talks = new Set(events.flatMap(({ conversation }) => conversation ?? [])).size
  const topics = countOf(questions.flatMap((asked) => [...new Set(asked.topics)]))
  // Whoever began is known: the few who did not finish must not be told by a difference.
  const told = new Map(guides.flatMap(({ guide, begun, finished }) => (isTellable(begun - finished) ? [[guide, finished] as const] : [])))
  const outcomes = countOf(
    guideMovesOf(events).flatMap(({ entry, outcome }) => (outcome === undefined || !told.has(entry) ? [] : [`${entry}#${outcome}`])),
  )
  return {
    overview: alone(
      new Map([
        ['talks', talks],
        ['questions', questions.length],
      ]),
    ),
    outcome: publishParts(countOf(questions.map(({ decision }) => decision))),
    topics: publishOverlapping(topics, questions.length),
    languages: publishParts(countOf(questions.map(({ lang }) => lang))),
    doors: publishParts(countOf(questions.map(({ channel }) => channel ?? 'pages'))),
    'guides-begun': publishParts(new Map(guides.map(({ guide, begun }) => [guide, begun]))),
    'guides-finished': alone(told),
    outcomes: publishParts(outcomes),
    clicks: publishParts(sumOf(clicks)),
    bookings: publishParts(sumOf(bookings)),
    requests: publishParts(countOf(requests.map(({ state }) => state))),
    ratings: publishParts(
      new Map([
        ['yes', yes],
        ['no', no],
      ]),
    ),
    audiences: publishOverlapping(countOf(questions.flatMap(({ audiences }) => [...new Set(audiences)])), questions.length),
    districts: publishOverlapping(countOf(questions.flatMap(({ regions }) => [...new Set(regions)])), questions.length),
    reaction: reactions(requests),
    endings: publishParts(new Map(Object.entries(endingsOf(events)))),
    ...surveyed(surveysOf(events)),
  }
}

/** What people said weeks later. Who did not say whether they recommend us is a part of all who answered, or the difference would tell of them. */
function surveyed(answers: readonly SurveyAnswer[]): Record<'survey-helped' | 'survey-begun' | 'survey-recommends', Published> {
  return {
    'survey-helped': publishParts(countOf(answers.map(({ helped }) => helped))),
    'survey-begun': publishOverlapping(countOf(answers.flatMap(({ begun }) => [...new Set(begun)])), answers.length),
    'survey-recommends': publishParts(countOf(answers.map(({ recommends }) => recommends ?? 'unsaid'))),
  }
}

/** Office hours within which somebody reacted, in steps: a median would tell of one request. */
const REACTION_HOURS = [4, 8, 24] as const

/** Nothing where one to four still wait: they would be the difference to all requests. */
function reactions(requests: ImpactSources['requests']): Published {
  const after = requests.flatMap(({ reactedAfter }) => reactedAfter ?? [])
  if (!isTellable(requests.length - after.length)) return { shown: new Map() }
  const stepOf = (minutes: number) => REACTION_HOURS.find((most) => minutes <= most * 60)
  return publishParts(countOf(after.map((minutes) => (stepOf(minutes) === undefined ? 'later' : `${stepOf(minutes)}h`))))
}

/** Counts that add up to nothing else that is told. */
function alone(counts: Counts): Published {
  return { shown: new Map([...counts].filter(([, count]) => count >= MIN_GROUP)) }
}

function countOf(names: readonly string[]): Counts {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
}

function sumOf(counted: readonly { target: string; count: number }[]): Counts {
  const counts = new Map<string, number>()
  for (const { target, count } of counted) counts.set(target, (counts.get(target) ?? 0) + count)
  return counts
}

function monthOf(at: Date): ReportMonth {
  return dayIn(at).slice(0, 7)
}

/** Whole months from `from`'s to `to`'s that are over on `today`: a running one would tell each of its days by the next report. */
export function monthsBetween(from: Day, to: Day, today: Day): ReportMonth[] {
  const months: ReportMonth[] = []
  let month = from.slice(0, 7)
  while (month <= to.slice(0, 7) && month < today.slice(0, 7)) {
    months.push(month)
    // The 28th and four days are in the next month, whichever it is.
    month = addDays(`${month}-28`, 4).slice(0, 7)
  }
  return months
}
