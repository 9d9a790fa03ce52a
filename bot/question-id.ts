/** Names the question that a talk has open, so that a button of an older one is known; the same for as long as the same is asked. */
import { digestOf } from './knowledge/digest.ts'
import type { Reply } from './reply.ts'
import type { Talk } from './talk.ts'

/** Undefined while nothing is asked. */
export function questionId({ confirming, dialogs, clarifying, offers }: Talk): string | undefined {
  const open = dialogs.at(-1)
  if (confirming === undefined && open === undefined && !clarifying) return undefined
  return digestOf(JSON.stringify([confirming ?? null, open ?? null, clarifying ? offers : null]))
}

/** The reply, with the name of the question it asks at every button that answers it; the others say the same at any time. */
export function namingQuestion(reply: Reply, talk: Talk): Reply {
  const of = questionId(talk)
  if (of === undefined) return reply
  const isAnswer = ({ kind }: Reply['suggestions'][number]) => kind === 'choice' || talk.confirming !== undefined
  return { ...reply, suggestions: reply.suggestions.map((one) => (isAnswer(one) ? { ...one, of } : one)) }
}
