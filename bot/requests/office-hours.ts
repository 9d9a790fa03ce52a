/**
 * When somebody reads requests: office hours as wall clock where the chambers are, without public holidays and closed days. Days and
 * `HH:MM` in, days and `HH:MM` out; only `addOfficeHours` deals in instants, because deadlines are compared with the clock.
 */
import { addDays, DAY_MS, type Day, dayIn } from '../knowledge/day.ts'
import { isPublicHoliday } from '../knowledge/holidays.ts'
import type { Routing } from '../knowledge/knowledge.ts'
import { type Moment, momentOn } from '../moment.ts'

/** When an office opens, or a post is due: day and wall clock `HH:MM`. */
export interface DayTime {
  day: Day
  clock: string
}

type Hours = Pick<Routing, 'hours' | 'closed' | 'land'>

/** Further ahead nobody plans; without an opening by then there is none. */
const MAX_DAYS_AHEAD = 60
const HOUR_MS = 3_600_000

/** The opening times of one day, earliest first; empty on holidays and closed days. */
function openingsOn(day: Day, { hours, closed, land }: Hours): { from: string; to: string }[] {
  if (isPublicHoliday(day, land) || closed.some(({ from, until }) => from <= day && day <= until)) return []
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay() || 7
  return hours.filter((row) => row.weekday === weekday).sort((a, b) => (a.from < b.from ? -1 : 1))
}

/** `now` when it is office hours, else the next opening. Undefined when no hours are known: then nothing may be promised. */
export function nextReading({ today, clock }: Pick<Moment, 'today' | 'clock'>, hours: Hours): 'now' | DayTime | undefined {
  for (let ahead = 0; ahead < MAX_DAYS_AHEAD; ahead++) {
    const date = addDays(today, ahead)
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
  for (let ahead = 0; ahead < MAX_DAYS_AHEAD; ahead++) {
    const day = addDays(first, ahead)
    for (const { from, to } of openingsOn(day, hours)) {
      const begins = Math.max(start.getTime(), momentOn(day, from).now.getTime())
      const ends = momentOn(day, to).now.getTime()
      if (ends <= begins) continue
      if (ends - begins >= left) return new Date(begins + left)
      left -= ends - begins
    }
  }
  return new Date(start.getTime() + MAX_DAYS_AHEAD * DAY_MS)
}
