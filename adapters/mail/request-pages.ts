/**
 * The pages behind the links in letters: a question with one button, how a request stands, or that a link is not good (any more). They load
 * nothing but our style sheet and the script that tells a visitor that somebody writes, and work without it.
 */
import type { Day } from '../../bot/knowledge/day.ts'
import type { Knowledge } from '../../bot/knowledge/knowledge.ts'
import { DATE_FIELDS } from '../../bot/requests/proposed-dates.ts'
import { MAX_NOTE_LENGTH, OUTCOMES } from '../../bot/requests/request.ts'
import { channelLabel } from '../../bot/requests/route.ts'
import type { Filed } from '../office/filed.ts'
import { bareDocument } from '../site/frame/bare-document.ts'
import { type Html, html, type Part } from '../site/frame/html.ts'
import { stateText } from '../words/request-words.ts'
import { type StaffText, staffText } from '../words/staff-text.ts'
import type { LinkAction } from './links.ts'
import { LINK_LABELS, LINK_PATH, requestHistory, standingFacts } from './request-letters.ts'

export interface PageSources {
  knowledge: Knowledge
  /** Path of the style sheet. */
  style: string
}

/** What somebody filled in. */
export interface Filled {
  name: string
  answer: string
  /** Of `DATE_FIELDS`. */
  dates?: ReadonlyMap<string, string> | undefined
}

/** For whoever writes an answer. */
export interface Writing {
  /** Where their answer goes now. */
  presence: string
  /** Path that is told while they write. */
  path: string
  /** Path of the script that does it. */
  script: string
  /** The first day that can be proposed. */
  today: Day
}

const MAX_NAME_LENGTH = 80

/** Asks before anything is done. `token`: the link's own; `problem`: why the same page stands there again. */
export function askingPage(
  filed: Filed,
  does: LinkAction,
  {
    token,
    filled,
    reached,
    problem,
    writing,
  }: { token: string; filled: Filled; reached: readonly string[]; problem?: string | undefined; writing?: Writing | undefined },
  sources: PageSources,
): string {
  const text = staffText(sources.knowledge)
  const { number } = filed.request
  const address = `${LINK_PATH}?link=${token}`
  return page(
    text(`page.${does}`, { number }),
    html`${problem !== undefined && html`<div class="notice" role="alert"><p>${problem}</p></div>`}
${said(filed, sources.knowledge)}
<form class="question" method="post" action="${address}">
${fieldsOf(does, filed, filled, reached, writing, sources.knowledge)}
<p class="buttons"><button class="button">${does === 'answer' ? text('page.send') : text(LINK_LABELS[does])}</button></p>
</form>`,
    sources,
    writing?.script,
  )
}

function fieldsOf(
  does: LinkAction,
  { request }: Filed,
  filled: Filled,
  reached: readonly string[],
  writing: Writing | undefined,
  knowledge: Knowledge,
): Part[] {
  const text = staffText(knowledge)
  const choices = (name: string, legend: string, options: readonly { value: string; label: string }[]) => html`<fieldset>
<legend><h2>${legend}</h2></legend>
<div class="choices">${options.map(({ value, label }) => html`<label class="choice"><input type="radio" name="${name}" value="${value}" required> <span>${label}</span></label>`)}</div>
</fieldset>`
  const fields: Part[] = []
  if (does === 'answer')
    fields.push(html`<p class="typed"><label for="answer">${text('page.answer.field')}</label>
<textarea id="answer" name="answer" rows="8" maxlength="${MAX_NOTE_LENGTH}" data-writing="${writing?.path ?? ''}" aria-describedby="presence">${filled.answer}</textarea></p>
<p class="hint" id="presence" role="status">${writing?.presence ?? text('page.answer.hint')}</p>
<details${(filled.dates?.size ?? 0) > 0 && html` open`}><summary>${text('card.propose')}</summary>
<p class="hint">${text('page.dates.hint')}</p>
${DATE_FIELDS.map(
  (field, at) => html`<p class="typed"><label for="${field.day}">${text('card.propose.day', { number: at + 1 })}</label>
<input type="date" id="${field.day}" name="${field.day}" min="${writing?.today ?? ''}" value="${filled.dates?.get(field.day) ?? ''}">
<label for="${field.clock}">${text('card.propose.clock', { number: at + 1 })}</label>
<input type="time" id="${field.clock}" name="${field.clock}" value="${filled.dates?.get(field.clock) ?? ''}"></p>`,
)}
</details>`)
  if (does === 'pass')
    fields.push(
      choices(
        'to',
        text('card.pass.field'),
        reached.filter((id) => id !== request.channel).map((id) => ({ value: id, label: channelLabel(id, knowledge.routing) })),
      ),
    )
  if (does === 'close')
    fields.push(
      choices(
        'outcome',
        text('page.outcome'),
        OUTCOMES.map((outcome) => ({ value: outcome, label: text(`outcome.${outcome}`) })),
      ),
    )
  fields.push(html`<p class="typed"><label for="name">${text('page.name')}</label>
<input id="name" name="name" type="text" maxlength="${MAX_NAME_LENGTH}" autocomplete="name" value="${filled.name}" aria-describedby="name-hint"></p>
<p class="hint" id="name-hint">${text('page.name.hint')}</p>`)
  return fields
}

