/**
 * When somebody reads requests: office hours as wall clock where the chambers are. Days and `HH:MM` in, days and `HH:MM` out; only
 * `addOfficeHours` deals in instants, because deadlines are compared with the clock.
 */
import { addDays, DAY_MS, dayIn } from '../knowledge/day.ts'
import type { Routing } from '../knowledge/knowledge.ts'
import { type DayTime, openingsOn, openStateAt } from '../knowledge/week-hours.ts'
import { type Moment, momentOn } from '../moment.ts'

type Hours = Pick<Routing, 'hours' | 'closed' | 'land'>

/** Further ahead no deadline lies. */
const MAX_DAYS_AHEAD = 60
const HOUR_MS = 3_600_000

/** `now` when it is office hours, else the next opening. Undefined when no hours are known: then nothing may be promised. */
export function nextReading(moment: Pick<Moment, 'today' | 'clock'>, hours: Hours): 'now' | DayTime | undefined {
  const state = openStateAt(moment, hours)
  return state?.open ? 'now' : state?.opens
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
