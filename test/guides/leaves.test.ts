import { describe, expect, it } from 'vitest'
import { classesOf } from '../../bot/guides/classes.ts'
import type { Answer } from '../../bot/guides/guide-state.ts'
import { replay } from '../../bot/guides/replay.ts'
import { continueGuide, type GuideState, type StepView, startGuide } from '../../bot/guides/talk.ts'
import { entriesOf } from '../../bot/knowledge/knowledge.ts'
import type { Guide } from '../../bot/knowledge/schema.ts'
import { shipped, TODAY } from './shipped.ts'

const ground = { knowledge: shipped, today: TODAY }

/** One path to each outcome of a guide: the first that is found. */
function pathsToOutcomes(guide: Guide): Map<string, Answer[]> {
  const found = new Map<string, Answer[]>()
  const visit = (answers: Answer[]): void => {
    if (found.size === guide.outcomes.length) return
    const here = replay(guide, answers, ground)
    if (!here.step) {
      if (here.outcome && !found.has(here.outcome.id)) found.set(here.outcome.id, answers)
      return
    }
    for (const { values } of classesOf(guide, here.step, ground)) visit([...answers, { step: here.step.id, values }])
  }
  visit([])
  return found
}

/** The label of the button that stands for an answer; a place that has no button is typed as it is. */
function button(step: StepView, values: readonly string[]): string {
  const label = (value: string) => [...step.choices, ...(step.places ?? [])].find((choice) => choice.value === value)?.label ?? value
  return values.map(label).join(', ')
}

/** The same answer the way somebody types it: small, with a typing error in a long word, or by number. */
function typed(step: StepView, values: readonly string[], turn: number): string {
  const label = button(step, values)
  const index = step.choices.findIndex((choice) => choice.value === values[0])
  if (turn % 3 === 0 && values.length === 1 && index >= 0 && ['choice', 'yesno', 'multi'].includes(step.input))
    return `die Nummer ${index + 1}`
  if (turn % 3 === 1 && label.length >= 12 && step.input !== 'postcode' && step.input !== 'day')
    return label.toLowerCase().replace(/(\p{L}{4})(\p{L})(\p{L})/u, '$1$3$2')
  return `${label.toLowerCase()}!`
}

function run(guide: Guide, path: readonly Answer[], say: (step: StepView, values: readonly string[], turn: number) => string) {
  let turn = startGuide(shipped, guide.id, undefined, TODAY)
  const said: string[] = []
  for (const [i, answer] of path.entries()) {
    if (turn.kind !== 'ask') throw new Error(`${guide.id} ended after ${said.join(' / ')}`)
    expect(turn.step.id).toBe(answer.step)
    said.push(say(turn.step, answer.values, i))
    const next = continueGuide(shipped, turn.state as GuideState, said.at(-1)!, TODAY)
    if (next.kind === 'notMine') throw new Error(`${guide.id} did not take ${said.join(' / ')}`)
    turn = next
  }
  if (turn.kind !== 'done') throw new Error(`${guide.id} still asks after ${said.join(' / ')}`)
  return turn.outcome
}

describe.each(entriesOf(shipped, 'guides').map((guide) => [guide.slug, guide] as const))('%s', (_, guide) => {
  const paths = pathsToOutcomes(guide)
  it('reaches every outcome', () => expect([...paths.keys()].sort()).toEqual(guide.outcomes.map(({ id }) => id).sort()))
  it.each([...paths])('reaches %s by buttons and by typing, with the same result', (outcome, path) => {
    const pressed = run(guide, path, button)
    expect(pressed.id).toBe(outcome)
    expect(run(guide, path, typed)).toEqual(pressed)
  })
})
