/** What every question and rule of a guide may look at besides the answers: all that is known, and the day. */
import type { Day, Lang } from '../../knowledge/day.ts'
import type { Knowledge } from '../../knowledge/knowledge.ts'

export interface Ground {
  knowledge: Knowledge
  today: Day
  /** Language of the fixed sentences around an editor's texts; German where it is missing, as on the plain pages of guides. */
  lang?: Lang
}
