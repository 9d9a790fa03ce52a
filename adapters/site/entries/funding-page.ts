/** `/foerderung/<slug>`: every field of a programme, with what is true of it today. */
import { amountText, loanText } from '../../../bot/answers/funding.ts'
import { writeDay } from '../../../bot/knowledge/day.ts'
import { pathOf } from '../../../bot/knowledge/references.ts'
import type { EntryId, Funding } from '../../../bot/knowledge/schema.ts'
import { statusOn } from '../../../bot/knowledge/validity.ts'
import { type MessageId, message } from '../../../bot/messages.ts'
import { goButton } from '../frame/go.ts'
import { type Html, html, type Part } from '../frame/html.ts'
import type { PageContent } from '../frame/layout.ts'
import { type PageWords, pageWords } from '../frame/page-words.ts'
import type { View } from '../frame/view.ts'
import { crumbs, easierOf, leadOf, notices, passagesOf } from '../parts/entry-text.ts'
import { factList } from '../parts/facts.ts'
import { badge, standingOf } from '../parts/funding-state.ts'
import { onward } from '../parts/onward.ts'
import { provenanceOf } from '../parts/provenance.ts'
import { teaser } from '../parts/teaser.ts'
import { eligibleWords } from './eligible.ts'
import { fundingData } from './json-ld.ts'

export function fundingPage(entry: Funding, view: View): PageContent {
  const standing = standingOf(entry, view)
  const isOver = standing === 'over'
  const words = pageWords(view.knowledge, entry.lang)
  const { text } = words
  return {
    lang: entry.lang,
    title: entry.title,
    description: teaser(entry),
    path: pathOf(entry.id),
    kind: 'funding',
    jsonLd: [fundingData(entry, view, isOver)],
    main: html`${crumbs(entry, view)}
<div class="with-aside">
<article class="entry">
<h1>${entry.title}</h1>
<p class="card-top">${badge(entry, standing, view.knowledge)} <span class="kind">${entry.area.join(', ')}</span></p>
${notices(entry, view)}
${leadOf(entry, view)}
${easierOf(entry, view)}
<section aria-labelledby="_steckbrief"><h2 id="_steckbrief">${text('funding.programme')}</h2>
${factList(fields(entry, words, view))}
${!isOver && entry.link && html`<p>${goButton(entry, 'link', message(view.knowledge.messages, entry.lang, 'target.official'), view.knowledge)}</p>`}
</section>
${!isOver && applying(entry, words, view)}
${!isOver && conditions(entry, view)}
${passagesOf(entry, view)}
${provenanceOf(entry, view)}
</article>
${onward(entry, view)}
</div>`,
  }
}

/** The steps to the application, and the page where it is made if that is another one. */
function applying(entry: Funding, { text }: PageWords, { knowledge }: View): Part {
  const { link, steps = [] } = entry.apply ?? {}
  if (!link && steps.length === 0) return undefined
  return html`<section aria-labelledby="_antrag"><h2 id="_antrag">${text('funding.apply')}</h2>
${steps.length > 0 && html`<ol>${steps.map((step) => html`<li>${step}</li>`)}</ol>`}
${link && html`<p>${goButton(entry, 'apply', text('funding.apply.link'), knowledge)}</p>`}</section>`
}

function conditions(entry: Funding, { knowledge }: View): Html {
  return html`<section aria-labelledby="_voraussetzungen"><h2 id="_voraussetzungen">${pageWords(knowledge, entry.lang).text('eligible')}</h2>
${factList(eligibleWords(entry, knowledge))}</section>`
}

function fields(entry: Funding, words: PageWords, view: View): { label: string; value: Part }[] {
  const { knowledge, today } = view
  const label = (id: MessageId & `fact.${string}`) => message(knowledge.messages, entry.lang, id)
  const contact = entry.contact && knowledge.entries.get(entry.contact as EntryId)
  const until = entry.valid.until
  const { text } = words
  return [
    { label: label('fact.provider'), value: entry.provider },
    { label: label('fact.type'), value: entry.type.map((type) => text(`type.${type}`)).join(', ') },
    { label: text('funding.area'), value: entry.area.join(', ') },
    { label: label('fact.territory'), value: entry.territory },
    { label: text('funding.funds'), value: list(entry.funds) },
    { label: text('funding.not-funds'), value: entry.notFunds.length > 0 && list(entry.notFunds) },
    { label: label('fact.rate'), value: entry.rate },
    { label: label('fact.amount'), value: amountText(entry, entry.lang, knowledge.messages) },
    { label: label('fact.loan'), value: loanText(entry, entry.lang, knowledge.messages) },
    { label: text('funding.duration'), value: entry.duration },
    { label: text('funding.tax'), value: entry.tax },
    {
      label: label('fact.before'),
      value:
        statusOn(entry, view) !== 'over' &&
        (entry.applyBeforeStart ? message(knowledge.messages, entry.lang, 'value.before') : text('funding.no-application-first')),
    },
    { label: text('funding.calls'), value: entry.calls.length > 0 && list(entry.calls.map((call) => callWords(call, words))) },
    {
      label: text('funding.runs-until'),
      value: until && (until < today ? text('funding.runs-until.past', { day: writeDay(until, entry.lang) }) : writeDay(until, entry.lang)),
    },
    { label: text('entry.contact'), value: contact && html`<a href="${pathOf(contact.id)}">${contact.title}</a>` },
  ]
}

function list(items: readonly string[]): Part {
  if (items.length === 1) return items[0]
  return html`<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`
}

function callWords({ from, until, note }: Funding['calls'][number], { lang, text }: PageWords): string {
  const first = from && writeDay(from, lang)
  const last = until && writeDay(until, lang)
  const span =
    first && last
      ? text('funding.call.from-until', { from: first, until: last })
      : first
        ? text('funding.call.from', { day: first })
        : last && text('funding.call.until', { day: last })
  return [span, note].filter(Boolean).join(': ')
}
