/** `/veranstaltungen`: the next dates as they are counted from today, by month; the calendar to subscribe to; what is over. */

import { addDays, type Day, sayMonth } from '../../../bot/knowledge/day.ts'
import { entriesOf } from '../../../bot/knowledge/knowledge.ts'
import { pathOf } from '../../../bot/knowledge/references.ts'
import { statusOn } from '../../../bot/knowledge/validity.ts'
import { type Html, html } from '../frame/html.ts'
import type { PageContent } from '../frame/layout.ts'
import type { View } from '../frame/view.ts'
import { WORDS } from '../frame/words.ts'
import { type EventDate, eventDatesBetween } from '../parts/dates.ts'
import { daysWords, hoursWords, whereWords } from '../parts/event-words.ts'
import { webcal } from '../parts/hrefs.ts'
import { tile } from '../parts/tile.ts'

/** How far ahead the list looks. */
const DAYS_AHEAD = 184

export function eventList(view: View): PageContent {
  const { knowledge, today } = view
  const dates = eventDatesBetween(knowledge, today, addDays(today, DAYS_AHEAD), view)
  const months = [...Map.groupBy(dates, ({ occurrence }) => monthOf(occurrence.day, today))]
  const past = entriesOf(knowledge, 'events')
    .filter((event) => statusOn(event, today) === 'over')
    .sort((a, b) => (a.start < b.start ? 1 : -1))
  return {
    lang: 'de',
    title: 'Veranstaltungen',
    description:
      'Sprechtage und Veranstaltungen zur Digitalisierung in Sachsen-Anhalt: die nächsten Termine, auch als Kalender zum Abonnieren.',
    path: '/veranstaltungen',
    kind: 'events',
    main: html`<h1>Veranstaltungen</h1>
<p class="intro">Die Termine der nächsten sechs Monate. Was noch nicht bestätigt ist, steht dabei; fragen Sie dann vorher bei der Kammer nach.</p>
${dates.length === 0 && html`<p class="empty">Zurzeit ist kein Termin bekannt. <a href="/anlaufstellen">Eine Anlaufstelle fragen</a></p>`}
${months.map(
  ([month, found]) => html`<section aria-labelledby="m-${month}"><h2 id="m-${month}">${sayMonth(month)}</h2>
<ul class="dates">${found.map(dateItem)}</ul></section>`,
)}
<section class="subscribe" aria-labelledby="kalender"><h2 id="kalender">In Ihrem Kalender</h2>
<p>Abonnieren Sie alle Termine; Änderungen und Absagen kommen von selbst. Im Kalenderprogramm heißt das „Kalender aus dem Internet“ oder „per URL hinzufügen“.</p>
<p><a class="button" href="${webcal(view.publicUrl)}/veranstaltungen.ics">Kalender abonnieren</a> <a class="button button--plain" href="/veranstaltungen.ics">Als Datei laden (ICS)</a></p>
<p class="address">Adresse zum Eintragen: <code>${view.publicUrl}/veranstaltungen.ics</code></p>
</section>
${
  past.length > 0 &&
  html`<section aria-labelledby="vergangen"><h2 id="vergangen">Vergangene Veranstaltungen</h2>
<p class="quiet">Sie stehen hier als Nachweis; anmelden kann man sich nicht mehr.</p>
<ul>${past.map((event) => html`<li><a href="${pathOf(event.id)}">${event.title}</a></li>`)}</ul></section>`
}`,
  }
}

/** An event that began in an earlier month and still runs stands in this one. */
function monthOf(day: Day, today: Day): string {
  return (day < today ? today : day).slice(0, 7)
}

function dateItem({ event, occurrence }: EventDate): Html {
  const hours = hoursWords(occurrence)
  return html`<li class="card date">${tile(occurrence.day)}
<div><h3><a href="${pathOf(event.id)}">${event.title}</a></h3>
<p><time datetime="${occurrence.day}">${daysWords(occurrence)}</time>${hours && `, ${hours}`}</p>
<p class="quiet">${whereWords(event)} · ${event.organiser}</p>
${event.unverified && html`<p><span class="badge badge--soon">${WORDS.de.unverified.toLowerCase()}</span></p>`}
</div></li>`
}
