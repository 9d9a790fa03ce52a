/** Dates that staff propose, out of the fields of a form: a day and a time beside it. */
import { type Day, isDay } from '../knowledge/day.ts'
import { MAX_DATES, proposedDate } from './request.ts'

/** The fields of one date, from 1. */
export const DATE_FIELDS = Array.from({ length: MAX_DATES }, (_, at) => ({ day: `day${at + 1}`, clock: `clock${at + 1}` }))

/** Those that are whole and exist, in order, `2026-12-03T10:00`. */
export function datesIn(fields: ReadonlyMap<string, string>): string[] {
  return DATE_FIELDS.map(({ day, clock }) => `${fields.get(day) ?? ''}T${(fields.get(clock) ?? '').slice(0, 5)}`)
    .filter((date) => proposedDate.safeParse(date).success && isDay(date.slice(0, 10)))
    .sort()
}

/** Proposed is what lies ahead: a later day, or today. */
export function liesAhead(dates: readonly string[], today: Day): boolean {
  return dates[0] !== undefined && dates[0].slice(0, 10) >= today
}
