/**
 * When somebody reads requests: office hours as wall clock where the chambers are. Days and `HH:MM` in, days and `HH:MM` out; only
 * what adds to an instant deals in instants, because deadlines are compared with the clock.
 */
import { addDays, DAY_MS, type Day, dayIn } from '../knowledge/day.ts'
import { isPublicHoliday } from '../knowledge/holidays.ts'
import type { Routing } from '../knowledge/knowledge.ts'
import { type DayTime, openingsOn, openStateAt } from '../knowledge/week-hours.ts'
import { type Moment, momentAt, momentOn } from '../moment.ts'

type Hours = Pick<Routing, 'hours' | 'closed' | 'land'>

/** Further ahead no deadline lies. */
const MAX_DAYS_AHEAD = 60
const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000

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

/** Office hours between two instants, in minutes. Without known hours every minute counts. */
export function officeMinutes(from: Date, to: Date, hours: Hours): number {
  if (hours.hours.length === 0) return Math.round(Math.max(0, to.getTime() - from.getTime()) / MINUTE_MS)
  let sum = 0
  const last = dayIn(to)
  for (let day = dayIn(from); day <= last; day = addDays(day, 1))
    for (const opening of openingsOn(day, hours)) {
      const begins = Math.max(from.getTime(), momentOn(day, opening.from).now.getTime())
      const ends = Math.min(to.getTime(), momentOn(day, opening.to).now.getTime())
      sum += Math.max(0, ends - begins)
    }
  return Math.round(sum / MINUTE_MS)
}

/** The same time of day so many working days later: days on which the office opens; without known hours those that are no weekend or holiday. */
export function addWorkingDays(start: Date, count: number, hours: Hours): Date {
  const { today, clock } = momentAt(start)
  const isWorking = (day: Day) => {
    if (hours.hours.length > 0) return openingsOn(day, hours).length > 0
    return new Date(`${day}T00:00:00Z`).getUTCDay() % 6 !== 0 && !isPublicHoliday(day, hours.land)
  }
  let left = count
  for (let ahead = 1; ahead <= MAX_DAYS_AHEAD; ahead++) {
    const day = addDays(today, ahead)
    if (isWorking(day)) left -= 1
    if (left === 0) return momentOn(day, clock).now
  }
  return new Date(start.getTime() + MAX_DAYS_AHEAD * DAY_MS)
}
