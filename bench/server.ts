/**
 * The servers that benchmarks talk to, each in a process of its own: the real bot with everything on disk, and an echo bot through the
 * same Direct Line without storage to measure against. The parent hears the port; asked by a message, the process tells what it has used.
 */

import { type ChildProcess, fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import type { Profiler } from 'node:inspector'
import { Session } from 'node:inspector/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ActivityHandler, MemoryStorage } from 'botbuilder'
import { pino } from 'pino'
import { BotAdapter, type Logic } from '../adapters/bot-adapter.ts'
import { knownOf } from '../adapters/known-of.ts'
import { liveKnowledge } from '../adapters/live-knowledge.ts'
import { loadKnowledge, SHIPPED_KNOWLEDGE } from '../adapters/load-knowledge.ts'
import { createServer } from '../adapters/server.ts'
import { openStore } from '../adapters/storage/open.ts'
import { ALONE, type LoggedActivity, StorageAway, type Store } from '../adapters/storage/storage.ts'
import { createDirectLine } from '../adapters/webchat/direct-line.ts'
import { renderWebChat } from '../adapters/webchat/render.ts'
import { Bot } from '../bot/bot.ts'
import { namingQuestion } from '../bot/question-id.ts'
import { createState } from '../bot/state.ts'
import { newTalk } from '../bot/talk.ts'
import { decideTurn } from '../bot/turn.ts'

/**
 * `echo` keeps nothing; `memory` is an echo bot that keeps state, log and usage as the real one does; `wegweiser` is the real one. `floor`
 * understands nothing and says all that the real one says to `script`, with the same bytes and the same talk kept.
 */
export type Variant = { bot: 'echo' | 'memory' | 'floor' | 'wegweiser'; database?: string; script?: readonly string[] }

export interface Used {
  /** Resident memory in bytes. */
  memory: number
  /** Processor time so far in microseconds: of the thread that answers, and of the whole process. */
  answering: number
  whole: number
}

export interface BenchServer {
  root: string
  used(): Promise<Used>
  /** Collects garbage. */
  collect(): Promise<unknown>
  /** Samples the answering thread from `start` to `stop`. */
  profile(word: 'start' | 'stop'): Promise<Profiler.Profile>
  stop(): Promise<void>
}

export async function startBenchServer(variant: Variant): Promise<BenchServer> {
  // As `npm start` runs it, with the collector at hand.
  const child = fork(import.meta.filename, [JSON.stringify(variant)], { execArgv: ['--max-semi-space-size=8', '--expose-gc'] })
  const port = (await message(child)) as number
  return {
    root: `http://127.0.0.1:${port}/v3/directline`,
    used: () => {
      child.send('used')
      return message(child) as Promise<Used>
    },
    collect: () => {
      child.send('collect')
      return message(child)
    },
    profile: (word) => {
      child.send(`profile-${word}`)
      return message(child) as Promise<Profiler.Profile>
    },
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve())
        child.send('stop')
      }),
  }
}

function message(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`benchmark server ended with ${code}`))
    child.once('exit', ended)
    child.once('message', (heard) => {
      child.off('exit', ended)
      resolve(heard)
    })
  })
}

/** Logs in arrays and no state: what Direct Line costs by itself. */
function forgetfulStore(): Store {
  const logs = new Map<string, LoggedActivity[]>()
  /** Only the numbers count; keeping every line of a long run would measure the memory of this array. */
  const numbered = (id: string, added: number, now: Date) => {
    const log = logs.get(id)!
    const last = (log[0]?.number ?? 0) + added
    log[0] = { number: last, at: now.getTime(), body: '' }
    return { last, at: now.getTime(), added }
  }
  const nothing = () => Promise.reject(new StorageAway('a benchmark has no storage'))
  return {
    state: new MemoryStorage(),
    conversations: {
      start: async ({ id }) => {
        logs.set(id, [])
        return true
      },
      find: async () => undefined,
      append: async (id, lines, now) => numbered(id, lines.length, now),
      commitTurn: async ({ conversation, lines }, now) => numbered(conversation, lines.length, now),
      after: async () => [],
      nextOwed: async () => undefined,
      list: async () => [],
      owed: async () => [],
    },
    usage: { append: async () => {}, between: async () => [] },
    requests: { create: nothing, find: nothing, findNumber: nothing, update: nothing, list: nothing },
    outbox: { add: nothing, take: nothing, done: nothing, oldest: nothing, later: nothing },
    clicks: { count: nothing, between: nothing },
    bookings: { book: nothing, cancel: nothing, move: nothing, between: nothing, expire: nothing },
    subscribers: {
      ask: nothing,
      find: nothing,
      ids: nothing,
      confirm: nothing,
      change: nothing,
      remove: nothing,
      answer: nothing,
      plan: nothing,
      take: nothing,
      handing: nothing,
      settle: nothing,
      later: nothing,
      cutOff: nothing,
      bounced: nothing,
      summary: nothing,
      expire: nothing,
    },
    forget: nothing,
    expire: nothing,
    probe: () => Promise.resolve(),
    ping: async () => {},
    ...ALONE,
    close: async () => {},
  }
}

