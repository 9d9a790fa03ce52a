/** Where an entry comes from: the day of its last check or of its facts, and its sources. */
import { provenance } from '../../../bot/answers/common.ts'
import { writeAsOf } from '../../../bot/knowledge/day.ts'
import type { Entry } from '../../../bot/knowledge/schema.ts'
import { type Html, html } from '../frame/html.ts'
import { externalLink } from '../frame/markdown.ts'
import { pageWords } from '../frame/page-words.ts'
import type { View } from '../frame/view.ts'

/** "Geprüft am …" or "Stand: …", and the sources. */
export function provenanceOf(entry: Entry, view: View): Html {
  const { text } = pageWords(view.knowledge, entry.lang)
  return html`<footer class="provenance">
<p>${provenance(entry, view, entry.lang)}${entry.checkedBy && ` ${text('entry.checked-by', { who: entry.checkedBy })}`}</p>
${
  entry.source.length > 0 &&
  html`<h2>${text('entry.sources')}</h2>
<ul>${entry.source.map(
    ({ name, url, date }) =>
      html`<li>${url ? externalLink(url, name, { knowledge: view.knowledge, lang: entry.lang }) : name}${date && html` <span class="quiet">(${text('entry.as-of', { day: writeAsOf(date, entry.lang) })})</span>`}</li>`,
  )}</ul>`
}
</footer>`
}
