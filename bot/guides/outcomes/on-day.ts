/** What is true of an entry at a moment, worked out once a day: recurrences and holidays cost more than all the rest of a turn. */
import { addDays, type Day } from '../../knowledge/day.ts'
import { derivedFrom } from '../../knowledge/derived.ts'
import { isOver, MAX_DAYS_AHEAD, type Occurrence, occurrences } from '../../knowledge/occurrences.ts'
import type { Entry, Event } from '../../knowledge/schema.ts'
import { type Status, statusOn } from '../../knowledge/validity.ts'
import { type Moment, momentOn } from '../../moment.ts'

/** Entries are never changed, so what was worked out for one stays true. */
function remembered<E extends Entry, T>(work: (entry: E, from: Day, to: Day) => T): (entry: E, from: Day, to?: Day) => T {
  const daysOf = derivedFrom((_: E) => new Map<string, { value: T }>())
  return (entry, from, to = from) => {
    const days = daysOf(entry)
    const key = from + to
    const known = days.get(key) ?? { value: work(entry, from, to) }
    days.set(key, known)
    return known.value
  }
}

const statusAtStart = remembered<Entry, Status>((entry, day) => statusOn(entry, momentOn(day)))
/** Dates from a day on, through the first that begins after it: those that the clock of that day chooses from. */
const datesFrom = remembered<Event, readonly Occurrence[]>((event, day) => {
  const dates = occurrences(event, day, addDays(day, MAX_DAYS_AHEAD))
  const later = dates.findIndex(({ until }) => until > day)
  return later < 0 ? dates : dates.slice(0, later + 1)
})

/** The event's first date that is not over. */
export function nextDate(event: Event, moment: Moment): Occurrence | undefined {
  return datesFrom(event, moment.today).find((date) => !isOver(date, moment))
}

/** Whether an entry may be offered at that moment; an event only while a date is still to come. */
export function isOpenOn(entry: Entry, moment: Moment): boolean {
  return statusAtStart(entry, moment.today) === 'open' && (entry.kind !== 'events' || nextDate(entry, moment) !== undefined)
}

/** Dates from one day to another, both included, whether over or not. */
export const allDatesBetween = remembered<Event, Occurrence[]>(occurrences)

/** Dates from one day to another, both included, that are not over. */
export function datesBetween(event: Event, from: Day, to: Day, moment: Moment): Occurrence[] {
  return allDatesBetween(event, from, to).filter((date) => !isOver(date, moment))
}
