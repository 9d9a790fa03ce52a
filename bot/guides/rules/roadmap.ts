/**
 * `fahrplan`: three first steps (the outcome's own `first`), what could pay for it, who helps, and when. `from` of the outcome
 * names the contacts and events to choose from; the programmes are those whose own fields fit.
 */
import type { Day } from '../../knowledge/day.ts'
import { sayDoubt } from '../../regions/doubt.ts'
import type { Responsibility } from '../../regions/responsible.ts'
import { isOpenOn } from '../outcomes/on-day.ts'
import { type OutcomeTarget, sayDate, type TargetGroup, targetOf } from '../outcomes/outcome.ts'
import type { Ground } from '../state/ground.ts'
import { UNKNOWN } from '../state/guide-state.ts'
import { sentence } from '../state/sentences.ts'
import { type Applicant, applicantOf } from './applicant.ts'
import { eventsFor, soonest } from './dates.ts'
import { sayVerdict } from './eligibility.ts'
import { sortProgrammes } from './funding.ts'
import { referralsIn } from './responsible.ts'
import type { Rule, RuleInput } from './rule.ts'

const MAX_PROGRAMMES = 3

export const roadmap: Rule = {
  needs: ['betrieb', 'ort', 'thema', 'stand', 'eile'],
  reads: { stand: ['angebot', 'laeuft'], eile: ['heute'] },
  draws: ['funding'],
  anchors(input) {
    const { referrals } = helpers(input, applicantOf(input.steps, input.answered))
    return referrals.map(({ contact }) => targetOf(contact, input.ground, input.said))
  },
  run(input) {
    const { outcome, steps, answered, ground, said } = input
    const stand = answered.values.get('stand')?.[0]
    const started = stand === undefined || stand === UNKNOWN ? {} : { started: stand === 'laeuft' }
    const applicant: Applicant = { ...applicantOf(steps, answered), ...started }
    const { referrals, doubt } = helpers(input, applicant)
    const contacts = referrals.map(({ contact }) => targetOf(contact, ground, said))
    const date = nextDate(input)
    const funding = programmes(applicant, ground)
    const hurry = answered.values.get('eile')?.[0] === 'heute'
    const contactGroup: TargetGroup = {
      title: sentence(ground, contacts.length === 1 ? 'rule.plan.contact' : 'rule.plan.contacts'),
      targets: contacts,
    }
    const dateGroup: TargetGroup = { title: sentence(ground, 'rule.plan.date'), targets: date ? [date.target] : [] }
    const groups = [
      ...(hurry ? [contactGroup, dateGroup] : [dateGroup, contactGroup]),
      { title: sentence(ground, 'rule.plan.funding'), targets: funding },
    ]
    return {
      texts: [
        ...(doubt ? [sayDoubt(doubt, ground.knowledge, ground.lang)] : []),
        ...standTexts(stand, ground),
        ...(hurry ? [sentence(ground, 'rule.plan.hurry')] : []),
      ],
      groups: groups.filter((group) => group.targets.length > 0),
      plan: {
        about: about(input),
        first: outcome.first,
        funding,
        contacts,
        ...(date && { date }),
      },
    }

    function nextDate({ answered: { places } }: RuleInput): { day: Day; target: OutcomeTarget } | undefined {
      const events = outcome.from.filter((id) => id.startsWith('events/'))
      const [first] = events.length > 0 ? soonest(eventsFor(events, places.get('ort'), ground), ground) : []
      return first && { day: first.date.day, target: targetOf(first.event, ground, said, sayDate(first.date, ground)) }
    }
  },
}

/**
 * The contacts responsible for this kind of visitor at this place; without one, those for everybody. Several only where the trade,
 * the border or the place is unclear.
 */
function helpers(input: RuleInput, { audience }: Applicant): Responsibility {
  const near = referralsIn(input)
  const local = near.referrals.filter(
    ({ contact, reason }) => reason !== 'general' && (!audience || contact.audience.some((id) => audience.has(id))),
  )
  return local.length > 0 ? { ...near, referrals: local } : { referrals: near.referrals.filter(({ reason }) => reason === 'general') }
}

function programmes(applicant: Applicant, ground: Ground): OutcomeTarget[] {
  const { fits, open } = sortProgrammes(applicant, ground)
  const named = [...fits, ...open].filter((verdict) => verdict.namesTopic && isOpenOn(verdict.programme, ground))
  return named.slice(0, MAX_PROGRAMMES).map((verdict) => targetOf(verdict.programme, ground, undefined, sayVerdict(verdict, ground)))
}

function about({ steps, said }: RuleInput): { label: string; value: string }[] {
  return steps.flatMap((step) => {
    const value = said.get(step.id)
    return value === undefined ? [] : [{ label: step.short, value }]
  })
}

function standTexts(stand: string | undefined, ground: Ground): string[] {
  if (stand === 'angebot') return [sentence(ground, 'rule.plan.offers')]
  if (stand === 'laeuft') return [sentence(ground, 'rule.plan.running')]
  return []
}
