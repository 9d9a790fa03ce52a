/** `/foerderung`: all programmes with their state today; those that ended stand apart, with what to use instead. */
import { amountText } from '../../../bot/answers/funding.ts'
import { entriesOf } from '../../../bot/knowledge/knowledge.ts'
import { pathOf } from '../../../bot/knowledge/references.ts'
import { type Entry, type EntryId, FUNDING_TYPES, type Funding } from '../../../bot/knowledge/schema.ts'
import { isOpen } from '../../../bot/knowledge/validity.ts'
import { type Html, html, join } from '../frame/html.ts'
import type { PageContent } from '../frame/layout.ts'
import type { View } from '../frame/view.ts'
import { factList } from '../parts/facts.ts'
import { badge, type FundingStanding, standingOf } from '../parts/funding-state.ts'
import { teaser } from '../parts/teaser.ts'
import { chosen, filterForm } from './filters.ts'

const GROUPS: { id: string; heading: string; standings: FundingStanding[]; note?: string }[] = [
  { id: 'offen', heading: 'Offen', standings: ['open'] },
  {
    id: 'angekuendigt',
    heading: 'Angekündigt oder zurzeit geschlossen',
    standings: ['soon', 'paused'],
    note: 'Fragen Sie vor einem Antrag bei der genannten Stelle nach, ob und wann es weitergeht.',
  },
  {
    id: 'unklar',
    heading: 'Stand unklar',
    standings: ['unclear'],
    note: 'Ob zurzeit Anträge möglich sind, wissen wir nicht. Fragen Sie bei der genannten Stelle nach.',
  },
  { id: 'anderswo', heading: 'Gilt nicht in Sachsen-Anhalt', standings: ['elsewhere'] },
  { id: 'beendet', heading: 'Beendet', standings: ['over'], note: 'Diese Programme nehmen keine Anträge mehr an.' },
]

export function fundingList(query: URLSearchParams, view: View): PageContent {
  const { audiences } = view.knowledge.vocabulary
  const types = FUNDING_TYPES.map((type) => ({ id: type.toLowerCase(), label: type }))
  const audience = chosen(query, 'fuer', audiences)
  const type = chosen(query, 'art', types)
  const programmes = entriesOf(view.knowledge, 'funding')
    .filter((entry) => audience === undefined || isFor(entry, audience))
    .filter((entry) => type === undefined || entry.type.some((one) => one.toLowerCase() === type))
    .sort((a, b) => a.title.localeCompare(b.title, 'de'))
  const groups = GROUPS.map((group) => ({
    ...group,
    programmes: programmes.filter((entry) => group.standings.includes(standingOf(entry, view))),
  })).filter((group) => group.programmes.length > 0)

  return {
    lang: 'de',
    title: 'Förderung',
    description: 'Förderprogramme für die Digitalisierung kleiner Betriebe und Vereine in Sachsen-Anhalt mit ihrem Stand von heute.',
    path: '/foerderung',
    kind: 'funding',
    indexed: query.size === 0,
    main: html`<h1>Förderung</h1>
<p class="intro">Zuschüsse, Darlehen und geförderte Beratung für die Digitalisierung, mit ihrem Stand von heute. Fast überall gilt: <strong>erst der Antrag, dann der Auftrag.</strong></p>
${filterForm('/foerderung', [
  { name: 'fuer', label: 'Für wen', all: 'Für alle', options: audiences, chosen: audience },
  { name: 'art', label: 'Förderart', all: 'Alle Arten', options: types, chosen: type },
])}
${groups.length === 0 && html`<p class="empty">Dazu kennen wir kein Programm. <a href="/foerderung">Alle Programme zeigen</a> oder <a href="/anlaufstellen">eine Anlaufstelle fragen</a>.</p>`}
${groups.map(
  ({ id, heading, note, programmes: found }) => html`<section aria-labelledby="${id}"><h2 id="${id}">${heading}</h2>
${note && html`<p class="quiet">${note}</p>`}
<ul class="cards cards--wide">${found.map((entry) => fundingItem(entry, view))}</ul></section>`,
)}`,
  }
}

function isFor({ eligible, audience }: Funding, wanted: string): boolean {
  if (eligible.excluded.includes(wanted)) return false
  if (eligible.sectors.length > 0) return eligible.sectors.includes(wanted)
  return audience.length === 0 || audience.includes(wanted)
}

function fundingItem(entry: Funding, view: View): Html {
  const standing = standingOf(entry, view)
  const isOffered = standing !== 'over' && standing !== 'elsewhere'
  return html`<li class="card"><p class="card-top">${badge(entry, standing)} <span class="kind">${entry.type.join(', ')}</span></p>
<h3><a href="${pathOf(entry.id)}">${entry.title}</a></h3>
<p>${teaser(entry)}</p>
${isOffered ? figures(entry, view) : insteadOf(entry, view)}
</li>`
}

function figures(entry: Funding, { knowledge }: View): Html {
  return factList([
    { label: 'Fördergeber', value: entry.provider },
    { label: 'Fördersatz', value: entry.rate },
    { label: 'Höhe', value: amountText({ ...entry, amount: { ...entry.amount, note: undefined } }, entry.lang, knowledge.messages) },
    { label: 'Antrag', value: entry.applyBeforeStart && 'vor Beginn' },
  ])
}

function insteadOf(entry: Funding, view: View): Html | undefined {
  const successors = entry.successor
    .map((id) => view.knowledge.entries.get(id as EntryId))
    .filter((next): next is Entry => next !== undefined && isOpen(next, view))
  if (successors.length === 0) return undefined
  return html`<p><strong>Stattdessen:</strong> ${join(
    successors.map((next) => html`<a href="${pathOf(next.id)}">${next.title}</a>`),
    ', ',
  )}</p>`
}
