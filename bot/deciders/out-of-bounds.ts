/** Nothing said, or far too much. */
import { type Decision, sayPlainly, type Turn } from '../decision.ts'

/** Longer messages are asked to be shorter: nobody's question has two thousand letters. */
export const MAX_UTTERANCE_LENGTH = 2_000

export function outOfBounds(turn: Turn): Decision | undefined {
  if (turn.utterance === '') return sayPlainly(turn, 'help', { kind: 'interruption', detail: 'empty' })
  if (turn.utterance.length > MAX_UTTERANCE_LENGTH) return sayPlainly(turn, 'too-long', { kind: 'interruption', detail: 'too-long' })
  return undefined
}
