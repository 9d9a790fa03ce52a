/** Arithmetic on stretches of the calendar: weeks, months, quarters, seasons and feasts as spans of days. */
import { getHolidays } from 'feiertagejs'
import { addDays, type Day } from '../../knowledge/day.ts'

/** Days from `from` to `to`, both included. */
export interface Days {
  from: Day
  to: Day
}

export const day = (at: Day): Days => ({ from: at, to: at })

export const yearOf = (at: Day): number => Number(at.slice(0, 4))
export const monthNumberOf = (at: Day): number => Number(at.slice(5, 7))

/** The month `month` (1..12; 0 and 13 reach into the neighbouring years) of a year. */
export function monthSpan(year: number, month: number): Days {
  const first = new Date(Date.UTC(year, month - 1, 1))
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0))
  return { from: first.toISOString().slice(0, 10), to: last.toISOString().slice(0, 10) }
}

/** Several months on end, counted from `month`. */
export function monthsSpan(year: number, month: number, count: number): Days {
  return { from: monthSpan(year, month).from, to: monthSpan(year, month + count - 1).to }
}

export const yearSpan = (year: number): Days => monthsSpan(year, 1, 12)
export const quarterSpan = (year: number, quarter: number): Days => monthsSpan(year, quarter * 3 - 2, 3)

/** 1 for Monday to 7 for Sunday. */
export function weekdayOf(at: Day): number {
  return new Date(`${at}T00:00:00Z`).getUTCDay() || 7
}

/** The week from Monday to Sunday around a day, moved on by whole weeks. */
export function weekSpan(around: Day, weeks = 0): Days {
  const from = addDays(around, 1 - weekdayOf(around) + 7 * weeks)
  return { from, to: addDays(from, 6) }
}

/** Calendar week after ISO 8601: week 1 holds the year's first Thursday. */
export function isoWeekSpan(year: number, week: number): Days {
  return weekSpan(`${year}-01-04`, week - 1)
}

/** Meteorological seasons; winter begins in December of `year`. */
export function seasonSpan(year: number, season: 'spring' | 'summer' | 'autumn' | 'winter'): Days {
  return monthsSpan(year, { spring: 3, summer: 6, autumn: 9, winter: 12 }[season], 3)
}

/** What people name days by. Movable feasts come from feiertagejs. */
export function feastSpan(year: number, feast: Feast): Days {
  if (feast === 'easter') return { from: addDays(easterMonday(year), -3), to: easterMonday(year) }
  if (feast === 'whitsun') return { from: addDays(easterMonday(year), 48), to: addDays(easterMonday(year), 49) }
  if (feast === 'ascension') return day(addDays(easterMonday(year), 38))
  if (feast === 'carnival') return { from: addDays(easterMonday(year), -49), to: addDays(easterMonday(year), -48) }
  const [from, to] = FIXED_FEASTS[feast]
  return { from: `${year}-${from}`, to: `${year}-${to}` }
}

const FIXED_FEASTS = {
  christmas: ['12-24', '12-26'],
  'between the years': ['12-27', '12-31'],
  'new year': ['01-01', '01-01'],
  'new year’s eve': ['12-31', '12-31'],
  unity: ['10-03', '10-03'],
  reformation: ['10-31', '10-31'],
  'labour day': ['05-01', '05-01'],
  epiphany: ['01-06', '01-06'],
  'christmas eve': ['12-24', '12-24'],
  'st nicholas': ['12-06', '12-06'],
  valentine: ['02-14', '02-14'],
  'turn of the year': ['12-31', '12-31'],
} as const

export type Feast = 'easter' | 'whitsun' | 'ascension' | 'carnival' | keyof typeof FIXED_FEASTS

const easterMondays = new Map<number, Day>()

function easterMonday(year: number): Day {
  const known = easterMondays.get(year)
  if (known !== undefined) return known
  const found = getHolidays(year, 'BUND').find(({ name }) => name === 'OSTERMONTAG')!
  const at: Day = found.date.toISOString().slice(0, 10)
  easterMondays.set(year, at)
  return at
}

/** The first or last third of a span, or its middle. */
export function thirdOf({ from, to }: Days, which: 'beginning' | 'middle' | 'end'): Days {
  const length = Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000) + 1
  const third = Math.max(1, Math.ceil(length / 3))
  if (which === 'beginning') return { from, to: addDays(from, third - 1) }
  if (which === 'end') return { from: addDays(to, 1 - third), to }
  return { from: addDays(from, Math.floor(length / 3)), to: addDays(to, -Math.floor(length / 3)) }
}

/** The period of this kind around a day, moved on by whole ones. A weekend begins on Friday. */
export function periodAround(today: Day, unit: 'day' | 'week' | 'month' | 'quarter' | 'year' | 'weekend' | 'half', move: number): Days {
  const year = yearOf(today)
  const month = monthNumberOf(today)
  switch (unit) {
    case 'day':
      return day(addDays(today, move))
    case 'week':
      return weekSpan(today, move)
    case 'weekend':
      return { from: addDays(weekSpan(today, move).from, 4), to: weekSpan(today, move).to }
    case 'month':
      return monthSpan(year, month + move)
    case 'quarter':
      return quarterSpan(year, Math.ceil(month / 3) + move)
    case 'half':
      return monthsSpan(year, (month > 6 ? 7 : 1) + 6 * move, 6)
    default:
      return yearSpan(year + move)
  }
}

/** The day of the week that `move` means: -1 the last one, 0 the coming one or today, 1 the coming one, 2 that of next week. */
export function movedWeekday(today: Day, weekday: number, move: number): Day {
  const ahead = (weekday - weekdayOf(today) + 7) % 7
  if (move < 0) return addDays(today, ahead === 0 ? -7 : ahead - 7)
  if (move === 0) return addDays(today, ahead)
  if (move === 2) return addDays(weekSpan(today, 1).from, weekday - 1)
  return addDays(today, ahead === 0 ? 7 : ahead)
}
