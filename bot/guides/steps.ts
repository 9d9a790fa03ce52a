/**
 * The questions a guide really asks: those of its file, and after each place the question which district is meant (asked
 * only where a postcode or name lies in several). Computed answers and "ja"/"nein" are filled in here.
 */
import type { Choice, Step } from '../knowledge/guide-schema.ts'
import type { Guide } from '../knowledge/schema.ts'
import { AMBIGUOUS, type Answered } from './answered.ts'
import type { Ground } from './ground.ts'
import { OUTSIDE } from './place.ts'
import { computed } from './rules/computed.ts'
import { districtStepId } from './step-ids.ts'

/** Guides are never changed, so their steps are put together once. */
const made = new WeakMap<Guide, readonly Step[]>()

/** In the order in which they are asked. */
export function stepsOf(guide: Guide): readonly Step[] {
  const known = made.get(guide)
  if (known) return known
  const steps = guide.steps.flatMap((step) => {
    if (step.input === 'postcode')
      return [{ ...step, choices: [...step.choices, ELSEWHERE] }, ...(step.district ? [whichDistrict(step)] : [])]
    return [step.input === 'yesno' && step.choices.length === 0 ? { ...step, choices: YES_NO } : step]
  })
  made.set(guide, steps)
  return steps
}

/** The step with the choices it has for these answers on this day. */
export function withChoices(step: Step, answered: Answered, ground: Ground): Step {
  const compute = step.computed === undefined ? undefined : computed.get(step.computed)
  return compute ? { ...step, choices: [...step.choices, ...compute(step, answered, ground)] } : step
}

const YES_NO: Choice[] = [
  { id: 'ja', label: 'Ja', words: [], audience: [], topics: [], also: [] },
  { id: 'nein', label: 'Nein', words: [], audience: [], topics: [], also: [] },
]

const ELSEWHERE: Choice = { id: OUTSIDE, label: 'Außerhalb von Sachsen-Anhalt', words: [], audience: [], topics: [], also: [] }

function whichDistrict(step: Step): Step {
  return {
    id: districtStepId(step.id),
    question: 'Das liegt in mehreren Kreisen. In welchem ist Ihr Sitz?',
    short: 'Kreis',
    why: 'Vom Kreis hängt ab, wer für Sie zuständig ist.',
    retry: 'Bitte wählen Sie einen der genannten Kreise.',
    input: 'choice',
    choices: [],
    computed: 'kreise',
    from: [],
    district: false,
    unknown: 'Weiß ich nicht',
    when: { ...step.when, [step.id]: [AMBIGUOUS] },
  }
}
