/** What somebody finds who comes on a day of the quarter. */
import type { Knowledge } from '../../bot/knowledge/knowledge.ts'
import type { Tally } from './tally.ts'

export interface Surroundings {
  url: string
  now: Date
  month: string
  tally: Tally
  knowledge: Knowledge
  /** Comes back on another day, in what surrounds it then; never where the quarter is over by then. */
  later(days: number, act: (then: Surroundings) => Promise<void>): void
  /** Resolves when every letter that is due has been tried. */
  lettersGo(): Promise<void>
  /** The newest letter to an address. */
  letter(address: string): string | undefined
}
