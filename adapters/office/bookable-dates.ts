/** The dates that come next, with how often somebody went on to book: what staff can offer on the phone. Who has a place is known to the booking page alone. */
import { addDays, type Day } from '../../bot/knowledge/day.ts'
import type { Knowledge } from '../../bot/knowledge/knowledge.ts'
import { isOver, occurrences } from '../../bot/knowledge/occurrences.ts'
import { pathOf } from '../../bot/knowledge/references.ts'
import type { Moment } from '../../bot/moment.ts'
import type { ClickCount } from './counts.ts'

/** How far ahead is looked. */
export const DATES_AHEAD_DAYS = 30
const MAX_DATES = 12

export interface BookableDate {
  day: Day
  /** Wall clocks, where there are any. */
  start?: string
  end?: string
  title: string
  /** Town, where it is held in one. */
  place?: string
  /** Of its own page. */
  path: string
  /** Way to the booking page, as visitors go it. */
  booking?: string
  /** What is not sure yet. */
  tentative?: string
  /** Clicks on its booking within the span of the figures; of all its dates together, for the way is the same. */
  clicks: number
}

/** The soonest first. `clicks`: of the span. */
export function bookableDates({ entries }: Pick<Knowledge, 'entries'>, moment: Moment, clicks: readonly ClickCount[]): BookableDate[] {
  const clicked = new Map(clicks.map(({ target, now }) => [target, now]))
  return [...entries.values()]
    .flatMap((entry) => {
      if (entry.kind !== 'events' || entry.status !== 'published') return []
      const { id, title, place, booking, tentative } = entry
      return occurrences(entry, moment.today, addDays(moment.today, DATES_AHEAD_DAYS))
        .filter((date) => !isOver(date, moment))
        .map(
          ({ day, start, end }): BookableDate => ({
            day,
            ...(start !== undefined && { start }),
            ...(end !== undefined && { end }),
            title,
            ...(place?.city !== undefined && { place: place.city }),
            path: pathOf(id),
            ...(booking && { booking: `/go/${id}/booking` }),
            ...(tentative !== undefined && { tentative }),
            clicks: clicked.get(`${id}/booking`) ?? 0,
          }),
        )
    })
    .sort((a, b) => (`${a.day}${a.start ?? ''}` < `${b.day}${b.start ?? ''}` ? -1 : 1))
    .slice(0, MAX_DATES)
}
