/**
 * The conversations that this process has to do with right now: who listens, and what the database could not take yet. Nothing here
 * is needed to go on after a restart, except what came in while the database was away.
 */
import type { NewActivity, TurnCommit } from '../storage/storage.ts'
import type { TracePlace } from '../telemetry.ts'
import type { Position } from './frame.ts'

/** A client's open socket and how far it has read. */
export interface Listener {
  at: Position
  /** The log is being read for it; meanwhile nothing is sent past it. */
  reading: boolean
  /** Something came in during that reading. */
  again: boolean
  send(text: string): void
  end(code: number, reason: string): void
}

/** What the database could not take, and takes later, in this order. `shown`: what it will get from a turn that is to run again. */
export type Pending =
  | { kind: 'said'; lines: readonly NewActivity[] }
  | { kind: 'shown'; lines: readonly NewActivity[] }
  | { kind: 'turn'; turn: TurnCommit }

export interface Chat {
  id: string
  user: string
  /** Whose address the last message came from, in the words of `client-address.ts`; never stored. */
  client: string | undefined
  locale: string | undefined
  /** False when it began while the database was away: it is not written down yet. */
  started: boolean
  /** True once somebody greeted, or need not any more. */
  greeted: boolean
  listeners: Set<Listener>
  pending: Pending[]
  /** They are being written down just now; true when nothing is left. */
  writing: Promise<boolean> | undefined
  /** The activities in `pending`, oldest first, as clients were shown them. */
  unlogged: { at: number; id: string; body: string }[]
  /** Where the last such activities ended up in the log. */
  merged: { after: number; count: number } | undefined
  /** What came in through this process and has not had its turn, by id, oldest first. */
  waiting: Map<string, { said: Record<string, unknown> & { id: string }; kept: boolean; from?: TracePlace | undefined }>
  /** The log may hold something older that waits for its turn. */
  behind: boolean
  /** Somebody is about to take what waits in the log. */
  resuming: boolean
  /** The turn that broke last, and how often. */
  broken: { id: string; times: number } | undefined
  touched: number
  /** When its client last asked for something. */
  asked: number
  greeting: NodeJS.Timeout | undefined
}

export interface Chats {
  get(id: string): Chat | undefined
  /** The one there is, or a new one. */
  open(conversation: { id: string; user: string; locale?: string | undefined; greeted?: boolean; started: boolean }): Chat
  all(): Iterable<Chat>
  /** Forgets those nobody uses: the next request reads them from the database again. */
  sweep(): void
}

const IDLE_MS = 5 * 60_000
/** What waits for the database was not acknowledged. Whoever said it has gone long ago, and memory must not fill up in a long outage. */
const WAITING_IDLE_MS = 30 * 60_000

export function createChats(now: () => Date): Chats {
  const chats = new Map<string, Chat>()
  return {
    get: (id) => {
      const chat = chats.get(id)
      if (chat) chat.touched = now().getTime()
      return chat
    },
    open: ({ id, user, locale, greeted = false, started }) => {
      const known = chats.get(id)
      if (known) {
        known.greeted ||= greeted
        known.started ||= started
        return known
      }
      const chat: Chat = {
        id,
        user,
        client: undefined,
        locale,
        started,
        greeted,
        listeners: new Set(),
        pending: [],
        writing: undefined,
        unlogged: [],
        merged: undefined,
        waiting: new Map(),
        behind: false,
        resuming: false,
        broken: undefined,
        touched: now().getTime(),
        asked: now().getTime(),
        greeting: undefined,
      }
      chats.set(id, chat)
      return chat
    },
    all: () => chats.values(),
    sweep: () => {
      for (const chat of chats.values()) {
        const before = now().getTime() - (chat.pending.length === 0 ? IDLE_MS : WAITING_IDLE_MS)
        const idle = chat.touched < before && chat.waiting.size === 0 && chat.listeners.size === 0
        if (idle) chats.delete(chat.id)
      }
    },
  }
}
