/** What is new: entries by the day on which they appeared or changed, else the day that they say of themselves. */
import { addDays, type Day, lastDayOf } from '../../../bot/knowledge/day.ts'
import type { Entry, EntryId } from '../../../bot/knowledge/schema.ts'
import { statusOn } from '../../../bot/knowledge/validity.ts'
import type { EntryChange } from '../../entry-changes.ts'
import type { View } from '../frame/view.ts'

export interface NewsItem {
  entry: Entry
  day: Day
  /** `known`: was there already; its day is that of its facts. */
  what: 'new' | 'changed' | 'known'
}

const MAX_ITEMS = 40
const MAX_AGE_DAYS = 400

/** The latest first. What is over is no news. */
export function newsItems(view: View, changeOf: (id: EntryId) => EntryChange | undefined): NewsItem[] {
  const { knowledge, today } = view
  const since = addDays(today, -MAX_AGE_DAYS)
  return [...knowledge.entries.values()]
    .filter((entry) => entry.lang === 'de' && statusOn(entry, view) !== 'over')
    .flatMap((entry) => itemOf(entry, changeOf(entry.id)) ?? [])
    .filter(({ day }) => day >= since && day <= today)
    .sort((a, b) => compare(b.day, a.day) || compare(rank(a), rank(b)) || compare(a.entry.title, b.entry.title))
    .slice(0, MAX_ITEMS)
}

function itemOf(entry: Entry, change: EntryChange | undefined): NewsItem | undefined {
  if (change?.changed !== undefined && change.changed !== change.found) return { entry, day: change.changed, what: 'changed' }
  if (change?.found !== undefined) return { entry, day: change.found, what: 'new' }
  const day = entry.checked ?? (entry.asOf && lastDayOf(entry.asOf))
  return day === undefined ? undefined : { entry, day, what: 'known' }
}

const rank = ({ what }: NewsItem): string => (what === 'known' ? '1' : '0')
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
