/** The page for an address where nothing is: it says so, and shows what may have been meant. */
import { pathOf } from '../../bot/knowledge/references.ts'
import { search } from '../../bot/search/search.ts'
import { html } from './frame/html.ts'
import { type PageContent, searchForm } from './frame/layout.ts'
import type { View } from './frame/view.ts'
import { WORDS } from './frame/words.ts'
import { langAttribute } from './parts/onward.ts'

const MAX_SUGGESTIONS = 4

/** `path`: what was asked for; its words are searched. */
export function notFound(path: string, view: View): PageContent {
  const words = path
    .replace(/\.\w+$/, '')
    .split(/[^\p{L}\p{N}]+/u)
    .slice(-8)
    .join(' ')
  const { decision, hits } = search(view.searcher, { utterance: words, moment: view, limit: MAX_SUGGESTIONS })
  const meant = decision === 'none' ? [] : hits.flatMap(({ id }) => view.knowledge.entries.get(id) ?? [])
  return {
    lang: 'de',
    title: 'Seite nicht gefunden',
    description: 'Unter dieser Adresse gibt es keine Seite.',
    path: '/wissen',
    ownSearch: true,
    indexed: false,
    main: html`<h1>Diese Seite gibt es nicht</h1>
<p class="intro">Vielleicht wurde sie umbenannt, oder in der Adresse steckt ein Tippfehler.</p>
${searchForm(WORDS.de, 'page')}
${
  meant.length > 0 &&
  html`<section aria-labelledby="gemeint"><h2 id="gemeint">Meinten Sie …?</h2><ul>${meant.map(
    (entry) => html`<li><a href="${pathOf(entry.id)}"${langAttribute(entry.lang, 'de')}>${entry.title}</a></li>`,
  )}</ul></section>`
}
<p><a href="/wissen">Alle Texte</a>, <a href="/foerderung">Förderung</a>, <a href="/veranstaltungen">Veranstaltungen</a>, <a href="/anlaufstellen">Anlaufstellen</a> oder <a href="/chat">im Chat fragen</a>.</p>`,
  }
}
