/** What every question and rule of a guide may look at besides the answers: all that is known, and the moment. */
import type { Lang } from '../../knowledge/day.ts'
import type { Knowledge } from '../../knowledge/knowledge.ts'
import type { Moment } from '../../moment.ts'

export interface Ground extends Moment {
  knowledge: Knowledge
  /** Language of the fixed sentences around an editor's texts; German where it is missing, as on the plain pages of guides. */
  lang?: Lang
}

/** The ground of a moment; `lang`: German where it is missing. */
export function groundOf(knowledge: Knowledge, { now, today, clock }: Moment, lang?: Lang): Ground {
  return { knowledge, now, today, clock, ...(lang && { lang }) }
}
