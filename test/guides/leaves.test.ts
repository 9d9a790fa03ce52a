import { describe, expect, it } from 'vitest'
import type { Answer } from '../../bot/guides/state/guide-state.ts'
import { continueGuide, type StepView, startGuide } from '../../bot/guides/talk.ts'
import { entriesOf } from '../../bot/knowledge/knowledge.ts'
import type { Guide } from '../../bot/knowledge/schema.ts'
import { momentOn } from '../../bot/moment.ts'
import { button, pathsToOutcomes, typed } from './paths.ts'
import { shipped, TODAY } from './shipped.ts'

function run(guide: Guide, path: readonly Answer[], say: (step: StepView, values: readonly string[], turn: number) => string) {
  let turn = startGuide(shipped, guide.id, undefined, momentOn(TODAY))
  const said: string[] = []
  for (const [i, answer] of path.entries()) {
    if (turn.kind !== 'ask') throw new Error(`${guide.id} ended after ${said.join(' / ')}`)
    expect(turn.step.id).toBe(answer.step)
    said.push(say(turn.step, answer.values, i))
    const next = continueGuide(shipped, turn.state, said.at(-1)!, momentOn(TODAY))
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
