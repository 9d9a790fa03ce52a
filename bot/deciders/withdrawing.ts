/** The yes or no after "delete request 12?"; any other sentence keeps it and is answered as usual. */
import { type Decision, sayPlainly, type Turn } from '../decision.ts'
import { plainWords } from '../interruption.ts'
import { wordsOf } from '../messages.ts'
import { say } from '../reply.ts'

export function withdrawing(turn: Turn): Decision | undefined {
  const { talk, known, utterance, confirming, handOff } = turn
  if (!handOff || typeof confirming !== 'object') return undefined
  const words = plainWords(utterance)
  if (wordsOf(known.knowledge.messages, 'words.no').includes(words)) return sayPlainly(turn, 'hello', { kind: 'hand-off', detail: 'kept' })
  if (!wordsOf(known.knowledge.messages, 'words.yes').includes(words)) return undefined
  return {
    reply: say(talk.lang),
    talk,
    event: { kind: 'hand-off', detail: 'withdrawn' },
    effect: { ask: { do: 'withdraw', number: confirming.withdraw }, tell: 'withdrawn' },
  }
}
