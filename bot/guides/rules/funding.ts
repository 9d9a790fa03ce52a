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

/** Which question would settle most programmes that are still open, and how many; the one that settles most comes first. */
export function deciding(open: readonly Verdict[]): { step: string; programmes: number }[] {
  const counts = new Map<string, number>()
  for (const { reasons } of open)
    for (const step of new Set(reasons.flatMap((reason) => (reason.kind === 'open' && reason.step ? [reason.step] : []))))
      counts.set(step, (counts.get(step) ?? 0) + 1)
  return [...counts].map(([step, programmes]) => ({ step, programmes })).sort((a, b) => b.programmes - a.programmes)
}
