/** The greeting, once a talk, before the visitor's first word. */
import type { Decision } from './decision.ts'
import { message } from './messages.ts'
import type { Known } from './ports.ts'
import { say } from './reply.ts'
import type { Talk } from './talk.ts'

/** Undefined when this talk has been greeted before. */
export function greet(talk: Talk, known: Known): Decision | undefined {
  if (talk.greeted) return undefined
  return { reply: greetingReply(talk, known), talk: { ...talk, greeted: true }, event: { kind: 'greeting' } }
}

/** The sentence and the example questions of `area.md` as buttons. */
export function greetingReply(talk: Talk, { knowledge }: Known): Decision['reply'] {
  return {
    ...say(talk.lang, message(knowledge.messages, talk.lang, 'greeting')),
    suggestions: knowledge.area.examples[talk.lang].map((label) => ({ label, say: label })),
  }
}
