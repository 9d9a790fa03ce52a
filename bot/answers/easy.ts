/** The easier answer of an entry: its editors' own, else the first sentences of the usual one. */
import { pathOf } from '../knowledge/references.ts'
import type { Entry } from '../knowledge/schema.ts'
import { message } from '../messages.ts'
import type { Reply } from '../reply.ts'
import { type AnswerContext, assemble } from './common.ts'

/** A sentence ends at a mark, a blank and a capital, so that "10. Dezember" and "z. B." stay whole. */
const SENTENCE_END = /(?<=\p{L}{3}[.!?])\s+(?=\p{Lu})/u
const SHORT_SENTENCES = 2

/** With its true state, source and day, like every answer; what is easy already is not offered easier. */
export function easyAnswer(entry: Entry, context: AnswerContext): Reply {
  const { messages } = context.knowledge
  // Each sentence on a line of its own, as its editors wrote it.
  const easy = entry.easy?.trim().replaceAll(/\s*\n/g, '  \n') ?? entry.lead.split(SENTENCE_END).slice(0, SHORT_SENTENCES).join(' ')
  const more = message(messages, context.lang, 'more', { title: entry.title, link: pathOf(entry.id) })
  const reply = assemble(entry, context, { text: `${easy}\n\n${more}` })
  const again = message(messages, context.lang, 'label.simpler')
  return { ...reply, suggestions: reply.suggestions.filter(({ label }) => label !== again) }
}
