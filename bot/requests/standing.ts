/** What a visitor may know of their request, and what the core asks of the world about requests. */
import type { PublicWords } from '../knowledge/schema.ts'
import type { Live } from './live.ts'
import type { NewRequest, Outcome, RequestState } from './request.ts'

export interface Standing {
  number: number
  state: RequestState
  /** Name of the channel that handles it. */
  place: string
  outcome?: Outcome
}

/** Each is answered with the requests it is about: the new one, all of this conversation, the one changed; none when there is none. */
export type HandOffQuestion =
  | { do: 'create'; request: NewRequest }
  | { do: 'list' }
  | { do: 'withdraw'; number: number }
  | { do: 'add'; number: number; text: string }

/** Whose conversation, and which of its turns: a turn that is repeated after a crash must not make a second request. */
export interface Origin {
  conversation: string
  turn: string
}

/** Requests at the door of this turn. `open`: somebody would read one that is made now. */
export interface HandOffState {
  open: boolean
  /** Why none is taken now, where an operator has said so. */
  closed?: PublicWords
  /** Requests untouched for so many days are deleted; said in the consent. */
  retentionDays: number
  /** The request whose people the visitor speaks with. */
  live?: Live
}

export interface HandOffPort {
  /** Undefined where there are no requests at all, as at the staff's own door. */
  at(channelId: string): HandOffState | undefined
  /** Rejects with what `isStorageAway` knows while the database is away. */
  ask(question: HandOffQuestion, origin: Origin): Promise<Standing[]>
  /** With whom the visitor of a conversation speaks, if with a person. Rejects as `ask` does. */
  live(conversation: string): Promise<Live | undefined>
}
