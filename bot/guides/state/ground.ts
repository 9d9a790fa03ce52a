/** What every question and rule of a guide may look at besides the answers: all that is known, and the day. */
import type { Day } from '../../knowledge/day.ts'
import type { Knowledge } from '../../knowledge/knowledge.ts'

export interface Ground {
  knowledge: Knowledge
  today: Day
}
