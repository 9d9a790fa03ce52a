/** What the bot asks of the world around it; `adapters/main.ts` hands it in. */

import type { Lang } from './knowledge/day.ts'
import type { Knowledge } from './knowledge/knowledge.ts'
import type { PublicWords } from './knowledge/schema.ts'
import type { NewMailOrder } from './monthly-mail/order-form.ts'
import type { Reply } from './reply.ts'
import type { HandOffPort } from './requests/standing.ts'
import type { Activity, TurnContext } from './sdk.ts'
import type { Searcher } from './search/search.ts'
import type { Recogniser } from './understanding/acts/recogniser.ts'

/** Knowledge and the index built from it: always a matching pair. */
export interface Known {
  knowledge: Knowledge
  searcher: Searcher
  /** Learned in slices beforehand, maybe from the knowledge just before this; without it the first sentence learns it. */
  recogniser?(): Recogniser
  /** What visitors may ask about the service itself. */
  service?: Service
  /** Why nothing new is answered at this door, while it is closed. */
  closed?: PublicWords
}

/** How long things are kept here, and where the operator's own pages are. */
export interface Service {
  retentionDays: number
  usageRetentionDays: number
  imprint?: string
  privacy?: string
  /** Visitors may have the month's dates sent to them. */
  monthlyMail?: boolean
}

/** One thing that happened, for the report: what people ask, what was not answered, where dialogs end. Holds no person. */
export interface UsageEvent {
  kind: 'question' | 'interruption' | 'guide' | 'greeting' | 'choice' | 'hand-off' | 'rating'
  /** The utterance, cleaned of personal data; only for questions, and for what is said of their answers. */
  text?: string
  decision?: 'answer' | 'clarify' | 'none'
  /** What the sentence did in the talk (thanks, a complaint, the wish for a person), where it was answered as such. */
  act?: string
  entry?: string
  /** The part of the entry that was shown. */
  passage?: string
  confidence?: number
  topics?: string[]
  /** Ids of what visitors said of who and where they are; only with questions. */
  audiences?: string[]
  regions?: string[]
  /** Guides: the step asked, or the outcome reached. */
  step?: string
  outcome?: string
  detail?: string
  /** Whether the entry helped with the question in `text`. */
  helped?: boolean
  /** What was missing, in the visitor's words, cleaned. */
  words?: string
}

/** Where and in which language something happened. */
export interface EventPlace {
  conversation: string
  lang: Lang
  channel: string
}

export interface BotPorts {
  /** The newest knowledge; asked once a turn. */
  known(): Known
  now(): Date
  /** Why the door of this channel is closed; undefined while it is open. */
  closed?(channelId: string): PublicWords | undefined
  /** A reply as the activities of the channel it goes to. */
  render(reply: Reply, context: TurnContext): Partial<Activity>[]
  /** Notes an event; returns at once and never throws. */
  record(event: UsageEvent, place: EventPlace): void
  /** Deletes all that is stored of a conversation. */
  forget(conversation: string): Promise<void>
  isStorageAway(error: unknown): boolean
  /** Requests that people answer; missing where nobody does. */
  handOff?: HandOffPort
  /** Sends the letter that asks for a yes; asked again for the same address it sends none. Missing where no mail is sent. */
  orderMail?(order: NewMailOrder): Promise<void>
}
