/** Learning the acts takes a good part of a second: it is done in slices between turns, and by whoever cannot wait for them. */
import type { Acts } from '../../knowledge/acts-file.ts'
import { derivedFrom } from '../../knowledge/derived.ts'
import { digestOf } from '../../knowledge/digest.ts'
import type { Knowledge } from '../../knowledge/knowledge.ts'
import type { Entry } from '../../knowledge/schema.ts'
import type { LearnedModel } from './act-model.ts'
import { type Recogniser, recogniserSteps, teaches } from './recogniser.ts'

export interface Learning {
  /** Goes on for a few milliseconds; gives what was learned once it is whole. */
  step(): Recogniser | undefined
  /** Does at once what is left of it. */
  finish(): Recogniser
}

/** All that is learned from, in short: knowledge with the same teaches the same, and most edits change only what an entry says. */
export function lessonsOf(knowledge: Pick<Knowledge, 'acts' | 'entries'>): string {
  const { acts, entries } = knowledge
  return digestOf([ofActs(acts.de), ofActs(acts.en), ...(teaches(knowledge) ? [...entries.values()].map(ofEntry) : [])].join('\n'))
}

const ofActs = derivedFrom((acts: Acts) => digestOf(JSON.stringify(acts, (_, value) => (value instanceof Map ? [...value] : value))))
const ofEntry = derivedFrom(({ id, title, questions, topics: [first] }: Entry) => digestOf(JSON.stringify([id, title, questions, first])))

/** Begins to learn from the acts files and the entries; nothing is done before the first step. `kept`: what the same lessons taught before. */
export function learnActs(knowledge: Pick<Knowledge, 'acts' | 'entries'>, kept?: LearnedModel): Learning {
  const steps = recogniserSteps(knowledge, kept)
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
