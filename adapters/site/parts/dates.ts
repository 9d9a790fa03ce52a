/** The dates of all events in a span of days, one line each, in the order in which they come. */
import type { Day } from '../../../bot/knowledge/day.ts'
import { entriesOf, type Knowledge } from '../../../bot/knowledge/knowledge.ts'
import { type Occurrence, occurrences } from '../../../bot/knowledge/occurrences.ts'
import type { Event } from '../../../bot/knowledge/schema.ts'
import { isOpen } from '../../../bot/knowledge/validity.ts'

export interface EventDate {
  event: Event
  occurrence: Occurrence
}

/**
 * Dates that touch `from`..`to` (both included), of events that may be offered on `today`. `clock` (`HH:MM`) leaves out what
 * ended earlier today.
 */
export function eventDatesBetween(knowledge: Knowledge, from: Day, to: Day, { today, clock }: { today: Day; clock: string }): EventDate[] {
  return entriesOf(knowledge, 'events')
    .filter((event) => isOpen(event, today))
    .flatMap((event) => datesOf(event, from, to).map((occurrence) => ({ event, occurrence })))
    .filter(({ occurrence: { until, start, end } }) => until > today || (until === today && clock <= (end ?? start ?? '23:59')))
    .sort((a, b) => compare(keyOf(a), keyOf(b)))
}

/** Occurrences in order, each day once: a date moved by a holiday may fall on one that was planned anyway. */
export function datesOf(event: Event, from: Day, to: Day): Occurrence[] {
  const byDay = new Map(occurrences(event, from, to).map((occurrence) => [occurrence.day, occurrence]))
  return [...byDay.values()].sort((a, b) => compare(a.day, b.day))
}

function keyOf({ event, occurrence }: EventDate): string {
  return `${occurrence.day} ${occurrence.start ?? ''} ${event.title}`
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
