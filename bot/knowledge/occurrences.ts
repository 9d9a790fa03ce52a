/**
 * The days on which an event takes place. Recurrences are RFC 5545 rules read by ical.js; public holidays
 * are those of the event's land (`area.md`). What happens on a holiday is the editor's choice, event by event.
 */
import ICAL from 'ical.js'
import type { Moment } from '../moment.ts'
import { addDays, type Day, daysBetween } from './day.ts'
import { derivedFrom } from './derived.ts'
import { isPublicHoliday } from './holidays.ts'
import { countedRule, ruleProblem } from './recurrence-rule.ts'
import type { Event } from './schema.ts'

export interface Occurrence {
  day: Day
  /** Last day, for events over several days. */
  until: Day
  /** Wall-clock `HH:MM`; missing when the entry gives days only. */
  start?: string
  end?: string
}

/** What days follow from. */
export type Planned = Pick<Event, 'start' | 'end' | 'recurrence' | 'valid' | 'cancelled' | 'land'>

/** More steps than any sensible rule needs in the span asked for; ends rules that never come true (30 February). */
const MAX_STEPS = 5_000

/**
 * Occurrences that touch `from`..`to` (both included), in order. A cancelled event has none; so has a rule that RFC 5545
 * does not know (the check tells the editor).
 */
export function occurrences(event: Planned, from: Day, to: Day): Occurrence[] {
  if (event.cancelled) return []
  const days = event.recurrence ? recurringDays(event, from, to) : singleDay(event)
  const length = event.end ? Math.max(0, spanDays(event.start, event.end)) : 0
  const found: Occurrence[] = []
  for (const day of days) {
    const until = length === 0 ? day : addDays(day, length)
    if (until < from || day > to) continue
    const start = event.start.slice(11)
    const end = event.end?.slice(11) ?? ''
    found.push({ day, until, ...(start && { start }), ...(end && { end }) })
  }
  return found
}

/** None where the entry holds no longer by then: its date was withdrawn, as the days of a series are after its end. */
function singleDay({ start, valid }: Planned): Day[] {
  const day = start.slice(0, 10)
  return valid.until !== undefined && day > valid.until ? [] : [day]
}

/** True after its last minute; without an end, after its beginning; without a time, after its day. */
export function isOver({ until, start, end }: Occurrence, { today, clock }: Moment): boolean {
  return until < today || (until === today && clock > (end ?? start ?? '23:59'))
}

/** How far ahead a next date is looked for. */
export const MAX_DAYS_AHEAD = 730

/** The first occurrence that is not over yet, looking two years ahead. */
export function nextOccurrence(event: Event, moment: Moment): Occurrence | undefined {
  const ahead = aheadOf(event)
  if (ahead.from !== moment.today) {
    ahead.from = moment.today
    ahead.dates = occurrences(event, moment.today, addDays(moment.today, MAX_DAYS_AHEAD))
  }
  return ahead.dates.find((occurrence) => !isOver(occurrence, moment))
}

/** What is ahead of the day last asked for: asked at every answer that names an event. */
const aheadOf = derivedFrom((_: Event): { from: Day; dates: readonly Occurrence[] } => ({ from: '', dates: [] }))

function spanDays(start: string, end: string): number {
  return daysBetween(start.slice(0, 10), end.slice(0, 10))
}

/** The days of a rule from its start, as far as they were asked for: rules are read from their start, and a turn asks for the same ones again. */
interface Series {
  /** The last day that was looked at; empty before the first look. */
  through: Day
  days: readonly Day[]
}

const seriesOf = derivedFrom((_: Planned): Series => ({ through: '', days: [] }))
/** Who asks a little beyond what was looked at will do so again tomorrow; who asks for far days does it once. */
const FURTHER_DAYS = 366
const FAR_DAYS = 5 * 366

function recurringDays(event: Planned, from: Day, to: Day): Day[] {
  const [first, last] = [addDays(from, -31), lastDayOf(event, to)]
  return daysKept(event, to).filter((day) => day >= first && day <= last)
}

/** All days of the rule through `to`, and perhaps some after it. */
function daysKept(event: Planned, to: Day): readonly Day[] {
  const series = seriesOf(event)
  if (to <= series.through) return series.days
  if (series.through !== '' && to > addDays(series.through, FAR_DAYS)) return daysThrough(event, to)
  const through = series.through === '' ? to : addDays(to, FURTHER_DAYS)
  Object.assign(series, { through, days: daysThrough(event, through) } satisfies Series)
  return series.days
}

function lastDayOf({ recurrence, valid }: Planned, to: Day): Day {
  return [to, recurrence!.until, valid.until].filter((day) => day !== undefined).sort()[0]!
}

function daysThrough(event: Planned, to: Day): Day[] {
  const recurrence = event.recurrence!
  // Such an entry is not taken in; whoever makes one elsewhere gets no days instead of an exception.
  const rule = ruleProblem(recurrence.rule) ? undefined : countedRule(recurrence.rule, event.start.slice(0, 10))
  if (rule === undefined) return []
  const iterator = ICAL.Recur.fromString(rule).iterator(ICAL.Time.fromDateString(event.start.slice(0, 10)))
  const last = lastDayOf(event, to)
  const except = new Set(recurrence.except)
  const days: Day[] = []
  for (let step = 0; step < MAX_STEPS; step++) {
    const time = iterator.next()
    if (!time) break
    const planned = time.toString().slice(0, 10)
    if (planned > last) break
    if (except.has(planned)) continue
    const day = isPublicHoliday(planned, event.land) ? afterHoliday(planned, event) : planned
    if (day !== undefined && day <= last) days.push(day)
  }
  // A date put off by a week may meet a planned one.
  return [...new Set(days)].sort()
}

function afterHoliday(day: Day, { recurrence, land }: Planned): Day | undefined {
  const rule = recurrence!.holidays
  if (rule === 'findet statt') return day
  if (rule === 'entfällt') return undefined
  const later = addDays(day, 7)
  return isPublicHoliday(later, land) ? undefined : later
}
