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
import type { BotAdapter, Logic } from '../bot-adapter.ts'
import { repeat } from '../repeating.ts'
import { StorageAway, type Store } from '../storage/storage.ts'
import { createTurnQueue, type TurnQueue } from '../turn-queue.ts'
import { createActivityLog } from './activity-log.ts'
import { type Chat, createChats } from './chats.ts'
import { originTest } from './cors.ts'
import { createLimiter, type Rate } from './limits.ts'
import { directLineRoutes } from './routes.ts'
import { createStream, type Stream } from './stream.ts'
import { createTokens } from './token.ts'
import { createTurns } from './turns.ts'

export interface DirectLineLimits {
  /** New tokens and conversations from one address. */
  conversations: Rate
  /** Activities of one conversation. */
  activities: Rate
  maxBodyBytes: number
}

export const DEFAULT_LIMITS: DirectLineLimits = {
  conversations: { burst: 2000, perSecond: 10 },
  activities: { burst: 60, perSecond: 5 },
  maxBodyBytes: 64 * 1024,
}

export interface DirectLineOptions {
  store: Store
  adapter: BotAdapter
  logic: Logic
  /** At least 32 bytes; every instance must have the same. */
  secret: Uint8Array
  /** Our address as visitors see it; streams open there. */
  publicUrl: string
  /** Origins other than ours whose scripts may talk to us (`https://www.example.org`, `https://*.example.org`, `*`). */
  corsOrigins?: readonly string[]
  limits?: Partial<DirectLineLimits>
  /** True behind a proxy that sets `X-Forwarded-For`. */
  trustProxy?: boolean
  /** How the bot is called; Web Chat shows the name. */
  bot?: { id: string; name: string }
  /** Shared with the other door, so that a turn waits for one that came the other way. */
  queue?: TurnQueue
  /** How long a client that has connected may take to send `webchat/join`. */
  greetAfterMs?: number
  log: Logger
  now: () => Date
}

export interface DirectLine {
  routes(server: Server): void
  /** For `/metrics`. */
  counts(): { streams: number; chats: number }
  /** Lets running turns finish, then tells clients to come back later. */
  close(): Promise<void>
}

const GREET_AFTER_MS = 1500
const SWEEP_MS = 60_000
const RESUME_MS = 5_000
/** How long running turns may take when the server is asked to stop. */
const CLOSE_MS = 5000
/** A turn that a crash cut off is made up for when the visitor may still be waiting for it. */
const OWED_FOR_MS = 15 * 60_000

export function createDirectLine(options: DirectLineOptions): DirectLine {
  const { store, adapter, logic, log, now, bot = { id: 'wegweiser', name: 'Wegweiser' }, greetAfterMs = GREET_AFTER_MS } = options
  const limits = { ...DEFAULT_LIMITS, ...options.limits }
  const queue = options.queue ?? createTurnQueue(store.lock, log)
  const tokens = createTokens(options.secret, now)
  const chats = createChats(now)
  const activities = createActivityLog(store, chats, log, now)
  const turns = createTurns({ adapter, logic, queue, activities, chats, store, bot, log, now })
  adapter.deliverTo(turns)
  let stream: Stream | undefined
  const sweeping = repeat({ job: 'sweep-chats', everyMs: SWEEP_MS, log }, () => chats.sweep())

  /** Once after the start; again as long as the database cannot say what is owed. */
  const resuming = repeat({ job: 'resume', everyMs: RESUME_MS, log }, resumeOwed)

  /** The chat of a conversation that exists. While the database is away, whoever has a token is believed. */
  const find = async (id: string, user: string): Promise<Chat | undefined> => {
    const known = chats.get(id)
    if (known) return known
    try {
      const row = await store.conversations.find(id)
      if (!row) return undefined
      const chat = chats.open({ id, user: row.user, locale: row.locale, greeted: row.greeted, started: true })
      if (row.asked > row.answered) void resume(chat)
      return chat
    } catch (error) {
      if (!(error instanceof StorageAway)) throw error
      return chats.open({ id, user, greeted: true, started: false })
    }
  }

  /** True for exactly one caller of a conversation, in all processes. */
  const claimGreeting = async (chat: Chat): Promise<boolean> => {
    if (chat.greeted) return false
    chat.greeted = true
    clearTimeout(chat.greeting)
    try {
      return !chat.started || (await store.conversations.greet(chat.id))
    } catch (error) {
      if (!(error instanceof StorageAway)) throw error
      return true
    }
  }

  /** A client is there; if nothing comes from it, the bot greets. */
  const connected = (chat: Chat) => {
    if (chat.greeted || chat.greeting) return
    chat.greeting = setTimeout(() => {
      chat.greeting = undefined
      claimGreeting(chat)
        .then((ours) => (ours ? turns.run(chat, { type: 'conversationUpdate' }, Promise.resolve(0)) : undefined))
        .catch((error: unknown) => log.error({ err: error, conversation: chat.id }, 'Begrüßung gescheitert'))
    }, greetAfterMs).unref()
  }

  return {
    routes: (server) => {
      directLineRoutes(server, {
        store,
        chats,
        tokens,
        activities,
        turns,
        find,
        claimGreeting,
        connected,
        allowed: originTest(options.corsOrigins ?? []),
        newConversations: createLimiter(limits.conversations, now),
        newActivities: createLimiter(limits.activities, now),
        maxBodyBytes: limits.maxBodyBytes,
        publicUrl: options.publicUrl,
        trustProxy: options.trustProxy ?? false,
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
        log,
      })
      void resuming.run()
    },
    counts: () => ({ streams: stream?.open() ?? 0, chats: [...chats.all()].length }),
    close: async () => {
      sweeping.stop()
      resuming.stop()
      for (const chat of chats.all()) clearTimeout(chat.greeting)
      // A turn that hangs must not keep the process; its visitor gets the answer after the restart.
      await Promise.race([queue.idle(), pause(CLOSE_MS, undefined, { ref: false })])
      stream?.close()
      activities.close()
    },
  }

  /** Does not reject: one chat must not keep the others waiting. */
  function resume(chat: Chat): Promise<void> {
    return turns.resume(chat).catch((error: unknown) => log.error({ err: error, conversation: chat.id }, 'offene Turns nicht nachgeholt'))
  }

  async function resumeOwed(): Promise<void> {
    const rows = await store.conversations.owed(new Date(now().getTime() - OWED_FOR_MS))
    // From here on it is for each chat by itself.
    resuming.stop()
    for (const { id, user, locale, greeted } of rows) await resume(chats.open({ id, user, locale, greeted, started: true }))
  }
}
