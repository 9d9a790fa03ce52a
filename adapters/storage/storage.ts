/**
 * The storage contract: what the doors and the bot may ask of a database, whichever it is. Time always comes in as an
 * argument; what an operation gives back has been kept.
 *
 * Every operation rejects with `StorageAway`, soon, while the database cannot be reached, and works again when it can.
 */
import type { Storage, StoreItems } from '../../bot/sdk.ts'

/**
 * What keeps the database from its work: held by somebody else (`busy`), disk full, disk broken, not to be written to, not to be
 * reached, contents damaged. All but the last heal by themselves as soon as their cause is gone; a damaged database waits for somebody
 * who restores it.
 */
export type StorageTrouble = 'busy' | 'slow' | 'full' | 'disk' | 'readonly' | 'unreachable' | 'damaged'

/** The database cannot be used just now. Whoever can go on without it should; nothing was kept. */
export class StorageAway extends Error {
  override readonly name = 'StorageAway'
  readonly trouble: StorageTrouble
  constructor(message: string, { trouble = 'unreachable', ...options }: ErrorOptions & { trouble?: StorageTrouble } = {}) {
    super(message, options)
    this.trouble = trouble
  }
}

/** Another process holds a lock for longer than a turn takes: it hangs, or its machine stands still. */
export class LockTimeout extends Error {
  override readonly name = 'LockTimeout'
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
  /** Something in it waits for its turn. */
  owed: boolean
  greeted: boolean
}

/** One line of a conversation's log. Numbers have no gaps and start at 1; times (ms) rise strictly. */
export interface LoggedActivity {
  number: number
  at: number
  /** A JSON object. */
  body: string
}

/** What the log takes. The id is its place in the conversation: written again, it is the row that is there. */
export interface NewActivity {
  id: string
  /** A JSON object. */
  body: string
  /** It wants a turn, which is owed until `commitTurn` names it. */
  owed?: boolean
}

/** Number and time of the newest line, and how many are new; the others were there. */
export interface Appended {
  last: number
  at: number
  added: number
}

/** The oldest that waits for its turn. */
export interface OwedActivity extends LoggedActivity {
  id: string
  /** Somebody greeted in this conversation. */
  greeted: boolean
}

/** All that one turn changes. It is kept as a whole or not at all. */
export interface TurnCommit {
  conversation: string
  /** The activity this turn was for: kept only while it is owed, and then it is not any more. Missing for a greeting of our own making. */
  answers?: string
  /** Its body from now on: a visitor's words are cleaned when their turn is done. */
  cleaned?: string
  /** It greets: where somebody has greeted, nothing is kept but that this turn is done. */
  greets?: boolean
  /** Everything that is stored of the conversation goes first, as `forget` does. */
  forget?: boolean
  lines: readonly NewActivity[]
  /** Overwrites what is there; `undefined` deletes. */
  state: Readonly<Record<string, StoreItems | undefined>>
  events: readonly UsageEvent[]
}

