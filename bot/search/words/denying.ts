/** "Kein", "nicht", "no": the word in front of what somebody is not. */
import { fold } from './fold.ts'

/** Whether the word, folded or as it was written, denies the one after it. */
export function isDenying(word: string): boolean {
  return DENIES.test(fold(word))
}
const DENIES = /^(?:kein(?:e[nmrs]?)?|nicht|no|not)$/
