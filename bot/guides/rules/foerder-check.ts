/** `foerder-check`: every programme with its reasons, and who decides. */

import { pathOf } from '../../knowledge/references.ts'
import type { Contact } from '../../knowledge/schema.ts'
import { statusOn } from '../../knowledge/validity.ts'
import { among, type Referral, responsibleFor } from '../../regions/responsible.ts'
import { isOpenOn } from '../outcomes/on-day.ts'
import { type OutcomeTarget, type TargetGroup, targetOf } from '../outcomes/outcome.ts'
import type { Ground } from '../state/ground.ts'
import { sentence } from '../state/sentences.ts'
import { type Applicant, applicantOf } from './applicant.ts'
import { sayVerdict, type Verdict } from './eligibility.ts'
import { deciding, sortProgrammes } from './funding.ts'
import { referralsIn } from './responsible.ts'
import type { Rule, RuleInput } from './rule.ts'

export const foerderCheck: Rule = {
  needs: ['betrieb', 'ort', 'beschaeftigte', 'vorhaben', 'begonnen', 'rechtsform'],
  reads: { begonnen: 'each' },
  draws: ['funding'],
  anchors(input) {
    const { audience } = applicantOf(input.steps, input.answered)
    const { referrals } = referralsIn(input)
    const meant = referrals.filter(
      ({ contact }) => !audience || contact.audience.length === 0 || contact.audience.some((id) => audience.has(id)),
    )
    return shortened(meant).map(({ contact }) => targetOf(contact, input.ground, input.said))
  },
  run(input) {
    const { steps, answered, ground, said } = input
    const applicant = applicantOf(steps, answered)
    const { fits, open, no } = sortProgrammes(applicant, ground)
    const clear = open.filter(({ programme }) => isOpenOn(programme, ground))
    const unclear = open.filter(({ programme }) => statusOn(programme, ground) === 'unclear')
    const announced = open.filter((verdict) => !clear.includes(verdict) && !unclear.includes(verdict))
    const most = mostDeciding(clear, input)
    const groups: TargetGroup[] = [
      { title: sentence(ground, 'rule.check.fits'), targets: fits.map((verdict) => programmeTarget(verdict, ground)) },
      { title: sentence(ground, 'rule.check.open'), targets: clear.map((verdict) => programmeTarget(verdict, ground)) },
      { title: sentence(ground, 'rule.check.unclear'), targets: unclear.map((verdict) => programmeTarget(verdict, ground)) },
      { title: sentence(ground, 'rule.check.announced'), targets: announced.map((verdict) => programmeTarget(verdict, ground)) },
      {
        title: sentence(ground, 'rule.check.advice'),
        targets: [
          ...funders([...fits, ...clear, ...unclear], applicant, ground).map((contact) => targetOf(contact, ground, said)),
          ...foerderCheck.anchors!(input),
        ],
      },
    ]
    return {
      texts: [
        [
          summary(
            { fits: fits.length, open: clear.length, unclear: unclear.length, announced: announced.length },
            applicant.started,
            ground,
          ),
          sayDeciding(most, ground),
        ]
          .filter((text) => text !== '')
          .join(' '),
      ],
      groups: groups.filter((group) => group.targets.length > 0),
      ...(most && { asksNext: most.what }),
      ruledOut: no.map((verdict) => ({
        id: verdict.programme.id,
        title: verdict.programme.title,
        page: pathOf(verdict.programme.id),
        reason: sayVerdict(verdict, ground),
      })),
    }
  },
}

function programmeTarget(verdict: Verdict, ground: Ground): OutcomeTarget {
  return targetOf(verdict.programme, ground, undefined, sayVerdict(verdict, ground))
}

interface Deciding {
  /** Short name of the question. */
  what: string
  programmes: number
}

/** Which answer, not given yet, would settle most programmes that can be applied for today. */
function mostDeciding(open: readonly Verdict[], { steps }: RuleInput): Deciding | undefined {
  const [most] = deciding(open).flatMap(({ step, programmes }) => {
    const what = steps.find(({ id }) => id === step)?.short
    return what === undefined ? [] : [{ what, programmes }]
  })
  return most
}

function sayDeciding(most: Deciding | undefined, ground: Ground): string {
  if (!most) return ''
  return most.programmes === 1
    ? sentence(ground, 'rule.check.ask.one', { what: most.what })
    : sentence(ground, 'rule.check.ask.many', { what: most.what, count: most.programmes })
}

/** Who takes the applications of the first programmes. */
function funders(verdicts: readonly Verdict[], { audience, place }: Applicant, ground: Ground): Contact[] {
  const named = verdicts.slice(0, MAX_FUNDERS).flatMap(({ programme }) => programme.contact ?? [])
  const visitor = { places: place ? [place] : [], audiences: [...(audience ?? [])], topics: [] }
  const { referrals } = among(responsibleFor(visitor, ground.knowledge, ground), named)
  return named.flatMap((id) => referrals.filter(({ contact }) => contact.id === id)).map(({ contact }) => contact)
}

/** At most so many that a pair of chambers is never cut: what is for every place gives way. */
function shortened(referrals: readonly Referral[]): Referral[] {
  const local = referrals.filter(({ reason }) => reason !== 'general').length
  const general = referrals.filter(({ reason }) => reason === 'general').slice(0, Math.max(0, MAX_ADVISERS - local))
  return referrals.filter((referral) => referral.reason !== 'general' || general.includes(referral))
}

const MAX_FUNDERS = 3
const MAX_ADVISERS = 4

interface Counts {
  fits: number
  open: number
  unclear: number
  announced: number
}

function summary(counts: Counts, started: boolean | undefined, ground: Ground): string {
  const rule = sentence(ground, started ? 'rule.check.begun' : 'rule.check.first')
  return [found(counts, ground), sentence(ground, 'rule.check.decides'), rule].join(' ')
}

function found({ fits, open, unclear, announced }: Counts, ground: Ground): string {
  if (fits > 0) {
    const rest = open === 1 ? sentence(ground, 'rule.check.more.one') : sentence(ground, 'rule.check.more.many', { count: open })
    const more = open > 0 ? rest : ''
    return fits === 1 ? sentence(ground, 'rule.check.fit.one', { more }) : sentence(ground, 'rule.check.fit.many', { count: fits, more })
  }
  if (open > 0)
    return open === 1 ? sentence(ground, 'rule.check.possible.one') : sentence(ground, 'rule.check.possible.many', { count: open })
  if (unclear > 0) return sentence(ground, 'rule.check.none.unclear')
  return sentence(ground, announced > 0 ? 'rule.check.none.announced' : 'rule.check.none')
}
