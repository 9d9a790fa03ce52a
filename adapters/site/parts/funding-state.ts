/** What a programme is today, in one word for the list and a look for its badge. */

import type { Knowledge } from '../../../bot/knowledge/knowledge.ts'
import type { Funding } from '../../../bot/knowledge/schema.ts'
import { type Status, statusOn } from '../../../bot/knowledge/validity.ts'
import type { Moment } from '../../../bot/moment.ts'
import { isOutside, regionOf } from '../../../bot/regions/chain.ts'
import { siteText } from '../../words/site-words.ts'
import { type Html, html } from '../frame/html.ts'
import type { View } from '../frame/view.ts'

/** `elsewhere`: it runs, but not for anybody here. */
export type FundingStanding = Status | 'elsewhere'

export function standingOf(entry: Funding, view: Moment & Pick<View, 'knowledge'>): FundingStanding {
  const status = statusOn(entry, view)
  return status !== 'over' && isElsewhere(entry, view.knowledge) ? 'elsewhere' : status
}

/** Every region that is asked for lies outside the chambers' area. */
function isElsewhere(entry: Funding, { vocabulary }: Knowledge): boolean {
  const { regions } = entry.eligible
  return regions.length > 0 && regions.map((id) => regionOf(id, vocabulary)).every((region) => region !== undefined && isOutside(region))
}

/** The editor's own word where it is still true; the calendar's where the day has overtaken it. */
export function standingWord(entry: Funding, standing: FundingStanding, knowledge: Knowledge): string {
  if (standing === 'paused' && (entry.state === 'Antragsstopp' || entry.state === 'ausgeschöpft')) return entry.state
  return siteText(knowledge, entry.lang, `status.${standing}`)
}

export function badge(entry: Funding, standing: FundingStanding, knowledge: Knowledge): Html {
  return html`<span class="badge badge--${standing}">${standingWord(entry, standing, knowledge)}</span>`
}
