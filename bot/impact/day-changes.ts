/** What is offered differently on one day than on another: entries that begin, end, pause, or come due for a check in between. */
import type { Knowledge } from '../knowledge/knowledge.ts'
import type { EntryId } from '../knowledge/schema.ts'
import { isOverdue, type Status, statusOn } from '../knowledge/validity.ts'
import type { Moment } from '../moment.ts'

export interface DayChange {
  id: EntryId
  title: string
  before: Status
  after: Status
  /** Its check comes due in between. */
  comesDue: boolean
}

/** Entries whose status differs between two moments, those that stop being offered first; then those that only come due. */
export function changesBetween({ entries }: Pick<Knowledge, 'entries'>, from: Moment, to: Moment): DayChange[] {
  const changes: DayChange[] = []
  for (const entry of entries.values()) {
    const [before, after] = [statusOn(entry, from), statusOn(entry, to)]
    const comesDue = after !== 'over' && !isOverdue(entry, from) && isOverdue(entry, to)
    if (before !== after || comesDue) changes.push({ id: entry.id, title: entry.title, before, after, comesDue })
  }
  const weight = ({ before, after }: DayChange) => (before === after ? 2 : before === 'open' ? 0 : 1)
  return changes.sort((a, b) => weight(a) - weight(b) || (a.id < b.id ? -1 : 1))
}
