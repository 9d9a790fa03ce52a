/** Office hours and working days counted the plain way, minute by minute and day by day, so that judges need not trust the code they judge. */
import { addDays, type Day } from '../../../bot/knowledge/day.ts'
import { isPublicHoliday } from '../../../bot/knowledge/holidays.ts'
import type { Routing } from '../../../bot/knowledge/knowledge.ts'
import { momentAt, momentOn } from '../../../bot/moment.ts'

const MINUTE_MS = 60_000
const STEP_MINUTES = 5

export interface OfficeTime {
  isOpen(instant: Date): boolean
  /** Office minutes between two instants, to five minutes. */
  minutes(from: Date, to: Date): number
  /** The same wall clock, so many working days later. */
  workingDaysLater(from: Date, count: number): Date
  /** The instant itself, or the next one at which the office is open. */
  nextOpen(from: Date): Date
}

const weekdayOf = (day: Day) => new Date(`${day}T12:00:00Z`).getUTCDay() || 7

export function officeTime({ hours, land }: Pick<Routing, 'hours' | 'land'>): OfficeTime {
  const shut = new Map<Day, boolean>()
  const isShut = (day: Day): boolean => {
    const known = shut.get(day)
    if (known !== undefined) return known
    const found = isPublicHoliday(day, land) || !hours.some(({ weekday }) => weekday === weekdayOf(day))
    shut.set(day, found)
    return found
  }
  const open = new Map<number, boolean>()
  const isOpen = (instant: Date): boolean => {
    const slot = Math.floor(instant.getTime() / (STEP_MINUTES * MINUTE_MS))
    const known = open.get(slot)
    if (known !== undefined) return known
    const { today, clock } = momentAt(new Date(slot * STEP_MINUTES * MINUTE_MS))
    const found = !isShut(today) && hours.some(({ weekday, from, to }) => weekday === weekdayOf(today) && from <= clock && clock < to)
    open.set(slot, found)
    return found
  }
  const later = (instant: Date, minutes: number) => new Date(instant.getTime() + minutes * MINUTE_MS)
  return {
    isOpen,
    minutes: (from, to) => {
      let sum = 0
      for (let at = from; at < to; at = later(at, STEP_MINUTES)) if (isOpen(at)) sum += STEP_MINUTES
      return sum
    },
    workingDaysLater: (from, count) => {
      const { today, clock } = momentAt(from)
      let day = today
      for (let left = count; left > 0; ) {
        day = addDays(day, 1)
        if (!isShut(day)) left -= 1
      }
      return momentOn(day, clock).now
    },
    nextOpen: (from) => {
      let at = from
      while (!isOpen(at)) at = later(at, STEP_MINUTES)
      return at
    },
  }
}
