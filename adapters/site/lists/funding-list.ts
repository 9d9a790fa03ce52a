/** `/foerderung`: all programmes with their state today; those that ended stand apart, with what to use instead. */
import { amountText } from '../../../bot/answers/funding.ts'
import { entriesOf } from '../../../bot/knowledge/knowledge.ts'
import { pathOf } from '../../../bot/knowledge/references.ts'
import { type Entry, type EntryId, FUNDING_TYPES, type Funding } from '../../../bot/knowledge/schema.ts'
import { isOpen } from '../../../bot/knowledge/validity.ts'
import { type Html, html, join } from '../frame/html.ts'
import type { PageContent } from '../frame/layout.ts'
import { type PageWords, pageWords } from '../frame/page-words.ts'
import type { View } from '../frame/view.ts'
import { factList } from '../parts/facts.ts'
import { badge, type FundingStanding, standingOf } from '../parts/funding-state.ts'
import { teaser } from '../parts/teaser.ts'
import { chosen, filterForm } from './filters.ts'

const GROUPS = [
  { id: 'offen', heading: 'programmes.open', standings: ['open'], note: undefined },
  { id: 'angekuendigt', heading: 'programmes.closed', standings: ['soon', 'paused'], note: 'programmes.closed.note' },
  { id: 'unklar', heading: 'programmes.unclear', standings: ['unclear'], note: 'programmes.unclear.note' },
  { id: 'anderswo', heading: 'programmes.elsewhere', standings: ['elsewhere'], note: undefined },
  { id: 'beendet', heading: 'programmes.over', standings: ['over'], note: 'programmes.over.note' },
] as const satisfies { standings: FundingStanding[]; [name: string]: unknown }[]

export function fundingList(query: URLSearchParams, view: View): PageContent {
  const words = pageWords(view.knowledge, 'de')
  const { lang, text, line } = words
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
    programmes: programmes.filter((entry) => (group.standings as readonly FundingStanding[]).includes(standingOf(entry, view))),
  })).filter((group) => group.programmes.length > 0)

  return {
    lang,
    title: text('programmes.title'),
    description: text('programmes.description'),
    path: '/foerderung',
    kind: 'funding',
    indexed: query.size === 0,
    main: html`<h1>${text('programmes.title')}</h1>
<p class="intro">${line('programmes.intro')}</p>
${filterForm(
  '/foerderung',
  [
    { name: 'fuer', label: text('filter.audience'), all: text('filter.audience.all'), options: audiences, chosen: audience },
    { name: 'art', label: text('filter.type'), all: text('filter.type.all'), options: types, chosen: type },
  ],
  words,
)}
${groups.length === 0 && html`<p class="empty">${line('programmes.empty')}</p>`}
${groups.map(
  ({ id, heading, note, programmes: found }) => html`<section aria-labelledby="${id}"><h2 id="${id}">${text(heading)}</h2>
${note && html`<p class="quiet">${line(note)}</p>`}
<ul class="cards cards--wide">${found.map((entry) => fundingItem(entry, words, view))}</ul></section>`,
)}`,
  }
}

function isFor({ eligible, audience }: Funding, wanted: string): boolean {
  if (eligible.excluded.includes(wanted)) return false
  if (eligible.sectors.length > 0) return eligible.sectors.includes(wanted)
  return audience.length === 0 || audience.includes(wanted)
}

function fundingItem(entry: Funding, words: PageWords, view: View): Html {
  const standing = standingOf(entry, view)
  const isOffered = standing !== 'over' && standing !== 'elsewhere'
  return html`<li class="card"><p class="card-top">${badge(entry, standing, view.knowledge)} <span class="kind">${entry.type.join(', ')}</span></p>
<h3><a href="${pathOf(entry.id)}">${entry.title}</a></h3>
<p>${teaser(entry)}</p>
${isOffered ? figures(entry, words, view) : insteadOf(entry, words, view)}
</li>`
}

function figures(entry: Funding, { text }: PageWords, { knowledge }: View): Html {
  return factList([
    { label: text('programmes.provider'), value: entry.provider },
    { label: text('programmes.rate'), value: entry.rate },
    {
      label: text('programmes.amount'),
      value: amountText({ ...entry, amount: { ...entry.amount, note: undefined } }, entry.lang, knowledge.messages),
    },
    { label: text('programmes.application'), value: entry.applyBeforeStart && text('programmes.application.before') },
  ])
}

function insteadOf(entry: Funding, { text }: PageWords, view: View): Html | undefined {
  const successors = entry.successor
    .map((id) => view.knowledge.entries.get(id as EntryId))
    .filter((next): next is Entry => next !== undefined && isOpen(next, view))
  if (successors.length === 0) return undefined
  return html`<p><strong>${text('programmes.instead')}</strong> ${join(
    successors.map((next) => html`<a href="${pathOf(next.id)}">${next.title}</a>`),
    ', ',
  )}</p>`
}
