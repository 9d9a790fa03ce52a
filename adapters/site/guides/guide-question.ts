/** One question of a guide as a form that needs no script. */
import { stepBack } from '../../../bot/guides/replay/moves.ts'
import { replay } from '../../../bot/guides/replay/replay.ts'
import type { GuideState, StepView } from '../../../bot/guides/talk.ts'
import { summaryOf } from '../../../bot/guides/views.ts'
import { pathOf } from '../../../bot/knowledge/references.ts'
import type { Guide } from '../../../bot/knowledge/schema.ts'
import { type Html, html, type Part } from '../frame/html.ts'
import type { PageContent } from '../frame/layout.ts'
import { type PageWords, pageWords } from '../frame/page-words.ts'
import type { View } from '../frame/view.ts'
import { crumbs, leadOf, notices, passagesOf } from '../parts/entry-text.ts'
import { chatPath } from '../parts/onward.ts'
import { provenanceOf } from '../parts/provenance.ts'
import { teaser } from '../parts/teaser.ts'
import { guideAddress, personAddress, QUERY_FIELDS } from './guide-address.ts'
import { answersSoFar } from './guide-answers.ts'

/** Why the same question stands there again. `elsewhere`: what was typed is a question of its own; `typed` is offered to the search. */
export interface Complaint {
  retry: string
  typed: string
  elsewhere?: boolean
}

interface Asked {
  state: GuideState
  step: StepView
  notes: readonly string[]
}

export function questionPage(
  guide: Guide,
  asked: Asked,
  view: View,
  { fresh, complaint }: { fresh: readonly string[]; complaint?: Complaint | undefined },
): PageContent {
  const { state, step } = asked
  const isFirst = state.answers.length === 0
  const words = pageWords(view.knowledge, guide.lang)
  const { text, line } = words
  const title = complaint ? text('guide.again', { title: guide.title }) : guide.title
  return {
    lang: guide.lang,
    title,
    description: teaser(guide) || guide.title,
    path: pathOf(guide.id),
    kind: 'guides',
    people: personAddress(guide, state),
    indexed: isFirst && !complaint,
    main: html`${crumbs(guide, view)}
<article class="entry guide">
<h1>${guide.title}</h1>
${isFirst && !complaint && leadOf(guide, view)}
${asked.notes.map((note) => html`<p class="notice-line" role="status">${note}</p>`)}
${understood(guide, state, fresh, view)}
${form(guide, asked, words, complaint)}
${answersSoFar(guide, state, view)}
${isFirst && [notices(guide, view), html`<p>${line('guide.chat', { chat: chatPath(guide.title) })}</p>`, passagesOf(guide, view), provenanceOf(guide, view)]}
${step.progress.number > 1 && footer(guide, state, view)}
</article>`,
  }
}

/** "Verstanden: …" for what a whole sentence answered. */
function understood(guide: Guide, { answers }: GuideState, fresh: readonly string[], ground: View): Part {
  const here = replay(guide, answers, ground)
  const rows = summaryOf(guide, here, ground)
  const list = here.accepted.flatMap(({ step }, i) => (fresh.includes(step) ? [rows[i]!.value] : []))
  const { text } = pageWords(ground.knowledge, guide.lang)
  return list.length > 0 && html`<p class="notice-line" role="status">${text('guide.understood', { list: list.join(', ') })}</p>`
}

function form(guide: Guide, { state, step }: Asked, words: PageWords, complaint: Complaint | undefined): Html {
  const { text, line } = words
  const { number, atMost, text: progress } = step.progress
  const described = [complaint && '_fehler', step.help && '_hilfe'].filter(Boolean).join(' ')
  return html`<form class="question" action="${pathOf(guide.id)}" method="get">
${state.answers.flatMap(({ step: id, values, aside }) => values.map((value) => html`<input type="hidden" name="${aside ? `-${id}` : id}" value="${value}">`))}
<input type="hidden" name="${QUERY_FIELDS.step}" value="${step.id}">
<p class="progress"><progress value="${number - 1}" max="${atMost}" aria-label="${text('guide.progress')}"></progress> ${progress}</p>
<fieldset${described !== '' && html` aria-describedby="${described}"`}>
<legend><h2>${step.question}</h2></legend>
${
  complaint &&
  html`<div class="notice" id="_fehler" role="alert"><p><strong>${text('guide.not-understood')}</strong> ${complaint.retry}</p>
${complaint.elsewhere && html`<p>${line('guide.elsewhere', { search: `/wissen?${new URLSearchParams({ q: complaint.typed })}` })}</p>`}</div>`
}
${step.help && html`<p class="hint" id="_hilfe">${step.help}</p>`}
${step.before && html`<p class="hint">${text('guide.before', { answer: step.before })}</p>`}
${takesWordsFirst(step) && typedField(step, words, complaint)}
<div class="choices">${step.choices.map(({ label, value }) => choice(step, label, value, state))}</div>
${!takesWordsFirst(step) && typedField(step, words, complaint)}
</fieldset>
${step.why && html`<details><summary>${text('guide.why')}</summary><p>${step.why}</p></details>`}
<p class="buttons"><button class="button">${text('guide.on')}</button></p>
</form>`
}

/** Where people type rather than choose: a place, a day that is not one of a list. */
function takesWordsFirst({ input, choices }: StepView): boolean {
  return input === 'postcode' || (input === 'day' && choices.length === 1)
}

function choice({ id, input }: StepView, label: string, value: string, { answers }: GuideState): Html {
  const type = input === 'multi' ? 'checkbox' : 'radio'
  const before = answers.find((answer) => answer.step === id)?.values.includes(value)
  return html`<label class="choice"><input type="${type}" name="${QUERY_FIELDS.choice}" value="${value}"${before && html` checked`}> <span>${label}</span></label>`
}

/** Pages ask for nothing personal, so there are no labels for it. */
const TYPED_LABELS = {
  choice: 'guide.typed',
  multi: 'guide.typed',
  yesno: 'guide.typed',
  number: 'guide.typed.number',
  postcode: 'guide.typed.postcode',
  day: 'guide.typed.day',
} as const satisfies Partial<Record<StepView['input'], string>>

function typedField(step: StepView, { text }: PageWords, complaint: Complaint | undefined): Html {
  const list = step.places !== undefined
  const label = step.input in TYPED_LABELS ? text(TYPED_LABELS[step.input as keyof typeof TYPED_LABELS]) : ''
  return html`<p class="typed"><label for="_eingabe">${label}</label>
<input id="_eingabe" name="${QUERY_FIELDS.typed}" type="text" maxlength="500" autocomplete="off" value="${complaint?.typed ?? ''}"${
    list && html` list="_orte"`
  }${complaint && html` aria-invalid="true" aria-describedby="_fehler"`}></p>
${list && html`<datalist id="_orte">${step.places!.map(({ label }) => html`<option value="${label}">`)}</datalist>`}`
}

function footer(guide: Guide, { answers }: GuideState, view: View): Html {
  const before = stepBack(guide, answers, view)
  const { text } = pageWords(view.knowledge, guide.lang)
  return html`<p class="buttons">${before && html`<a class="button button--plain" href="${guideAddress(guide, { answers: before })}">${text('guide.back')}</a>`}
<a href="${pathOf(guide.id)}">${text('guide.restart')}</a> <a href="/anlaufstellen">${text('guide.person')}</a></p>`
}