function echo(): Logic {
  const bot = new ActivityHandler()
  bot.onMessage(async (context, next) => {
    await context.sendActivity(`Echo: ${context.activity.text}`)
    await next()
  })
  return (context) => bot.run(context)
}

function echoWithMemory(store: Store, now: () => Date): Logic {
  const { conversation, talk } = createState(store.state)
  const bot = new ActivityHandler()
  bot.onMessage(async (context, next) => {
    const heard = ((await talk.get(context)) as string[] | undefined) ?? []
    await context.sendActivity(`Echo: ${context.activity.text}`)
    void store.usage.append([{ at: now(), kind: 'echo', conversation: context.activity.conversation.id, body: { decision: 'echo' } }])
    await talk.set(context, [...heard, context.activity.text].slice(-10))
    await conversation.saveChanges(context)
    await next()
  })
  return (context) => bot.run(context)
}

/** What is said to each line of a script, worked out before anybody asks. */
function floor(store: Store, script: readonly string[], now: () => Date): Logic {
  const { conversation, talk } = createState(store.state)
  const { knowledge } = loadKnowledge(SHIPPED_KNOWLEDGE)
  const known = knownOf(knowledge)
  let kept = newTalk('de')
  const answers = script.map((said) => {
    const { reply, talk: next, event } = decideTurn(said, kept, known, now())
    kept = next
    return { activities: renderWebChat(namingQuestion(reply, next), 'http://localhost'), talk: next, event }
  })
  const bot = new ActivityHandler()
  bot.onMessage(async (context, next) => {
    const before = ((await talk.get(context)) as { at?: number } | undefined)?.at ?? 0
    const { activities, talk: held, event } = answers[before % answers.length]!
    const { kind, ...body } = event
    await talk.set(context, { ...held, at: before + 1 })
    await conversation.saveChanges(context)
    // Sending writes into what is sent.
    await context.sendActivities(structuredClone(activities))
    void store.usage.append([{ at: now(), kind, conversation: context.activity.conversation.id, body }])
    await next()
  })
  return (context) => bot.run(context)
}

const profiler = new Session()

async function profile(word: 'profile-start' | 'profile-stop'): Promise<unknown> {
  if (word === 'profile-stop') return (await profiler.post('Profiler.stop')).profile
  profiler.connect()
  await profiler.post('Profiler.enable')
  await profiler.post('Profiler.start')
  return {}
}

async function serve({ bot, database, script = [] }: Variant): Promise<void> {
  const log = pino({ level: 'warn' })
  const now = () => new Date()
  const dataDir = mkdtempSync(join(tmpdir(), 'wegweiser-bench-'))
  const store = bot === 'echo' ? forgetfulStore() : await openStore({ dataDir, databaseUrl: database, clock: now, log })
  const knowledge = bot !== 'wegweiser' ? undefined : liveKnowledge({ folders: SHIPPED_KNOWLEDGE, log, now })
  const http = createServer({ log, publicUrl: 'http://localhost' })
  const adapter = new BotAdapter({}, log)
  const wegweiser =
    knowledge &&
    new Bot(createState(store.state), {
      known: knowledge.known,
      now,
      render: (reply) => renderWebChat(reply, 'http://localhost'),
      record: ({ kind, ...body }, { conversation }) => void store.usage.append([{ at: now(), kind, conversation, body }]),
      forget: async (conversation) => void (await store.forget(conversation)),
      isStorageAway: (error) => error instanceof StorageAway,
    })
  const unlimited = { burst: 1e9, perSecond: 1e9 }
  const directLine = createDirectLine({
    store,
    adapter,
    logic: wegweiser
      ? (context) => wegweiser.run(context)
      : bot === 'floor'
        ? floor(store, script, now)
        : bot === 'memory'
          ? echoWithMemory(store, now)
          : echo(),
    secret: new TextEncoder().encode('only for a benchmark on this very machine'),
    publicUrl: 'http://localhost',
    limits: { conversations: unlimited, messages: unlimited, activities: unlimited },
    log,
    now,
  })
  directLine.routes(http.router)
  const port = await http.listen(0, '127.0.0.1')
  process.on('message', async (word) => {
    if (word === 'profile-start' || word === 'profile-stop') return void process.send?.(await profile(word))
    // Apart from asking: a collection costs as much as many a turn.
    if (word === 'collect') {
      ;(globalThis as { gc?: () => void }).gc?.()
      return void process.send?.({})
    }
    if (word === 'used') {
      const [main, all] = [process.threadCpuUsage(), process.cpuUsage()]
      const used: Used = { memory: process.memoryUsage().rss, answering: main.user + main.system, whole: all.user + all.system }
      process.send?.(used)
      return
    }
    knowledge?.close()
    await directLine.close()
    await http.close(1000)
    await store.close()
    rmSync(dataDir, { recursive: true, force: true })
    process.exit(0)
  })
  process.send?.(port)
}

if (import.meta.main) await serve(JSON.parse(process.argv[2]!) as Variant)
