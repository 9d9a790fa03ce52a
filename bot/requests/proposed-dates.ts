/** Dates that staff propose, out of the fields of a form: a day and a time beside it. */
import { isDay } from '../knowledge/day.ts'
import type { Moment } from '../moment.ts'
import { MAX_DATES, proposedDate } from './request.ts'

/** The fields of one date, from 1. */
export const DATE_FIELDS = Array.from({ length: MAX_DATES }, (_, at) => ({ day: `day${at + 1}`, clock: `clock${at + 1}` }))

/** What is wrong with the date of this number, from 1: half of it is missing, there is no such date, or it has passed. */
export interface WrongDate {
  number: number
  wrong: 'no-day' | 'no-clock' | 'unknown' | 'past'
}

/**
 * The dates that were filled in, in order and each once, `2026-12-03T10:00`; none where no field holds anything. One that is not whole or
 * does not lie ahead refuses them all, so that nobody sends two and believes to have sent three.
 */
export function readDates(
  fields: ReadonlyMap<string, string>,
  { today, clock: now }: Pick<Moment, 'today' | 'clock'>,
): string[] | WrongDate {
  const dates = new Set<string>()
  for (const [at, { day: dayField, clock: clockField }] of DATE_FIELDS.entries()) {
    const [day, clock] = [fields.get(dayField) ?? '', (fields.get(clockField) ?? '').slice(0, 5)]
    if (day === '' && clock === '') continue
    const number = at + 1
    if (day === '') return { number, wrong: 'no-day' }
    if (clock === '') return { number, wrong: 'no-clock' }
    const date = `${day}T${clock}`
    if (!proposedDate.safeParse(date).success || !isDay(day)) return { number, wrong: 'unknown' }
    if (date <= `${today}T${now}`) return { number, wrong: 'past' }
    dates.add(date)
  }
  return [...dates].sort()
}
