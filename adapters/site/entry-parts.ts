/**
 * What the pages of all kinds of entries share: the way here, the true state, the text, where it comes from, what to do next.
 * Ids of our own begin with `_`, which no heading's anchor does.
 */
import { statusText } from '../../bot/answers/common.ts'
import { type Lang, writeDay } from '../../bot/knowledge/day.ts'
import { entriesOf } from '../../bot/knowledge/knowledge.ts'
import { pathOf } from '../../bot/knowledge/references.ts'
import type { Entry, EntryId } from '../../bot/knowledge/schema.ts'
import { isOpen, isOverdue } from '../../bot/knowledge/validity.ts'
import { message } from '../../bot/messages.ts'
import { type Html, html, join, type Part } from './html.ts'
import { folderOf } from './layout.ts'
import { externalLink, renderLine, renderMarkdown } from './markdown.ts'
import { answerContext, type View } from './view.ts'
import { WORDS } from './words.ts'

/** A long text gets a list of its headings from this many on. */
const LEAST_HEADINGS = 3

export function crumbs(entry: Entry): Html {
  const words = WORDS[entry.lang]
  return html`<nav class="crumbs" aria-label="${words.here}"><ol>
<li><a href="${folderOf(entry.kind)}">${words.kinds[entry.kind]}</a></li>
<li aria-current="page">${entry.title}</li>
</ol></nav>`
}

/** What is true of an entry that is not open, and what is not confirmed of any. */
export function notices(entry: Entry, view: View): Part {
  const status =
    entry.kind === 'events' && entry.cancelled
      ? message(view.knowledge.messages, entry.lang, 'event.cancelled', { title: entry.title })
      : statusText(entry, answerContext(view, entry.lang))
  return [
    status !== '' && html`<div class="notice notice--status"><p>${renderLine(status, view.knowledge, entry.lang)}</p></div>`,
    entry.unverified &&
      html`<div class="notice"><p><strong>${WORDS[entry.lang].unverified}:</strong> ${renderLine(entry.unverified, view.knowledge, entry.lang)}</p></div>`,
  ]
}

/** The part of the text before any heading: the short answer, and what belongs to it. */
export function leadOf(entry: Entry, { knowledge }: View): Part {
  const [first] = entry.passages
  return first?.heading === '' && html`<div class="lead">${renderMarkdown(first.markdown, knowledge, entry.lang)}</div>`
}

/** Each headed passage under the anchor that chat answers link to. */
export function passagesOf(entry: Entry, { knowledge }: View): Part {
  return headedOf(entry).map(
    ({ id, heading, markdown }) =>
      html`<section aria-labelledby="${anchorOf(id)}"><h2 id="${anchorOf(id)}">${heading}</h2>
${renderMarkdown(markdown, knowledge, entry.lang)}</section>`,
  )
}

/** The headings of a long text, to jump to. */
export function contentsOf(entry: Entry): Part {
  const headed = headedOf(entry)
  if (headed.length < LEAST_HEADINGS) return undefined
  return html`<nav class="contents" aria-labelledby="_auf-dieser-seite"><h2 id="_auf-dieser-seite">${WORDS[entry.lang].onThisPage}</h2><ul>
${headed.map(({ id, heading }) => html`<li><a href="#${anchorOf(id)}">${heading}</a></li>`)}
</ul></nav>`
}

const headedOf = (entry: Entry) => entry.passages.filter(({ heading }) => heading !== '')

function anchorOf(passageId: string): string {
  return passageId.slice(passageId.indexOf('#') + 1)
}

/** "Geprüft am …" and the sources. */
export function provenanceOf(entry: Entry, { knowledge, today }: View): Html {
  const words = WORDS[entry.lang]
  const texts = knowledge.messages
  const checked = entry.checked
    ? message(texts, entry.lang, isOverdue(entry, today) ? 'checked.overdue' : 'checked', { day: writeDay(entry.checked, entry.lang) })
    : message(texts, entry.lang, 'checked.never')
  return html`<footer class="provenance">
<p>${checked}${entry.checkedBy && html` ${words.checkedBy}: ${entry.checkedBy}.`}</p>
${
  entry.source.length > 0 &&
  html`<h2>${words.sources}</h2>
<ul>${entry.source.map(
    ({ name, url, date }) =>
      html`<li>${url ? externalLink(url, name, entry.lang) : name}${date && html` <span class="quiet">(${words.asOf} ${date})</span>`}</li>`,
  )}</ul>`
}
</footer>`
}

