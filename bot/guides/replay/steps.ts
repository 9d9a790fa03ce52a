/**
 * The questions a guide really asks: those of its file, and after each place the question which district is meant (asked
 * only where a postcode or name lies in several). Computed answers and "ja"/"nein" are filled in here.
 */
import { derivedFrom } from '../../knowledge/derived.ts'
import { type Choice, type Step, UNKNOWN_LABEL } from '../../knowledge/guide-schema.ts'
import { ownValue } from '../../knowledge/own-value.ts'
import { OUTSIDE } from '../../regions/place.ts'
import { AMBIGUOUS, type Answered } from '../reading/answered.ts'
import { computed } from '../rules/computed.ts'
import type { Ground } from '../state/ground.ts'
import type { Form } from '../state/guide-state.ts'
import { sentence } from '../state/sentences.ts'
import { districtStepId, placeOfDistrictStep } from '../state/step-ids.ts'

/** In the order in which they are asked. */
export const stepsOf: (guide: Form) => readonly Step[] = derivedFrom((guide: Form) =>
  guide.steps.flatMap((step: Step): Step[] => {
    if (step.input === 'postcode')
      return [{ ...step, choices: [...step.choices, ELSEWHERE] }, ...(step.district ? [whichDistrict(step, namedBy(guide, step))] : [])]
    return [step.input === 'yesno' && step.choices.length === 0 ? { ...step, choices: YES_NO } : step]
  }),
)

/** The step with the choices it has for these answers on this day, and its fixed words in the language of the talk. */
export function withChoices(step: Step, answered: Answered, ground: Ground): Step {
  const compute = step.computed === undefined ? undefined : computed.get(step.computed)
  const shown =
    step.input === 'postcode'
      ? { ...step, choices: step.choices.map((choice) => (choice.id === OUTSIDE ? elsewhere(ground) : choice)) }
      : compute
        ? { ...step, choices: [...step.choices, ...compute(step, answered, ground)] }
        : step
  const asked = placeOfDistrictStep(step.id) === undefined ? shown : { ...shown, ...districtWords(ground) }
  return ground.lang === 'en' ? inEnglish(asked, ground) : asked
}

/** What an editor wrote stays as it is; what we add to every guide speaks the language of the talk. */
function inEnglish(step: Step, ground: Ground): Step {
  const { audiences } = ground.knowledge.vocabulary
  // An editor's own "Ja" and "Nein" are the plain words, too.
  const labels = new Map(YES_NO.map(({ label }, i) => [label, ENGLISH_LABELS[i]!] as const))
  const labelOf = ({ label }: Choice) => {
    const id = step.input === 'yesno' ? labels.get(label) : undefined
    return (id && sentence(ground, id)) || label
  }
  return {
    ...step,
    choices: step.choices.map((choice) => ({
      ...choice,
      label: labelOf(choice),
      // English words count in English talks only: "plant" and "bar" are German words, too.
      words: [...choice.words, ...audiences.filter(({ id }) => choice.audience.includes(id)).flatMap(({ english }) => english)],
    })),
    unknown: step.unknown === UNKNOWN_LABEL ? sentence(ground, 'label.unknown') : step.unknown,
  }
}

/** What our own question for the district says. */
function districtWords(ground: Ground): Pick<Step, 'question' | 'short' | 'why' | 'retry'> {
  return {
    question: sentence(ground, 'guide.district'),
    short: sentence(ground, 'guide.district.short'),
    why: sentence(ground, 'guide.district.why'),
    retry: sentence(ground, 'guide.district.retry'),
  }
}

function elsewhere(ground: Ground): Choice {
  const { vocabulary, area } = ground.knowledge
  const region = vocabulary.regions.find(({ id }) => id === area.region)?.label
  return { ...ELSEWHERE, label: region ? sentence(ground, 'guide.outside', { region }) : sentence(ground, 'guide.outside.area') }
}

/** Entries that the guide may offer, and regions that its tables name: what the districts of a place are told apart by. */
function namedBy(guide: Form, step: Step): string[] {
  const tables = [...guide.steps, ...guide.outcomes, ...guide.outcomes.flatMap(({ groups }) => groups), ...guide.groups]
  return [
    ...guide.from,
    ...guide.outcomes.flatMap(({ from, groups }) => [...from, ...groups.flatMap(({ targets }) => targets)]),
    ...guide.groups.flatMap(({ targets }) => targets),
    ...guide.steps.flatMap(({ from }) => from),
    ...tables.flatMap(({ when }) => ownValue(when, step.id) ?? []),
  ]
}

const YES_NO: Choice[] = [
  { id: 'ja', label: 'Ja', words: [], audience: [], topics: [], also: [] },
  { id: 'nein', label: 'Nein', words: [], audience: [], topics: [], also: [] },
]

const ELSEWHERE: Choice = { id: OUTSIDE, label: 'Außerhalb', words: [], audience: [], topics: [], also: [] }

const ENGLISH_LABELS = ['label.yes', 'label.no'] as const

function whichDistrict(step: Step, from: string[]): Step {
  return {
    id: districtStepId(step.id),
    // `districtWords` says them in the language of the talk.
    question: '',
    short: '',
    why: '',
    retry: '',
    input: 'choice',
    choices: [],
    computed: 'kreise',
    from,
    district: false,
    unknown: UNKNOWN_LABEL,
    when: { ...step.when, [step.id]: [AMBIGUOUS] },
  }
}
