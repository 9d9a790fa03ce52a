/**
 * The questions a guide really asks: those of its file, and after each place the question which district is meant (asked
 * only where a postcode or name lies in several). Computed answers and "ja"/"nein" are filled in here.
 */
import type { Choice, Step } from '../../knowledge/guide-schema.ts'
import type { Guide } from '../../knowledge/schema.ts'
import { OUTSIDE, sayOutside } from '../../regions/place.ts'
import { AMBIGUOUS, type Answered } from '../reading/answered.ts'
import { computed } from '../rules/computed.ts'
import type { Ground } from '../state/ground.ts'
import { districtStepId } from '../state/step-ids.ts'

/** Guides are never changed, so their steps are put together once. */
const made = new WeakMap<Guide, readonly Step[]>()

/** In the order in which they are asked. */
export function stepsOf(guide: Guide): readonly Step[] {
  const known = made.get(guide)
  if (known) return known
  const steps = guide.steps.flatMap((step) => {
    if (step.input === 'postcode')
      return [{ ...step, choices: [...step.choices, ELSEWHERE] }, ...(step.district ? [whichDistrict(step, namedBy(guide, step))] : [])]
    return [step.input === 'yesno' && step.choices.length === 0 ? { ...step, choices: YES_NO } : step]
  })
  made.set(guide, steps)
  return steps
}

/** The step with the choices it has for these answers on this day. */
export function withChoices(step: Step, answered: Answered, ground: Ground): Step {
  if (step.input === 'postcode')
    return { ...step, choices: step.choices.map((choice) => (choice.id === OUTSIDE ? elsewhere(ground) : choice)) }
  const compute = step.computed === undefined ? undefined : computed[step.computed]
  return compute ? { ...step, choices: [...step.choices, ...compute(step, answered, ground)] } : step
}

function elsewhere({ knowledge }: Ground): Choice {
  const label = sayOutside(knowledge)
  return { ...ELSEWHERE, label: label.charAt(0).toUpperCase() + label.slice(1) }
}

/** Entries that the guide may offer, and regions that its tables name: what the districts of a place are told apart by. */
function namedBy(guide: Guide, step: Step): string[] {
  const tables = [...guide.steps, ...guide.outcomes, ...guide.outcomes.flatMap(({ groups }) => groups), ...guide.groups]
  return [
    ...guide.from,
    ...guide.outcomes.flatMap(({ from, groups }) => [...from, ...groups.flatMap(({ targets }) => targets)]),
    ...guide.groups.flatMap(({ targets }) => targets),
    ...guide.steps.flatMap(({ from }) => from),
    ...tables.flatMap(({ when }) => when?.[step.id] ?? []),
  ]
}

const YES_NO: Choice[] = [
  { id: 'ja', label: 'Ja', words: [], audience: [], topics: [], also: [] },
  { id: 'nein', label: 'Nein', words: [], audience: [], topics: [], also: [] },
]

const ELSEWHERE: Choice = { id: OUTSIDE, label: 'Außerhalb', words: [], audience: [], topics: [], also: [] }

function whichDistrict(step: Step, from: string[]): Step {
  return {
    id: districtStepId(step.id),
    question: 'Das liegt in mehreren Kreisen. In welchem ist Ihr Sitz?',
    short: 'Kreis',
    why: 'Vom Kreis hängt ab, wer für Sie zuständig ist.',
    retry: 'Bitte wählen Sie einen der genannten Kreise.',
    input: 'choice',
    choices: [],
    computed: 'kreise',
    from,
    district: false,
    unknown: 'Weiß ich nicht',
    when: { ...step.when, [step.id]: [AMBIGUOUS] },
  }
}
