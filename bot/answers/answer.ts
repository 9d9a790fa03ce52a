/** Entry → reply, by kind. */
import { isExample } from '../knowledge/examples.ts'
import type { Entry } from '../knowledge/schema.ts'
import type { Visitor } from '../regions/responsible.ts'
import type { Card, Reply } from '../reply.ts'
import { answerArticle } from './article.ts'
import type { AnswerContext } from './common.ts'
import { answerContact, contactCard } from './contact.ts'
import { answerEvent, eventCard } from './event.ts'
import { exampleCard } from './example.ts'
import { answerFunding, fundingCard } from './funding.ts'
import { withdrawnReply } from './withdrawn.ts'

/** `visitor`: who asks, where what is answered hangs on it. */
export function answer(entry: Entry, context: AnswerContext, passageId?: string, visitor?: Visitor): Reply {
  if (entry.withdrawn) return withdrawnReply(entry, context)
  if (entry.kind === 'funding') return answerFunding(entry, context, passageId)
  if (entry.kind === 'events') return answerEvent(entry, context)
  if (entry.kind === 'contacts') return answerContact(entry, context, visitor)
  return answerArticle(entry, context, passageId)
}

/** The card of an entry that has one. */
export function cardOf(entry: Entry, context: AnswerContext): Card | undefined {
  if (entry.withdrawn) return undefined
  if (entry.kind === 'funding') return fundingCard(entry, context)
  if (entry.kind === 'events') return eventCard(entry, context)
  if (entry.kind === 'contacts') return contactCard(entry, context)
  if (isExample(entry)) return exampleCard(entry, context)
  return undefined
}
