/** The real bot without a door: the one adapter, SQLite in memory, the knowledge of the given folders, and a clock that stands. */
import { delimiter } from 'node:path'
import type { Activity } from 'botbuilder'
import pino from 'pino'
import { BotAdapter, EMBEDDED_SERVICE } from '../adapters/bot-adapter.ts'
import { knownOf } from '../adapters/known-of.ts'
import { loadKnowledge, SHIPPED_KNOWLEDGE } from '../adapters/load-knowledge.ts'
import { onTurnError } from '../adapters/on-turn-error.ts'
import { sqliteStore } from '../adapters/storage/sqlite.ts'
import { StorageAway } from '../adapters/storage/storage.ts'
import { Bot } from '../bot/bot.ts'
import type { BotPorts, Known, UsageEvent } from '../bot/ports.ts'
import type { Reply } from '../bot/reply.ts'
import type { HandOffPort, Standing } from '../bot/requests/standing.ts'
import { createState } from '../bot/state.ts'

const shipped = new Map<string, Known>()

/** Knowledge with its index, of the folders or what ships, read once in a test run. */
export function knownFrom(...folders: string[]): Known {
  const key = folders.join(delimiter)
  const found = shipped.get(key)
  if (found) return found
  const { knowledge } = loadKnowledge(folders.length > 0 ? folders : SHIPPED_KNOWLEDGE)
  const known = knownOf(knowledge)
  shipped.set(key, known)
  return known
}

export interface RealBot {
  /** Says one thing as a visitor and gives what the bot replied. */
  say(text: string, more?: Partial<Activity>): Promise<Reply[]>
  /** The visitor arrives. */
  join(locale?: string): Promise<Reply[]>
  events: UsageEvent[]
  forgotten: string[]
  /** What the storage does next; for the days on which the database is away. */
  breakStorage(broken: boolean): void
}

/** Somebody who takes requests and does nothing with them: one number after the other. */
function takingRequests(known: Known): HandOffPort {
  const made: Standing[] = []
  const numbered = (number: number) => made.filter((request) => request.number === number)
  return {
    live: () => Promise.resolve(undefined),
    at: () => ({ open: true, retentionDays: 90 }),
    ask: async (question) => {
      if (question.do === 'list') return made
      if (question.do === 'add') return numbered(question.number)
      if (question.do === 'withdraw')
        return numbered(question.number).map((request) => Object.assign(request, { state: 'withdrawn' as const }))
      const { label: place } = known.knowledge.routing.channels.find(({ id }) => id === question.request.route[0])!
      const request: Standing = { number: made.length + 1, state: 'open', place }
      made.push(request)
      return [request]
    },
  }
}

/** `handOff`: visitors can hand requests to people. */
export async function realBot({ now, known = knownFrom(), handOff }: { now: string; known?: Known; handOff?: boolean }): Promise<RealBot> {
  const clock = () => new Date(now)
  const log = pino({ level: 'silent' })
  const store = await sqliteStore({ path: ':memory:', clock })
  const events: UsageEvent[] = []
  const forgotten: string[] = []
  let replies: Reply[] = []
  let broken = false
  const guard = <T>(work: () => Promise<T>): Promise<T> => (broken ? Promise.reject(new StorageAway('away')) : work())
  const storage = {
    read: (keys: string[]) => guard(() => store.state.read(keys)),
    write: (changes: object) => guard(() => store.state.write(changes as never)),
    delete: (keys: string[]) => guard(() => store.state.delete(keys)),
  }
  const ports: BotPorts = {
    known: () => known,
    now: clock,
    render: (reply) => {
      replies.push(reply)
      return [{ type: 'message', text: reply.texts.join('\n\n') }]
    },
    record: (event) => events.push(event),
    forget: async (conversation) => {
      forgotten.push(conversation)
      await store.forget(conversation)
    },
    isStorageAway: (error) => error instanceof StorageAway,
    ...(handOff && { handOff: takingRequests(known) }),
  }
  const adapter = new BotAdapter({}, log)
  adapter.deliverTo({ send: () => Promise.resolve({ id: 'x' }) })
  adapter.onTurnError = onTurnError(ports, log)
  const bot = new Bot(createState(storage as never), ports)
  let number = 0
  const run = async (activity: Partial<Activity>): Promise<Reply[]> => {
    replies = []
    number++
    await adapter.runEmbedded(
      {
        id: String(number),
        channelId: 'directline',
        serviceUrl: EMBEDDED_SERVICE,
        conversation: { id: 'talk' },
        from: { id: 'dl_visitor', name: '' },
        recipient: { id: 'bot', name: 'Bot' },
        ...activity,
      } as Activity,
      (context) => bot.run(context),
    )
    return replies
  }
  return {
    say: (text, more = {}) => run({ type: 'message', text, ...more }),
    join: (locale = 'de-DE') => run({ type: 'event', name: 'webchat/join', locale }),
    events,
    forgotten,
    breakStorage: (next) => {
      broken = next
    },
  }
}

/** All that a visitor would read of a reply, in one string. */
export function readAloud(reply: Reply): string {
  return [
    ...reply.texts,
    ...(reply.profile && !reply.profile.unsaid ? [reply.profile.text] : []),
    ...reply.cards.flatMap((card) => [
      card.title,
      card.subtitle ?? '',
      ...card.facts.map(({ label, value }) => `${label}: ${value}`),
      ...card.targets.map(({ title }) => `[${title}]`),
    ]),
    ...reply.targets.map(({ title }) => `[${title}]`),
    ...reply.suggestions.map(({ label }) => `[${label}]`),
    ...reply.citations.map(({ id }) => `(${id})`),
  ].join('\n')
}
