/** What is said at a door that an operator has closed: why, and that a person can still be found. */
import type { Knowledge } from '../knowledge/knowledge.ts'
import type { PublicWords } from '../knowledge/schema.ts'
import { message } from '../messages.ts'
import { type Reply, say } from '../reply.ts'
import type { Talk } from '../talk.ts'

export function closedReply({ lang }: Pick<Talk, 'lang'>, { messages }: Pick<Knowledge, 'messages'>, reason: PublicWords): Reply {
  return say(lang, message(messages, lang, 'closed', { reason: reason[lang] }))
}
