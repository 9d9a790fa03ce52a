/** What is said of an entry that was withdrawn: that it was, why, and who helps meanwhile. */
import { pathOf } from '../knowledge/references.ts'
import type { Entry } from '../knowledge/schema.ts'
import { message } from '../messages.ts'
import type { Reply } from '../reply.ts'
import { type AnswerContext, button, statusText } from './common.ts'

export function withdrawnReply(entry: Entry, context: AnswerContext): Reply {
  const { knowledge, lang } = context
  return {
    lang,
    texts: [statusText(entry, context)],
    cards: [],
    citations: [{ id: entry.id, title: entry.title, path: pathOf(entry.id), overdue: false, sources: [] }],
    suggestions: [button('label.person', message(knowledge.messages, lang, 'label.person'))],
    targets: [],
  }
}
