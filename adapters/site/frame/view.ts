/** What every page is made from: the knowledge, the moment, and where the site is. */
import type { AnswerContext } from '../../../bot/answers/common.ts'
import { clockIn, type Day, dayIn, type Lang } from '../../../bot/knowledge/day.ts'
import { entriesOf, type Knowledge, type ListItem } from '../../../bot/knowledge/knowledge.ts'
import { occurrences } from '../../../bot/knowledge/occurrences.ts'
import type { Known } from '../../../bot/ports.ts'
import type { Searcher } from '../../../bot/search/search.ts'

export interface Site {
  /** Our address as visitors see it, without a slash at its end. */
  publicUrl: string
  /** Versioned paths of the files that pages load. */
  assets: { style: string; icon: string }
  /** The operator's legal and privacy notices. */
  legal: { imprint?: string | undefined; privacy?: string | undefined }
}

export interface View extends Site {
  knowledge: Knowledge
  searcher: Searcher
  today: Day
  /** Wall clock `HH:MM` in the chambers' time zone. */
  clock: string
}

export function viewAt({ knowledge, searcher }: Known, now: Date, site: Site): View {
  return { ...site, knowledge, searcher, today: dayIn(now), clock: clockIn(now) }
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
  return `${today}+${endsOf(knowledge, today).filter((end) => clock > end).length}`
}

/** Asked with every request and the same for a day, so remembered for the day last asked about. */
const ends = new WeakMap<Knowledge, { day: Day; clocks: string[] }>()

/** When today's events end, as wall clocks; after its end an event is no longer shown. */
function endsOf(knowledge: Knowledge, day: Day): string[] {
  const known = ends.get(knowledge)
  if (known?.day === day) return known.clocks
  const clocks = entriesOf(knowledge, 'events').flatMap((event) =>
    occurrences(event, day, day)
      .filter(({ until }) => until === day)
      .map(({ start, end }) => end ?? start ?? '23:59'),
  )
  ends.set(knowledge, { day, clocks })
  return clocks
}

/** Labels of list ids, in the list's order; an id that the list does not know stays as it is. */
export function labelsOf(ids: readonly string[], list: readonly ListItem[]): string[] {
  const known = list.filter(({ id }) => ids.includes(id)).map(({ label }) => label)
  return [...known, ...ids.filter((id) => !list.some((item) => item.id === id))]
}
