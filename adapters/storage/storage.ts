/**
 * The storage contract: what the doors and the bot may ask of a database, whichever it is. Time always comes in as an
 * argument; what an operation gives back has been kept.
 *
 * Every operation rejects with `StorageAway`, soon, while the database cannot be reached, and works again when it can.
 */
import type { Storage } from 'botbuilder'

/**
 * What keeps the database from its work: held by somebody else (`busy`), disk full, disk broken, not to be written to, not to be
 * reached, contents damaged. All but the last heal by themselves as soon as their cause is gone; a damaged database waits for somebody
 * who restores it.
 */
export type StorageTrouble = 'busy' | 'full' | 'disk' | 'readonly' | 'unreachable' | 'damaged'

/** The database cannot be used just now. Whoever can go on without it should; nothing was kept. */
export class StorageAway extends Error {
  override readonly name = 'StorageAway'
  readonly trouble: StorageTrouble
  constructor(message: string, { trouble = 'unreachable', ...options }: ErrorOptions & { trouble?: StorageTrouble } = {}) {
    super(message, options)
    this.trouble = trouble
  }
}

/** Somebody else wrote this item since it was read. The words are the SDK's own, which callers of `Storage` know. */
export class StateConflict extends Error {
  override readonly name = 'StateConflict'
  readonly key: string
  constructor(key: string) {
    super(`Storage: error writing "${key}" due to eTag conflict.`)
    this.key = key
  }
}

export interface Conversation {
  id: string
  user: string
  locale: string | undefined
  created: Date
  lastSeen: Date
  /** Number of its newest activity, 0 when there is none. */
  last: number
  /** Newest activity that wants a turn, and the newest whose turn is done. */
  asked: number
  answered: number
  greeted: boolean
}

/** One line of a conversation's log. Numbers have no gaps and start at 1; times (ms) rise strictly. */
export interface LoggedActivity {
  number: number
  at: number
  /** A JSON object. */
  body: string
}

/** Facts noted together with new activities, in the same transaction. */
export interface Marks {
  /** The last of the new activities wants a turn. */
  asks?: boolean
  /** Turns are done up to this number. */
  answered?: number
  /** Older lines of the log as they are kept from now on: a visitor's words are cleaned when their turn is done. */
  cleaned?: readonly { number: number; body: string }[]
}

export interface Conversations {
  /** False when it exists already, which is then left as it is. */
  start(conversation: { id: string; user: string; locale?: string }, now: Date): Promise<boolean>
  find(id: string): Promise<Conversation | undefined>
  /** Adds to the log, all or none. `last` and `at` belong to the last of them. Undefined for an unknown conversation. */
  append(id: string, bodies: readonly string[], now: Date, marks?: Marks): Promise<{ last: number; at: number } | undefined>
  /** The log after a number, oldest first, at most `limit` lines. */
  after(id: string, number: number, limit: number): Promise<readonly LoggedActivity[]>
  /** True for exactly one caller, ever: that one greets. */
  greet(id: string): Promise<boolean>
  /** Newest first; for staff and for tests. */
  list(limit: number): Promise<Conversation[]>
  /** Conversations whose visitor wrote since then and has no answer yet, because a process died. */
  owed(since: Date): Promise<Conversation[]>
}

/** Something that happened, for the report: no names, no addresses. `conversation` lets a visitor take it back. */
export interface UsageEvent {
  at: Date
  kind: string
  conversation?: string
  body: unknown
}

export interface Usage {
  append(events: readonly UsageEvent[]): Promise<void>
  /** From `from` (included) to `to` (excluded), oldest first; all kinds, or the named ones. */
  between(from: Date, to: Date, kinds?: readonly string[]): Promise<UsageEvent[]>
}

/** A request that a person handles. Who writes it must name the version read: of two at once, one wins. */
export interface StaffRequest {
  id: string
  /** What the visitor is told and asks for: 1, 2, 3, … */
  number: number
  version: number
  state: string
  /** Where it is handled, by the routing data's name. */
  channel: string
  conversation: string | undefined
  created: Date
  updated: Date
  /** When somebody should be reminded. */
  due: Date | undefined
  body: unknown
}

