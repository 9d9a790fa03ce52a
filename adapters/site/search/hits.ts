/** Entries that were found, as a list: each with what it says of what was asked, and the asked words marked. */
import type { Lang } from '../../../bot/knowledge/day.ts'
import { pathOf } from '../../../bot/knowledge/references.ts'
import type { Entry, Passage } from '../../../bot/knowledge/schema.ts'
import { statusOn } from '../../../bot/knowledge/validity.ts'
import type { Hit } from '../../../bot/search/search.ts'
import { type Html, html, type Part } from '../frame/html.ts'
import { countMeant, type IsMeant, markedText } from '../frame/marked.ts'
import { pageWords } from '../frame/page-words.ts'
import type { View } from '../frame/view.ts'
import { badge, standingOf } from '../parts/funding-state.ts'
import { langAttribute } from '../parts/onward.ts'
import { teaser } from '../parts/teaser.ts'

const MAX_EXCERPT_CHARS = 260
/** A sentence ends at a mark, a blank and a capital, so that "10. Dezember" and "z. B." stay whole. */
const SENTENCE_END = /(?<=\p{L}{3}[.!?])\s+(?=\p{Lu})|\n+/u

/** What a list is made from: the hit of a search, or an entry alone. */
export type Listed = Pick<Hit, 'id'> & Partial<Pick<Hit, 'passage'>>

export function hitList(hits: readonly Listed[], isMeant: IsMeant, lang: Lang, view: View): Html {
  return html`<ol class="hits">${hits.map((hit) => {
    const entry = view.knowledge.entries.get(hit.id)
    return entry && hitItem(entry, hit, isMeant, lang, view)
  })}</ol>`
}

/** The headed part that met the question best is linked itself. */
function hitItem(entry: Entry, { passage: id }: Listed, isMeant: IsMeant, lang: Lang, view: View): Html {
  const passage = entry.passages.find((one) => one.id === id && one.heading !== '')
  return html`<li class="card"${langAttribute(entry.lang, lang)}>${kindAndState(entry, view)}
<h3><a href="${pathOf(entry.id)}">${markedText(entry.title, isMeant)}</a></h3>
<p>${markedText(excerpt(entry, passage, isMeant), isMeant)}</p>
${passage && html`<p><a href="${`${pathOf(entry.id)}#${passage.id.slice(passage.id.indexOf('#') + 1)}`}">${markedText(passage.heading, isMeant)}</a></p>`}
</li>`
}

/** Its kind, and what a visitor should know before they follow a link to it. */
export function kindAndState(entry: Entry, view: View): Html {
  const { text } = pageWords(view.knowledge, entry.lang)
  return html`<p class="card-top"><span class="kind">${text(`kind.${entry.kind}`)}</span> ${stateOf(entry, view)}</p>`
}

function stateOf(entry: Entry, view: View): Part {
  if (entry.kind === 'funding') return badge(entry, standingOf(entry, view), view.knowledge)
  return statusOn(entry, view) === 'over' && html`<span class="badge">${pageWords(view.knowledge, entry.lang).text('status.over')}</span>`
}

/** The sentence that holds most of the asked words, in the passage that was met, else anywhere in the entry; else its first. */
function excerpt(entry: Entry, passage: Passage | undefined, isMeant: IsMeant): string {
  const texts = passage ? [passage] : entry.passages
  let best = { text: '', count: 0 }
  for (const { plain } of texts)
    for (const text of plain.split(SENTENCE_END)) {
      const count = countMeant(text, isMeant)
      if (count > best.count) best = { text, count }
    }
  if (best.count === 0) return teaser(entry)
  if (best.text.length <= MAX_EXCERPT_CHARS) return best.text
  const cut = best.text.slice(0, MAX_EXCERPT_CHARS)
  return `${cut.slice(0, cut.lastIndexOf(' '))} …`
}
