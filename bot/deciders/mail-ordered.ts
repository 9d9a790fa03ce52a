/** What visitors say about mails of ours: the form opens, or they are told where the end is. */
import { type Move, sayPlainly, type Turn } from '../decision.ts'
import { isOrderable } from '../dialog-stack.ts'
import { isSurveyWish, readMailOrder } from '../monthly-mail/order-words.ts'

export function mailOrdered(turn: Turn): Move | undefined {
  if (!isOrderable(turn)) return undefined
  const { messages } = turn.known.knowledge
  if (isSurveyWish(turn.utterance, messages)) return { open: 'survey', talk: turn.talk }
  const said = readMailOrder(turn.utterance, messages)
  if (said === undefined) return undefined
  if (said === 'begin') return { open: 'mail-order', talk: turn.talk }
  return sayPlainly(turn, 'monthly.end', { kind: 'interruption', detail: 'monthly-mail.end' })
}
