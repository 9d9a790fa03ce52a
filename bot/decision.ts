/** What the deciders share: the turn they look at and the decision they make. */
import type { AnswerContext } from './answers/common.ts'
import type { HandOffQuestion, HandOffState, Standing } from './hand-off/standing.ts'
import { type MessageId, message } from './messages.ts'
import type { Moment } from './moment.ts'
import type { Known, UsageEvent } from './ports.ts'
import { type Reply, type Suggestion, say } from './reply.ts'
import type { Talk } from './talk.ts'

/** The moment, with what was said and what is remembered and known. */
export interface Turn extends Moment {
  utterance: string
  talk: Talk
  known: Known
  /** Missing where visitors cannot hand requests to people. */
  handOff?: HandOffState
  context: AnswerContext
}

export interface Decision {
  reply: Reply
  talk: Talk
  event: UsageEvent
  /**
   * What must be done besides answering: `forget` deletes all that is stored of this conversation; a question about requests is
   * asked first, and what comes back makes the reply.
   */
  effect?: 'forget' | { handOff: HandOffQuestion; reply(requests: readonly Standing[]): Reply }
}

export type Decider = (turn: Turn) => Decision | undefined

/** Ids of sentences that have no placeholders, so that they can be said as they are. */
export type PlainMessageId = { [Id in MessageId]: Parameters<typeof message<Id>>['length'] extends 3 ? Id : never }[MessageId]

/** A fixed sentence in the talk's language. */
export function sentence({ talk, known }: Pick<Turn, 'talk' | 'known'>, id: PlainMessageId): string {
  return message(known.knowledge.messages, talk.lang, id as 'help')
}

/** Buttons that say their own label. */
export function buttons(turn: Pick<Turn, 'talk' | 'known'>, ...ids: PlainMessageId[]): Suggestion[] {
  return ids.map((id) => sentence(turn, id)).map((label) => ({ label, say: label }))
}

/** A decision that says one fixed sentence. */
export function sayPlainly(turn: Turn, id: PlainMessageId, event: UsageEvent, talk: Talk = turn.talk): Decision {
  return { reply: say(talk.lang, sentence({ ...turn, talk }, id)), talk, event }
}
