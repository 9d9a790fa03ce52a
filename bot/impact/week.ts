/** How a span of days went against the one before it: four figures, how soon people reacted, and what wants doing first. */
import type { Routing } from '../knowledge/knowledge.ts'
import { officeMinutes } from '../requests/office-hours.ts'
import type { Details, Request } from '../requests/request.ts'
import type { EntryDue } from './entries-due.ts'
import type { EntryRating } from './ratings.ts'
import type { Gap } from './unanswered.ts'

/** A count in the span, and in the one of the same length before. */
export interface Figure {
  now: number
  before: number
}

/** A request as far as it is counted. */
export interface CountedRequest extends Pick<Request, 'state' | 'channel'> {
  created: Date
  details: Pick<Details, 'history' | 'reminded' | 'chased' | 'topics'>
}

/** Fewer requests would tell how one person works. */
export const MIN_TIMED = 5

/** Half of the requests took no longer; `minutes` of office hours, missing where there were fewer than `MIN_TIMED`. */
export interface Reaction {
  minutes?: number
  of: number
}

/** From a request to the first step of somebody, and to its end. */
export interface Reactions {
  first: { now: Reaction; before: Reaction }
  end: { now: Reaction; before: Reaction }
}

/** What wants doing, the most urgent first. */
export type ToDo =
  | { kind: 'late' | 'open'; count: number }
  | { kind: 'gap'; title: string; count: number }
  | { kind: 'poor'; title: string; count: number }
  | { kind: 'ending' | 'check'; title: string; day?: string }

interface Span {
  from: Date
  to: Date
}

const HELPED = ['geholfen', 'termin']
const within = (at: Date | string, { from, to }: Span) => new Date(at) >= from && new Date(at) < to
const lastClose = ({ details }: CountedRequest) => details.history.findLast(({ what }) => what === 'close')

/** How many were handed over. One that was deleted with all its visitor's data is not counted any more. */
export function handedOver(cases: readonly CountedRequest[], span: Span): number {
  return cases.filter(({ created }) => within(created, span)).length
}

/** How many ended with help or with a date. */
export function closedWithHelp(cases: readonly CountedRequest[], span: Span): number {
  return cases.filter((one) => {
    const close = one.state === 'closed' ? lastClose(one) : undefined
    return close && HELPED.includes(close.text ?? '') && within(close.at, span)
  }).length
}

/** In office hours; each counts where its first reaction, or its end, lies. */
export function reactionsOf(
  cases: readonly CountedRequest[],
  now: Span,
  before: Span,
  hours: Pick<Routing, 'hours' | 'closed' | 'land'>,
): Reactions {
  const median = (minutes: number[]): Reaction => {
    const sorted = minutes.sort((a, b) => a - b)
    const middle = sorted[Math.floor((sorted.length - 1) / 2)]
    return { of: sorted.length, ...(middle !== undefined && sorted.length >= MIN_TIMED && { minutes: middle }) }
  }
  const took = (until: (one: CountedRequest) => string | undefined, span: Span) =>
    median(
      cases.flatMap((one) => {
        const at = until(one)
        return at !== undefined && within(at, span) ? [officeMinutes(one.created, new Date(at), hours)] : []
      }),
    )
  const first = ({ details }: CountedRequest) => details.history.find(({ what }) => what === 'claim' || what === 'answer')?.at
  const end = (one: CountedRequest) => (one.state === 'closed' ? lastClose(one)?.at : undefined)
  return {
    first: { now: took(first, now), before: took(first, before) },
    end: { now: took(end, now), before: took(end, before) },
  }
}

/** Nobody took it in time, or who took it left it. */
export function isLate({ state, details }: Pick<CountedRequest, 'state' | 'details'>): boolean {
  return (state === 'open' && details.reminded > 0) || (state === 'claimed' && (details.chased ?? 0) > 0)
}

/** At most so many things, each of another kind. */
export function toDo(
  {
    requests,
    gaps,
    poor,
    ending,
    overdue,
  }: {
    requests: readonly { late: boolean }[]
    gaps: readonly Pick<Gap, 'title' | 'count'>[]
    poor: readonly (Pick<EntryRating, 'no'> & { title: string })[]
    ending: readonly Pick<EntryDue, 'title' | 'day'>[]
    overdue: readonly Pick<EntryDue, 'title' | 'day'>[]
  },
  most: number,
): ToDo[] {
  const late = requests.filter((request) => request.late).length
  const open = requests.length - late
  const due = (kind: 'ending' | 'check', [first]: readonly Pick<EntryDue, 'title' | 'day'>[]): ToDo[] =>
    first ? [{ kind, title: first.title, ...(first.day !== undefined && { day: first.day }) }] : []
  const things: ToDo[] = [
    ...(late > 0 ? [{ kind: 'late' as const, count: late }] : []),
    ...(gaps[0] ? [{ kind: 'gap' as const, title: gaps[0].title, count: gaps[0].count }] : []),
    ...(open > 0 ? [{ kind: 'open' as const, count: open }] : []),
    ...(poor[0] ? [{ kind: 'poor' as const, title: poor[0].title, count: poor[0].no }] : []),
    ...due('ending', ending),
    ...due('check', overdue),
  ]
  return things.slice(0, most)
}
