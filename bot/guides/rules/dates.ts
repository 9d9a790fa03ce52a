/** Events and their next dates for a visitor's place. */
import type { Day } from '../../knowledge/day.ts'
import { entriesOf } from '../../knowledge/knowledge.ts'
import type { Occurrence } from '../../knowledge/occurrences.ts'
import type { EntryId, Event } from '../../knowledge/schema.ts'
import { liesIn, type Place } from '../../regions/place.ts'
import { isOpenOn, nextDate } from '../outcomes/on-day.ts'
import type { Ground } from '../state/ground.ts'

/** Events of `from` (all, if empty) that still take place and are meant for the visitor's region; a place we cannot tell rules nothing out. */
export function eventsFor(from: readonly string[], place: Place | undefined, { knowledge, today }: Ground): Event[] {
  const all = entriesOf(knowledge, 'events').filter((event) => event.lang === 'de')
  const pool = from.length === 0 ? all : all.filter((event) => from.includes(event.id))
  return pool.filter((event) => isOpenOn(event, today) && liesIn(event.region, place, knowledge.vocabulary) !== 'no')
}

export interface Dated {
  event: Event
  date: Occurrence
}

/** Each event with its first date on or after `from`, soonest first. */
export function soonest(events: readonly Event[], from: Day): Dated[] {
  const dated = events.flatMap((event): Dated[] => {
    const date = nextDate(event, from)
    return date ? [{ event, date }] : []
  })
  return dated.sort((a, b) => (a.date.day === b.date.day ? order(a.event.id, b.event.id) : order(a.date.day, b.date.day)))
}

function order(a: EntryId | Day, b: EntryId | Day): number {
  return a < b ? -1 : a > b ? 1 : 0
}
