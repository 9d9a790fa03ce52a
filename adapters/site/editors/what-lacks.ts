/** What an entry lacks to win a question, and what would happen if the question stood among its examples: tried, not guessed. */
import { type LostQuestion, lostBy, withQuestion } from '../../../bot/impact/with-question.ts'
import type { EntryId } from '../../../bot/knowledge/schema.ts'
import type { Moment } from '../../../bot/moment.ts'
import type { Known } from '../../../bot/ports.ts'
import { buildSearcherSliced, type Explanation, search } from '../../../bot/search/search.ts'
import { type EditorsText, editorsText } from '../../words/editors-text.ts'
import { type Html, html, type Part } from '../frame/html.ts'
import { partsTable, percentOf, wordsTable } from './why-view.ts'

export interface Lacking {
  question: string
  wanted: EntryId
  moment: Moment
  lang: 'de' | 'en'
}

/** `pause` is awaited between the slices of the trial. */
export async function whatLacks({ question, wanted, moment, lang }: Lacking, known: Known, pause: () => Promise<void>): Promise<Html> {
  const { knowledge, searcher } = known
  const text = editorsText(knowledge)
  const { title, file } = knowledge.entries.get(wanted)!
  const found = search(searcher, { utterance: question, moment, lang })
  const head = html`<h3>${text('lacks.heading', { title })}</h3>`
  if (found.hits[0]?.id === wanted && found.decision === 'answer') return html`${head}<p role="status">${text('lacks.wins')}</p>`
  const explanation = found.explain(wanted)
  const changed = withQuestion(knowledge, wanted, question)
  const after = await buildSearcherSliced(changed, searcher, pause)
  const then = search(after, { utterance: question, moment, lang, limit: 1 })
  const isWon = then.hits[0]?.id === wanted && then.decision === 'answer'
  const before = found.hits[0]?.id
  const lost = before === undefined || before === wanted ? [] : lostBy(before, knowledge, searcher, after, moment)
  return html`${head}
${reasons(explanation, text)}
<p role="status">${isWon ? text('lacks.would-win', { percent: percentOf(then.hits[0]!.score) }) : text('lacks.would-not-win')}
${lost.length === 0 ? text('lacks.nothing-lost') : text('lacks.lost', { count: lost.length })}</p>
${lostList(lost, known, text)}
${isWon && html`<p>${text('lacks.how', { file })}</p><pre><code>  - ${JSON.stringify(question)}</code></pre>`}
${wordsTable(explanation, text)}
${partsTable(explanation, text)}`
}

/** In sentences: its missing words, and by what the winner is ahead most. */
function reasons({ best, second, words }: Explanation, text: EditorsText): Part {
  if (!best || !second) return html`<p>${text('lacks.no-word')}</p>`
  const missing = words.filter(({ met, inSecond }) => met.length > 0 && !inSecond).map(({ word }) => text('quoted', { text: word }))
  const unknown = words.filter(({ met }) => met.length === 0).map(({ word }) => text('quoted', { text: word }))
  const ahead = (Object.keys(best.parts) as (keyof typeof best.parts)[])
    .map((name) => ({ name, by: best.parts[name] - second.parts[name] }))
    .sort((a, b) => b.by - a.by)[0]!
  return html`<ul>
${missing.length > 0 && html`<li>${text('lacks.words', { words: missing.join(', ') })}</li>`}
${unknown.length > 0 && html`<li>${text('lacks.unknown-words', { words: unknown.join(', ') })}</li>`}
${ahead.by > 0 && best.id !== second.id && html`<li>${text('lacks.behind', { winner: best.title, what: text(`why.part.${ahead.name}`) })}</li>`}
</ul>`
}

function lostList(lost: readonly LostQuestion[], { knowledge }: Known, text: EditorsText): Part {
  if (lost.length === 0) return false
  return html`<ul>${lost.map(({ question, after }) => html`<li>${text('quoted', { text: question })} → ${after ? knowledge.entries.get(after)!.title : '–'}</li>`)}</ul>`
}
