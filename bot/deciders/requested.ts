/** What visitors say about requests: that they want to make one, how theirs stands, more words to it, away with it. */
import { personReply } from '../answers/person.ts'
import { buttons, type Move, referred, type Turn } from '../decision.ts'
import { message } from '../messages.ts'
import { say } from '../reply.ts'
import { readSaying } from '../requests/sayings.ts'

export function requested(turn: Turn): Move | undefined {
  const { talk, known, utterance, handOff } = turn
  const saying = handOff && readSaying(utterance, known.knowledge.messages)
  if (!saying) return undefined
  // Where nobody would read one, who wants to give one wants a person.
  if (saying.kind === 'begin' && (handOff.closed || !handOff.open))
    return referred(talk, personReply(turn), utterance, { kind: 'interruption', detail: 'person' })
  if (saying.kind === 'begin') return { open: 'request', talk }
  const decided = { reply: say(talk.lang), talk, event: { kind: 'hand-off' as const, detail: saying.kind } }
  if (saying.kind === 'add') return { ...decided, effect: { ask: { do: 'add', number: saying.number, text: saying.text }, tell: 'added' } }
  const { number } = saying
  if (saying.kind === 'state')
    return { ...decided, effect: { ask: { do: 'list' }, tell: 'standing', ...(number !== undefined && { number }) } }
  if (number === undefined) return { ...decided, effect: { ask: { do: 'list' }, tell: 'which' } }
  const text = message(known.knowledge.messages, talk.lang, 'hand-off.withdraw.confirm', { number })
  return {
    ...decided,
    reply: { ...say(talk.lang, text), suggestions: buttons(turn, 'label.yes', 'label.no') },
    talk: { ...talk, confirming: { withdraw: number } },
  }
}
