/** The same words again are no answer: in their place comes another part of the entry, or that no more is found, and what else there is. */
import type { Decision, Turn } from '../decision.ts'
import type { EntryId } from '../knowledge/schema.ts'
import { message } from '../messages.ts'
import { isAllRead } from '../read-so-far.ts'
import { ownerOf } from '../search/index/own-questions.ts'
import { likelyUnread, unreadHeadings } from './unread.ts'

/** The decision, or another where it says only what was read in this talk and nobody asked for it by name. */
export function insteadOfAgain(turn: Turn, decision: Decision): Decision {
  const { event, reply } = decision
  const { talk, known } = turn
  // A choice is to answer the question before it.
  const isAnswer = (event.kind === 'question' && event.decision === 'answer') || (event.kind === 'choice' && talk.clarifying)
  // Who comes back from another subject is told where they left off.
  if (!isAnswer || talk.dialogs.length > 0 || event.entry === undefined || event.entry !== talk.subject?.entry) return decision
  const entry = known.knowledge.entries.get(event.entry as EntryId)
  if (!entry || (entry.kind !== 'articles' && entry.kind !== 'funding') || entry.elsewhere) return decision
  if (turn.heard.profile || !isAllRead(talk.read ?? [], reply) || isAskedByName(turn)) return decision
  const asked = event.kind === 'choice' && talk.last ? { ...turn, utterance: talk.last.utterance } : turn
  const other = likelyUnread(entry, asked)
  if (other) return { ...other, talk: { ...other.talk, about: decision.talk.about } }
  const [first = '', ...rest] = reply.texts
  const lead = message(known.knowledge.messages, talk.lang, 'subject.no-more', { title: entry.title })
  const headings = unreadHeadings(entry, asked)
  const steps = reply.suggestions.filter(({ kind }) => headings.length === 0 || kind !== undefined)
  return {
    ...decision,
    reply: { ...reply, texts: [`${lead}\n\n${first}`, ...rest], suggestions: [...headings, ...steps] },
    event: { ...event, detail: 'again' },
  }
}

/** One of the entry's own questions, or the very words of the last one. */
function isAskedByName({ utterance, talk, known }: Turn): boolean {
  if (talk.clarifying) return false
  return ownerOf(known.searcher.index.ownQuestions, utterance) >= 0 || talk.last?.utterance === utterance
}