/** The request as it stands, with links for what comes next. `notice`: what was just done. */
export function standingPage(
  filed: Filed,
  { notice, next }: { notice?: string | undefined; next: readonly { label: string; href: string }[] },
  sources: PageSources,
): string {
  const text = staffText(sources.knowledge)
  const { request } = filed
  const history = requestHistory(filed, sources.knowledge)
  return page(
    text('card.title', { number: request.number, place: channelLabel(request.channel, sources.knowledge.routing) }),
    html`${notice !== undefined && html`<p class="notice-line" role="status">${notice}</p>`}
${said(filed, sources.knowledge)}
${history.length > 0 && html`<h2>${text('mail.history')}</h2><ul>${history.map((line) => html`<li>${lines(line)}</li>`)}</ul>`}
${next.length > 0 && html`<h2>${text('page.next')}</h2>`}${buttons(next)}`,
    sources,
  )
}

/** One sentence, and how the request stands where there is one; nothing of the visitor. `typed`: what its reader wrote in vain. */
export function shortPage(
  title: string,
  sentence: string,
  filed: Filed | undefined,
  sources: PageSources,
  { typed = '', next = [] }: { typed?: string; next?: readonly { label: string; href: string }[] } = {},
): string {
  const text = staffText(sources.knowledge)
  return page(
    title,
    html`<p class="intro">${sentence}</p>${filed && html`<p>${state(filed, text)}</p>`}
${typed !== '' && html`<p>${text('page.kept')}</p><blockquote>${lines(typed)}</blockquote>`}
${buttons(next)}`,
    sources,
  )
}

function buttons(next: readonly { label: string; href: string }[]): Part {
  return (
    next.length > 0 && html`<p class="buttons">${next.map(({ label, href }) => html`<a class="button" href="${href}">${label}</a> `)}</p>`
  )
}

function state({ request }: Filed, text: StaffText): string {
  return text('mail.subject.state', { number: request.number, state: stateText(request, text) })
}

function said(filed: Filed, knowledge: Knowledge): Html {
  return html`<blockquote>${lines(filed.request.details.question)}</blockquote>
<dl class="facts">${standingFacts(filed, knowledge).map(({ label, value }) => html`<div><dt>${label}</dt><dd>${lines(value)}</dd></div>`)}</dl>`
}

function lines(text: string): Part[] {
  return text.split('\n').flatMap((line, at) => (at === 0 ? [line] : [html`<br>`, line]))
}

function page(title: string, main: Html, { knowledge, style }: PageSources, script?: string): string {
  return bareDocument({
    lang: 'de',
    title: `${title} – ${knowledge.area.name.de}`,
    styles: [style],
    ...(script !== undefined && { head: html`<script type="module" src="${script}"></script>` }),
    body: html`<main id="_inhalt">
<article class="entry guide">
<h1>${title}</h1>
${main}
</article>
</main>`,
  })
}
