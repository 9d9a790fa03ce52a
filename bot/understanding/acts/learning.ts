/** Learning the acts takes a good part of a second: it is done in slices between turns, and by whoever cannot wait for them. */
import type { Knowledge } from '../../knowledge/knowledge.ts'
import { type Recogniser, recogniserSteps } from './recogniser.ts'

export interface Learning {
  /** Goes on for a few milliseconds; gives what was learned once it is whole. */
  step(): Recogniser | undefined
  /** Does at once what is left of it. */
  finish(): Recogniser
}

/** Begins to learn from the acts files and the entries; nothing is done before the first step. */
export function learnActs(knowledge: Pick<Knowledge, 'acts' | 'entries'>): Learning {
  const steps = recogniserSteps(knowledge)
  let learned: Recogniser | undefined
  const step = () => {
    if (learned) return learned
    const next = steps.next()
    if (next.done) learned = next.value
    return learned
  }
  const finish = () => {
    for (;;) {
      const whole = step()
      if (whole) return whole
    }
  }
  return { step, finish }
}
