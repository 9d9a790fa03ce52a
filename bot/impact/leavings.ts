/** Where people leave a guide, in counts that name nobody: all who began either finished it or left at one question. */
import { MIN_GROUP, publishParts } from './disclosure.ts'
import type { GuideUse } from './usage-report.ts'

export interface Leavings {
  /** Missing where it is too few to tell. */
  begun?: number
  finished?: number
  /** By question, most first; only those that may be told. */
  left: ReadonlyMap<string, number>
  /** All that is not told, together; 0 for none, and missing where even that would tell too much. */
  rest?: number
}

/** No question has this name: ids have no blanks. */
const FINISHED = 'was finished'

/** Of one guide's use, by the rules of `disclosure.ts`: no count of one to four follows from what is told. */
export function leavingsOf({ begun, finished, left }: GuideUse): Leavings {
  const { shown, rest } = publishParts(new Map([[FINISHED, finished], ...left.map(({ step, count }) => [step, count] as const)]))
  const told = shown.get(FINISHED)
  return {
    ...(begun >= MIN_GROUP && { begun }),
    ...(told !== undefined && { finished: told }),
    left: new Map([...shown].filter(([step]) => step !== FINISHED)),
    ...(rest !== undefined && { rest }),
  }
}
