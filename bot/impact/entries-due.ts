/** Entries an editor should look at: checks that are overdue, and what ends soon. */

import { addDays, type Day } from '../knowledge/day.ts'
import type { Knowledge } from '../knowledge/knowledge.ts'
import { nextOccurrence } from '../knowledge/occurrences.ts'
import type { Entry, EntryId } from '../knowledge/schema.ts'
import { isOverdue, reviewDay, statusOn } from '../knowledge/validity.ts'
import { type Moment, momentOn } from '../moment.ts'

export interface EntryDue {
  id: EntryId
  title: string
  file: string
  /** `ends`: its last day; `check`: the day by which somebody should have looked at it, missing if nobody knows how old it is. */
  why: 'ends' | 'check' | 'last-date'
  day?: Day
}

/** What ends within so many days, or has its last known date by then; soonest first. */
export function endingSoon({ entries }: Knowledge, moment: Moment, days: number): EntryDue[] {
  const { today } = moment
  const until = addDays(today, days)
  const due: EntryDue[] = []
  for (const entry of entries.values()) {
    if (statusOn(entry, moment) === 'over') continue
    const last = lastDay(entry, moment, until)
    if (last && last.day <= until) due.push({ ...naming(entry), why: last.why, day: last.day })
  }
  return due.sort((a, b) => (a.day! < b.day! ? -1 : 1))
}

function lastDay(entry: Entry, moment: Moment, until: Day): { why: 'ends' | 'last-date'; day: Day } | undefined {
  if (entry.valid.until !== undefined) return { why: 'ends', day: entry.valid.until }
  if (entry.kind === 'funding') {
    const windows = entry.calls.flatMap((call) => call.until ?? [])
    const last = windows
      .filter((day) => day >= moment.today)
      .sort()
      .at(-1)
    return last !== undefined && entry.calls.every((call) => call.until !== undefined) ? { why: 'ends', day: last } : undefined
  }
  if (entry.kind !== 'events') return undefined
  const next = nextOccurrence(entry, moment)
  return next && next.until <= until && !nextOccurrence(entry, momentOn(addDays(next.until, 1)))
    ? { why: 'last-date', day: next.until }
    : undefined
}

/** What should have been checked by today; longest overdue first, what has no day at all before that. */
export function overdueChecks({ entries }: Knowledge, moment: Moment): EntryDue[] {
  const due: EntryDue[] = []
  for (const entry of entries.values()) {
    if (statusOn(entry, moment) === 'over' || !isOverdue(entry, moment)) continue
    const day = reviewDay(entry)
    due.push({ ...naming(entry), why: 'check', ...(day !== undefined && { day }) })
  }
  return due.sort((a, b) => ((a.day ?? '') < (b.day ?? '') ? -1 : 1))
}

function naming({ id, title, file }: Entry): Pick<EntryDue, 'id' | 'title' | 'file'> {
  return { id, title, file }
}
