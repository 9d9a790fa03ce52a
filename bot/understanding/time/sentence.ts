/** What the readers of a sentence share: its words, and what one of them read. */
import type { Day } from '../../knowledge/day.ts'
import { addDays } from '../../knowledge/day.ts'
import type { Days } from './periods.ts'

/** A word with where it ends; `next` is the place after what was read. */
export interface Read {
  days: Days
  next: number
  weekdays?: readonly number[]
}
export interface Sentence {
  tokens: readonly string[]
  today: Day
}

/** Beyond this the future is "some time": open ends stop here. */
export const HORIZON_DAYS = 730

/** Say nothing about time themselves and may stand before a date. */
const LEADS = new Set(
  'am an dem den der die das im in zu zum zur uber wahrend on the of at fur for du during des noch dann gleich over irgendwann also um'.split(
    ' ',
  ),
)

export const until = (from: Day, days: number): Days => ({ from, to: addDays(from, days) })

/** The place of the first word that is no lead. */
export function afterLeads(tokens: readonly string[], at: number): number {
  let place = at
  while (LEADS.has(tokens[place] ?? '')) place++
  return place
}
