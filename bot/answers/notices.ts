/** What operators want everybody to know: each notice is told once a talk, before the next thing that is said. */
import { noticesAt } from '../knowledge/switched.ts'
import { message } from '../messages.ts'
import type { Moment } from '../moment.ts'
import type { Known } from '../ports.ts'
import type { Reply } from '../reply.ts'
import type { Talk } from '../talk.ts'

/** What is said, and the talk after it. */
interface Said {
  reply: Reply
  talk: Talk
}

/** The same with the notices in front that the talk has not heard yet; those that no longer hold are forgotten. */
export function withNotices<S extends Said>(said: S, { knowledge }: Known, moment: Moment): S {
  const { reply, talk } = said
  const notices = noticesAt(knowledge, moment)
  if (notices.length === 0) return said
  const fresh = notices.filter(({ de }) => !talk.notices?.includes(de))
  if (fresh.length === 0) return said
  const texts = fresh.map((words) => message(knowledge.messages, reply.lang, 'notice', { text: words[reply.lang] }))
  return { ...said, reply: { ...reply, texts: [...texts, ...reply.texts] }, talk: { ...talk, notices: notices.map(({ de }) => de) } }
}
