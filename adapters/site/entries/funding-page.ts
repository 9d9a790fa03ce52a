/** `/foerderung/<slug>`: every field of a programme, with what is true of it today. */
import { amountText } from '../../../bot/answers/funding.ts'
import { type Lang, writeDay } from '../../../bot/knowledge/day.ts'
import { pathOf } from '../../../bot/knowledge/references.ts'
import type { EntryId, Funding } from '../../../bot/knowledge/schema.ts'
import { statusOn } from '../../../bot/knowledge/validity.ts'
import { type MessageId, message } from '../../../bot/messages.ts'
import { goButton } from '../frame/go.ts'
import { type Html, html, type Part } from '../frame/html.ts'
import type { PageContent } from '../frame/layout.ts'
import type { View } from '../frame/view.ts'
import { WORDS } from '../frame/words.ts'
import { crumbs, leadOf, notices, passagesOf } from '../parts/entry-text.ts'
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
  const words = WORDS[entry.lang]
  return {
    lang: entry.lang,
    title: entry.title,
    description: teaser(entry),
    path: pathOf(entry.id),
    kind: 'funding',
    jsonLd: [fundingData(entry, view, isOver)],
    main: html`${crumbs(entry)}
<div class="with-aside">
<article class="entry">
<h1>${entry.title}</h1>
<p class="card-top">${badge(entry, standing)} <span class="kind">${entry.area.join(', ')}</span></p>
${notices(entry, view)}
${leadOf(entry, view)}
<section aria-labelledby="_steckbrief"><h2 id="_steckbrief">${words.programme}</h2>
${factList(fields(entry, view))}
${!isOver && entry.link && html`<p>${goButton(entry, 'link', message(view.knowledge.messages, entry.lang, 'target.official'))}</p>`}
</section>
${!isOver && conditions(entry, view)}
${passagesOf(entry, view)}
${provenanceOf(entry, view)}
</article>
${onward(entry, view)}
</div>`,
  }
}

function conditions(entry: Funding, { knowledge }: View): Html {
  return html`<section aria-labelledby="_voraussetzungen"><h2 id="_voraussetzungen">${WORDS[entry.lang].eligible}</h2>
${factList(eligibleWords(entry, knowledge.vocabulary))}</section>`
}

function fields(entry: Funding, { knowledge, today }: View): { label: string; value: Part }[] {
  const label = (id: MessageId & `fact.${string}`) => message(knowledge.messages, entry.lang, id)
  const contact = entry.contact && knowledge.entries.get(entry.contact as EntryId)
  const until = entry.valid.until
  const words = WORDS[entry.lang]
  return [
    { label: label('fact.provider'), value: entry.provider },
    { label: label('fact.type'), value: entry.type.map((type) => words.types[type]).join(', ') },
    { label: words.fundingArea, value: entry.area.join(', ') },
    { label: label('fact.territory'), value: entry.territory },
    { label: words.funds, value: list(entry.funds) },
    { label: words.notFunds, value: entry.notFunds.length > 0 && list(entry.notFunds) },
    { label: label('fact.rate'), value: entry.rate },
    { label: label('fact.amount'), value: amountText(entry, entry.lang, knowledge.messages) },
    {
      label: label('fact.before'),
      value:
        statusOn(entry, today) !== 'over' &&
        (entry.applyBeforeStart ? message(knowledge.messages, entry.lang, 'value.before') : words.noApplicationFirst),
    },
    { label: words.calls, value: entry.calls.length > 0 && list(entry.calls.map((call) => callWords(call, entry.lang))) },
    {
      label: words.runsUntil,
      value: until && (until < today ? `${writeDay(until, entry.lang)} (${words.past})` : writeDay(until, entry.lang)),
    },
    { label: words.contact, value: contact && html`<a href="${pathOf(contact.id)}">${contact.title}</a>` },
  ]
}

function list(items: readonly string[]): Part {
  if (items.length === 1) return items[0]
  return html`<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`
}

function callWords({ from, until, note }: Funding['calls'][number], lang: Lang): string {
  const words = WORDS[lang]
  const span = [from && `${words.from} ${writeDay(from, lang)}`, until && `${words.until} ${writeDay(until, lang)}`]
    .filter(Boolean)
    .join(' ')
  return [span, note].filter(Boolean).join(': ')
}