export interface Conversations {
  /** False when it exists already, which is then left as it is. */
  start(conversation: { id: string; user: string; locale?: string }, now: Date): Promise<boolean>
  find(id: string): Promise<Conversation | undefined>
  /**
   * Adds to the log, all or none, each id once; nor is added what has an answer (`<id>-1`) though it was forgotten itself. Undefined for an
   * unknown conversation.
   */
  append(id: string, lines: readonly NewActivity[], now: Date): Promise<Appended | undefined>
  /** Undefined when nothing was kept: that turn is done already, or nobody knows the activity. */
  commitTurn(turn: TurnCommit, now: Date): Promise<Appended | undefined>
  /** The log after a number, oldest first, at most `limit` lines. */
  after(id: string, number: number, limit: number): Promise<readonly LoggedActivity[]>
  /** What in this conversation is to be done next. */
  nextOwed(id: string): Promise<OwedActivity | undefined>
  /** Newest first; for staff and for tests. */
  list(limit: number): Promise<Conversation[]>
  /** Some conversations in which something said before then still waits, the quietest first. */
  owed(before: Date): Promise<Conversation[]>
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

/** A turn of the web chat, by the activity it is for. */
export interface TurnRef {
  conversation: string
  answers: string
}

export interface Requests {
  /** One that is there is given back as it is. `only`: rejects, and changes nothing, unless this turn is owed. */
  create(
    request: { id: string; state: string; channel: string; conversation?: string; due?: Date; body: unknown },
    now: Date,
    posts?: readonly NewPost[],
    only?: TurnRef,
  ): Promise<StaffRequest>
  find(id: string): Promise<StaffRequest | undefined>
  findNumber(number: number): Promise<StaffRequest | undefined>
  /** Changes it if nobody else did since `version`; `posts` are kept in the same transaction. `only` as above. */
  update(
    id: string,
    version: number,
    change: RequestChange,
    now: Date,
    posts?: readonly NewPost[],
    only?: TurnRef,
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

/** `asked`: has not said yes yet by the link that was sent there; `bounced`: its mail server takes nothing for it. */
export type SubscriberState = 'asked' | 'active' | 'bounced'

/** What somebody gets by mail: the month's dates, or one question some weeks later. */
export type MailingList = 'month' | 'survey'

/** Somebody who gets, or wants to get, mails of one list. */
export interface Subscriber {
  id: string
  list: MailingList
  address: string
  state: SubscriberState
  wishes: unknown
  consent: unknown
  asked: Date
  confirmed: Date | undefined
}

/**
 * `handing`: the mail server is being given it, and nobody knows whether it has taken it; it is never handed over again. `uncertain`: that
 * was so when the process died or the line broke. `empty`: when it was written there was nothing to say.
 */
export type LetterState = 'waiting' | 'handing' | 'sent' | 'refused' | 'uncertain' | 'empty'

/** A mail to one subscriber: what kind is all that is kept of it, for it is written when it is sent. */
export interface QueuedLetter {
  id: string
  kind: string
  created: Date
  /** How often it was taken, this time included. */
  attempts: number
  subscriber: Subscriber
}

/** How many subscribers are in each state, and how many letters of one kind. */
export interface SubscriberSummary {
  subscribers: Record<SubscriberState, number>
  letters: Record<LetterState, number>
}

/** Before which day each goes: who never confirmed, who cannot be reached, who confirmed a survey, letters that are done with. */
export interface SubscribersExpire {
  asked: Date
  bounced: Date
  surveys: Date
  letters: Date
}

export interface Subscribers {
  /**
   * Keeps who wants it together with the letter that asks for a yes (`letters.confirm`); who gets it already stays as they are and is told so
   * (`letters.known`). A letter is named by its kind, its subscriber and `once`, and exists once. An address is one whatever its capitals,
   * and once on each list.
   */
  ask(
    asked: { id: string; list: MailingList; address: string; wishes: unknown; consent: unknown },
    letters: { confirm: string; known: string; once: string },
    now: Date,
  ): Promise<Subscriber>
  find(id: string): Promise<Subscriber | undefined>
  /** Of everybody, or of those with this address; of all lists. */
  ids(address?: string): Promise<string[]>
  /** They said yes; saying so again changes nothing. Undefined for somebody unknown, or whose address takes no mail. */
  confirm(id: string, now: Date): Promise<Subscriber | undefined>
  /** Other wishes from now on. */
  change(id: string, wishes: unknown): Promise<Subscriber | undefined>
  /** All that is kept of them, letters included, out of every file. False for somebody unknown. */
  remove(id: string): Promise<boolean>
  /** All that is kept of them goes, and what they said is counted, both or neither. False for somebody unknown. */
  answer(id: string, event: UsageEvent): Promise<boolean>
  /** A letter of this kind for everybody on the list who confirmed until then and has none of it yet; gives how many are new. */
  plan(kind: string, now: Date, to: { list: MailingList; confirmedUntil: Date }): Promise<number>
  /** Takes what waits and is due for `leaseMs`; nobody else gets it meanwhile. */
  take(now: Date, leaseMs: number, limit: number): Promise<QueuedLetter[]>
  /**
   * From here on nobody hands the letter over again, whatever happens. False when it is not this taker's any more: deleted, or taken again
   * since. `attempts`: as `take` gave it.
   */
  handing(id: string, attempts: number, until: Date): Promise<boolean>
  /** How it ended. */
  settle(id: string, state: 'sent' | 'refused' | 'uncertain' | 'empty', problem?: string): Promise<void>
  /** It was surely not taken: try again at `due`. */
  later(id: string, due: Date, problem: string): Promise<void>
  /** Letters whose handing over was cut off are uncertain from now on; gives how many. */
  cutOff(now: Date): Promise<number>
  /**
   * A mail came back. For good: nothing goes there any more. For now: the same after `most` of them that follow each other within
   * `withinMs`.
   */
  bounced(id: string, how: { forGood: boolean; most: number; withinMs: number }, now: Date): Promise<SubscriberState | undefined>
  /** Of one list and one kind of letters. */
  summary(kind: string, list: MailingList): Promise<SubscriberSummary>
  /** Gives how many subscribers went. */
  expire(before: SubscribersExpire): Promise<number>
}

/** A booking that its tool has confirmed. `id`: a hash that names it. `target`: the entry whose link led there. `day`: when we were told. */
export interface NewBooking {
  id: string
  target: string
  day: string
}

export interface Bookings {
  /** False when it is known, also when it was called off, before or since. */
  book(booking: NewBooking): Promise<boolean>
  /**
   * Counts no more, unless it was made before `since` (a day); nor when it is told to be made after this. `day`: today. False where no count
   * changes.
   */
  cancel(id: string, days: { since: string; day: string }): Promise<boolean>
  /** The same booking under another id; it counts on its old day, also where it is told to be made after this. False where nothing counted. */
  move(from: string, to: string, day: string): Promise<boolean>
  /** Counts of bookings by target and day, both days included. */
  between(from: string, to: string): Promise<{ target: string; day: string; count: number }[]>
  /** Those made before this day go. */
  expire(before: string): Promise<number>
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
  bookings: Bookings
  subscribers: Subscribers
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
   * Where only one process can use the database it gives itself at once. Rejects with `LockTimeout` when whoever holds it does not let go in
   * time.
   */
  lock(name: string, patienceMs?: number): Promise<() => void>
  close(): Promise<void>
}

/** For a database of one process: its own queue keeps turns apart, and it delivers its own activities. */
export const ALONE: Pick<Store, 'shared' | 'onAppended' | 'lock'> = {
  shared: false,
  onAppended: () => {},
  lock: () => Promise.resolve(() => {}),
}
