/** What every page is made from: the knowledge, the moment, and where the site is. */

import type { AnswerContext } from '../../../bot/answers/common.ts'
import { allDatesBetween } from '../../../bot/guides/outcomes/on-day.ts'
import type { Day, Lang } from '../../../bot/knowledge/day.ts'
import { derivedFrom } from '../../../bot/knowledge/derived.ts'
import { entriesOf, type Knowledge, type ListItem } from '../../../bot/knowledge/knowledge.ts'
import { openingsOf } from '../../../bot/knowledge/opening-hours.ts'
import { changesPast } from '../../../bot/knowledge/switched.ts'
import { type Moment, momentAt } from '../../../bot/moment.ts'
import type { Known } from '../../../bot/ports.ts'

export interface Site {
  /** Our address as visitors see it, without a slash at its end. */
  publicUrl: string
  /** Versioned paths of the files that pages load. */
  assets: { style: string; icon: string; script: string; plan: string }
  /** The operator's legal and privacy notices. */
  legal: { imprint?: string | undefined; privacy?: string | undefined }
  /** Whether figures of the service are published. */
  hasFigures?: () => boolean
  /** Dates are sent by mail to those who want them. */
  monthlyMail?: boolean
}

/** The moment, with all that pages are made from. */
export interface View extends Site, Moment, Known {}

export function viewAt(known: Known, now: Date, site: Site): View {
  return { ...site, ...known, ...momentAt(now) }
}

/** What the bot's own answers ask for, so that a page and a chat say the same. */
export function answerContext({ knowledge, now, today, clock }: View, lang: Lang): AnswerContext {
  return { knowledge, lang, now, today, clock }
}

/**
 * The day, how many of today's events have ended, and how many changes between open and shut and of the switches are past: two moments with
 * the same value show the same pages. That is what lets pages be kept, although everything on them depends on the time.
 */
export function momentOf(view: Moment & Pick<View, 'knowledge'>): string {
  const { knowledge, today, clock } = view
  const ended = endsOf(knowledge, today).filter((end) => clock > end).length
  return `${today}+${ended}+${changesOf(knowledge).filter((change) => clock >= change).length}+${changesPast(knowledge, view)}`
}

/** Asked with every request. */
const eventsOf = derivedFrom((knowledge: Knowledge) => entriesOf(knowledge, 'events'))

/** Wall clocks at which some contact opens or shuts on some day. */
const changesOf = derivedFrom((knowledge: Knowledge) => {
  const hours = entriesOf(knowledge, 'contacts').flatMap((contact) => openingsOf(contact)?.hours ?? [])
  return [...new Set(hours.flatMap(({ from, to }) => [from, to]))]
})

/** When today's events end, as wall clocks; after its end an event is no longer shown. */
function endsOf(knowledge: Knowledge, day: Day): string[] {
  return eventsOf(knowledge).flatMap((event) =>
    allDatesBetween(event, day, day)
      .filter(({ until }) => until === day)
      .map(({ start, end }) => end ?? start ?? '23:59'),
  )
}

/** Labels of list ids, in the list's order; an id that the list does not know stays as it is. */
export function labelsOf(ids: readonly string[], list: readonly ListItem[]): string[] {
  const known = list.filter(({ id }) => ids.includes(id)).map(({ label }) => label)
  return [...known, ...ids.filter((id) => !list.some((item) => item.id === id))]
}
