/** A question that no entry answers: an honest no, with who knows more and what comes nearest. */
import { suggest } from '../answers/common.ts'
import { personReply } from '../answers/person.ts'
import { buttons, type Decision, sentence, type Turn } from '../decision.ts'
import type { Entry } from '../knowledge/schema.ts'
import { inLanguage } from '../knowledge/translations.ts'
import { visitorOf } from '../person.ts'
import type { UsageEvent } from '../ports.ts'
import { responsibleFor } from '../regions/responsible.ts'
import { type Reply, type Suggestion, say } from '../reply.ts'
import type { SearchResult } from '../search/search.ts'
import { sayUnknown } from '../subject/answer-aspect.ts'
import { likelyUnread, unreadHeadings } from '../subject/unread.ts'
import type { Talk } from '../talk.ts'

/** False for a contact that is not there for the place the visitor named. */
export function isForHere(entry: Entry, turn: Turn): boolean {
  const { talk, known } = turn
  const visitor = visitorOf(talk, known.knowledge, turn)
  if (entry.kind !== 'contacts' || visitor.places.length === 0) return true
  return responsibleFor({ ...visitor, audiences: [] }, known.knowledge, turn).referrals.some(({ contact }) => contact.id === entry.id)
}

/** A part of what the talk is about that the sentence is likely put to, though the search finds it nowhere. */
function ofSubject(turn: Turn): Decision | undefined {
  const { talk, known } = turn
  const subject = talk.subject && known.knowledge.entries.get(talk.subject.entry)
  return subject && !subject.elsewhere ? likelyUnread(inLanguage(subject, talk.lang, known.knowledge), turn) : undefined
}

/** That nothing is known of it: who knows more of what the talk is about, and what of that can be asked. */
function unknownOf(subject: Entry, turn: Turn): Reply {
  const reply = sayUnknown(subject, visitorOf(turn.talk, turn.known.knowledge, turn), turn.context)
  return { ...reply, suggestions: [...unreadHeadings(subject, turn), ...reply.suggestions] }
}

/** What comes nearest, as buttons: no answer, and for who meant it a way on. */
function nearest({ hits }: SearchResult, turn: Turn): Suggestion[] {
  const { known, context } = turn
  return hits
    .filter(({ score }) => score >= MIN_NEAREST)
    .flatMap(({ id }) => known.knowledge.entries.get(id) ?? [])
    .filter((entry) => !entry.elsewhere && entry.lang === context.lang && isForHere(entry, turn))
    .slice(0, MAX_NEAREST)
    .map((entry) => suggest(entry, context))
}
const MIN_NEAREST = 0.1
const MAX_NEAREST = 2

/** Says so, and offers a person; the second time in a row the people come at once. */
export function noAnswer(turn: Turn, result: SearchResult, event: UsageEvent): Decision {
  const { talk } = turn
  const part = ofSubject(turn)
  if (part) return part
  const next: Talk = { ...talk, offers: [], clarifying: false, misses: talk.misses + 1 }
  if (talk.misses > 0) {
    const people = personReply(turn)
    return { reply: { ...people, texts: [sentence(turn, 'none.again'), ...people.texts] }, talk: next, event }
  }
  const subject = talk.subject && turn.known.knowledge.entries.get(talk.subject.entry)
  const helped = subject && subject.kind !== 'guides' && !subject.elsewhere ? unknownOf(subject, turn) : undefined
  if (helped && helped.cards.length > 0) return { reply: helped, talk: { ...next, people: true }, event }
  return {
    reply: {
      ...say(talk.lang, sentence(turn, 'none')),
      suggestions: [...nearest(result, turn), ...buttons(turn, 'label.person', 'label.help')],
    },
    talk: next,
    event,
  }
}
