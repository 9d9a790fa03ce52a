/** What is true of an entry on a day, worked out once: recurrences and holidays cost more than all the rest of a turn. */
import type { Day } from '../../knowledge/day.ts'
import { derivedFrom } from '../../knowledge/derived.ts'
import { nextOccurrence, type Occurrence, occurrences } from '../../knowledge/occurrences.ts'
import type { Entry, Event } from '../../knowledge/schema.ts'
import { isOpen } from '../../knowledge/validity.ts'

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

export const isOpenOn: (entry: Entry, today: Day) => boolean = remembered<Entry, boolean>(isOpen)
export const nextDate: (event: Event, today: Day) => Occurrence | undefined = remembered<Event, Occurrence | undefined>((event, today) =>
  nextOccurrence(event, today),
)
/** Occurrences from one day to another, both included. */
export const datesBetween: (event: Event, from: Day, to: Day) => readonly Occurrence[] = remembered<Event, Occurrence[]>(occurrences)
