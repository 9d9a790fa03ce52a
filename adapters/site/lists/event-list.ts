/** `/veranstaltungen`: which dates, as the address says it, in one of three views; and that view as a calendar to subscribe to. */
import { type Html, html } from '../frame/html.ts'
import type { PageContent } from '../frame/layout.ts'
import { type PageWords, pageWords } from '../frame/page-words.ts'
import type { View } from '../frame/view.ts'
import { COSTS, type EventFilter, eventFilter, filterQuery, VIEWS, WAYS } from '../parts/event-filter.ts'
import { webcal } from '../parts/hrefs.ts'
import { archive, comingDates, isFiltered, monthSheet, type Viewing } from './event-views.ts'

const SHOWN = { monat: monthSheet, archiv: archive } as const

/** `query`: as `readQuery` leaves it. */
export function eventList(query: URLSearchParams, view: View): PageContent {
  const words = pageWords(view.knowledge, 'de')
  const { lang, text, line } = words
  const filter = eventFilter(query, view.knowledge)
  const shown = VIEWS.find((name) => name === query.get('ansicht'))
  const viewing: Viewing = { query, filter, words, view }
  return {
    lang,
    title: text('events.title'),
    description: text('events.description'),
    path: '/veranstaltungen',
    kind: 'events',
    indexed: query.size === 0,
    main: html`<h1>${text('events.title')}</h1>
<p class="intro">${line('events.intro')}</p>
${form(query, filter, words, view)}
${filter.asked !== '' && !filter.place && html`<p class="empty">${line('contacts.unknown', { asked: filter.asked })}</p>`}
${switches(query, shown, words)}
${(shown ? SHOWN[shown] : comingDates)(viewing)}
${subscription(query, filter, words, view)}`,
  }
}

function form(query: URLSearchParams, filter: EventFilter, { text }: PageWords, { knowledge }: View): Html {
  const { topics, audiences, regions } = knowledge.vocabulary
  const select = (
    name: string,
    label: string,
    all: string,
    options: readonly { id: string; label: string }[],
    chosen: string | undefined,
  ) => html`<div><label for="f-${name}">${label}</label>
<select id="f-${name}" name="${name}"><option value="">${all}</option>
${options.map(({ id, label: word }) => html`<option value="${id}"${id === chosen && html` selected`}>${word}</option>`)}
</select></div>`
  const ways = WAYS.map((id) => ({ id, label: text(`events.way.${id}`) }))
  const costs = COSTS.map((id) => ({ id, label: text(`events.cost.${id}`) }))
  const others = ['ansicht', 'monat'].filter((name) => query.has(name))
  return html`<form class="filters filters--many" action="/veranstaltungen" aria-label="${text('filter.narrow')}">
<div><label for="f-ort">${text('events.place')}</label>
<input id="f-ort" name="ort" value="${filter.asked}" maxlength="80" list="orte" autocomplete="off">
<datalist id="orte">${regions.filter(({ postcodes }) => postcodes.length > 0).map(({ label }) => html`<option value="${label}"></option>`)}</datalist></div>
${select('thema', text('filter.topic'), text('filter.topic.all'), topics, filter.topic)}
${select('fuer', text('filter.audience'), text('filter.audience.all'), audiences, filter.audience)}
${select('teilnahme', text('events.way'), text('events.way.all'), ways, filter.way)}
${select('kosten', text('events.cost'), text('events.cost.all'), costs, filter.isFree ? 'frei' : undefined)}
${others.map((name) => html`<input type="hidden" name="${name}" value="${query.get(name)!}">`)}
<button class="button">${text('filter.apply')}</button>
${(isFiltered(filter) || filter.asked !== '') && html`<a href="/veranstaltungen">${text('filter.all')}</a>`}
</form>`
}

/** From one view to the others, with the same filter. */
function switches(query: URLSearchParams, shown: string | undefined, { text }: PageWords): Html {
  const kept = filterQuery(query)
  const view = (name: 'liste' | (typeof VIEWS)[number]) => {
    const href = `/veranstaltungen${name === 'liste' ? kept : `${kept === '' ? '?' : `${kept}&`}ansicht=${name}`}`
    const isHere = (shown ?? 'liste') === name
    return html`<li><a href="${href}"${isHere && html` aria-current="page"`}>${text(`events.view.${name}`)}</a></li>`
  }
  return html`<nav class="views" aria-label="${text('events.views')}"><ul>${(['liste', ...VIEWS] as const).map(view)}</ul></nav>`
}

/** Just what is filtered for, as a calendar; without a filter all. */
function subscription(query: URLSearchParams, filter: EventFilter, { text, line }: PageWords, { publicUrl, monthlyMail }: View): Html {
  const path = `/veranstaltungen.ics${filterQuery(query)}`
  return html`<section class="subscribe" aria-labelledby="kalender"><h2 id="kalender">${text('events.calendar')}</h2>
<p>${line(isFiltered(filter) ? 'events.calendar.view' : 'events.calendar.text')}</p>
<p><a class="button" href="${webcal(publicUrl)}${path}">${text('events.calendar.subscribe')}</a> <a class="button button--plain" href="${path}">${text('events.calendar.file')}</a></p>
${monthlyMail && html`<p><a href="/monatsmail${filterQuery(query)}" rel="nofollow">${text('monthly.offer')}</a></p>`}
<p class="address">${text('events.calendar.address')} <code>${publicUrl}${path}</code></p>
</section>`
}
