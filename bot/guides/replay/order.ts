/**
 * In which order questions are asked and answers stand. A guide's own order, but for the free questions of an `adaptive` one: those come after
 * the others, the one that settles most first, and one that settles nothing is not asked. Their answers stand in the order in which they were
 * given, which is the one thing that nothing could work out again, and what "back" goes back over.
 */
import { derivedFrom } from '../../knowledge/derived.ts'
import type { Step } from '../../knowledge/guide-schema.ts'
import type { Answered } from '../reading/answered.ts'
import { decides } from '../rules/deciding.ts'
import type { Ground } from '../state/ground.ts'
import type { Answer, Form } from '../state/guide-state.ts'
import { stepsOf } from './steps.ts'

/** The free questions: none that a table names, no place, none with answers that are computed. Empty where the guide keeps its own order. */
export const freeSteps: (guide: Form) => ReadonlySet<string> = derivedFrom((guide: Form): ReadonlySet<string> => {
  if (guide.adaptive !== true) return new Set()
  const tables = [...guide.steps, ...guide.outcomes, ...guide.outcomes.flatMap(({ groups }) => groups), ...guide.groups]
  const named = new Set(tables.flatMap(({ when }) => Object.keys(when ?? {})))
  return new Set(
    stepsOf(guide).flatMap(({ id, input, computed }) => (named.has(id) || input === 'postcode' || computed !== undefined ? [] : [id])),
  )
})

/** Answers in the order of their questions; to free ones as they stand, after all others. */
export function answersInOrder<A extends Pick<Answer, 'step'>>(guide: Form, answers: readonly A[]): A[] {
  const free = freeSteps(guide)
  const order = stepsOf(guide).map(({ id }) => id)
  const place = ({ step }: A) => (free.has(step) ? order.length : order.indexOf(step))
  return [...answers].sort((a, b) => place(a) - place(b))
}

/** The last answer that counts before the open question, if there is one. */
export function lastBefore(
  guide: Form,
  { accepted, kept, step }: { accepted: readonly Answer[]; kept: readonly Answer[]; step?: Step },
): Answer | undefined {
  const free = freeSteps(guide)
  const at = kept.findIndex((answer) => answer.step === step?.id)
  if (!step || (free.has(step.id) && at < 0)) return accepted.at(-1)
  if (free.has(step.id)) return kept.slice(0, at).findLast((answer) => accepted.includes(answer))
  const order = stepsOf(guide).map(({ id }) => id)
  return accepted.findLast((answer) => !free.has(answer.step) && order.indexOf(answer.step) < order.indexOf(step.id))
}

/**
 * Of the free questions that could be asked, those that are: what the visitor went back to first, then what settles most. What settles nothing is
 * left out.
 */
export function stillAsked(guide: Form, askable: readonly Step[], kept: readonly Answer[], answered: Answered, ground: Ground): Step[] {
  const rule = decides.get(guide.outcomes.at(-1)?.rule ?? '')
  if (askable.length === 0 || !rule) return [...askable]
  const reopened = kept.filter(({ aside }) => aside).map(({ step }) => step)
  const ids = [...new Set([...reopened, ...rule(stepsOf(guide), answered, ground)])]
  return ids.flatMap((id) => askable.find((step) => step.id === id) ?? [])
}
