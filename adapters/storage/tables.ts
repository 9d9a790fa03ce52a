/**
 * The tables, as Kysely sees them. Instants are milliseconds since 1970 and truths are 0 or 1 on both engines, so that one
 * statement means the same on each; JSON is text that only its owner reads.
 */
import type { ColumnType } from 'kysely'

/** Bot Framework state: `version` is the eTag. */
export interface StateTable {
  key: string
  value: string
  version: number
  written: number
}

export interface ConversationTable {
  id: string
  user_id: string
  locale: string | null
  created: number
  last_seen: number
  /** Number and time of the newest activity; the next one gets the next number and a later time. */
  last_number: number
  last_at: number
  greeted: number
}

/** The body of a line that was forgotten. */
export const FORGOTTEN = ''

export interface ActivityTable {
  conversation: string
  number: number
  at: number
  /** Null only for a double from before ids were unique. */
  id: string | null
  body: string
  /** 1: wants a turn that is not done. */
  owed: number
}

export interface UsageTable {
  /** Given by the database; only for a stable order of equal times. */
  id: ColumnType<number, never, never>
  at: number
  kind: string
  conversation: string | null
  body: string
}

export interface RequestTable {
  id: string
  number: number
  version: number
  state: string
  channel: string
  conversation: string | null
  created: number
  updated: number
  due: number | null
  body: string
}

export interface OutboxTable {
  id: string
  kind: string
  request: string | null
  body: string
  created: number
  due: number
  attempts: number
  problem: string | null
}

export interface ClickTable {
  target: string
  day: string
  count: number
}

export interface BookingTable {
  id: string
  /** Empty where it was called off or moved before it was told. */
  target: string
  day: string
  state: string
  /** The booking that it was moved to. */
  successor: string | null
}

export interface CounterTable {
  name: string
  value: number
}

export interface SubscriberTable {
  id: string
  /** Which of our mails: an address can be on several lists. */
  list: string
  /** As it was typed, without regard to small and capital letters. */
  address: string
  state: string
  /** JSON. */
  wishes: string
  /** JSON: what was agreed to, and when. */
  consent: string
  asked: number
  confirmed: number | null
  failures: number
  failed: number | null
}

export interface LetterTable {
  id: string
  subscriber: string
  kind: string
  state: string
  created: number
  due: number
  attempts: number
  problem: string | null
}

export interface MigrationTable {
  name: string
  at: number
}

export interface Tables {
  state: StateTable
  conversation: ConversationTable
  activity: ActivityTable
  usage: UsageTable
  request: RequestTable
  outbox: OutboxTable
  click: ClickTable
  booking: BookingTable
  counter: CounterTable
  subscriber: SubscriberTable
  letter: LetterTable
  migration: MigrationTable
}
