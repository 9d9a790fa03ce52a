/**
 * When somebody reads requests: office hours as wall clock where the chambers are, without public holidays and closed days. Days and
 * `HH:MM` in, days and `HH:MM` out; only `addOfficeHours` deals in instants, because deadlines are compared with the clock.
 */
import { addDays, clockIn, DAY_MS, type Day, dayIn, TIME_ZONE } from '../knowledge/day.ts'
import type { Routing } from '../knowledge/knowledge.ts'
import { isPublicHoliday } from '../knowledge/occurrences.ts'

export interface Moment {
  day: Day
  /** Wall clock `HH:MM`. */
  clock: string
}

type Hours = Pick<Routing, 'hours' | 'closed'>

/** Further ahead nobody plans; without an opening by then there is none. */
const MOST_DAYS = 60
const HOUR_MS = 3_600_000

/** The opening times of one day, earliest first; empty on holidays and closed days. */
function openingsOn(day: Day, { hours, closed }: Hours): { from: string; to: string }[] {
  if (isPublicHoliday(day) || closed.some(({ from, until }) => from <= day && day <= until)) return []
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay() || 7
  return hours.filter((row) => row.weekday === weekday).sort((a, b) => (a.from < b.from ? -1 : 1))
}

/** `now` when it is office hours, else the next opening. Undefined when no hours are known: then nothing may be promised. */
export function nextReading({ day, clock }: Moment, hours: Hours): 'now' | Moment | undefined {
  for (let ahead = 0; ahead < MOST_DAYS; ahead++) {
    const date = addDays(day, ahead)
    for (const { from, to } of openingsOn(date, hours)) {
      if (ahead > 0 || clock < from) return { day: date, clock: from }
      if (clock < to) return 'now'
    }
  }
  return undefined
}

/** The instant by which so many office hours have passed. Without known hours every hour counts. */
export function addOfficeHours(start: Date, count: number, hours: Hours): Date {
  if (hours.hours.length === 0) return new Date(start.getTime() + count * HOUR_MS)
  let left = count * HOUR_MS
  const first = dayIn(start)
  for (let ahead = 0; ahead < MOST_DAYS; ahead++) {
    const day = addDays(first, ahead)
    for (const { from, to } of openingsOn(day, hours)) {
      const begins = Math.max(start.getTime(), instantOf(day, from).getTime())
      const ends = instantOf(day, to).getTime()
      if (ends <= begins) continue
      if (ends - begins >= left) return new Date(begins + left)
      left -= ends - begins
    }
  }
  return new Date(start.getTime() + MOST_DAYS * DAY_MS)
}

/** The instant of a wall-clock time; in the hour that a time change skips, the one after it. */
export function instantOf(day: Day, clock: string, timeZone = TIME_ZONE): Date {
  const wanted = Date.parse(`${day}T${clock}:00Z`)
  const shownAt = (instant: number) => Date.parse(`${dayIn(new Date(instant), timeZone)}T${clockIn(new Date(instant), timeZone)}:00Z`)
  const guess = wanted - (shownAt(wanted) - wanted)
  // The guess may lie beyond a time change; its own distance is then the right one.
  return new Date(guess - (shownAt(guess) - wanted))
}
