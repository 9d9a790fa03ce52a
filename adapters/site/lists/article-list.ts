/** `/wissen`: all articles by topic, or those of one topic or for one audience; English ones at the end. */
import { openExamples } from '../../../bot/knowledge/examples.ts'
import { entriesOf } from '../../../bot/knowledge/knowledge.ts'
import { pathOf } from '../../../bot/knowledge/references.ts'
import type { Article } from '../../../bot/knowledge/schema.ts'
import { isOpen } from '../../../bot/knowledge/validity.ts'
import { type Html, html } from '../frame/html.ts'
import { type PageContent, searchForm } from '../frame/layout.ts'
import { pageWords } from '../frame/page-words.ts'
import type { View } from '../frame/view.ts'
import { teaser } from '../parts/teaser.ts'
import { chosen, filterForm } from './filters.ts'

/** Articles whose first topic is in no list. */
const HOMELESS = 'weiteres'

export function articleList(query: URLSearchParams, view: View): PageContent {
  const { knowledge } = view
  const words = pageWords(knowledge, 'de')
  const { lang, text, line } = words
  const { topics, audiences } = knowledge.vocabulary
  const topic = chosen(query, 'thema', topics)
  const audience = chosen(query, 'fuer', audiences)
  const articles = entriesOf(knowledge, 'articles')
    .filter((article) => isOpen(article, view))
    .filter((article) => topic === undefined || article.topics.includes(topic))
    .filter((article) => audience === undefined || article.audience.length === 0 || article.audience.includes(audience))
    .sort((a, b) => a.title.localeCompare(b.title, 'de'))
  const german = articles.filter(({ lang }) => lang === 'de')
  const english = articles.filter(({ lang }) => lang === 'en')
  const known = topics.map((item) => ({ ...item, articles: german.filter((article) => mainTopic(article) === item.id) }))
  const homeless = german.filter((article) => !topics.some(({ id }) => id === mainTopic(article)))
  const shown = [...known, { id: HOMELESS, label: text('articles.others'), articles: homeless }].filter(
    (group) => group.articles.length > 0,
  )
  const heading =
    topic === undefined ? text('articles.title') : text('articles.title.topic', { topic: topics.find(({ id }) => id === topic)!.label })

  return {
    lang,
    title: heading,
    description: text('articles.description'),
    path: '/wissen',
    kind: 'articles',
    ownSearch: true,
    indexed: query.size === 0,
    main: html`<h1>${heading}</h1>
<p class="intro">${line('articles.intro')}</p>
${searchForm(words, 'page')}
${openExamples(knowledge, view, 'de').length > 0 && html`<p>${line('articles.examples')}</p>`}
${filterForm(
  '/wissen',
  [
    { name: 'thema', label: text('filter.topic'), all: text('filter.topic.all'), options: topics, chosen: topic },
    { name: 'fuer', label: text('filter.audience'), all: text('filter.audience.all'), options: audiences, chosen: audience },
  ],
  words,
)}
${articles.length === 0 && html`<p class="empty">${line('articles.empty')}</p>`}
${topic === undefined ? html`<div class="index">${shown.map((group) => indexSection(group, audience))}</div>` : articleItems(german, 'h2')}
${english.length > 0 && html`<section lang="en" aria-labelledby="english"><h2 id="english">${text('articles.english')}</h2>${articleItems(english, 'h3')}</section>`}`,
  }
}

/** An article stands once in the whole list: under the topic its editors named first. */
function mainTopic(article: Article): string | undefined {
  return article.topics[0]
}

/** A topic with its articles; its heading leads to all that touch the topic. */
function indexSection({ id, label, articles }: { id: string; label: string; articles: Article[] }, audience: string | undefined): Html {
  const query = new URLSearchParams({ thema: id, ...(audience !== undefined && { fuer: audience }) })
  return html`<section aria-labelledby="thema-${id}"><h2 id="thema-${id}">${id === HOMELESS ? label : html`<a href="${`/wissen?${query}`}">${label}</a>`}</h2>
<ul>${articles.map((article) => html`<li><a href="${pathOf(article.id)}">${article.title}</a></li>`)}</ul></section>`
}

function articleItems(articles: readonly Article[], heading: 'h2' | 'h3'): Html {
  return html`<ul class="cards">${articles.map(
    (article) =>
      html`<li class="card"><${heading}><a href="${pathOf(article.id)}">${article.title}</a></${heading}><p>${teaser(article)}</p></li>`,
  )}</ul>`
}
