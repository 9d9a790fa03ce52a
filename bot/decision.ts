/** What the deciders share: the turn they look at, and what they make of it. All of it is data; nobody changes a turn. */
import { type AnswerContext, button } from './answers/common.ts'
import type { ActId } from './knowledge/acts-file.ts'
import type { Lang } from './knowledge/day.ts'
import type { Entry, EntryId, Guide } from './knowledge/schema.ts'
import { inLanguage } from './knowledge/translations.ts'
import { message, type PlainMessageId } from './messages.ts'
import type { Moment } from './moment.ts'
import type { NewMailOrder } from './monthly-mail/order-form.ts'
import type { Known, UsageEvent } from './ports.ts'
import { impersonalWords } from './privacy.ts'
import { type Reply, type Suggestion, say } from './reply.ts'
import type { HandOffEffect } from './requests/replies.ts'
import type { HandOffState } from './requests/standing.ts'
import type { Talk } from './talk.ts'
import type { Heard } from './understanding/heard.ts'

export type { PlainMessageId } from './messages.ts'

/** The moment, with what was said and what is remembered and known. */
export interface Turn extends Moment {
  utterance: string
  /** Without the question that awaits a yes or no: that is `confirming`, and holds for this turn only. */
  talk: Talk
  confirming?: Talk['confirming']
  /** A dialog was open that this version of the program cannot read; it is gone. */
  lost: boolean
  known: Known
  /** Missing where visitors cannot hand requests to people. */
  handOff?: HandOffState | undefined
  context: AnswerContext
  /** What the message does and asks. */
  heard: Heard
}

export interface Decision {
  /** With an effect about requests: what is said after its answer. */
  reply: Reply
  talk: Talk
  event: UsageEvent
  /**
   * What must be done besides answering: `forget` deletes all that is stored of this conversation; a question about requests is
   * asked first, and what comes back is said by `replyTo`; a mail that was ordered is ordered before that is said.
   */
  effect?: 'forget' | HandOffEffect | { order: NewMailOrder }
  /** Nothing of what was said may be kept, not even in the log of the talk. */
  unkept?: true
}

/** A dialog to be opened. `opening`: the sentence that led there, whose answers are not asked again. */
export interface Opening {
  open: Guide | 'request' | 'mail-order' | 'survey'
  opening?: string
  talk: Talk
  /** Said before the first question. */
  lead?: string
  act?: ActId
}

/** What a decider makes of a turn; undefined leaves it to the next one. */
export type Move = Decision | Opening
export type Decider = (turn: Turn) => Move | undefined

/** What an answer may look at. */
export function contextOf({ knowledge }: Known, lang: Lang, { now, today, clock }: Moment): AnswerContext {
  return { knowledge, lang, now, today, clock }
}

/** A fixed sentence in the talk's language. */
export function sentence({ talk, known }: Pick<Turn, 'talk' | 'known'>, id: PlainMessageId): string {
  return message(known.knowledge.messages, talk.lang, id as 'help')
}

/** Buttons that say their own label. */
export function buttons(turn: Pick<Turn, 'talk' | 'known'>, ...ids: PlainMessageId[]): Suggestion[] {
  return ids.map((id) => button(id, sentence(turn, id)))
}

/** A decision that says one fixed sentence. */
export function sayPlainly(turn: Turn, id: PlainMessageId, event: UsageEvent, talk: Talk = turn.talk): Decision {
  return { reply: say(talk.lang, sentence({ ...turn, talk }, id)), talk, event }
}

/** None of the choices is meant: they are gone, and there is a person, or the topics, to go on with. */
export function noneTaken(turn: Turn, event: UsageEvent): Decision {
  const none = sayPlainly(turn, 'clarify.none', event, { ...turn.talk, offers: [], clarifying: false })
  return { ...none, reply: { ...none.reply, suggestions: buttons(turn, 'label.person', 'label.help') } }
}

/** An answer given: remembered for "why?", for follow-ups, and for the buttons under it. `asked`: the question it answers. */
export function answered({ talk, known }: Turn, asked: string, entry: Entry, reply: Reply, event: UsageEvent): Decision {
  const offers = reply.suggestions.flatMap((suggestion) => {
    const next = [...entry.next, ...(entry.kind === 'funding' ? entry.successor : [])]
      .flatMap((id) => known.knowledge.entries.get(id as EntryId) ?? [])
      .map((candidate) => inLanguage(candidate, talk.lang, known.knowledge))
      .find((candidate) => candidate.title === suggestion.say)
    return next ? [{ label: suggestion.label, entry: next.id }] : []
  })
  const { people: _, ...rest } = talk
  return {
    reply,
    talk: {
      ...rest,
      last: { utterance: impersonalWords(asked), entry: entry.id },
      subject: subjectAfter(talk, entry.id, asked, event.passage),
      offers,
      clarifying: false,
      misses: 0,
    },
    event,
  }
}

/**
 * People are named, the first of them for the answer: a number or an address that is asked for next is theirs, and what the talk was about is
 * kept beside them.
 */
export function referred(talk: Talk, reply: Reply, asked: string, event: UsageEvent): Decision {
  const [first] = reply.cards
  if (!first) return { reply, talk, event }
  return { reply, talk: { ...talk, people: true, subject: subjectAfter(talk, first.id, asked) }, event: { ...event, entry: first.id } }
}

/** What the talk is about from now on; what it was about before is kept beside it. */
export function subjectAfter({ subject }: Talk, entry: EntryId, asked: string, passage?: string): NonNullable<Talk['subject']> {
  const before = subject?.entry === entry ? subject.before : subject?.entry
  return { entry, asked: impersonalWords(asked), ...(passage && { passage }), ...(before && { before }) }
}
