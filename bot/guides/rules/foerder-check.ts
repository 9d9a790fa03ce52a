/** `foerder-check`: every programme with its reasons, and who decides. */

import { pathOf } from '../../knowledge/references.ts'
import type { Contact } from '../../knowledge/schema.ts'
import { among, type Referral, responsibleFor } from '../../regions/responsible.ts'
import { isOpenOn } from '../outcomes/on-day.ts'
import { type OutcomeTarget, type TargetGroup, targetOf } from '../outcomes/outcome.ts'
import type { Ground } from '../state/ground.ts'
import { type Applicant, applicantOf } from './applicant.ts'
import { sayVerdict, type Verdict } from './eligibility.ts'
import { sortProgrammes } from './funding.ts'
import { referralsIn } from './responsible.ts'
import type { Rule } from './rule.ts'

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
    const [clear, announced] = [
      open.filter(({ programme }) => isOpenOn(programme, ground)),
      open.filter(({ programme }) => !isOpenOn(programme, ground)),
    ]
    const groups: TargetGroup[] = [
      { title: 'Passt nach Ihren Angaben', targets: fits.map((verdict) => programmeTarget(verdict, ground)) },
      { title: 'Kommt in Frage, aber noch etwas ist zu klären', targets: clear.map((verdict) => programmeTarget(verdict, ground)) },
      { title: 'Angekündigt, derzeit nicht zu beantragen', targets: announced.map((verdict) => programmeTarget(verdict, ground)) },
      {
        title: 'Vor dem Antrag sprechen mit',
        targets: [
          ...funders([...fits, ...clear], applicant, ground).map((contact) => targetOf(contact, ground, said)),
          ...foerderCheck.anchors!(input),
        ],
      },
    ]
    return {
      texts: [summary(fits.length, clear.length, announced.length, applicant.started)],
      groups: groups.filter((group) => group.targets.length > 0),
      ruledOut: no.map((verdict) => ({
        id: verdict.programme.id,
        title: verdict.programme.title,
        page: pathOf(verdict.programme.id),
        reason: sayVerdict(verdict),
      })),
    }
  },
}

function programmeTarget(verdict: Verdict, ground: Ground): OutcomeTarget {
  return targetOf(verdict.programme, ground, undefined, sayVerdict(verdict))
}

/** Who takes the applications of the first programmes. */
function funders(verdicts: readonly Verdict[], { audience, place }: Applicant, ground: Ground): Contact[] {
  const named = verdicts.slice(0, MOST_FUNDERS).flatMap(({ programme }) => programme.contact ?? [])
  const visitor = { places: place ? [place] : [], audiences: [...(audience ?? [])], topics: [] }
  const { referrals } = among(responsibleFor(visitor, ground.knowledge, ground), named)
  return named.flatMap((id) => referrals.filter(({ contact }) => contact.id === id)).map(({ contact }) => contact)
}

/** At most so many that a pair of chambers is never cut: what is for every place gives way. */
function shortened(referrals: readonly Referral[]): Referral[] {
  const local = referrals.filter(({ reason }) => reason !== 'general').length
  const general = referrals.filter(({ reason }) => reason === 'general').slice(0, Math.max(0, MOST_ADVISERS - local))
  return referrals.filter((referral) => referral.reason !== 'general' || general.includes(referral))
}

const MOST_FUNDERS = 3
const MOST_ADVISERS = 4

function summary(fits: number, open: number, announced: number, started: boolean | undefined): string {
  const first =
    fits > 0
      ? fitting(fits, open)
      : open > 0
        ? `Sicher passt nach Ihren Angaben nichts, in Frage ${verb(open, 'kommt', 'kommen')} ${count(open)}.`
        : nothing(announced)
  const rule = started
    ? 'Sie haben schon begonnen: Unterschreiben Sie jetzt nichts weiter, bevor Sie beraten wurden.'
    : 'Wichtig: erst den Antrag stellen, dann den Auftrag unterschreiben.'
  return `${first} Ob Sie gefördert werden, entscheidet die Förderstelle. ${rule}`
}

function fitting(fits: number, open: number): string {
  const more = open > 0 ? `, bei ${open === 1 ? 'einem weiteren' : `${open} weiteren`} ist noch etwas zu klären` : ''
  return `Nach Ihren Angaben ${verb(fits, 'passt', 'passen')} ${count(fits)}${more}.`
}

function nothing(announced: number): string {
  return announced > 0
    ? 'Offen ist nach Ihren Angaben gerade nichts; angekündigt ist etwas.'
    : 'Nach Ihren Angaben passt keines der Programme, die wir kennen.'
}

function count(programmes: number): string {
  return programmes === 1 ? 'ein Programm' : `${programmes} Programme`
}

function verb(programmes: number, one: string, many: string): string {
  return programmes === 1 ? one : many
}
