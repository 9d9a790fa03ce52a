/**
 * Microsoft's Direct Line 3.0, served by ourselves: Web Chat and DirectLineJS work against it unchanged, and nothing a visitor types
 * leaves this machine. This file puts the parts together; `routes.ts` is the protocol, `turns.ts` runs the bot, `activity-log.ts`
 * delivers.
 *
 * Greeting: nothing is sent when a conversation begins. The bot gets exactly one occasion to greet: the event `webchat/join`, which our page
 * and Web Chat send, or, from a client that sends none, a `conversationUpdate` of our making a moment after it has connected.
 * A reload sends `webchat/join` again; the bot does not hear of it. Who speaks at once is answered, not greeted.
 */
import { setTimeout as pause } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Server } from 'restify'
import type { People } from '../../bot/answers/people.ts'
import type { Lang } from '../../bot/knowledge/day.ts'
import type { BotPorts } from '../../bot/ports.ts'
import { BOT_ACCOUNT, type BotAdapter, type Logic } from '../bot-adapter.ts'
import { type ClientOf, createClientOf } from '../client-address.ts'
import { createFairGate } from '../fair-gate.ts'
import { createLimiter, type Rate } from '../limiter.ts'
import * as Limits from '../limits.ts'
import type { Office } from '../office/office.ts'
import { type Repeating, repeat } from '../repeating.ts'
import { outsideTurn } from '../storage/open-turn.ts'
import { StorageAway, type Store } from '../storage/storage.ts'
import { type Telemetry, UNTOLD } from '../telemetry.ts'
import { createTurnQueue, type TurnQueue } from '../turn-queue.ts'
import { createActivityLog } from './activity-log.ts'
import { type Chat, createChats } from './chats.ts'
import { originTest } from './cors.ts'
import { directLineRoutes } from './routes.ts'
import { createStream, type Stream } from './stream.ts'
import { createTokens, type Tokens } from './token.ts'
import { createTurns } from './turns.ts'
import { createVisitorSender } from './visitor-sender.ts'

export interface DirectLineLimits {
  /** New tokens and conversations from one address. */
  conversations: Rate
  /** Activities from one address. */
  messages: Rate
  /** Activities of one conversation. */
  activities: Rate
  maxBodyBytes: number
}

export const DEFAULT_LIMITS: DirectLineLimits = {
  conversations: Limits.CONVERSATIONS_PER_ADDRESS,
  messages: Limits.MESSAGES_PER_ADDRESS,
  activities: Limits.MESSAGES_PER_CONVERSATION,
  maxBodyBytes: 64 * 1024,
}

export interface DirectLineOptions {
  store: Store
  adapter: BotAdapter
  logic: Logic
  /** At least 32 bytes; every instance must have the same. */
  secret: Uint8Array
  /** Who may talk where, if that is not told by tokens of the secret. */
  tokens?: Tokens
  /** Our address as visitors see it; streams open there. */
  publicUrl: string
  /** Origins other than ours whose scripts may talk to us (`https://www.example.org`, `https://*.example.org`, `*`). */
  corsOrigins?: readonly string[]
  limits?: Partial<DirectLineLimits>
  /** Shared with the other doors: who comes from where, and what one address may. By default made from `limits`. */
  clientOf?: ClientOf
  addressLimits?: Limits.AddressLimits
  /** One was refused, by the limit of this name. */
  onRefused?: (limit: string) => void
  /** How the bot is called; Web Chat shows the name. */
  bot?: { id: string; name: string }
  /** Shared with the other door, so that a turn waits for one that came the other way. */
  queue?: TurnQueue
  /** Who has news for visitors of their requests, and how a reply looks here; without it there are none. */
  news?: { office: Pick<Office, 'registerVisitors' | 'returned'>; render: BotPorts['render'] }
  /** Who is there for a visitor, asked by our own page. */
  people?: (conversation: string, lang: Lang) => Promise<People>
  telemetry?: Telemetry
  /** How long a client that has connected may take to send `webchat/join`. */
  greetAfterMs?: number
  log: Logger
  now: () => Date
}

export interface DirectLine {
  routes(server: Server): void
  /** For `/metrics`. */
  counts(): { streams: number; chats: number; waiting: number }
  /** Lets running turns finish, then tells clients to come back later. */
  close(): Promise<void>
}

const GREET_AFTER_MS = 1500
/** A client without a socket asks every few seconds while its window is open. */
const ASKING_MS = 60_000
const SWEEP_MS = 60_000
/** How long running turns may take when the server is asked to stop. */
const CLOSE_MS = 5000
/** How often this process looks for turns that another one owes and does not take. */
const OWED_EVERY_MS = 1000
/** What waits no longer than this is taken by the process that accepted it. */
const OTHERS_MS = 2000

