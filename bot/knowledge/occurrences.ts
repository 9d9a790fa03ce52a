/**
 * The days on which an event takes place. Recurrences are RFC 5545 rules read by ical.js; public holidays of Sachsen-Anhalt
 * come from feiertagejs. What happens on a holiday is the editor's choice, event by event.
 */
import { isHoliday } from 'feiertagejs'
import ICAL from 'ical.js'
import { addDays, type Day } from './day.ts'
import { ruleProblem } from './recurrence-rule.ts'
import type { Event } from './schema.ts'

export interface Occurrence {
  day: Day
  /** Last day, for events over several days. */
  until: Day
  /** Wall-clock `HH:MM`; missing when the entry gives days only. */
  start?: string
  end?: string
}

/** True on a public holiday of Sachsen-Anhalt. Noon UTC keeps the day the same in every European zone. */
export function isPublicHoliday(day: Day): boolean {
  const known = holidays.get(day)
  if (known !== undefined) return known
  const holiday = isHoliday(new Date(`${day}T12:00:00Z`), 'ST')
  holidays.set(day, holiday)
  return holiday
}
/** feiertagejs works a whole year out at every question (2 to 3 ms); the calendar of past and coming years does not change. */
const holidays = new Map<Day, boolean>()

/** More steps than any sensible rule needs in the span asked for; ends rules that never come true (30 February). */
const MOST_STEPS = 5_000

/**
 * Occurrences that touch `from`..`to` (both included), in order. A cancelled event has none; so has a rule that RFC 5545
 * does not know (the check tells the editor).
 */
export function occurrences(event: Event, from: Day, to: Day): Occurrence[] {
  if (event.cancelled) return []
  const days = event.recurrence ? recurringDays(event, from, to) : [event.start.slice(0, 10)]
  const length = event.end ? Math.max(0, spanDays(event.start, event.end)) : 0
  const found: Occurrence[] = []
  for (const day of days) {
    const until = addDays(day, length)
    if (until < from || day > to) continue
    const start = event.start.slice(11)
    const end = event.end?.slice(11) ?? ''
    found.push({ day, until, ...(start && { start }), ...(end && { end }) })
  }
  return found
}

/** The first occurrence that is not over on `today`, looking two years ahead. `clock` (`HH:MM`) also rules out one that ended earlier today. */
export function nextOccurrence(event: Event, today: Day, clock = '00:00'): Occurrence | undefined {
  return occurrences(event, today, addDays(today, 730)).find(
    (occurrence) => occurrence.until > today || clock <= (occurrence.end ?? occurrence.start ?? '23:59'),
  )
}

function spanDays(start: string, end: string): number {
  return Math.round((Date.parse(`${end.slice(0, 10)}T00:00:00Z`) - Date.parse(`${start.slice(0, 10)}T00:00:00Z`)) / 86_400_000)
}

function recurringDays(event: Event, from: Day, to: Day): Day[] {
  const recurrence = event.recurrence!
  // Such an entry is not taken in; whoever makes one elsewhere gets no days instead of an exception.
  if (ruleProblem(recurrence.rule)) return []
  const iterator = ICAL.Recur.fromString(recurrence.rule).iterator(ICAL.Time.fromDateString(event.start.slice(0, 10)))
  const last = [to, recurrence.until, event.valid.until].filter((day) => day !== undefined).sort()[0]!
  const except = new Set(recurrence.except)
  const days: Day[] = []
  for (let step = 0; step < MOST_STEPS; step++) {
    const time = iterator.next()
    if (!time) break
    const planned = time.toString().slice(0, 10)
    if (planned > last) break
    if (except.has(planned)) continue
    const day = isPublicHoliday(planned) ? afterHoliday(planned, recurrence.holidays) : planned
    if (day !== undefined && day >= addDays(from, -31) && day <= last) days.push(day)
  }
  // A date put off by a week may meet a planned one.
  return [...new Set(days)].sort()
}

function afterHoliday(day: Day, rule: 'entfällt' | 'eine Woche später' | 'findet statt'): Day | undefined {
  if (rule === 'findet statt') return day
  if (rule === 'entfällt') return undefined
  const later = addDays(day, 7)
  return isPublicHoliday(later) ? undefined : later
}
