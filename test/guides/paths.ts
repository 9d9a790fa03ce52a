/** Ways through the shipped guides for tests: one to every outcome, said by button or typed as people type. */

import { classesOf } from '../../bot/guides/proof/classes.ts'
import { replay } from '../../bot/guides/replay/replay.ts'
import { groundOf } from '../../bot/guides/state/ground.ts'
import type { Answer } from '../../bot/guides/state/guide-state.ts'
import type { StepView } from '../../bot/guides/talk.ts'
import type { Step } from '../../bot/knowledge/guide-schema.ts'
import type { Guide } from '../../bot/knowledge/schema.ts'
import { momentOn } from '../../bot/moment.ts'
import { shipped, TODAY } from './shipped.ts'

const ground = groundOf(shipped, momentOn(TODAY))

/** Guide → its paths; worked out once in a test file. */
const known = new Map<string, Map<string, Answer[]>>()

/** One path to each outcome of a guide: the first that is found. */
export function pathsToOutcomes(guide: Guide): Map<string, Answer[]> {
  const before = known.get(guide.id)
  if (before) return before
  const classes = new Map<string, string[][]>()
  const answersTo = (step: Step): string[][] => {
    const key = [step.id, ...step.choices.map(({ id }) => id)].join()
    const values = classes.get(key) ?? classesOf(guide, step, ground).map((one) => one.values)
    classes.set(key, values)
    return values
  }
  const found = new Map<string, Answer[]>()
  const visit = (answers: Answer[]): void => {
    if (found.size === guide.outcomes.length) return
    const here = replay(guide, answers, ground)
    if (!here.step) {
      if (here.outcome && !found.has(here.outcome.id)) found.set(here.outcome.id, answers)
      return
    }
    for (const values of answersTo(here.step)) visit([...answers, { step: here.step.id, values }])
  }
  visit([])
  known.set(guide.id, found)
  return found
}

/** The label of the button that stands for an answer; a place that has no button is typed as it is. */
export function button(step: StepView, values: readonly string[]): string {
  const label = (value: string) => [...step.choices, ...(step.places ?? [])].find((choice) => choice.value === value)?.label ?? value
  return values.map(label).join(', ')
}

/** The same answer the way somebody types it: small, with two letters swapped in a long word, or by number. */
export function typed(step: StepView, values: readonly string[], turn: number): string {
  const label = button(step, values)
  const index = step.choices.findIndex((choice) => choice.value === values[0])
  const counted = ['choice', 'yesno', 'multi'].includes(step.input)
  if (turn % 3 === 0 && values.length === 1 && index >= 0 && counted) return `die Nummer ${index + 1}`
  if (turn % 3 === 1 && label.length >= 12 && counted) return label.toLowerCase().replace(/(\p{L}{4})(\p{L})(\p{L})/u, '$1$3$2')
  return `${label.toLowerCase()}!`
}
