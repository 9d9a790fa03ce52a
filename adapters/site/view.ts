/** What every page is made from: the knowledge, the moment, and where the site is. */
import type { AnswerContext } from '../../bot/answers/common.ts'
import { clockIn, type Day, dayIn, type Lang } from '../../bot/knowledge/day.ts'
import type { Knowledge, ListItem } from '../../bot/knowledge/knowledge.ts'
import { occurrences } from '../../bot/knowledge/occurrences.ts'
import type { Known } from '../../bot/ports.ts'
import type { SearchIndex } from '../../bot/search/search.ts'

export interface Site {
  /** Our address as visitors see it, without a slash at its end. */
  publicUrl: string
  /** Versioned paths of the files that pages load. */
  assets: { style: string; icon: string }
}

export interface View extends Site {
  knowledge: Knowledge
  index: SearchIndex
  today: Day
  /** Wall clock `HH:MM` in the chambers' time zone. */
  clock: string
}

export function viewAt({ knowledge, index }: Known, now: Date, site: Site): View {
  return { ...site, knowledge, index, today: dayIn(now), clock: clockIn(now) }
}

/** What the bot's own answers ask for, so that a page and a chat say the same. */
export function answerContext({ knowledge, today, clock }: View, lang: Lang): AnswerContext {
  return { knowledge, lang, today, clock }
}

/**
 * The day, and how many of today's events have ended: two moments with the same value show the same pages. That is what
 * lets pages be kept, although everything on them depends on the time.
 */
export function momentOf({ knowledge, today, clock }: Pick<View, 'knowledge' | 'today' | 'clock'>): string {
  let ended = 0
  for (const entry of knowledge.entries.values()) {
    if (entry.kind !== 'events') continue
    for (const { until, start, end } of occurrences(entry, today, today)) if (until === today && clock > (end ?? start ?? '23:59')) ended++
  }
  return `${today}+${ended}`
}

/** Labels of list ids, in the list's order; an id that the list does not know stays as it is. */
export function labelsOf(ids: readonly string[], list: readonly ListItem[]): string[] {
  const known = list.filter(({ id }) => ids.includes(id)).map(({ label }) => label)
  return [...known, ...ids.filter((id) => !list.some((item) => item.id === id))]
}
