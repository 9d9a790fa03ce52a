/**
 * One moment as every rule takes it. The day alone decides nothing: an event of today may be over. Where no instant is at hand (an
 * editor's check of a day to come), `startOf` makes a day's first moment, in which all that happens on it is still to come.
 */
import { clockIn, type Day, dayIn } from './knowledge/day.ts'

export interface Moment {
  now: Date
  today: Day
  /** Wall clock `HH:MM` where the area is. */
  clock: string
}

export function momentAt(now: Date): Moment {
  return { now, today: dayIn(now), clock: clockIn(now) }
}
