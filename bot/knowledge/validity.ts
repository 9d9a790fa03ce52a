/** Whether an entry may be offered on a day, and what is true of it if not. Everything takes the day; nothing asks the clock. */
import { addDays, type Day } from './day.ts'
import { nextOccurrence } from './occurrences.ts'
import type { Entry, Funding } from './schema.ts'

/** `soon`: not yet; `paused`: exists, takes no applications now; `over`: ended, closed, or its term has run out. */
export type Status = 'open' | 'soon' | 'paused' | 'over'

/** The status on a day. Only `open` entries are offered; the others are answered when asked for by name. */
export function statusOn(entry: Entry, today: Day): Status {
  if (entry.valid.until !== undefined && entry.valid.until < today) return 'over'
  if (entry.kind === 'funding') return fundingStatus(entry, today)
  if (entry.valid.from !== undefined && entry.valid.from > today) return 'soon'
  if (entry.kind === 'events') return nextOccurrence(entry, today) ? 'open' : 'over'
  return 'open'
}

/** Whether an entry may be offered on a day. */
export function isOpen(entry: Entry, today: Day): boolean {
  return statusOn(entry, today) === 'open'
}

/** A programme's own state first, then its term, then its application windows. */
function fundingStatus(entry: Funding, today: Day): Status {
  if (entry.state === 'ausgelaufen') return 'over'
  if (entry.state === 'Antragsstopp' || entry.state === 'ausgeschöpft') return 'paused'
  if (entry.state === 'angekündigt' || (entry.valid.from !== undefined && entry.valid.from > today)) return 'soon'
  if (entry.calls.length === 0 || entry.calls.some((call) => (call.from ?? '') <= today && today <= (call.until ?? '9999'))) return 'open'
  return entry.calls.some((call) => (call.from ?? '') > today) ? 'soon' : 'paused'
}

/** True when the last check is longer ago than the entry's own `reviewEvery`, or was never made. */
export function isOverdue(entry: Entry, today: Day): boolean {
  return entry.checked === undefined || addDays(entry.checked, entry.reviewEvery) < today
}
