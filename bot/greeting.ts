/** The greeting, once a talk, before the visitor's first word. */
import { closedReply } from './answers/closed.ts'
import { withNotices } from './answers/notices.ts'
import type { Decision } from './decision.ts'
import { message } from './messages.ts'
import { momentAt } from './moment.ts'
import type { Known } from './ports.ts'
import { say } from './reply.ts'
import type { Talk } from './talk.ts'

/** Undefined when this talk has been greeted before. */
export function greet(talk: Talk, known: Known, now: Date): Decision | undefined {
  if (talk.greeted) return undefined
  const greeted: Decision = { reply: greetingReply(talk, known), talk: { ...talk, greeted: true }, event: { kind: 'greeting' } }
  return withNotices(greeted, known, momentAt(now))
}

/** The sentence and the example questions of `area.md` as buttons; at a closed door the reason. */
export function greetingReply(talk: Talk, { knowledge, closed }: Known): Decision['reply'] {
  if (closed) return closedReply(talk, knowledge, closed)
  return {
    ...say(talk.lang, message(knowledge.messages, talk.lang, 'greeting')),
    suggestions: knowledge.area.examples[talk.lang].map((label) => ({ label, say: label })),
  }
}
