/** One date of an event as a card of a list. */
import { pathOf } from '../../../bot/knowledge/references.ts'
import { type Html, html, type Part } from '../frame/html.ts'
import type { PageWords } from '../frame/page-words.ts'
import type { EventDate } from '../parts/dates.ts'
import { daysWords, hoursWords, whereWords } from '../parts/event-words.ts'
import { langAttribute } from '../parts/onward.ts'
import { tile } from '../parts/tile.ts'

/** `more`: what else is to be said of it, such as how near it is. */
export function dateItem({ event, occurrence }: EventDate, words: PageWords, more?: Part): Html {
  const hours = hoursWords(occurrence, words)
  return html`<li class="card date">${tile(occurrence.day, words.lang)}
<div><h3><a href="${pathOf(event.id)}"${langAttribute(event.lang, words.lang)}>${event.title}</a></h3>
<p><time datetime="${occurrence.day}">${daysWords(occurrence, words)}</time>${hours && `, ${hours}`}</p>
<p class="quiet">${whereWords(event, words)} · ${event.organiser}</p>
${more}${event.tentative && html`<p><span class="badge badge--soon">${words.text('entry.tentative.badge')}</span></p>`}
</div></li>`
}
