/** "Mein Fahrplan": what the guide `start` ends with, as data for a card, a printed page and a calendar entry. */
import type { Day } from '../../knowledge/day.ts'
import type { OutcomeTarget } from './outcome.ts'

export interface Plan {
  /** What the visitor said, for the head of the page. */
  about: { label: string; value: string }[]
  /** At most three sentences: what to do first. */
  first: string[]
  funding: OutcomeTarget[]
  contacts: OutcomeTarget[]
  date?: { day: Day; target: OutcomeTarget }
}
