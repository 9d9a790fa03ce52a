/** `/wissen?q=…`: what the chat would answer, on a page; below it what else the search finds. */
import type { Lang } from '../../../bot/knowledge/day.ts'
import { pathOf } from '../../../bot/knowledge/references.ts'
import type { Entry } from '../../../bot/knowledge/schema.ts'
import { message } from '../../../bot/messages.ts'
import { search, wordsMeant } from '../../../bot/search/search.ts'
import { type Html, html, type Part } from '../frame/html.ts'
import { type PageContent, searchForm } from '../frame/layout.ts'
import type { IsMeant } from '../frame/marked.ts'
import { type PageWords, pageWords } from '../frame/page-words.ts'
import type { View } from '../frame/view.ts'
import { guideAddress } from '../guides/guide-address.ts'
import { chatPath, langAttribute } from '../parts/onward.ts'
import { teaser } from '../parts/teaser.ts'
import { hitList, kindAndState } from './hits.ts'
import { type InChat, inChat } from './in-chat.ts'
import { cardFacts, replyCards, replyTexts } from './reply-view.ts'

const MAX_HITS = 10
const MAX_WEAK_HITS = 5
const MAX_QUESTION_LENGTH = 300

export function searchPage(asked: string, lang: Lang, view: View): PageContent {
  const utterance = asked.trim().slice(0, MAX_QUESTION_LENGTH)
  const said = inChat(utterance, lang, view)
  const found = search(view.searcher, { utterance, moment: view, lang, limit: MAX_HITS })
  const isMeant = wordsMeant(view.searcher, found.explain())
  const words = pageWords(view.knowledge, lang)
  const { text, line } = words
  const shown = new Set(shownIn(said).map(({ id }) => id))
  const others = found.hits.filter(({ id }) => !shown.has(id)).slice(0, said.kind === 'none' ? MAX_WEAK_HITS : MAX_HITS)
  // Who cries for help, or has typed an account number, is not offered articles.
  const isAlone = said.kind === 'said' && (said.isUnkept || found.decision === 'none')
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
<div class="found" data-decision="${said.kind}"><h2>${text('search.results', { asked: utterance })}</h2>
${answerPart(said, isMeant, words, view)}
</div>
${
  others.length > 0 &&
  !isAlone &&
  html`<h2>${text(said.kind === 'none' ? 'search.weak' : 'search.others')}</h2>${hitList(others, isMeant, lang, view)}`
}
<p class="after-search">${line('search.after', { chat: chatPath(utterance) })}</p>`,
  }
}

/** Entries that the answer already shows. */
function shownIn(said: InChat): Pick<Entry, 'id'>[] {
  if (said.kind === 'clarify') return said.choices
  if (said.kind === 'guide') return [said.guide]
  if (said.kind === 'none') return said.people
  return [...said.reply.citations, ...said.reply.cards]
}

function answerPart(said: InChat, isMeant: IsMeant, words: PageWords, view: View): Part {
  const { lang, text } = words
  const { messages } = view.knowledge
  if (said.kind === 'clarify')
    return html`<p class="empty">${message(messages, lang, 'clarify')}</p>
${hitList(said.choices, isMeant, lang, view)}`
  if (said.kind === 'none')
    return html`<p class="empty">${message(messages, lang, 'none')}</p>
${said.people.length > 0 && html`<h2>${text('search.people')}</h2>${replyCards(said.people, lang, view)}`}`
  if (said.kind === 'guide')
    return bestCard(
      said.guide,
      html`<p>${teaser(said.guide)}</p>
<p class="buttons"><a class="button" href="${guideAddress(said.guide, said.state)}">${text('search.guide')}</a></p>`,
      lang,
      view,
    )
  const { reply } = said
  const entry = said.kind === 'answer' ? said.entry : undefined
  const texts = replyTexts(reply, isMeant, view)
  const own = entry && reply.cards.find(({ id }) => id === entry.id)
  return html`${entry ? bestCard(entry, html`${texts}${own && cardFacts(own, lang, view)}`, lang, view) : html`<div class="card best">${texts}</div>`}
${replyCards(
  reply.cards.filter((card) => card !== own),
  lang,
  view,
)}`
}

function bestCard(entry: Entry, inside: Part, lang: Lang, view: View): Html {
  return html`<div class="card best"${langAttribute(entry.lang, lang)}>${kindAndState(entry, view)}
<h3><a href="${pathOf(entry.id)}">${entry.title}</a></h3>
${inside}</div>`
}
