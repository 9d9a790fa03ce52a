/** Whether an entry may be offered at a moment, and what is true of it if not. Everything takes the moment; nothing asks the clock. */
import type { Moment } from '../moment.ts'
import { addDays } from './day.ts'
import { nextOccurrence } from './occurrences.ts'
import type { Entry, Funding } from './schema.ts'

/**
 * `soon`: not yet; `paused`: exists, takes no applications now; `unclear`: nobody here knows whether it takes any; `over`: ended, or its term
 * has run out.
 */
export type Status = 'open' | 'soon' | 'paused' | 'unclear' | 'over'

/** The status at a moment. Only `open` entries are offered; the others are answered when asked for by name. */
export function statusOn(entry: Entry, moment: Moment): Status {
  const { today } = moment
  if (entry.valid.until !== undefined && entry.valid.until < today) return 'over'
  if (entry.kind === 'funding') return fundingStatus(entry, moment)
  if (entry.valid.from !== undefined && entry.valid.from > today) return 'soon'
  if (entry.kind === 'events') return nextOccurrence(entry, moment) ? 'open' : 'over'
  return 'open'
}

/** Whether an entry may be offered at a moment. */
export function isOpen(entry: Entry, moment: Moment): boolean {
  return statusOn(entry, moment) === 'open'
}

/** A programme's own state first, then its term, then its application windows. */
function fundingStatus(entry: Funding, { today }: Moment): Status {
  if (entry.state === 'ausgelaufen') return 'over'
  if (entry.state === 'unklar') return 'unclear'
  if (entry.state === 'Antragsstopp' || entry.state === 'ausgeschöpft') return 'paused'
  if (entry.state === 'angekündigt' || (entry.valid.from !== undefined && entry.valid.from > today)) return 'soon'
  if (entry.calls.length === 0 || entry.calls.some((call) => (call.from ?? '') <= today && today <= (call.until ?? '9999'))) return 'open'
  return entry.calls.some((call) => (call.from ?? '') > today) ? 'soon' : 'paused'
}

/** True when the last check is longer ago than the entry's own `reviewEvery`, or was never made. */
export function isOverdue(entry: Entry, { today }: Moment): boolean {
  return entry.checked === undefined || addDays(entry.checked, entry.reviewEvery) < today
}
