/** What the house has still to look at itself: every entry without a check, the urgent ones first. */
import type { Moment } from '../moment.ts'
import type { AsOf } from './day.ts'
import type { Knowledge } from './knowledge.ts'
import type { EntryId, Kind } from './schema.ts'
import { isOld, reviewDay, statusOn } from './validity.ts'

export interface ToConfirm {
  id: EntryId
  file: string
  title: string
  asOf?: AsOf
  basis?: string
  /** The facts are more than two years old. */
  old: boolean
  /** What exactly, in the editors' words; may be empty. */
  confirm: string[]
}

/** Wrong data does most harm where somebody calls, applies or travels. */
const URGENCY: Record<Kind, number> = { contacts: 0, events: 1, funding: 2, guides: 3, articles: 4 }

/** Drafts of nobody: all entries that are offered and have no `checked`. */
export function entriesToConfirm({ entries }: Knowledge, moment: Moment): ToConfirm[] {
  return [...entries.values()]
    .filter((entry) => entry.checked === undefined && statusOn(entry, moment) !== 'over')
    .sort((a, b) => URGENCY[a.kind] - URGENCY[b.kind] || ((reviewDay(a) ?? '') < (reviewDay(b) ?? '') ? -1 : 1))
    .map((entry) => ({
      id: entry.id,
      file: entry.file,
      title: entry.title,
      ...(entry.asOf && { asOf: entry.asOf }),
      ...(entry.basis && { basis: entry.basis }),
      old: isOld(entry, moment),
      confirm: [...(entry.kind === 'events' && entry.tentative ? [entry.tentative] : []), ...entry.confirm],
    }))
}
