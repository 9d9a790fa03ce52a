/** `/veranstaltungen`: the next dates as they are counted from today, by month; the calendar to subscribe to; what is over. */

import { addDays, type Day, sayMonth } from '../../../bot/knowledge/day.ts'
import { entriesOf } from '../../../bot/knowledge/knowledge.ts'
import { pathOf } from '../../../bot/knowledge/references.ts'
import { statusOn } from '../../../bot/knowledge/validity.ts'
import { type Html, html } from '../frame/html.ts'
import type { PageContent } from '../frame/layout.ts'
import { type PageWords, pageWords } from '../frame/page-words.ts'
import type { View } from '../frame/view.ts'
import { type EventDate, eventDatesBetween } from '../parts/dates.ts'
import { daysWords, hoursWords, whereWords } from '../parts/event-words.ts'
import { webcal } from '../parts/hrefs.ts'
import { langAttribute } from '../parts/onward.ts'
import { tile } from '../parts/tile.ts'

/** How far ahead the list looks. */
const DAYS_AHEAD = 184

export function eventList(view: View): PageContent {
  const { knowledge, today } = view
  const words = pageWords(knowledge, 'de')
  const { lang, text, line } = words
  const dates = eventDatesBetween(knowledge, today, addDays(today, DAYS_AHEAD), view)
  const months = [...Map.groupBy(dates, ({ occurrence }) => monthOf(occurrence.day, today))]
  const past = entriesOf(knowledge, 'events')
    .filter((event) => statusOn(event, view) === 'over')
    .sort((a, b) => (a.start < b.start ? 1 : -1))
  return {
    lang,
    title: text('events.title'),
    description: text('events.description'),
    path: '/veranstaltungen',
    kind: 'events',
    main: html`<h1>${text('events.title')}</h1>
<p class="intro">${line('events.intro')}</p>
${dates.length === 0 && html`<p class="empty">${line('events.empty')}</p>`}
${months.map(
  ([month, found]) => html`<section aria-labelledby="m-${month}"><h2 id="m-${month}">${sayMonth(month)}</h2>
<ul class="dates">${found.map((date) => dateItem(date, words))}</ul></section>`,
)}
<section class="subscribe" aria-labelledby="kalender"><h2 id="kalender">${text('events.calendar')}</h2>
<p>${line('events.calendar.text')}</p>
<p><a class="button" href="${webcal(view.publicUrl)}/veranstaltungen.ics">${text('events.calendar.subscribe')}</a> <a class="button button--plain" href="/veranstaltungen.ics">${text('events.calendar.file')}</a></p>
<p class="address">${text('events.calendar.address')} <code>${view.publicUrl}/veranstaltungen.ics</code></p>
</section>
${
  past.length > 0 &&
  html`<section aria-labelledby="vergangen"><h2 id="vergangen">${text('events.past')}</h2>
<p class="quiet">${line('events.past.note')}</p>
<ul>${past.map((event) => html`<li><a href="${pathOf(event.id)}">${event.title}</a></li>`)}</ul></section>`
}`,
  }
}

/** An event that began in an earlier month and still runs stands in this one. */
function monthOf(day: Day, today: Day): string {
  return (day < today ? today : day).slice(0, 7)
}

/** One date of an event. */
export function dateItem({ event, occurrence }: EventDate, words: PageWords): Html {
  const hours = hoursWords(occurrence, words)
  return html`<li class="card date">${tile(occurrence.day, words.lang)}
<div><h3><a href="${pathOf(event.id)}"${langAttribute(event.lang, words.lang)}>${event.title}</a></h3>
<p><time datetime="${occurrence.day}">${daysWords(occurrence, words)}</time>${hours && `, ${hours}`}</p>
<p class="quiet">${whereWords(event, words)} · ${event.organiser}</p>
${event.tentative && html`<p><span class="badge badge--soon">${words.text('entry.tentative.badge')}</span></p>`}
</div></li>`
}
