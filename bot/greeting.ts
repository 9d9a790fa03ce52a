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

/** The sentence and its example questions, one line of `greeting.suggestions` each. */
export function greetingReply(talk: Talk, { knowledge }: Known): Decision['reply'] {
  const labels = message(knowledge.messages, talk.lang, 'greeting.suggestions')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  return {
    ...say(talk.lang, message(knowledge.messages, talk.lang, 'greeting')),
    suggestions: labels.map((label) => ({ label, say: label })),
  }
}
