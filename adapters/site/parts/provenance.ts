/** Where an entry comes from: the day of its last check, and its sources. */
import { isDay, type Lang, sayMonth, writeDay } from '../../../bot/knowledge/day.ts'
import type { Entry } from '../../../bot/knowledge/schema.ts'
import { isOverdue } from '../../../bot/knowledge/validity.ts'
import { message } from '../../../bot/messages.ts'
import { type Html, html } from '../frame/html.ts'
import { externalLink } from '../frame/markdown.ts'
import { pageWords } from '../frame/page-words.ts'
import type { View } from '../frame/view.ts'

/** "Geprüft am …" and the sources. */
export function provenanceOf(entry: Entry, view: View): Html {
  const { text } = pageWords(view.knowledge, entry.lang)
  const texts = view.knowledge.messages
  const checked = entry.checked
    ? message(texts, entry.lang, isOverdue(entry, view) ? 'checked.overdue' : 'checked', { day: writeDay(entry.checked, entry.lang) })
    : message(texts, entry.lang, 'checked.never')
  return html`<footer class="provenance">
<p>${checked}${entry.checkedBy && ` ${text('entry.checked-by', { who: entry.checkedBy })}`}</p>
${
  entry.source.length > 0 &&
  html`<h2>${text('entry.sources')}</h2>
<ul>${entry.source.map(
    ({ name, url, date }) =>
      html`<li>${url ? externalLink(url, name, { knowledge: view.knowledge, lang: entry.lang }) : name}${date && html` <span class="quiet">(${text('entry.as-of', { day: dateWords(date, entry.lang) })})</span>`}</li>`,
  )}</ul>`
}
</footer>`
}

/** A source's date as people write it; editors may have written only a year, or "o. J.". */
function dateWords(date: string, lang: Lang): string {
  if (isDay(date)) return writeDay(date, lang)
  return isDay(`${date}-01`) ? sayMonth(date, lang) : date
}