/** A message that must go out exactly once; it is kept together with what caused it. */
export interface NewPost {
  id: string
  kind: string
  request?: string
  body: unknown
  due: Date
}

export interface Post extends NewPost {
  created: Date
  /** How often it was taken, this time included. */
  attempts: number
  problem: string | undefined
}

export type RequestChange = Partial<Pick<StaffRequest, 'state' | 'channel' | 'due' | 'body'>> & { due?: Date | undefined }

export interface Requests {
  create(
    request: { id: string; state: string; channel: string; conversation?: string; due?: Date; body: unknown },
    now: Date,
    posts?: readonly NewPost[],
  ): Promise<StaffRequest>
  find(id: string): Promise<StaffRequest | undefined>
  findNumber(number: number): Promise<StaffRequest | undefined>
  /** Changes it if nobody else did since `version`; `posts` are kept in the same transaction. */
  update(
    id: string,
    version: number,
    change: RequestChange,
    now: Date,
    posts?: readonly NewPost[],
  ): Promise<
    { ok: true; request: StaffRequest } | { ok: false; problem: 'conflict'; request: StaffRequest } | { ok: false; problem: 'unknown' }
  >
  /** Oldest first. */
  list(filter: { states?: readonly string[]; channel?: string; conversation?: string; dueBefore?: Date }): Promise<StaffRequest[]>
}

export interface Outbox {
  add(post: NewPost, now: Date): Promise<void>
  /** Takes what is due for `leaseMs`; nobody else gets it meanwhile. Not finished by then (the process died), it is due again. */
  take(now: Date, leaseMs: number, limit: number): Promise<Post[]>
  done(id: string): Promise<void>
  /** When the oldest post was made that still waits, those of one kind (a standing one) left out. */
  oldest(leftOut: string): Promise<Date | undefined>
  /** Not now: try again at `due`. */
  later(id: string, due: Date, problem: string): Promise<void>
}

export interface Clicks {
  /** Counts one click on a target, on a day; who clicked is not known. */
  count(target: string, day: string): Promise<void>
  between(fromDay: string, toDay: string): Promise<{ target: string; day: string; count: number }[]>
}

/** Everything last touched before its date goes; what has no date stays. */
export interface ExpireBefore {
  conversations?: Date
  requests?: Date
  usage?: Date
}

export interface Store {
  /** True when other processes may use the same database. */
  shared: boolean
  /** Bot Framework's contract, with eTags that mean something and writes that are all or nothing. */
  state: Storage
  conversations: Conversations
  usage: Usage
  requests: Requests
  outbox: Outbox
  clicks: Clicks
  /**
   * Everything of one conversation: log, state, events, requests. The conversation itself can go on, with nothing behind it.
   * Gives the ids of the requests, whose cards may stand elsewhere.
   */
  forget(conversationId: string): Promise<{ requests: string[] }>
  expire(before: ExpireBefore): Promise<{ conversations: number; requests: number; usage: number }>
  /** Rejects while the database cannot be used. */
  ping(): Promise<void>
  /** Writes a line and reads it back. Rejects while nothing can be kept, also when reading still works. */
  probe(now: Date): Promise<void>
  /** Tells of activities that another process appended; `undefined`: anything may have happened, look yourself. */
  onAppended(listener: (conversationId: string | undefined, last: number) => void): void
  /**
   * Waits until no other process holds this name, and holds it until the returned function is called (or this process dies).
   * Where only one process can use the database it gives itself at once.
   */
  lock(name: string): Promise<() => void>
  close(): Promise<void>
}

/** For a database of one process: its own queue keeps turns apart, and it delivers its own activities. */
export const ALONE: Pick<Store, 'shared' | 'onAppended' | 'lock'> = {
  shared: false,
  onAppended: () => {},
  lock: () => Promise.resolve(() => {}),
}
