/** The page for an address where nothing is: it says so, and shows what may have been meant. */
import { pathOf } from '../../bot/knowledge/references.ts'
import { search } from '../../bot/search/search.ts'
import { html } from './frame/html.ts'
import { type PageContent, searchForm } from './frame/layout.ts'
import { pageWords } from './frame/page-words.ts'
import type { View } from './frame/view.ts'
import { langAttribute } from './parts/onward.ts'

const MAX_SUGGESTIONS = 4

/** `path`: what was asked for; its words are searched. */
export function notFound(path: string, view: View): PageContent {
  const asked = path
    .replace(/\.\w+$/, '')
    .split(/[^\p{L}\p{N}]+/u)
    .slice(-8)
    .join(' ')
  const { decision, hits } = search(view.searcher, { utterance: asked, moment: view, limit: MAX_SUGGESTIONS })
  const meant = decision === 'none' ? [] : hits.flatMap(({ id }) => view.knowledge.entries.get(id) ?? [])
  const words = pageWords(view.knowledge, 'de')
  const { lang, text, line } = words
  return {
    lang,
    title: text('missing.title'),
    description: text('missing.description'),
    path: '/wissen',
    ownSearch: true,
    indexed: false,
    main: html`<h1>${text('missing.heading')}</h1>
<p class="intro">${line('missing.intro')}</p>
${searchForm(words, 'page')}
${
  meant.length > 0 &&
  html`<section aria-labelledby="gemeint"><h2 id="gemeint">${text('missing.meant')}</h2><ul>${meant.map(
    (entry) => html`<li><a href="${pathOf(entry.id)}"${langAttribute(entry.lang, lang)}>${entry.title}</a></li>`,
  )}</ul></section>`
}
<p>${line('missing.ways')}</p>`,
  }
}
