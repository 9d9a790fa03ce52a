/**
 * What the pages of all kinds of entries share: the way here, the true state, the text.
 * Ids of our own begin with `_`, which no heading's anchor does.
 */
import { statusText } from '../../../bot/answers/common.ts'
import { entriesOf } from '../../../bot/knowledge/knowledge.ts'
import type { Entry, EntryId } from '../../../bot/knowledge/schema.ts'
import { message } from '../../../bot/messages.ts'
import { type Html, html, join, type Part } from '../frame/html.ts'
import { folderOf } from '../frame/layout.ts'
import { renderLine, renderMarkdown } from '../frame/markdown.ts'
import { pageWords } from '../frame/page-words.ts'
import { answerContext, type View } from '../frame/view.ts'
import { langAttribute } from './onward.ts'

/** A long text gets a list of its headings from this many on. */
const MIN_HEADINGS = 3

export function crumbs(entry: Entry, { knowledge }: View): Html {
  const { text } = pageWords(knowledge, entry.lang)
  return html`<nav class="crumbs" aria-label="${text('frame.here')}"><ol>
<li><a href="${folderOf(entry.kind)}">${text(`part.${entry.kind}`)}</a></li>
<li aria-current="page">${entry.title}</li>
</ol></nav>`
}

/** What is true of an entry that is not open, and what is not confirmed of a date. */
export function notices(entry: Entry, view: View): Part {
  const status =
    entry.kind === 'events' && entry.cancelled
      ? message(view.knowledge.messages, entry.lang, 'event.cancelled', { title: entry.title })
      : statusText(entry, answerContext(view, entry.lang))
  return [
    status !== '' && html`<div class="notice notice--status"><p>${renderLine(status, view.knowledge, entry.lang)}</p></div>`,
    entry.kind === 'events' &&
      entry.tentative &&
      html`<div class="notice"><p><strong>${pageWords(view.knowledge, entry.lang).text('entry.tentative')}:</strong> ${renderLine(entry.tentative, view.knowledge, entry.lang)}</p></div>`,
  ]
}

/** The part of the text before any heading: the short answer, and what belongs to it. */
export function leadOf(entry: Entry, { knowledge }: View): Part {
  const [first] = entry.passages
  return first?.heading === '' && html`<div class="lead">${renderMarkdown(first.markdown, knowledge, entry.lang)}</div>`
}

/** The easier answer, where there is one: folded, so that those who need it find it and others read on. */
export function easierOf(entry: Entry, { knowledge }: View): Part {
  if (entry.easy === undefined) return undefined
  const lines = entry.easy.split('\n').filter((line) => line.trim() !== '')
  return html`<details class="easier"><summary>${pageWords(knowledge, entry.lang).text('entry.easier')}</summary>
${lines.map((line) => html`<p>${renderLine(line, knowledge, entry.lang)}</p>`)}</details>`
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
export function contentsOf(entry: Entry, { knowledge }: View): Part {
  const headed = headedOf(entry)
  if (headed.length < MIN_HEADINGS) return undefined
  return html`<nav class="contents" aria-labelledby="_auf-dieser-seite"><h2 id="_auf-dieser-seite">${pageWords(knowledge, entry.lang).text('entry.on-this-page')}</h2><ul>
${headed.map(({ id, heading }) => html`<li><a href="#${anchorOf(id)}">${heading}</a></li>`)}
</ul></nav>`
}

const headedOf = (entry: Entry) => entry.passages.filter(({ heading }) => heading !== '')

function anchorOf(passageId: string): string {
  return passageId.slice(passageId.indexOf('#') + 1)
}

/** Topics and audiences as links to the lists that are filtered by them. */
export function tags(entry: Entry, { knowledge }: View): Part {
  const { text } = pageWords(knowledge, entry.lang)
  const { topics, audiences } = knowledge.vocabulary
  const folder = folderOf(entry.kind === 'funding' ? 'funding' : 'articles')
  const links = (ids: readonly string[], list: typeof topics, name: string) =>
    join(
      list
        .filter(({ id }) => ids.includes(id))
        .map(
          ({ id, label }) =>
            html`<a href="${`${folder}?${new URLSearchParams({ [name]: id })}`}"${langAttribute('de', entry.lang)}>${label}</a>`,
        ),
      ', ',
    )
  return html`<dl class="tags">
${entry.topics.length > 0 && entry.kind === 'articles' && html`<div><dt>${text('entry.topics')}</dt><dd>${links(entry.topics, topics, 'thema')}</dd></div>`}
<div><dt>${text('entry.for-whom')}</dt><dd>${entry.audience.length > 0 ? links(entry.audience, audiences, 'fuer') : text('entry.everyone')}</dd></div>
</dl>`
}

/** The same entry in the other language, if there is one. */
export function translationOf(entry: Entry, { knowledge }: View): Entry | undefined {
  if (entry.translationOf) return knowledge.entries.get(entry.translationOf as EntryId)
  return entriesOf(knowledge, entry.kind).find((other) => other.translationOf === entry.id) as Entry | undefined
}
