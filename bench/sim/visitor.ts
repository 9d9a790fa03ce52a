/**
 * A visitor with a client that behaves as Web Chat and the API's clients may: says each line until it is acknowledged, under one id and to
 * whichever server it reaches, reads on a WebSocket, and opens it again from where it stood when it breaks.
 */

import type { Weather } from './weather.ts'
import { Broken, type Got, type Host, type Socket, type Wire, type WireRequest } from './wire.ts'
import type { World } from './world.ts'

export interface Script {
  name: string
  says: readonly string[]
}

export interface Line {
  id: string
  text: string
  by: 'user' | 'bot'
  replyToId: string | undefined
}

export interface Visitor {
  script: Script
  conversation: string
  /** Ids of what was answered with 200, in the order in which it was said. */
  acknowledged: string[]
  /** Everything shown, by id, as it was shown last. */
  shown: Map<string, Line>
  /** A server told that something could not be kept: this talk may take another way. */
  unkept: boolean
  /** Everything of the script is said and answered, or given up. */
  isDone: boolean
  /** Statuses no client of ours should ever see. */
  odd: string[]
  /** Says one more thing and resolves with whether it was answered within a minute. */
  sayLast(text: string): Promise<boolean>
}

const REPLY_PATIENCE_MS = 90_000
const ROOT = '/v3/directline'

interface Activity {
  id: string
  type: string
  text?: string
  from?: { role?: string }
  replyToId?: string
}

interface VisitorOptions {
  world: World
  wire: Wire
  weather: Weather
  living: () => Host[]
  name: string
  script: Script
}

export function startVisitor({ world, wire, weather, living, name, script }: VisitorOptions): Visitor {
  const { random } = world
  const process = world.process(name)
  const address = `10.0.0.${name.replace(/\D/g, '')}`
  const visitor: Visitor = {
    script,
    conversation: '',
    acknowledged: [],
    shown: new Map(),
    unkept: false,
    isDone: false,
    odd: [],
    sayLast: async (text) => answered(await say(text, 'last'), 60_000),
  }
  let token: string | undefined
  let mark = ''
  let socket: Socket | undefined
  const pause = (ms: number) => world.sleep(ms, process)

  const heard = (status: number) => {
    if (status === 503) visitor.unkept = true
  }
  /** Until somebody gives an answer that is one. */
  const call = async (sent: Omit<WireRequest, 'address' | 'token'>): Promise<Got> => {
    for (;;) {
      const hosts = living()
      try {
        if (hosts.length > 0) {
          const got = await wire.request(process, random.pick(hosts), { ...sent, token, address, heard })
          if (got.status < 300) return got
          if (got.status !== 429 && got.status !== 503) visitor.odd.push(`${got.status} for ${sent.method} ${sent.path}`)
          if (got.status === 404) return got
        }
      } catch (error) {
        if (!(error instanceof Broken)) throw error
      }
      await pause(100 + 1000 * random.next())
    }
  }

  const show = (text: string) => {
    const { activities, watermark } = JSON.parse(text) as { activities: Activity[]; watermark?: string }
    for (const { id, type, text: words = '', from, replyToId } of activities) {
      if (type !== 'message') continue
      const line: Line = { id, text: words, by: from?.role === 'user' ? 'user' : 'bot', replyToId }
      visitor.shown.set(id, line)
      if (line.by === 'bot' && UNKEPT.some((said) => words.startsWith(said))) visitor.unkept = true
    }
    if (watermark !== undefined) mark = watermark
  }

  /** Keeps a socket open as long as the simulation lasts. */
  const listen = async (): Promise<void> => {
    for (;;) {
      const { body } = await call({ method: 'GET', path: `${ROOT}/conversations/${visitor.conversation}?watermark=${mark}` })
      const { streamUrl } = (body ?? {}) as { streamUrl?: string }
      const hosts = living()
      if (streamUrl !== undefined && hosts.length > 0) {
        const url = new URL(streamUrl)
        await new Promise<void>((resolve) => {
          socket = wire.open(process, random.pick(hosts), url.pathname + url.search, address, {
            text: (text) => {
              // A client pings with an empty text, and may get one.
              if (text !== '') show(text)
            },
            closed: (code) => {
              world.trace(`${name} loses its socket (${code})`)
              resolve()
            },
          })
        })
      }
      await pause(200 + 2000 * random.next())
    }
  }

  const say = async (text: string, as: string): Promise<string> => {
    const { body } = await call({
      method: 'POST',
      path: `${ROOT}/conversations/${visitor.conversation}/activities`,
      body: { type: 'message', text, locale: 'de-DE', channelData: { clientActivityID: as } },
    })
    const { id } = (body ?? {}) as { id?: string }
    if (id !== undefined) visitor.acknowledged.push(id)
    return id ?? ''
  }

  const hasAnswer = (id: string) => [...visitor.shown.values()].some(({ replyToId }) => replyToId === id)
  const answered = async (id: string, patienceMs: number): Promise<boolean> => {
    const until = world.now() + patienceMs
    while (!hasAnswer(id)) {
      if (world.now() > until) return false
      await pause(50)
    }
    return true
  }

  /** The one they were told, if they were. */
  const ownNumber = (): string | undefined => {
    for (const { text } of visitor.shown.values()) {
      const [, number] = /die Nummer \**(\d+)/.exec(text) ?? []
      if (number !== undefined) return number
    }
    return undefined
  }

  const live = async (): Promise<void> => {
    await pause(500 * random.next())
    const { body } = await call({ method: 'POST', path: `${ROOT}/tokens/generate` })
    const ticket = body as { token: string; conversationId: string }
    token = ticket.token
    visitor.conversation = ticket.conversationId
    await call({ method: 'POST', path: `${ROOT}/conversations` })
    void listen()
    if (random.chance(0.7))
      await call({
        method: 'POST',
        path: `${ROOT}/conversations/${visitor.conversation}/activities`,
        body: { type: 'event', name: 'webchat/join', locale: 'de-DE' },
      })
    const isHasty = random.chance(0.3)
    for (const [i, text] of script.says.entries()) {
      // Nobody speaks of a number before they were told it.
      for (let waits = 0; text.includes('#') && ownNumber() === undefined && waits < 600; waits++) await pause(100)
      const id = await say(text.replace('#', ownNumber() ?? '1'), `m${i}`)
      // Some do not wait for an answer before they go on.
      if (!isHasty || random.chance(0.5)) await answered(id, REPLY_PATIENCE_MS)
      if (socket && random.chance(weather.lost)) socket.close()
    }
    visitor.isDone = true
  }
  world.after(0, process, () => void live())
  return visitor
}

/** How `storage-away` begins. */
const UNKEPT = ['Ich kann gerade nichts speichern', 'I cannot save anything just now']
