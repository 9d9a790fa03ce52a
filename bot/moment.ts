/**
 * One moment as every rule takes it. The day alone decides nothing: an event of today may be over. Whatever else a rule may look at
 * (`Ground`, `AnswerContext`, `View`, `Turn`) is a moment with more, so all of them ask the same.
 */
import { clockIn, type Day, dayIn } from './knowledge/day.ts'

export interface Moment {
  now: Date
  today: Day
  /** Wall clock `HH:MM` where the area is. */
  clock: string
}

export function momentAt(now: Date): Moment {
  const minute = Math.floor(now.getTime() / MINUTE_MS)
  if (minute !== shown?.minute) shown = { minute, today: dayIn(now), clock: clockIn(now) }
  return { now, today: shown.today, clock: shown.clock }
}
const MINUTE_MS = 60_000

/** What the area's clocks showed last: every turn of a minute asks for it, and writing a day and a time costs as much as many a decision. */
let shown: { minute: number; today: Day; clock: string } | undefined

/** The moment at which the area's clocks show this day and time; without a time the day's first, in which all of it is still to come. */
export function momentOn(today: Day, clock = '00:00'): Moment {
  const shown = Date.parse(`${today}T${clock}:00Z`)
  const behind = (instant: number) => Date.parse(`${dayIn(new Date(instant))}T${clockIn(new Date(instant))}:00Z`) - instant
  // Twice, because the first guess may lie on the other side of a change of the clocks.
  const guess = shown - behind(shown)
  return { now: new Date(shown - behind(guess)), today, clock }
}

/** The moment itself, or the start of a day to come. */
export function notBefore(day: Day, moment: Moment): Moment {
  return day > moment.today ? momentOn(day) : moment
}
