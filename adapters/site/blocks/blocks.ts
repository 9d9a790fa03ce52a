/** The small blocks for other people's pages: next dates, who is responsible, and the first question of a dialog. Whatever is pressed opens here. */
import { placeIn } from '../../../bot/guides/reading/places.ts'
import { STATE_VERSION } from '../../../bot/guides/state/guide-state.ts'
import { ask } from '../../../bot/guides/talk.ts'
import { addDays } from '../../../bot/knowledge/day.ts'
import { pathOf } from '../../../bot/knowledge/references.ts'
import type { Contact, Guide } from '../../../bot/knowledge/schema.ts'
import { sayDoubt } from '../../../bot/regions/doubt.ts'
import { liesIn, type Place, placeOf } from '../../../bot/regions/place.ts'
import { firstOf, responsibleFor } from '../../../bot/regions/responsible.ts'
import { type Html, html } from '../frame/html.ts'
import type { PageWords } from '../frame/page-words.ts'
import type { View } from '../frame/view.ts'
import { QUERY_FIELDS } from '../guides/guide-address.ts'
import { dateItem } from '../lists/date-item.ts'
import { eventDatesBetween } from '../parts/dates.ts'
import { phoneHref } from '../parts/hrefs.ts'

const DAYS_AHEAD = 184
const MAX_DATES = 10
const USUAL_DATES = 3
const MAX_ASKED = 80

export interface BlockContent {
  title: string
  main: Html
  /** The whole page of ours that it is a part of. */
  more: string
}

/** `ort`, `thema`, `anzahl`: what the page around wishes. A place that nobody knows leaves nothing out. */
export function datesBlock(query: URLSearchParams, words: PageWords, view: View): BlockContent {
  const { vocabulary } = view.knowledge
  const place = placeAsked(query, view)
  const topic = query.get('thema')
  const count = Math.min(Number.parseInt(query.get('anzahl') ?? '', 10) || USUAL_DATES, MAX_DATES)
  const dates = eventDatesBetween(view.knowledge, view.today, addDays(view.today, DAYS_AHEAD), view)
    .filter(({ event }) => topic === null || event.topics.includes(topic))
    .filter(({ event }) => place === undefined || liesIn(event.region, place, vocabulary) !== 'no')
    .slice(0, Math.max(1, count))
  return {
    title: words.text('block.dates'),
    main:
      dates.length > 0
        ? html`<ul class="dates">${dates.map((date) => dateItem(date, words))}</ul>`
        : html`<p>${words.line('events.empty')}</p>`,
    more: '/veranstaltungen',
  }
}

/** With a form for the place, which stays in the block. */
export function contactBlock(query: URLSearchParams, words: PageWords, view: View): BlockContent {
  const { text, line, lang } = words
  const { knowledge } = view
  const asked = (query.get('ort') ?? '').trim().slice(0, MAX_ASKED)
  const place = placeAsked(query, view)
  const { referrals, doubt } = firstOf(responsibleFor({ places: place ? [place] : [], audiences: [], topics: [] }, knowledge, view))
  return {
    title: text('block.contacts'),
    main: html`<form class="search search--page" action="/block/anlaufstelle" target="_self">
<label for="ort">${text('contacts.place')}</label>
<div class="search-line"><input id="ort" name="ort" value="${asked}" maxlength="${MAX_ASKED}" autocomplete="off"><input type="hidden" name="lang" value="${lang}">
<button class="button">${text('contacts.place.find')}</button></div></form>
${asked !== '' && !place && html`<p>${line('contacts.unknown', { asked })}</p>`}
${place && doubt && html`<p>${sayDoubt(doubt, knowledge, lang)}</p>`}
${place && html`<ul class="cards">${referrals.map(({ contact }) => contactItem(contact))}</ul>`}`,
    more: '/anlaufstellen',
  }
}

function contactItem(contact: Contact): Html {
  return html`<li class="card"><h3><a href="${pathOf(contact.id)}">${contact.title}</a></h3>
${contact.phone && html`<p><a href="${phoneHref(contact.phone)}" target="_self">${contact.phone}</a></p>`}
</li>`
}

/** The first question; its answer leads to the second one on our own page. */
export function guideBlock(guide: Guide, words: PageWords, view: View): BlockContent {
  const { text } = words
  const turn = ask(view.knowledge, { version: STATE_VERSION, guide: guide.id, digest: guide.digest, answers: [] }, view)
  if (turn.kind !== 'ask') return { title: guide.title, main: html`<p>${guide.lead}</p>`, more: pathOf(guide.id) }
  const { step } = turn
  const type = step.input === 'multi' ? 'checkbox' : 'radio'
  return {
    title: guide.title,
    main: html`<form class="question" action="${pathOf(guide.id)}">
<input type="hidden" name="${QUERY_FIELDS.step}" value="${step.id}">
<fieldset><legend><h2>${step.question}</h2></legend>
${step.help && html`<p class="hint">${step.help}</p>`}
${
  step.input === 'postcode' || step.choices.length < 2
    ? html`<p class="typed"><label for="_eingabe">${text('guide.typed')}</label> <input id="_eingabe" name="${QUERY_FIELDS.typed}" maxlength="200" autocomplete="off"></p>`
    : html`<div class="choices">${step.choices.map(({ label, value }) => html`<label class="choice"><input type="${type}" name="${QUERY_FIELDS.choice}" value="${value}"> <span>${label}</span></label>`)}</div>`
}
</fieldset>
<p class="buttons"><button class="button">${text('guide.on')}</button></p></form>`,
    more: pathOf(guide.id),
  }
}

function placeAsked(query: URLSearchParams, { knowledge }: View): Place | undefined {
  const said = (query.get('ort') ?? '').trim().slice(0, MAX_ASKED)
  const found = said === '' ? undefined : placeIn(said, knowledge)
  const place = found?.kind === 'place' ? placeOf(found.value, knowledge) : undefined
  return place?.unknown ? undefined : place
}
