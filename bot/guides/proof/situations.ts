/**
 * The days on which something changes: around every border of a term, an application window or a row of dates. Between two
 * such days nothing that a guide offers opens or closes, so one day stands for the whole stretch.
 */

import { addDays, type Day } from '../../knowledge/day.ts'
import type { Knowledge } from '../../knowledge/knowledge.ts'
import { occurrences } from '../../knowledge/occurrences.ts'
import type { Entry, Event } from '../../knowledge/schema.ts'
import { statusOn } from '../../knowledge/validity.ts'
import { momentOn } from '../../moment.ts'

export interface Situation {
  /** The first of the days looked at on which it holds. */
  day: Day
  /** How many of the days looked at it holds on. */
  days: number
}

/** How far ahead occurrences are looked at, in days. */
const DAYS_AHEAD = 800

/** All days around the borders from `today` on, and the situations that differ among them. */
export function situationsOf(knowledge: Knowledge, today: Day): { days: Day[]; situations: Situation[] } {
  const entries = [...knowledge.entries.values()].filter(canChange)
  const days = daysAround(entries, today)
  const situations = new Map<string, Situation>()
  for (const day of days) {
    const key = entries.map((entry) => statusOn(entry, momentOn(day))).join()
    const known = situations.get(key)
    if (known) known.days++
    else situations.set(key, { day, days: 1 })
  }
  return { days, situations: [...situations.values()] }
}

function canChange(entry: Entry): boolean {
  return (
    entry.kind === 'events' ||
    entry.valid.from !== undefined ||
    entry.valid.until !== undefined ||
    (entry.kind === 'funding' && entry.calls.length > 0)
  )
}

/** The day before, the day of and the day after each border, and today. */
function daysAround(entries: readonly Entry[], today: Day): Day[] {
  const days = new Set([today])
  for (const entry of entries)
    for (const border of bordersOf(entry, today)) for (const shift of [-1, 0, 1]) days.add(addDays(border, shift))
  return [...days].filter((day) => day >= today).sort()
}

function bordersOf(entry: Entry, today: Day): Day[] {
  const windows = entry.kind === 'funding' ? entry.calls.flatMap(({ from, until }) => [from, until]) : []
  const last = entry.kind === 'events' ? lastDay(entry, today) : undefined
  return [entry.valid.from, entry.valid.until, last, ...windows].filter((day) => day !== undefined)
}

function lastDay(event: Event, today: Day): Day | undefined {
  return occurrences(event, today, addDays(today, DAYS_AHEAD)).at(-1)?.until
}
