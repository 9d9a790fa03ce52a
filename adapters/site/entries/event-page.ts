/** `/veranstaltungen/<slug>`: the next date first, the ones after it, how to take part, and the date for one's own calendar. */
import { addDays } from '../../../bot/knowledge/day.ts'
import { nextOccurrence, type Occurrence } from '../../../bot/knowledge/occurrences.ts'
import { pathOf } from '../../../bot/knowledge/references.ts'
import type { EntryId, Event } from '../../../bot/knowledge/schema.ts'
import { isOpen } from '../../../bot/knowledge/validity.ts'
import { type MessageId, message } from '../../../bot/messages.ts'
import { bookingButton } from '../frame/go.ts'
import { type Html, html, type Part } from '../frame/html.ts'
import type { PageContent } from '../frame/layout.ts'
import { type PageWords, pageWords } from '../frame/page-words.ts'
import type { View } from '../frame/view.ts'
import { datesOf } from '../parts/dates.ts'
import { crumbs, easierOf, leadOf, notices, passagesOf } from '../parts/entry-text.ts'
import { daysWords, hoursWords, placeWords } from '../parts/event-words.ts'
import { factList } from '../parts/facts.ts'
import { webcal } from '../parts/hrefs.ts'
import { onward } from '../parts/onward.ts'
import { provenanceOf } from '../parts/provenance.ts'
import { teaser } from '../parts/teaser.ts'
import { tile } from '../parts/tile.ts'
import { eventData } from './json-ld.ts'

/** Dates after the next one. */
const MAX_LATER_DATES = 5

export function eventPage(entry: Event, view: View): PageContent {
  const next = isOpen(entry, view) ? nextOccurrence(entry, view) : undefined
  const once = next ?? onlyDate(entry)
  const words = pageWords(view.knowledge, entry.lang)
  return {
    lang: entry.lang,
    title: entry.title,
    description: teaser(entry),
    path: pathOf(entry.id),
    kind: 'events',
    jsonLd: once && [eventData(entry, once, view)],
    main: html`${crumbs(entry, view)}
<div class="with-aside">
<article class="entry">
<h1>${entry.title}</h1>
${notices(entry, view)}
${next && nextDate(entry, next, words, view)}
${leadOf(entry, view)}
${easierOf(entry, view)}
${passagesOf(entry, view)}
<section aria-labelledby="_angaben"><h2 id="_angaben">${words.text('event.details')}</h2>${factList(fields(entry, next, words, view))}</section>
${provenanceOf(entry, view)}
</article>
${onward(entry, view)}
</div>`,
  }
}

/** The date of an event that takes place once: true, and worth saying, also when it is over. */
function onlyDate(entry: Event): Occurrence | undefined {
  if (entry.recurrence) return undefined
  const start = entry.start.slice(11)
  return { day: entry.start.slice(0, 10), until: (entry.end ?? entry.start).slice(0, 10), ...(start && { start }) }
}

function nextDate(entry: Event, next: Occurrence, words: PageWords, view: View): Html {
  const hours = hoursWords(next, words)
  const path = pathOf(entry.id)
  const { text } = words
  return html`<section class="next-date" aria-labelledby="_naechster">
${tile(next.day, entry.lang)}
<div><h2 id="_naechster">${text(entry.recurrence ? 'event.next-date' : 'event.date')}</h2>
<p class="when"><time datetime="${next.day}">${daysWords(next, words)}</time>${hours && `, ${hours}`}</p>
${entry.tentative && html`<p><span class="badge badge--soon">${text('entry.tentative.badge')}</span></p>`}
<p class="buttons">${bookingButton(entry, view.knowledge)}
<a class="button button--plain" href="${path}.ics">${message(view.knowledge.messages, entry.lang, 'target.calendar')}</a>
${entry.recurrence && html`<a href="${webcal(view.publicUrl)}${path}.ics">${text('event.subscribe')}</a>`}</p>
</div></section>`
}

function fields(entry: Event, next: Occurrence | undefined, words: PageWords, { knowledge }: View): { label: string; value: Part }[] {
  const label = (id: MessageId & `fact.${string}`) => message(knowledge.messages, entry.lang, id)
  const contact = entry.contact && knowledge.entries.get(entry.contact as EntryId)
  const once = onlyDate(entry)
  const { text } = words
  const later = next && entry.recurrence ? datesOf(entry, addDays(next.until, 1), addDays(next.until, 400)).slice(0, MAX_LATER_DATES) : []
  return [
    { label: text('event.date'), value: once && daysWords(once, words) },
    {
      label: text('event.later-dates'),
      value:
        later.length > 0 &&
        html`<ul>${later.map((date) => html`<li><time datetime="${date.day}">${daysWords(date, words)}</time></li>`)}</ul>`,
    },
    { label: label('fact.mode'), value: text(`mode.${entry.mode}`) },
    { label: label('fact.place'), value: placeWords(entry) },
    { label: label('fact.organiser'), value: entry.organiser },
    { label: label('fact.cost'), value: entry.cost },
    { label: text('entry.contact'), value: contact && html`<a href="${pathOf(contact.id)}">${contact.title}</a>` },
  ]
}
