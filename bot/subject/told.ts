/** What is only told is acknowledged: the talk stays with its subject, and the parts of it that can be asked for are named. */
import type { Decision, Turn } from '../decision.ts'
import { isTold } from '../understanding/telling.ts'
import { sayTold } from './answer-aspect.ts'

/** "Sind so 15 Rechner": said of the matter, and nothing asked. The talk stays with it. */
export function told({ utterance, talk, known, context }: Turn): Decision | undefined {
  const subject = talk.subject && known.knowledge.entries.get(talk.subject.entry)
  if (!subject || subject.kind === 'guides' || subject.elsewhere || talk.clarifying || !isTold(utterance)) return undefined
  return {
    reply: sayTold(subject, context, talk.subject?.passage),
    talk: { ...talk, offers: [], misses: 0 },
    event: { kind: 'interruption', detail: 'told' },
  }
}
