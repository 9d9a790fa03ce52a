/** `/daten`: the funding programmes as files, what stands in them, and under which licence. */
import { entriesOf } from '../../../bot/knowledge/knowledge.ts'
import { statusOn } from '../../../bot/knowledge/validity.ts'
import { FUNDING_COLUMNS, programmeData, programmeTable } from '../../records/funding-data.ts'
import { fundingData } from '../entries/json-ld.ts'
import { html, join } from '../frame/html.ts'
import type { PageContent } from '../frame/layout.ts'
import { pageWords } from '../frame/page-words.ts'
import type { View } from '../frame/view.ts'
import { CATALOGUE_PATH, catalogue, datasetMarkup, FILES } from './catalogue.ts'

export function dataPage(view: View): PageContent {
  const words = pageWords(view.knowledge, 'de')
  const { text, line } = words
  const { licence } = view.knowledge.area
  const count = entriesOf(view.knowledge, 'funding').length
  return {
    lang: 'de',
    title: text('data.title'),
    description: text('data.description'),
    path: '/daten',
    jsonLd: [datasetMarkup(view)],
    main: html`<h1>${text('data.title')}</h1>
<p class="intro">${line('data.intro', { count })}</p>
<section aria-labelledby="dateien"><h2 id="dateien">${text('data.files')}</h2>
<ul>${FILES.map(({ path, name }) => html`<li><a href="${path}">${name}</a></li>`)}
<li><a href="${CATALOGUE_PATH}">${text('data.dcat')}</a></li></ul>
<p>${licence ? line('data.licence', { licence: html`<a href="${licence.url}" rel="license noopener noreferrer">${licence.name}</a>` }) : line('data.licence.none')}</p>
</section>
<section aria-labelledby="angaben"><h2 id="angaben">${text('data.columns')}</h2>
<p>${line('data.columns.text')}</p>
<p>${join(
      FUNDING_COLUMNS.map((name) => html`<code>${name}</code>`),
      ', ',
    )}</p>
</section>
<p>${line('data.more')}</p>`,
  }
}

/** The file at a path of `FILES`, or the catalogue. */
export function dataFile(path: string, view: View): string {
  const { knowledge, searcher, publicUrl, now, today, clock } = view
  if (path === CATALOGUE_PATH) return JSON.stringify(catalogue(view), undefined, 1)
  if (path.endsWith('.jsonld')) {
    const things = entriesOf(knowledge, 'funding').map((entry) => fundingData(entry, view, statusOn(entry, view) === 'over'))
    return JSON.stringify({ '@context': 'https://schema.org', '@graph': things })
  }
  const programmes = programmeData({ known: { knowledge, searcher }, publicUrl, now, today, clock })
  if (path.endsWith('.csv')) return programmeTable(programmes)
  const { licence } = knowledge.area
  const { text } = pageWords(knowledge, 'de')
  return JSON.stringify({ title: text('data.title'), source: `${publicUrl}/daten`, day: today, ...(licence && { licence }), programmes })
}
