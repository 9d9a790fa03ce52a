/** A repetition as calendar files have it → one of ours where we have the words for it, else single days, in bounds. */
import ICAL from 'ical.js'
import { addDays, type Day, daysBetween } from '../../bot/knowledge/day.ts'
import { occurrences } from '../../bot/knowledge/occurrences.ts'
import { ruleProblem } from '../../bot/knowledge/recurrence-rule.ts'
import type { FoundEvent } from './found.ts'

/** Of a series that becomes single dates. */
const MAX_SINGLES = 24
const MAX_STEPS = 2_000
const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']

export interface OwnSeries {
  /** First day that is told: of a series that runs for years, one of last year. */
  start: Day
  recurrence: NonNullable<FoundEvent['recurrence']>
}

/** `except`: days on which it does not take place. Undefined where our own events could not say it. */
export function ownSeries(written: string, first: Day, except: readonly Day[], today: Day): OwnSeries | undefined {
  const { rule, until } = plainRule(written)
  if (ruleProblem(rule)) return undefined
  const start = nearStart(rule, first, today)
  const recurrence = { rule, ...(until && { until }), except: [], holidays: 'findet statt' as const }
  const isOn = (day: Day) =>
    occurrences({ start, end: undefined, recurrence, valid: {}, cancelled: false, land: 'BUND' }, day, day).some((date) => date.day === day)
  if (!isOn(start)) return undefined
  return { start, recurrence: { ...recurrence, except: except.filter((day) => day >= start && isOn(day)) } }
}

/** The days of a rule for a year from today on. `problem` is told why where only the first day is left. */
export function expandedDays(rule: string, first: Day, except: readonly Day[], today: Day, problem: (reason: string) => void): Day[] {
  if (!/^FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)\b/.test(rule)) {
    problem('wird nicht gelesen')
    return [first]
  }
  const last = addDays(today, 366)
  const days: Day[] = []
  try {
    const iterator = ICAL.Recur.fromString(rule).iterator(ICAL.Time.fromDateString(first))
    for (let step = 0; step < MAX_STEPS && days.length < MAX_SINGLES; step++) {
      const day = iterator.next()?.toString().slice(0, 10)
      if (day === undefined || day > last) break
      if (day >= today && !except.includes(day) && fits(day, rule)) days.push(day)
    }
    return days
  } catch {
    problem('ist nicht zu lesen')
    return [first]
  }
}

/** The rule without what says nothing here, and its last day, as our clocks have it, apart. */
function plainRule(written: string): { rule: string; until?: Day } {
  // Which day begins a week matters only where weeks are left out.
  const isEveryWeek = !/INTERVAL=(?!1\b)/.test(written)
  const parts = written.split(';').filter((part) => part !== '' && !part.startsWith('UNTIL=') && !(isEveryWeek && part.startsWith('WKST=')))
  const [, year, month, day, hour, minute] = /(?:^|;)UNTIL=(\d{4})-?(\d{2})-?(\d{2})(?:T(\d{2}):?(\d{2})(?=[:\d]*Z))?/.exec(written) ?? []
  const rule = parts.join(';')
  if (year === undefined) return { rule }
  const until = `${year}-${month}-${day}`
  return { rule, until: hour === undefined ? until : inOurDay(until, `${hour}:${minute}`) }
}

/** The day on which our clocks show a time of UTC. */
function inOurDay(day: Day, clock: string): Day {
  const instant = new Date(`${day}T${clock}:00Z`)
  return Number.isNaN(instant.getTime()) ? day : new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' }).format(instant)
}

/** A series of days or weeks that began long ago is counted from the last year on; the same days, in fewer steps. */
function nearStart(rule: string, first: Day, today: Day): Day {
  const anchor = `${Number(today.slice(0, 4)) - 1}-01-01`
  const [, frequency] = /^FREQ=(DAILY|WEEKLY)\b/.exec(rule) ?? []
  if (frequency === undefined || rule.includes('COUNT=') || first >= anchor) return first
  const step = Number(/INTERVAL=(\d+)/.exec(rule)?.[1] ?? 1) * (frequency === 'WEEKLY' ? 7 : 1)
  return addDays(first, Math.floor(daysBetween(first, anchor) / step) * step)
}

/** Looks again whether a day is one of the rule: the library lets a day that a month has not run into the next. */
function fits(day: Day, rule: string): boolean {
  const has = (name: string) => new RegExp(`(?:^|;)${name}=([^;]+)`).exec(rule)?.[1]?.split(',')
  const [, month, date] = day.split('-').map(Number) as [number, number, number]
  const utc = new Date(`${day}T00:00:00Z`)
  const monthDays = new Date(Date.UTC(utc.getUTCFullYear(), month, 0)).getUTCDate()
  const months = has('BYMONTH')
  const dates = has('BYMONTHDAY')
  const weekdays = has('BYDAY')
  return (
    (!months || months.map(Number).includes(month)) &&
    (!dates || dates.map(Number).some((one) => one === date || one === date - monthDays - 1)) &&
    (!weekdays || weekdays.some((one) => one.endsWith(WEEKDAYS[utc.getUTCDay()]!)))
  )
}
