/** What the chat says, as part of a page: its texts with the asked words marked, and its cards. */
import type { Lang } from '../../../bot/knowledge/day.ts'
import { pathOf } from '../../../bot/knowledge/references.ts'
import type { Card, Reply } from '../../../bot/reply.ts'
import { type Html, html, type Part } from '../frame/html.ts'
import { renderMarkdown } from '../frame/markdown.ts'
import { type IsMeant, markedMarkup } from '../frame/marked.ts'
import type { View } from '../frame/view.ts'
import { factList } from '../parts/facts.ts'
import { wayButton } from '../parts/ways.ts'

export function replyTexts({ texts, lang }: Reply, isMeant: IsMeant, { knowledge }: View): Html {
  return html`<div class="said">${texts.map((text) => markedMarkup(renderMarkdown(text, knowledge, lang), isMeant))}</div>`
}

/** Events, contacts and programmes with their facts and the ways to act. */
export function replyCards(cards: readonly Card[], lang: Lang, view: View): Part {
  if (cards.length === 0) return undefined
  return html`<ul class="cards cards--wide">${cards.map(
    (card) => html`<li class="card"><h3><a href="${pathOf(card.id)}">${card.title}</a></h3>
${card.subtitle && html`<p>${card.subtitle}</p>`}
${cardFacts(card, lang, view)}</li>`,
  )}</ul>`
}

/** What a card says besides its title. */
export function cardFacts({ id, facts, targets }: Card, lang: Lang, view: View): Html {
  const entry = view.knowledge.entries.get(id)
  const ways = targets.filter(({ kind }) => kind !== 'page')
  return html`${factList(facts)}
${ways.length > 0 && html`<p class="buttons">${ways.map((way) => html`${wayButton(way, entry, view, lang)} `)}</p>`}`
}
