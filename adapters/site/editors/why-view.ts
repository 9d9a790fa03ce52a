/** Why an entry won: its words, what each ingredient gave it, and what the next one had. */
import type { Explanation } from '../../../bot/search/search.ts'
import type { EditorsText } from '../../words/editors-text.ts'
import { type Html, html, type Part } from '../frame/html.ts'

export function whyView(explanation: Explanation, text: EditorsText): Html {
  const { best, second, decision } = explanation
  if (!best) return html`<p>${text(`why.decision.${decision}`)} ${text('why.nothing')}</p>`
  return html`<p>${text(`why.decision.${decision}`)} ${text('why.best', { title: best.title, percent: percentOf(best.score) })}
${best.example && text('why.example', { example: best.example.text, percent: percentOf(best.example.cosine) })}
${best.passage && text('why.passage', { passage: best.passage })}</p>
${wordsTable(explanation, text)}
${partsTable(explanation, text)}
${second && html`<p>${text('why.second', { title: second.title, id: second.id, percent: percentOf(second.score) })}</p>`}`
}

/** Each word of the question: how it was met, and who has it. */
export function wordsTable({ words, second }: Explanation, text: EditorsText): Part {
  if (words.length === 0) return false
  return table(
    text('why.words'),
    [text('why.word'), text('why.met'), text('why.in-best'), ...(second ? [text('why.in-second')] : [])],
    words.map(({ word, met, inBest, inSecond }) => [
      text('quoted', { text: word }),
      met.length === 0 ? text('why.met.none') : [...new Set(met.map(({ via }) => text(`why.via.${via}`)))].join(', '),
      text(inBest ? 'yes' : 'no'),
      ...(second ? [text(inSecond ? 'yes' : 'no')] : []),
    ]),
  )
}

/** What each ingredient gave, as shares of the best that the question could score. */
export function partsTable({ best, second }: Explanation, text: EditorsText): Part {
  if (!best) return false
  const names = Object.keys(best.parts) as (keyof typeof best.parts)[]
  const shown = names.filter((name) => Math.max(Math.abs(best.parts[name]), Math.abs(second?.parts[name] ?? 0)) >= 0.005)
  const number = (value: number) => value.toLocaleString('de-DE', { minimumFractionDigits: 2, maximumFractionDigits: 2 })
  return table(
    text('why.points'),
    [text('why.ingredient'), best.title, ...(second ? [second.title] : [])],
    [
      ...shown.map((name) => [text(`why.part.${name}`), number(best.parts[name]), ...(second ? [number(second.parts[name])] : [])]),
      [text('why.sum'), number(best.share), ...(second ? [number(second.share)] : [])],
    ],
  )
}

/** A share as people read it: "97 %". */
export const percentOf = (share: number): string => `${Math.round(100 * share)} %`

/** A table that scrolls by itself where it is too wide; the first cell of a row names it. */
export function table(caption: string, heads: readonly Part[], rows: readonly (readonly Part[])[]): Html {
  return html`<div class="scroll" role="group" tabindex="0" aria-label="${caption}"><table><caption>${caption}</caption>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows.map(
    ([name, ...cells]) => html`<tr><th scope="row">${name}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>
`,
  )}</tbody></table></div>`
}
