/** What visitors say about having the dates sent to them: the form opens, or they are told where the end is. */
import { type Move, sayPlainly, type Turn } from '../decision.ts'
import { isOrderable } from '../dialog-stack.ts'
import { readMailOrder } from '../monthly-mail/order-words.ts'

export function mailOrdered(turn: Turn): Move | undefined {
  const said = isOrderable(turn) ? readMailOrder(turn.utterance, turn.known.knowledge.messages) : undefined
  if (said === undefined) return undefined
  if (said === 'begin') return { open: 'mail-order', talk: turn.talk }
  return sayPlainly(turn, 'monthly.end', { kind: 'interruption', detail: 'monthly-mail.end' })
}
