/**
 * What a visitor can do with the answers: give one, go back over one, go forward again, change an earlier one. Each move
 * gives new answers and never touches the old list.
 */
import type { Ground } from '../state/ground.ts'
import type { Answer, Form } from '../state/guide-state.ts'
import { answersInOrder, lastBefore } from './order.ts'
import { replay } from './replay.ts'

/**
 * Answers a step. Answers that were set aside by going back count again, as far as they still fit: whoever goes back two
 * questions and changes the first does not have to repeat the second.
 */
export function give(guide: Form, answers: readonly Answer[], step: string, values: readonly string[], ground: Ground): Answer[] {
  const given = { step, values: [...values] }
  const all = answers.map((answer) => (answer.step === step ? given : { step: answer.step, values: answer.values }))
  return replay(guide, answersInOrder(guide, all.includes(given) ? all : [...all, given]), ground).kept
}

/** Sets the last counting answer before the open question aside, so that it is asked again; undefined at the first question. */
export function stepBack(guide: Form, answers: readonly Answer[], ground: Ground): Answer[] | undefined {
  const here = replay(guide, answers, ground)
  const last = lastBefore(guide, here)
  return last && setAside(here.kept, last.step)
}

/** Takes the open question's earlier answer again, and with it everything set aside after it; undefined if it had none. */
export function stepForward(guide: Form, answers: readonly Answer[], ground: Ground): Answer[] | undefined {
  const { step, kept } = replay(guide, answers, ground)
  const before = kept.find((answer) => answer.step === step?.id && answer.aside)
  return before && give(guide, kept, before.step, before.values, ground)
}

/** Opens an answered question again; its answer stays at hand, later ones are untouched. Undefined if it was not answered. */
export function reopen(guide: Form, answers: readonly Answer[], step: string, ground: Ground): Answer[] | undefined {
  const { accepted, kept } = replay(guide, answers, ground)
  return accepted.some((answer) => answer.step === step) ? setAside(kept, step) : undefined
}

function setAside(answers: readonly Answer[], step: string): Answer[] {
  return answers.map((answer) => (answer.step === step ? { ...answer, aside: true } : answer))
}
