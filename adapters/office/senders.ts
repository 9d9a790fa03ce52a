/**
 * Who carries the office's words: to the people who take requests, and to visitors. The office decides what is to be told to whom and when,
 * and keeps it until it is told; a sender only says it in its own way. Teams and the web chat are senders; mail fits the same shape.
 */
import type { Reply } from '../../bot/reply.ts'
import type { Brought } from '../../bot/requests/request.ts'
import type { Filed } from './filed.ts'
import type { Insights } from './insights.ts'

/**
 * What the people who see a request are told about it, besides how it stands. `add`: the visitor has added something; `remind`, `escalate`:
 * nobody has taken it yet; `chase`, `return`: somebody has taken it and left it; `unheard`: an answer did not reach the visitor; `unseen`: it waits in a window that is closed.
 */
export const NOTES = ['add', 'remind', 'escalate', 'chase', 'return', 'unheard', 'unseen'] as const
export type Note = (typeof NOTES)[number]

/** What the people of a channel are told: a request elsewhere that nobody takes, far more requests than usual, the figures of the week. */
export type ChannelWord =
  | { kind: 'escalation'; filed: Filed }
  | { kind: 'alarm'; requests: number }
  | { kind: 'digest'; insights: Insights }

/** Why a request is no longer kept: at the visitor's word, or because its time is over. */
export const ERASED_BECAUSE = ['wish', 'time'] as const
export type ErasedBecause = (typeof ERASED_BECAUSE)[number]

/** Something of a request that stands with its people. */
export interface Trace {
  /** Names it among those of its sender. */
  id: string
  /** What the sender needs to find it again; JSON, because it outlives the request. */
  at: unknown
}

/**
 * A way to the people behind the channels of routing.md. It registers whether or not it reaches anybody now: what it told before must be
 * taken back all the same.
 *
 * Every function rejects when it must be tried again. `once` is the same each time one thing is tried, so that a way which knows such names
 * (a mail's `Message-ID`) tells it once even if the process dies between the telling and our note of it.
 */
export interface StaffSender {
  /** Kept with what waits; never changed. */
  readonly name: string
  /** Bot Framework's channel of the staff's own talks, where nobody hands over a request. */
  readonly staffDoor?: string
  /** Channels whose people it reaches, as known at the last `refresh`. */
  channels(): readonly string[]
  /** At the start and once a minute: learns what was changed elsewhere. */
  refresh(): Promise<void>
  /**
   * Shows a request as it is now to the people of its channel, anew or in place, and takes it away from those who had it before.
   * False when it does not reach those people.
   */
  show(filed: Filed, once: string): Promise<boolean>
  /** A word about a request to those who see it. False when it does not reach them. */
  note(filed: Filed, note: Note, once: string): Promise<boolean>
  /** To the people of a channel that it reaches. */
  tell(channel: string, word: ChannelWord, once: string): Promise<void>
  /** What stands of a request with its people. */
  traces(request: string): Promise<Trace[]>
  /** Leaves nothing of the visitor there. `at`: of a trace of its own. */
  erase(at: unknown, gone: { number: number; because: ErasedBecause }, once: string): Promise<void>
  /** Deletes what it keeps about a request. */
  forget(request: string): Promise<void>
}

/** A way to visitors, by the talk in which they made their request. */
export interface VisitorSender {
  readonly name: string
  /**
   * `open`: it is on the visitor's screen; `closed`: it is kept for when they open the window again; `sent`: it is on its way. False when this
   * way does not lead to them, or no longer. `once` as above.
   */
  tell(filed: Filed, reply: Reply, once: string): Promise<Exclude<Brought, 'none'> | false>
  /** Whose address a talk speaks from, as far as it is known. */
  clientOf?(conversation: string): string | undefined
  /** Whether a talk is on its visitor's screen, as far as this process knows. */
  isThere?(conversation: string): boolean
  /** That somebody writes, to whoever has the talk on the screen; kept nowhere. */
  pass?(conversation: string, writing: string): Promise<void>
  /** Lets go of what it holds of a talk. */
  forget?(conversation: string): void
}

export interface Senders {
  registerStaff(sender: StaffSender): void
  registerVisitors(sender: VisitorSender): void
  /** In the order in which they registered. */
  staff(): readonly StaffSender[]
  visitors(): readonly VisitorSender[]
  /** Channels whose people somebody reaches. */
  reached(): Set<string>
}

/** Nobody is registered yet. Names are given once among staff and once among visitors. */
export function createSenders(): Senders {
  const staff: StaffSender[] = []
  const visitors: VisitorSender[] = []
  const add = <T extends { readonly name: string }>(to: T[], sender: T) => {
    if (to.some(({ name }) => name === sender.name)) throw new Error(`there is a sender ${sender.name} already`)
    to.push(sender)
  }
  return {
    registerStaff: (sender) => add(staff, sender),
    registerVisitors: (sender) => add(visitors, sender),
    staff: () => staff,
    visitors: () => visitors,
    reached: () => new Set(staff.flatMap((sender) => sender.channels())),
  }
}
