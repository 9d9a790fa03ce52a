/** `/anlaufstellen`: who is there for which district; with a place or postcode, only those that are in charge there. */

import { placeIn } from '../../../bot/guides/reading/places.ts'
import { entriesOf, type Knowledge, type Region } from '../../../bot/knowledge/knowledge.ts'
import { pathOf } from '../../../bot/knowledge/references.ts'
import type { Contact } from '../../../bot/knowledge/schema.ts'
import { isOpen } from '../../../bot/knowledge/validity.ts'
import { overlaps, regionOf } from '../../../bot/regions/chain.ts'
import { sayDoubt } from '../../../bot/regions/doubt.ts'
import { placeOf, sayOutside } from '../../../bot/regions/place.ts'
import { responsibleFor } from '../../../bot/regions/responsible.ts'
import { type Html, html } from '../frame/html.ts'
import type { PageContent } from '../frame/layout.ts'
import { type PageWords, pageWords } from '../frame/page-words.ts'
import type { View } from '../frame/view.ts'
import { phoneHref } from '../parts/hrefs.ts'
import { districtsOf, MAX_PLACE_LENGTH, placeForm } from '../parts/place-form.ts'

export function contactList(query: URLSearchParams, view: View): PageContent {
  const { knowledge } = view
  const asked = (query.get('ort') ?? '').trim().slice(0, MAX_PLACE_LENGTH)
  const contacts = entriesOf(knowledge, 'contacts')
    .filter((contact) => isOpen(contact, view))
    .sort((a, b) => a.title.localeCompare(b.title, 'de'))
  const areas = districtsOf(contacts, knowledge)
  const words = pageWords(knowledge, 'de')
  const { lang, text, line } = words
  return {
    lang,
    title: text('contacts.title'),
    description: text('contacts.description'),
    path: '/anlaufstellen',
    kind: 'contacts',
    indexed: query.size === 0,
    main: html`<h1>${text('contacts.title')}</h1>
<p class="intro">${line('contacts.intro')}</p>
${placeForm('/anlaufstellen', asked, areas, words)}
${asked !== '' && placeAnswer(asked, contacts, words, view)}
${asked === '' && overview(contacts, areas, words, knowledge)}`,
  }
}

function placeAnswer(asked: string, contacts: readonly Contact[], { lang, text, line }: PageWords, view: View): Html {
  const { knowledge } = view
  const found = placeIn(asked, knowledge)
  const place = found.kind === 'place' ? placeOf(found.value, knowledge) : undefined
  if (!place) return html`<p class="empty">${line('contacts.unknown', { asked })}</p>`
  if (place.outside)
    return html`<p class="empty">${line('contacts.outside', { outside: sayOutside(knowledge), advice: knowledge.area.outside[lang] })}</p>`
  const { referrals, doubt } = responsibleFor({ places: [place], audiences: [], topics: [] }, knowledge, view)
  const inCharge = referrals.filter(({ reason }) => reason === 'responsible' || reason === 'nearby').map(({ contact }) => contact)
  const everywhere = contacts.filter((contact) => contact.districts.length === 0)
  return html`<section aria-labelledby="zustaendig"><h2 id="zustaendig">${text('contacts.for', { place: place.label.replace(`${place.value}, `, '') })}</h2>
${doubt && html`<p>${sayDoubt(doubt, knowledge)}</p>`}
${inCharge.length > 0 ? contactItems(inCharge) : html`<p class="empty">${line('contacts.none')}</p>`}
</section>
<section aria-labelledby="ueberall"><h2 id="ueberall">${text('contacts.everywhere')}</h2>${contactItems(everywhere)}</section>
<p><a href="/anlaufstellen">${text('contacts.all')}</a></p>`
}

function overview(contacts: readonly Contact[], areas: readonly Region[], { text }: PageWords, knowledge: Knowledge): Html {
  const { vocabulary } = knowledge
  const parents = [...new Set(areas.map(({ within }) => within))]
  const local = contacts.filter(({ districts }) => districts.length > 0)
  const everywhere = contacts.filter(({ districts }) => districts.length === 0)
  return html`<section aria-labelledby="landkreise"><h2 id="landkreise">${text('contacts.districts')}</h2>
${parents.map(
  (parent) => html`<h3>${regionOf(parent, vocabulary)?.label ?? text('contacts.districts.others')}</h3>
<ul class="districts">${areas
    .filter(({ within }) => within === parent)
    .map(
      ({ id, label }) =>
        html`<li><strong>${label}</strong><ul>${local
          .filter((contact) => contact.districts.some((one) => overlaps(one, id, vocabulary)))
          .map((contact) => html`<li><a href="${pathOf(contact.id)}">${contact.title}</a></li>`)}</ul></li>`,
    )}</ul>`,
)}</section>
<section aria-labelledby="oertlich"><h2 id="oertlich">${text('contacts.local')}</h2>${contactItems(local)}</section>
<section aria-labelledby="ueberall"><h2 id="ueberall">${text('contacts.everywhere')}</h2>${contactItems(everywhere)}</section>`
}

function contactItems(contacts: readonly Contact[]): Html {
  return html`<ul class="cards">${contacts.map(
    (contact) => html`<li class="card"><h3><a href="${pathOf(contact.id)}">${contact.title}</a></h3>
<p>${contact.role}</p>
${contact.phone && html`<p><a href="${phoneHref(contact.phone)}">${contact.phone}</a></p>`}
</li>`,
  )}</ul>`
}
