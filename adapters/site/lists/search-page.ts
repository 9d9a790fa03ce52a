/** `/wissen?q=…`: what the bot's own search finds, best first; where it is not sure it says so. */
import { pathOf } from '../../../bot/knowledge/references.ts'
import type { Entry } from '../../../bot/knowledge/schema.ts'
import { statusOn } from '../../../bot/knowledge/validity.ts'
import { message } from '../../../bot/messages.ts'
import { type Hit, search } from '../../../bot/search/search.ts'
import { type Html, html, type Part } from '../frame/html.ts'
import { type PageContent, searchForm } from '../frame/layout.ts'
import { pageWords } from '../frame/page-words.ts'
import type { View } from '../frame/view.ts'
import { badge, standingOf } from '../parts/funding-state.ts'
import { chatPath, langAttribute } from '../parts/onward.ts'
import { teaser } from '../parts/teaser.ts'

const MAX_HITS = 10
const MAX_WEAK_HITS = 5
const MAX_QUESTION_LENGTH = 300

export function searchPage(asked: string, view: View): PageContent {
  const utterance = asked.trim().slice(0, MAX_QUESTION_LENGTH)
  const { decision, hits } = search(view.searcher, { utterance, moment: view, limit: MAX_HITS })
  const [best, ...others] = hits
  const sure = decision === 'answer' && best !== undefined
  const { messages } = view.knowledge
  const words = pageWords(view.knowledge, 'de')
  const { lang, text, line } = words

  return {
    lang,
    title: text('search.title.asked', { asked: utterance }),
    description: text('search.description'),
    path: '/wissen',
    kind: 'articles',
    ownSearch: true,
    indexed: false,
    main: html`<h1>${text('search.title')}</h1>
${searchForm(words, 'page', utterance)}
<h2>${text('search.results', { asked: utterance })}</h2>
${
  decision === 'none'
    ? html`<p class="empty">${message(messages, lang, 'none')}</p>
${hits.length > 0 && html`<h2>${text('search.weak')}</h2>${hitItems(hits.slice(0, MAX_WEAK_HITS), view)}`}`
    : sure
      ? html`${hitItems([best], view, 'best')}${others.length > 0 && html`<h2>${text('search.others')}</h2>${hitItems(others, view)}`}`
      : hitItems(hits, view)
}
<p class="after-search">${line('search.after', { chat: chatPath(utterance) })}</p>`,
  }
}

function hitItems(hits: readonly Hit[], view: View, look?: 'best'): Html {
  return html`<ol class="hits${look && ' hits--best'}">${hits.map((hit) => {
    const entry = view.knowledge.entries.get(hit.id)
    return entry && hitItem(entry, hit, view)
  })}</ol>`
}

/** The headed part that met the question best is linked itself. */
function hitItem(entry: Entry, hit: Hit, view: View): Html {
  const passage = entry.passages.find(({ id, heading }) => id === hit.passage && heading !== '')
  const path = pathOf(entry.id)
  return html`<li class="card"${langAttribute(entry.lang, 'de')}><p class="card-top"><span class="kind">${pageWords(view.knowledge, entry.lang).text(`kind.${entry.kind}`)}</span> ${stateOf(entry, view)}</p>
<h3><a href="${path}">${entry.title}</a></h3>
<p>${teaser(entry)}</p>
${passage && html`<p><a href="${path}#${passage.id.slice(passage.id.indexOf('#') + 1)}">${passage.heading}</a></p>`}
</li>`
}

/** What a visitor should know before they follow a link to it. */
function stateOf(entry: Entry, view: View): Part {
  if (entry.kind === 'funding') return badge(entry, standingOf(entry, view), view.knowledge)
  return statusOn(entry, view) === 'over' && html`<span class="badge">${pageWords(view.knowledge, entry.lang).text('status.over')}</span>`
}