/** Entries to go on with; what is not open today is left out. */
export function nextSteps(entry: Entry, { knowledge, today }: View): Entry[] {
  const ids = [
    ...(entry.kind === 'funding' ? entry.successor : []),
    ...entry.next,
    ...('contact' in entry && entry.contact ? [entry.contact] : []),
  ]
  return [...new Set(ids)]
    .map((id) => knowledge.entries.get(id as EntryId))
    .filter((next): next is Entry => next !== undefined && next.id !== entry.id && isOpen(next, today))
}

/** The column beside the text: where to go from here, by page, by chat, or to a person. */
export function onward(entry: Entry, view: View): Html {
  const words = WORDS[entry.lang]
  const next = nextSteps(entry, view)
  const person = message(view.knowledge.messages, entry.lang, 'label.person')
  return html`<aside class="onward">
${
  next.length > 0 &&
  html`<section aria-labelledby="_weiter"><h2 id="_weiter">${words.next}</h2>
<ul class="steps">${next.map(
    (step) =>
      html`<li><a href="${pathOf(step.id)}"${langOf(step.lang, entry.lang)}><span class="kind">${words.kind[step.kind]}</span> <b>${step.title}</b></a></li>`,
  )}</ul></section>`
}
<section class="ask" aria-labelledby="_frage"><h2 id="_frage">${words.ask}</h2>
<p>${words.askText}</p>
<p><a class="button" href="${chatPath(entry.title)}">${words.askChat}</a></p>
<p><a href="${chatPath(person)}">${person}</a></p>
<p><a href="/anlaufstellen">${words.personText}</a></p>
</section>
</aside>`
}

/** The chat, with something already said. */
export function chatPath(say: string): string {
  return `/chat?${new URLSearchParams({ q: say })}`
}

/** `lang="en"` on words that are not in the page's language. */
export function langOf(lang: Lang, page: Lang): Part {
  return lang !== page && html` lang="${lang}"`
}

/** Topics and audiences as links to the lists that are filtered by them. */
export function tags(entry: Entry, { knowledge }: View): Part {
  const words = WORDS[entry.lang]
  const { topics, audiences } = knowledge.vocabulary
  const folder = folderOf(entry.kind === 'funding' ? 'funding' : 'articles')
  const links = (ids: readonly string[], list: typeof topics, name: string) =>
    join(
      list
        .filter(({ id }) => ids.includes(id))
        .map(
          ({ id, label }) => html`<a href="${`${folder}?${new URLSearchParams({ [name]: id })}`}"${langOf('de', entry.lang)}>${label}</a>`,
        ),
      ', ',
    )
  return html`<dl class="tags">
${entry.topics.length > 0 && entry.kind === 'articles' && html`<div><dt>${words.topics}</dt><dd>${links(entry.topics, topics, 'thema')}</dd></div>`}
<div><dt>${words.forWhom}</dt><dd>${entry.audience.length > 0 ? links(entry.audience, audiences, 'fuer') : words.everyone}</dd></div>
</dl>`
}

/** The same entry in the other language, if there is one. */
export function translationOf(entry: Entry, { knowledge }: View): Entry | undefined {
  if (entry.translationOf) return knowledge.entries.get(entry.translationOf as EntryId)
  return entriesOf(knowledge, entry.kind).find((other) => other.translationOf === entry.id) as Entry | undefined
}

/** Facts as a list of terms; rows without a value are left out. */
export function factsOf(rows: readonly { label: string; value: Part }[]): Html {
  return html`<dl class="facts">${rows
    .filter(({ value }) => value !== undefined && value !== '' && value !== false)
    .map(({ label, value }) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>`
}