export function createDirectLine(options: DirectLineOptions): DirectLine {
  const { store, adapter, logic, telemetry = UNTOLD, log, now, bot = BOT_ACCOUNT, greetAfterMs = GREET_AFTER_MS } = options
  const limits = { ...DEFAULT_LIMITS, ...options.limits }
  const { clientOf = createClientOf(false), onRefused = () => {} } = options
  const addressLimits = options.addressLimits ?? Limits.createAddressLimits({ factor: 1, rates: limits, now, onRefused })
  const gate = createFairGate({
    atOnce: Limits.MAX_TURNS_AT_ONCE,
    atOncePerClient: Limits.MAX_TURNS_AT_ONCE_PER_ADDRESS,
    waitingPerClient: Limits.MAX_WAITING_PER_ADDRESS,
    waitingInAll: Limits.MAX_WAITING_IN_ALL,
  })
  const queue = options.queue ?? createTurnQueue(store.lock, log)
  const tokens = options.tokens ?? createTokens(options.secret, now)
  const chats = createChats(now)
  const activities = createActivityLog(store, chats, log, now)
  const turns = createTurns({ adapter, logic, queue, activities, chats, store, bot, telemetry, log, now })
  adapter.deliverTo(turns)
  let stream: Stream | undefined
  const sweeping = repeat({ job: 'sweep-chats', everyMs: SWEEP_MS, log }, () => chats.sweep())
  let resuming: Promise<void> = Promise.resolve()
  let looking: Repeating | undefined

  /** Somebody has the window on the screen, or its client asks again and again. */
  const isOpen = ({ listeners, asked }: Chat): boolean => listeners.size > 0 || now().getTime() - asked < ASKING_MS

  const returned = (id: string): void => {
    const told = outsideTurn(() => options.news?.office.returned(id))
    told?.catch((error: unknown) => {
      if (!(error instanceof StorageAway)) log.warn({ event: 'return_not_noted', err: error }, 'that a visitor has come back was not noted')
    })
  }

  /** The chat of a conversation. Whoever has a token is believed: it may have begun elsewhere while the database was away, and 404 ends it. */
  const find = async (id: string, user: string): Promise<Chat> => {
    const known = chats.get(id)
    if (known) {
      if (!isOpen(known)) returned(id)
      known.asked = now().getTime()
      return known
    }
    try {
      const row = await store.conversations.find(id)
      if (!row) return chats.open({ id, user, started: false })
      const chat = chats.open({ id, user: row.user, locale: row.locale, greeted: row.greeted, started: true })
      if (row.owed) void turns.resume(chat)
      returned(id)
      return chat
    } catch (error) {
      if (!(error instanceof StorageAway)) throw error
      return chats.open({ id, user, greeted: true, started: false })
    }
  }

  /** A client is there; if nothing comes from it, the bot greets. */
  const connected = (chat: Chat) => {
    if (chat.greeted || chat.greeting) return
    chat.greeting = setTimeout(() => {
      chat.greeting = undefined
      if (!chat.greeted) void turns.greet(chat)
    }, greetAfterMs).unref()
  }

  options.news?.office.registerVisitors(
    createVisitorSender({
      store,
      adapter,
      render: options.news.render,
      bot,
      isOpen: (conversationId) => {
        const chat = chats.get(conversationId)
        return chat !== undefined && isOpen(chat)
      },
      clientOf: (conversationId) => chats.get(conversationId)?.client,
      // What waits in memory for the database; whoever listens has it on the screen.
      forget: (conversationId) => {
        const chat = chats.get(conversationId)
        if (!chat) return
        chat.pending = []
        chat.unlogged = []
        for (const listener of chat.listeners) listener.at.unlogged = 0
      },
    }),
  )

  return {
    routes: (server) => {
      directLineRoutes(server, {
        store,
        chats,
        tokens,
        activities,
        turns,
        find,
        people: options.people,
        connected,
        allowed: originTest(options.corsOrigins ?? []),
        clientOf,
        addressLimits,
        perConversation: createLimiter(limits.activities, now),
        gate,
        refused: onRefused,
        maxBodyBytes: limits.maxBodyBytes,
        publicUrl: options.publicUrl,
        log,
        now,
      })
      stream = createStream({
        server: (server as unknown as { server: import('node:http').Server }).server,
        admit: async (conversationId, token) => {
          const visitor = await tokens.verify(token, 'stream')
          return visitor?.conversation === conversationId ? find(conversationId, visitor.user) : undefined
        },
        listen: (chat, listener) => {
          connected(chat)
          return activities.listen(chat, listener)
        },
        clientOf,
        refused: onRefused,
        log,
      })
      // Times in a log may run ahead of the clock.
      resuming = resumeOwed(new Date(now().getTime() + SWEEP_MS))
      looking = repeat({ job: 'owed-turns', everyMs: OWED_EVERY_MS, log }, () => {
        resuming = resuming.then(() => resumeOwed(new Date(now().getTime() - OTHERS_MS)))
        return resuming
      })
    },
    counts: () => ({ streams: stream?.open() ?? 0, chats: [...chats.all()].length, waiting: gate.waiting() }),
    close: async () => {
      sweeping.stop()
      looking?.stop()
      for (const chat of chats.all()) clearTimeout(chat.greeting)
      // A turn that hangs must not keep the process; its visitor gets the answer after the restart.
      await Promise.race([resuming.then(() => queue.idle()), pause(CLOSE_MS, undefined, { ref: false })])
      stream?.close()
      activities.close()
    },
  }

  /** Finds conversations in which something waits, and has the turns taken. Does not reject. */
  async function resumeOwed(before: Date): Promise<void> {
    try {
      for (const row of await store.conversations.owed(before)) {
        const chat = chats.open({ ...row, started: true })
        // What waits in this process's own queue needs no second look.
        if (chat.waiting.size === 0) void turns.resume(chat)
      }
    } catch (error) {
      if (!(error instanceof StorageAway)) log.error({ event: 'owed_turns_not_found', err: error }, 'looking for owed turns failed')
    }
  }
}
