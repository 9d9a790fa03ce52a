/** `/praxisbeispiele`: who has done it already, by topic and audience. */
import { type ExampleArticle, openExamples } from '../../../bot/knowledge/examples.ts'
import { pathOf } from '../../../bot/knowledge/references.ts'
import { type Html, html } from '../frame/html.ts'
import type { PageContent } from '../frame/layout.ts'
import { pageWords } from '../frame/page-words.ts'
import type { View } from '../frame/view.ts'
import { EXAMPLES_PATH, exampleFactList } from '../parts/examples.ts'
import { langAttribute } from '../parts/onward.ts'
import { chosen, filterForm } from './filters.ts'

/** Fewer are read at a glance. */
const MIN_FILTERED = 6

export function exampleList(query: URLSearchParams, view: View): PageContent {
  const all = openExamples(view.knowledge, view)
  const words = pageWords(view.knowledge, 'de')
  const { lang, text, line } = words
  const { topics, audiences } = view.knowledge.vocabulary
  const topic = chosen(query, 'thema', topics)
  const audience = chosen(query, 'fuer', audiences)
  const shown = all
    .filter((entry) => topic === undefined || entry.topics.includes(topic))
    .filter((entry) => audience === undefined || entry.audience.length === 0 || entry.audience.includes(audience))
  const filters = [
    { name: 'thema', label: text('filter.topic'), all: text('filter.topic.all'), options: topics, chosen: topic },
    { name: 'fuer', label: text('filter.audience'), all: text('filter.audience.all'), options: audiences, chosen: audience },
  ]
  return {
    lang,
    title: text('examples.title'),
    description: text('examples.description'),
    path: EXAMPLES_PATH,
    kind: 'articles',
    indexed: query.size === 0,
    jsonLd: [listData(shown, view)],
    main: html`<h1>${text('examples.title')}</h1>
<p class="intro">${line('examples.intro')}</p>
${all.length >= MIN_FILTERED && filterForm(EXAMPLES_PATH, filters, words)}
${shown.length === 0 && html`<p class="empty">${line('examples.empty')}</p>`}
<ul class="cards cards--wide">${shown.map((entry) => card(entry, view))}</ul>`,
  }
}

function card(entry: ExampleArticle, view: View): Html {
  return html`<li class="card"${langAttribute(entry.lang, 'de')}><h2><a href="${pathOf(entry.id)}">${entry.title}</a></h2>
${exampleFactList(entry, view)}</li>`
}

function listData(examples: readonly ExampleArticle[], { publicUrl }: View): object {
  return {
    '@type': 'ItemList',
    itemListElement: examples.map(({ id, title }, i) => ({
      '@type': 'ListItem',
      position: i + 1,
      name: title,
      url: publicUrl + pathOf(id),
    })),
  }
}
