/**
 * An event's recurrence as a calendar file says it: first day, rule, exceptions, moved days. The same reading of rule, exceptions
 * and holidays as in `bot/knowledge/occurrences.ts`; a test holds the two together.
 */
import ICAL from 'ical.js'
import { addDays, type Day } from '../../bot/knowledge/day.ts'
import { isPublicHoliday } from '../../bot/knowledge/holidays.ts'
import { countedRule, ruleProblem } from '../../bot/knowledge/recurrence-rule.ts'
import type { Event } from '../../bot/knowledge/schema.ts'
import { BERLIN } from './time-zone.ts'

/** Exceptions of a rule without an end are written for so many days ahead; whoever subscribes gets later ones in time. */
const EXCEPTIONS_AHEAD = 5 * 366
const MAX_STEPS = 5_000

export interface PlannedDates {
  first: Day
  rule?: ICAL.Recur
  /** Days of the rule on which nothing takes place. */
  left: Day[]
  /** Days outside the rule on which it takes place instead. */
  moved: Day[]
}

/** Undefined when the rule never comes true. */
export function plannedDates(event: Event, today: Day): PlannedDates | undefined {
  const { recurrence } = event
  const start = event.start.slice(0, 10)
  if (!recurrence) return { first: start, left: [], moved: [] }
  if (ruleProblem(recurrence.rule)) return undefined
  const end = [recurrence.until, event.valid.until].filter((day) => day !== undefined).sort()[0]
  const { days, isWhole } = daysOfRule(
    recurrence.rule,
    start,
    end ?? addDays(today > start ? today : start, EXCEPTIONS_AHEAD),
    end !== undefined,
  )
  const [first] = days
  const last = days.at(-1)
  if (first === undefined || last === undefined) return undefined
  const off = (day: Day) => isPublicHoliday(day, event.land) && recurrence.holidays !== 'findet statt'
  const movedTo =
    recurrence.holidays === 'eine Woche später'
      ? days
          .filter((day) => off(day) && !recurrence.except.includes(day))
          .map((day) => addDays(day, 7))
          .filter((day) => !isPublicHoliday(day, event.land) && (end === undefined || day <= end))
      : []
  const left = days.filter((day) => (recurrence.except.includes(day) || off(day)) && !movedTo.includes(day))
  const moved = movedTo.filter((day) => !days.includes(day))
  const rule = ICAL.Recur.fromString(recurrence.rule)
  // One bound for all the ways in which a series can end; RFC 5545 allows COUNT or UNTIL, not both.
  if (isWhole) {
    rule.count = null
    rule.until = timeAt(event, last)
    if (!rule.until.isDate) rule.until = rule.until.convertToZone(ICAL.Timezone.utcTimezone)
  }
  return { first, rule, left, moved }
}

/** Days that the rule names up to `last`. `isWhole`: these are all there are. */
function daysOfRule(rule: string, start: Day, last: Day, isBounded: boolean): { days: Day[]; isWhole: boolean } {
  const counted = countedRule(rule, start)
  if (counted === undefined) return { days: [], isWhole: true }
  const iterator = ICAL.Recur.fromString(counted).iterator(ICAL.Time.fromDateString(start))
  const days: Day[] = []
  for (let step = 0; step < MAX_STEPS; step++) {
    const day = iterator.next()?.toString().slice(0, 10)
    if (day === undefined) return { days, isWhole: true }
    if (day > last) return { days, isWhole: isBounded }
    days.push(day)
  }
  return { days, isWhole: isBounded }
}

/** A day, or a day with the event's wall clock in Berlin. */
export function timeAt(event: Event, day: Day): ICAL.Time {
  const clock = event.start.slice(11)
  if (clock === '') return ICAL.Time.fromDateString(day)
  const time = ICAL.Time.fromDateTimeString(`${day}T${clock}:00`)
  time.zone = BERLIN
  return time
}
