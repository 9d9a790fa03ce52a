/** `/praxisbeispiele`: who has done it already, by topic and audience; what is told in English, too, at the end. */
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
  const all = openExamples(view.knowledge, view, 'de')
  const words = pageWords(view.knowledge, 'de')
  const { lang, text, line } = words
  const { topics, audiences } = view.knowledge.vocabulary
  const topic = chosen(query, 'thema', topics)
  const audience = chosen(query, 'fuer', audiences)
  const isWanted = (entry: ExampleArticle) =>
    (topic === undefined || entry.topics.includes(topic)) &&
    (audience === undefined || entry.audience.length === 0 || entry.audience.includes(audience))
  const shown = all.filter(isWanted)
  const english = openExamples(view.knowledge, view, 'en').filter((entry) => entry.lang === 'en' && !all.includes(entry) && isWanted(entry))
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
<ul class="cards cards--wide">${shown.map((entry) => card(entry, 'h2', view))}</ul>
${
  english.length > 0 &&
  html`<section lang="en" aria-labelledby="english"><h2 id="english">${text('articles.english')}</h2>
<ul class="cards cards--wide">${english.map((entry) => card(entry, 'h3', view))}</ul></section>`
}`,
  }
}

function card(entry: ExampleArticle, heading: 'h2' | 'h3', view: View): Html {
  return html`<li class="card"${langAttribute(entry.lang, heading === 'h2' ? 'de' : 'en')}><${heading}><a href="${pathOf(entry.id)}">${entry.title}</a></${heading}>
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
