/**
 * The same words again are no answer: in their place comes another part of the entry, or the one sentence of it that was asked for, or that
 * there is no more; and what else there is.
 */
import { answer } from '../answers/answer.ts'
import { assemble } from '../answers/common.ts'
import type { Decision, Turn } from '../decision.ts'
import type { Entry, EntryId, Passage } from '../knowledge/schema.ts'
import { message } from '../messages.ts'
import { isAllRead, isPartRead } from '../read-so-far.ts'
import type { Reply } from '../reply.ts'
import type { Searcher } from '../search/ask/searcher.ts'
import { ownerOf } from '../search/index/own-questions.ts'
import { rankParts } from '../search/search.ts'
import { hasWordsOf, quoteFor } from './quote.ts'
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
  const isChoice = event.kind === 'choice' && talk.last !== undefined
  const asked = isChoice ? { ...turn, utterance: talk.last!.utterance } : turn
  const other = likelyUnread(entry, asked, isChoice)
  if (other) return { ...other, talk: { ...other.talk, about: decision.talk.about } }
  const headings = unreadHeadings(entry, asked)
  const steps = reply.suggestions.filter(({ kind }) => headings.length === 0 || kind !== undefined)
  return {
    ...decision,
    reply: { ...saidOf(entry, asked, decision), suggestions: [...headings, ...steps] },
    event: { ...event, detail: 'again' },
  }
}

/** What of it was read answers the question: a sentence or two, or the part that it is put to; else that there is no more of it. */
function saidOf(entry: Entry, { utterance, talk, known, context }: Turn, { reply, event }: Decision): Reply {
  const read = entry.passages.filter((passage) => isPartRead(talk.read ?? [], passage))
  const put = read.filter(({ id }) => id === event.passage)
  const quote = quoteFor(
    utterance,
    (put.length > 0 ? put : read).map(({ markdown }) => markdown),
    entry.title,
    known.searcher,
  )
  const say = (id: 'subject.no-more' | 'subject.no-other' | 'subject.once-more') =>
    message(known.knowledge.messages, talk.lang, id, { title: entry.title })
  if (quote === '' && put.some(({ heading, plain }) => hasWordsOf(utterance, `${heading} ${plain}`))) {
    const [first = '', ...rest] = reply.texts
    return { ...reply, texts: [`${say('subject.once-more')}\n\n${first}`, ...rest] }
  }
  const whole = quote === '' ? likelyRead(entry, read, utterance, known.searcher) : undefined
  if (whole) {
    const said = answer(entry, { ...context, told: entry.id }, whole.id)
    const [first = '', ...rest] = said.texts
    return { ...said, texts: [`${say('subject.once-more')}\n\n${first}`, ...rest] }
  }
  const text = quote === '' ? say('subject.no-other') : `${say('subject.no-more')}\n\n${quote}`
  return assemble(entry, { ...context, told: entry.id }, { text, anchor: '' })
}

/** The part that the sentence is likeliest put to, where it was read: it has the answer, though in words that nobody can point at. */
function likelyRead(entry: Entry, read: readonly Passage[], utterance: string, searcher: Searcher): Passage | undefined {
  const [first] = rankParts(searcher, utterance, entry.id)
  if (!first || first.probability < MIN_LIKELY || (first.asked ?? 0) + first.said < MIN_SPOKEN) return undefined
  return read.find(({ id }) => id === first.id)
}
const MIN_LIKELY = 0.6
const MIN_SPOKEN = 0.12

/** One of the entry's own questions, or the very words of the last one. */
function isAskedByName({ utterance, talk, known }: Turn): boolean {
  if (talk.clarifying) return false
  return ownerOf(known.searcher.index.ownQuestions, utterance) >= 0 || talk.last?.utterance === utterance
}
