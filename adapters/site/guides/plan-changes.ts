/** What of a plan is different today from the day it was made: reckoned anew for both days, because nothing of it is kept. */
import type { OutcomeTarget } from '../../../bot/guides/outcomes/outcome.ts'
import { type Day, isDay, writeDay } from '../../../bot/knowledge/day.ts'
import type { EntryId } from '../../../bot/knowledge/schema.ts'
import { type Html, html, type Part } from '../frame/html.ts'
import type { PageWords } from '../frame/page-words.ts'
import type { View } from '../frame/view.ts'

/** The day in the plan's address; undefined where there is none, or none before today. */
export function earlierDay(text: string | null, today: Day): Day | undefined {
  return text !== null && isDay(text) && text < today ? text : undefined
}

/** `before`: what the plan named on that day. */
export function planChanges(
  made: Day,
  before: readonly OutcomeTarget[],
  now: readonly OutcomeTarget[],
  { lang, text }: PageWords,
  { knowledge }: View,
): Html {
  const gone = before.filter(({ id }) => !now.some((target) => target.id === id)).map(({ title }) => text('plan.gone', { title }))
  const changed = now.flatMap(({ id, title, note = '' }) => {
    const earlier = before.find((target) => target.id === id)
    if (!earlier) return [text('plan.new', { title })]
    if (note !== '' && earlier.note !== note) return [`${title}: ${note}`]
    const entry = knowledge.entries.get(id as EntryId)
    const known = [entry?.checked, entry?.asOf].find((day) => day !== undefined && isDay(day) && day > made)
    return known === undefined ? [] : [text('plan.updated', { title, day: writeDay(known as Day, lang) })]
  })
  const lines = [...gone, ...changed]
  return html`<section class="notice" aria-labelledby="_seither"><h2 id="_seither">${text(lines.length > 0 ? 'plan.changed' : 'plan.made', { day: writeDay(made, lang) })}</h2>
${list(lines)}</section>`
}

function list(lines: readonly string[]): Part {
  return lines.length > 0 && html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`
}
