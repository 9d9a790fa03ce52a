/** All programmes for a visitor on a day, sorted: what fits, what is still open, what is ruled out and why. */
import { entriesOf } from '../../knowledge/knowledge.ts'
import type { Ground } from '../state/ground.ts'
import type { Applicant } from './applicant.ts'
import { type Verdict, verdictOn } from './eligibility.ts'

export interface Sorted {
  fits: Verdict[]
  open: Verdict[]
  no: Verdict[]
}

/** Programmes that name the visitor's topic first, then those with fewer open points, then those of the land. */
export function sortProgrammes(applicant: Applicant, ground: Ground): Sorted {
  const verdicts = entriesOf(ground.knowledge, 'funding')
    .filter((programme) => programme.lang === 'de')
    .map((programme) => verdictOn(programme, applicant, ground))
  const openPoints = ({ reasons }: Verdict) => reasons.filter((reason) => reason.kind === 'open').length
  const local = ({ programme }: Verdict) => (programme.eligible.regions.length > 0 ? 0 : 1)
  verdicts.sort(
    (a, b) =>
      Number(b.namesTopic) - Number(a.namesTopic) ||
      openPoints(a) - openPoints(b) ||
      local(a) - local(b) ||
      (a.programme.id < b.programme.id ? -1 : 1),
  )
  const of = (result: Verdict['result']) => verdicts.filter((verdict) => verdict.result === result)
  return { fits: of('fits'), open: of('open'), no: of('no') }
}
