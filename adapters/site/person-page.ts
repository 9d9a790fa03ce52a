/**
 * `/ansprechperson`, and below it the path of an entry or of a guide with its answers: who is there for this visitor, and every way to reach
 * them. The same people as in the chat's panel, without a script.
 */
import { type People, type PersonPlace, type PersonWay, peopleFor } from '../../bot/answers/people.ts'
import { placeIn } from '../../bot/guides/reading/places.ts'
import { answersFrom } from '../../bot/guides/replay/query.ts'
import { STATE_VERSION } from '../../bot/guides/state/guide-state.ts'
import { entriesOf } from '../../bot/knowledge/knowledge.ts'
import { pathOf } from '../../bot/knowledge/references.ts'
import type { Entry } from '../../bot/knowledge/schema.ts'
import { placeOf } from '../../bot/regions/place.ts'
import type { HandOffState } from '../../bot/requests/standing.ts'
import { newTalk, type Talk } from '../../bot/talk.ts'
import { goPath } from './frame/go.ts'
import { type Html, html, type Part } from './frame/html.ts'
import { type PageContent, PERSON_PATH } from './frame/layout.ts'
import { externalLink } from './frame/markdown.ts'
import { type PageWords, pageWords } from './frame/page-words.ts'
import type { View } from './frame/view.ts'
import { chatPath } from './parts/onward.ts'
import { districtsOf, MAX_PLACE_LENGTH, placeForm } from './parts/place-form.ts'

/** `about`: the entry that was being read, or the guide whose answers the query holds. */
export function personPage(about: Entry | undefined, query: URLSearchParams, view: View, handOff: HandOffState | undefined): PageContent {
  const people = peopleFor(talkOf(about, query, view), view, view, handOff)
  const words = pageWords(view.knowledge, people.lang)
  const { text } = words
  const path = about ? PERSON_PATH + pathOf(about.id) : PERSON_PATH
  const isGuided = about?.kind === 'guides' && query.size > 0
  return {
    lang: people.lang,
    title: about ? `${text('person.title')}: ${about.title}` : text('person.title'),
    ...(about && { kind: about.kind }),
    description: text('person.description'),
    path,
    indexed: false,
    main: html`<h1>${text('person.title')}</h1>
${about && html`<p class="intro">${text('person.about')} <a href="${pathOf(about.id)}${isGuided && `?${query}`}">${about.title}</a></p>`}
${people.urgent && html`<p class="notice"><strong>${people.urgent}</strong></p>`}
${people.doubt && html`<p>${people.doubt}</p>`}
${people.where && !isGuided && placeForm(path, typedPlace(query), districtsOf(entriesOf(view.knowledge, 'contacts'), view.knowledge), words)}
<ul class="cards cards--wide people">${people.places.map((place) => html`<li class="card">${placeCard(place, words, view)}</li>`)}</ul>
${onward(people, words)}`,
  }
}

function typedPlace(query: URLSearchParams): string {
  return (query.get('ort') ?? '').trim().slice(0, MAX_PLACE_LENGTH)
}

/** What a talk would know that had come this far. */
function talkOf(about: Entry | undefined, query: URLSearchParams, { knowledge }: View): Talk {
  const talk = newTalk(about?.lang)
  const typed = placeIn(typedPlace(query), knowledge)
  const place = typed.kind === 'place' ? placeOf(typed.value, knowledge) : undefined
  const where = place && { place: place.value, regions: place.regions.map(({ id }) => id), town: place.label }
  const subject = about && { entry: about.id, asked: '' }
  const answers = about?.kind === 'guides' ? answersFrom(query, about) : []
  return {
    ...talk,
    about: { ...talk.about, ...where },
    ...(subject && { subject }),
    ...(about?.kind === 'guides' &&
      answers.length > 0 && { dialogs: [{ version: STATE_VERSION, guide: about.id, digest: about.digest, answers }] }),
  }
}

function placeCard({ id, title, role, opening, hours, address, ways }: PersonPlace, words: PageWords, view: View): Html {
  return html`<h2><a href="${pathOf(id)}">${title}</a></h2>
<p>${role}</p>
${opening && html`<p><strong>${opening}</strong></p>`}
${!opening && hours && html`<p>${hours}</p>`}
${address && html`<p class="quiet">${address}</p>`}
<p class="buttons">${ways.filter(({ kind }) => kind !== 'page').map((way) => wayLink(id, way, words, view))}</p>`
}

/** A booking page or a site is left for through `/go`, where it is counted. */
function wayLink(id: PersonPlace['id'], { kind, title, href }: PersonWay, { lang }: PageWords, { knowledge }: View): Part {
  if (kind === 'phone') return html`<a class="button" href="${href}">${title}</a>`
  if (kind === 'mail') return html`<a class="button button--plain" href="${href}">${title}</a>`
  return externalLink((kind === 'booking' || kind === 'web') && href.startsWith('https:') ? goPath(id, kind) : href, title, {
    knowledge,
    lang,
  })
}

function onward({ request, finder }: People, { text }: PageWords): Html {
  return html`${request && html`<p class="buttons"><a class="button" href="${chatPath(request.label)}">${request.label}</a> ${request.text.replaceAll('**', '')}</p>`}
<ul class="onward-links">
${finder && html`<li><a href="${finder.page}">${finder.label}</a></li>`}
<li><a href="/anlaufstellen">${text('onward.contacts')}</a></li>
</ul>`
}
