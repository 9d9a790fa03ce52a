/** The answers given so far, in words, each with the way to change it. */
import { reopen } from '../../../bot/guides/replay/moves.ts'
import { replay } from '../../../bot/guides/replay/replay.ts'
import type { GuideState } from '../../../bot/guides/talk.ts'
import { summaryOf } from '../../../bot/guides/views.ts'
import type { Guide } from '../../../bot/knowledge/schema.ts'
import { html, type Part } from '../frame/html.ts'
import { pageWords } from '../frame/page-words.ts'
import type { View } from '../frame/view.ts'
import { guideAddress } from './guide-address.ts'

/** Nothing before the first answer. Changing one keeps the others as far as they fit. */
export function answersSoFar(guide: Guide, state: GuideState, ground: View): Part {
  const here = replay(guide, state.answers, ground)
  const rows = summaryOf(guide, here, ground)
  if (rows.length === 0) return undefined
  const { text } = pageWords(ground.knowledge, guide.lang)
  return html`<section class="given" aria-labelledby="_antworten"><h2 id="_antworten">${text('guide.answers')}</h2>
<dl class="facts">${here.accepted.map(({ step }, i) => {
    const { label, value } = rows[i]!
    const changed = reopen(guide, here.kept, step, ground)
    return html`<div><dt>${label}</dt><dd>${value} ${changed && html`<a class="change" href="${guideAddress(guide, { answers: changed })}">${text('guide.change')}<span class="only-heard"> (${label})</span></a>`}</dd></div>`
  })}</dl></section>`
}
