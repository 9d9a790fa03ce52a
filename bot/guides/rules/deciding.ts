/** Which of a guide's questions would settle most, by the rule of its result: what an `adaptive` guide asks next. */
import { derivedFrom } from '../../knowledge/derived.ts'
import type { Step } from '../../knowledge/guide-schema.ts'
import type { Knowledge } from '../../knowledge/knowledge.ts'
import { isOpenOn } from '../outcomes/on-day.ts'
import type { Answered } from '../reading/answered.ts'
import type { Ground } from '../state/ground.ts'
import { applicantOf } from './applicant.ts'
import { deciding, sortProgrammes } from './funding.ts'

/** Ids of questions that still settle something, the one that settles most first. */
type Decides = (steps: readonly Step[], answered: Answered, ground: Ground) => string[]

const DECIDES: Readonly<Record<string, Decides>> = {
  /** What can be applied for today counts before what is announced or unclear. */
  'foerder-check': (steps, answered, ground) => {
    const { open } = sortProgrammes(applicantOf(steps, answered), ground)
    const today = open.filter(({ programme }) => isOpenOn(programme, ground))
    return [...new Set([...deciding(today), ...deciding(open)].map(({ step }) => step))]
  },
}

/** By the name of the rule. A turn asks the same several times: what was worked out is kept beside the knowledge that it is from. */
export const decides: ReadonlyMap<string, Decides> = new Map(
  Object.entries(DECIDES).map(([name, rule]): [string, Decides] => {
    const known = derivedFrom((_: Knowledge) => derivedFrom((_steps: readonly Step[]) => new Map<string, string[]>()))
    return [
      name,
      (steps, answered, ground) => {
        const kept = known(ground.knowledge)(steps)
        const given = [...answered.values].map(([step, values]) => `${step}=${values.join('+')}`)
        const key = [ground.today, ...given.sort()].join('&')
        const ids = kept.get(key) ?? rule(steps, answered, ground)
        if (kept.size >= MAX_KEPT) kept.clear()
        kept.set(key, ids)
        return ids
      },
    ]
  }),
)
/** Answers are many; what a few talks need at once is not. */
const MAX_KEPT = 1_000
