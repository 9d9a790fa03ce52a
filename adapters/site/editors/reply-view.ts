/** A reply of the bot as an editor sees it: texts, cards, where it comes from, and what can be pressed. */
import type { Knowledge } from '../../../bot/knowledge/knowledge.ts'
import type { Card, Reply } from '../../../bot/reply.ts'
import type { EditorsText } from '../../words/editors-text.ts'
import { type Html, html } from '../frame/html.ts'
import { renderMarkdown } from '../frame/markdown.ts'

/** `asked`: what the visitor said before it. */
export function replyView(reply: Reply, knowledge: Knowledge, text: EditorsText): Html {
  const { texts, cards, targets, citations, suggestions, profile } = reply
  return html`<div class="reply">
${texts.map((said) => html`<div class="bubble">${renderMarkdown(said, knowledge, reply.lang)}</div>`)}
${cards.map((card) => cardView(card, knowledge, reply.lang))}
${targets.length > 0 && html`<ul>${targets.map(({ title, href }) => html`<li>${title}: <code>${href}</code></li>`)}</ul>`}
${profile && html`<p class="quiet">${profile.text}</p>`}
${citations.map(({ title, id }) => html`<p class="quiet">${text('reply.source')} ${title} (<code>${id}</code>)</p>`)}
${suggestions.length > 0 && html`<p class="pressed"><span class="only-heard">${text('reply.buttons')} </span>${suggestions.map(({ label }) => html`<span class="chip">${label}</span> `)}</p>`}
</div>`
}

function cardView({ title, subtitle, text: body, facts, targets }: Card, knowledge: Knowledge, lang: Reply['lang']): Html {
  return html`<div class="card"><p><strong>${title}</strong>${subtitle && html`<br>${subtitle}`}</p>
${body && renderMarkdown(body, knowledge, lang)}
${facts.length > 0 && html`<dl>${facts.map(({ label, value }) => html`<dt>${label}</dt><dd>${value}</dd>`)}</dl>`}
${targets.length > 0 && html`<ul>${targets.map(({ title, href }) => html`<li>${title}: <code>${href}</code></li>`)}</ul>`}</div>`
}
