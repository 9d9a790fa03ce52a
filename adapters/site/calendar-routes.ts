/** `/veranstaltungen.ics`: what a subscriber of just this view should see. */
import { entriesOf } from '../../bot/knowledge/knowledge.ts'
import type { Event } from '../../bot/knowledge/schema.ts'
import { statusOn } from '../../bot/knowledge/validity.ts'
import { calendarFile } from '../feeds/ics.ts'
import { siteText } from '../words/site-words.ts'
import type { View } from './frame/view.ts'
import { eventFilter, wanted } from './parts/event-filter.ts'

/** The file's text: what is offered, and what was cancelled before its time came. `query` as `readQuery` leaves it. */
export function subscribedCalendar(query: URLSearchParams, view: View): string {
  const { knowledge } = view
  const filter = eventFilter(query, knowledge)
  const isShown = (event: Event) =>
    (statusOn(event, view) === 'open' || (event.cancelled && statusOn({ ...event, cancelled: false }, view) === 'open')) &&
    wanted(event, filter, knowledge)
  return calendarFile(entriesOf(knowledge, 'events').filter(isShown), siteText(knowledge, 'de', 'calendar.name'), view)
}
