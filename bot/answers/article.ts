/** An article's answer: the passage that fits the question, else its first paragraph, and the way to the whole page. */
import { isExample } from '../knowledge/examples.ts'
import { pathOf } from '../knowledge/references.ts'
import type { Entry } from '../knowledge/schema.ts'
import { message } from '../messages.ts'
import type { Reply } from '../reply.ts'
import { type AnswerContext, assemble, markEnded, quoted } from './common.ts'
import { exampleCard } from './example.ts'

/** `passageId`: the passage that met the question best; unknown or undefined means the lead. Serves guides found by search too. */
export function answerArticle(entry: Entry, context: AnswerContext, passageId?: string): Reply {
  const { text, anchor } = quoted(entry, entry.lead, context, passageId)
  const more = message(context.knowledge.messages, context.lang, 'more', {
    title: entry.title,
    link: anchor ? `${pathOf(entry.id)}#${anchor}` : pathOf(entry.id),
  })
  return assemble(entry, context, {
    text: [markEnded(text, context), more].filter((part) => part !== '').join('\n\n'),
    anchor,
    // A part of it is told for what it says itself.
    ...(isExample(entry) && anchor === undefined && { cards: [exampleCard(entry, context)] }),
  })
}
