/** Whether an entry may be offered at a moment, and what is true of it if not. Everything takes the moment; nothing asks the clock. */
import type { Moment } from '../moment.ts'
import { addDays, type Day, lastDayOf } from './day.ts'
import { nextOccurrence } from './occurrences.ts'
import type { Entry, Funding } from './schema.ts'

/**
 * `soon`: not yet; `paused`: exists, takes no applications now; `unclear`: nobody here knows whether it takes any; `over`: ended, or its term
 * has run out; `withdrawn`: somebody has taken it back, nothing is said of it but why.
 */
export type Status = 'open' | 'soon' | 'paused' | 'unclear' | 'over' | 'withdrawn'

/** The status at a moment. Only `open` entries are offered; the others are answered when asked for by name. */
export function statusOn(entry: Entry, moment: Moment): Status {
  const { today } = moment
  if (entry.withdrawn) return 'withdrawn'
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

/** The day by which somebody should look at an entry again: counted from its last check, else from the day of its facts; missing without both. */
export function reviewDay({ checked, asOf, reviewEvery }: Entry): Day | undefined {
  const known = checked ?? (asOf && lastDayOf(asOf))
  return known === undefined ? undefined : addDays(known, reviewEvery)
}

/** True when the day to look at it again is past, or nobody knows how old the entry is. */
export function isOverdue(entry: Entry, { today }: Moment): boolean {
  return (reviewDay(entry) ?? '') < today
}

/** Facts older than this may have changed without anybody here having seen it. */
const OLD_AFTER_DAYS = 730

/** True when nobody has checked an entry, and the facts it was written from are more than two years old. Advice does not age so, nor what was done once. */
export function isOld(entry: Entry, { today }: Moment): boolean {
  const { checked, asOf, basis } = entry
  const isPast = entry.kind === 'articles' && entry.example !== undefined
  if (isPast) return false
  return checked === undefined && asOf !== undefined && basis !== 'Redaktionswissen' && addDays(lastDayOf(asOf), OLD_AFTER_DAYS) < today
}
