/**
 * `npm run bench -- sockets`: many open chats of the real program, a share of whose lines is cut hard again and again while a trickle of
 * questions goes on. At the end each client's own record is held against the log that the server gives: lost is what the log or an
 * acknowledgement has and the client never got, doubled is what it got twice or what was said twice. The generator checks itself, too: a
 * record that was spoiled on purpose must be found out, and it tells how late it was.
 */
import type { Agent } from 'node:http'
import { cpus, loadavg } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { readArguments } from '../adapters/cli/arguments.ts'
import { loadKnowledge, SHIPPED_KNOWLEDGE } from '../adapters/load-knowledge.ts'
import { createAgent, get, post } from './client.ts'
import { percentile, randomFrom } from './measures.ts'
import { startProgram } from './program.ts'

const USAGE =
  'npm run bench -- sockets [--chats 2000] [--seconds 60] [--every 10] [--share 0.2] [--rate 20] [--seed 1] [--database postgres://…] [--json]'
/** Chats that are opened at the same time. */
const OPENING = 20
/** A client that was refused asks again after so long. */
const AGAIN_MS = 250
/** What is not there so long after the last cut counts as lost. */
const PATIENCE_MS = 30_000
const GOAL_BACK_MS = 5000

export interface SocketOptions {
  chats: number
  seconds: number
  /** Seconds between two cuts. */
  every: number
  /** Of the lines, each time. */
  share: number
  /** Questions a second, of all chats together. */
  rate: number
  seed: number
  database?: string | undefined
}

export interface SocketFigures {
  chats: number
  cuts: number
  cutLines: number
  questions: number
  lost: number
  doubled: number
  /** Refusals on the way back; each is asked again. */
  refusals: number
  /** For each cut, milliseconds until the last of its chats was back with the answers that were owed. */
  back: number[]
  backP50: number
  backP99: number
  answerP50: number
  answerP99: number
  /** How late the generator sent its questions. */
  lateP99: number
  /** Share of one core that the generator took. */
  generator: number
  /** Spoiled records that were found out, of those made. */
  spoiledFound: number
  spoiled: number
}

interface Line {
  id: string
  type: string
  text?: string
  replyToId?: string
  from?: { role?: string }
}

/** What a client has got and sent. */
export interface ChatRecord {
  got: string[]
  /** Acknowledged, by id. */
  asked: Map<string, string>
}

/** Lost and doubled of one chat, by the log that the server gives at the end. */
export function judgeChat({ got, asked }: ChatRecord, log: readonly Line[]): { lost: string[]; doubled: string[] } {
  const seen = new Set(got)
  const logged = new Map(log.map((line) => [line.id, line]))
  const answered = new Set(log.map(({ replyToId }) => replyToId))
  const visitors = log.filter(({ type, from }) => type === 'message' && from?.role !== 'bot')
  const answers = log.filter(({ from }) => from?.role === 'bot').map(({ replyToId, text }) => `${replyToId} ${text}`)
  return {
    lost: [
      ...log.filter(({ id }) => !seen.has(id)).map(({ id }) => id),
      ...[...asked.keys()].filter((id) => !logged.has(id) || !answered.has(id)),
    ],
    doubled: [
      ...repeated(got),
      ...repeated(log.map(({ id }) => id)),
      ...repeated(answers),
      ...visitors.slice(asked.size).map(({ id }) => id),
    ],
  }
}

function repeated(items: readonly string[]): string[] {
  const seen = new Set<string>()
  return items.filter((item) => seen.size === seen.add(item).size)
}

interface Client {
  record: ChatRecord
  ask(text: string): Promise<number>
  /** Cuts the line without a word; resolves with the milliseconds until it is back with the answers that were owed. */
  cut(): Promise<number>
  log(): Promise<Line[]>
  isOpen(): boolean
  close(): void
  refusals(): number
}

async function openClient(root: string, agent: Agent): Promise<Client> {
  const { token } = await post<{ token: string }>(`${root}/tokens/generate`, agent)
  const begun = await post<{ conversationId: string; streamUrl: string }>(`${root}/conversations`, agent, token, {})
  const talk = `${root}/conversations/${begun.conversationId}`
  const record: ChatRecord = { got: [], asked: new Map() }
  const answered = new Map<string, () => void>()
  const early = new Set<string>()
  let mark = ''
  let closed = false
  let refusals = 0
  let socket = await connected(begun.streamUrl)

  async function connected(url: string): Promise<WebSocket> {
    const line = new WebSocket(url, { perMessageDeflate: false })
    line.on('message', (data: Buffer) => {
      // What was sent before the cut and is read after it was lost with the line.
      if (line.readyState !== WebSocket.OPEN) return
      const text = data.toString()
      if (text === '') return
      const { activities, watermark } = JSON.parse(text) as { activities: Line[]; watermark?: string }
      for (const { id, type, replyToId } of activities) {
        if (type === 'typing') continue
        record.got.push(id)
        if (replyToId === undefined) continue
        const tell = answered.get(replyToId)
        if (tell) tell()
        else early.add(replyToId)
      }
      mark = watermark ?? mark
    })
    await new Promise<void>((resolve, reject) => line.once('open', resolve).once('error', reject).once('close', reject))
    line.on('error', () => {})
    return line
  }

  const comeBack = async (): Promise<void> => {
    while (!closed) {
      try {
        const { streamUrl } = await get<{ streamUrl: string }>(`${talk}?watermark=${encodeURIComponent(mark)}`, agent, token)
        socket = await connected(streamUrl)
        return
      } catch {
        refusals++
        await pause(AGAIN_MS)
      }
    }
  }

  await post(`${talk}/activities`, agent, token, { type: 'event', name: 'webchat/join', locale: 'de-DE' })
  return {
    record,
    ask: async (text) => {
      const start = performance.now()
      const { id } = await post<{ id: string }>(`${talk}/activities`, agent, token, { type: 'message', text, locale: 'de-DE' })
      record.asked.set(id, text)
      if (!early.delete(id)) await new Promise<void>((resolve) => answered.set(id, resolve))
      answered.delete(id)
      return performance.now() - start
    },
    cut: async () => {
      const start = performance.now()
      // No closing frame, no end of the stream: the line is reset, as when a phone leaves a tunnel.
      ;(socket as unknown as { _socket: import('node:net').Socket })._socket.resetAndDestroy()
      socket.terminate()
      const owed = [...answered.keys()]
      await comeBack()
      while (!closed && owed.some((id) => answered.has(id)) && performance.now() - start < PATIENCE_MS) await pause(5)
      return performance.now() - start
    },
    log,
    isOpen: () => socket.readyState === WebSocket.OPEN,
    close: () => {
      closed = true
      socket.terminate()
    },
    refusals: () => refusals,
  }

  async function log(): Promise<Line[]> {
    const { activities } = await get<{ activities: Line[] }>(`${talk}/activities?watermark=`, agent, token)
    return activities
  }
}

/** Plays it against a program of its own. */
export async function socketFigures({ chats: many, seconds, every, share, rate, seed, database }: SocketOptions): Promise<SocketFigures> {
  const random = randomFrom(seed)
  const program = await startProgram(database ? { DATABASE_URL: database } : {})
  const agent = createAgent(64)
  const clients: Client[] = []
  try {
    const root = `${program.url}/v3/directline`
    while (clients.length < many) {
      const opening = Math.min(OPENING, many - clients.length)
      clients.push(...(await Promise.all(Array.from({ length: opening }, () => openClient(root, agent)))))
    }
    const questions = loadKnowledge(SHIPPED_KNOWLEDGE)
      .knowledge.questions.filter(({ expected }) => expected.length > 0)
      .map(({ question }) => question)
    const pick = () => clients[Math.floor(random() * clients.length)]!

    const begin = performance.now()
    const used = process.cpuUsage()
    const late: number[] = []
    const answers: Promise<number | undefined>[] = []
    const asking = async () => {
      for (let i = 0; i < seconds * rate; i++) {
        const due = begin + (i * 1000) / rate
        if (due > performance.now()) await pause(due - performance.now())
        late.push(performance.now() - due)
        answers.push(pick().ask(questions[i % questions.length]!))
      }
    }
    const cuts: number[][] = []
    const cutting = async () => {
      for (let i = 1; i * every <= seconds; i++) {
        await pause(Math.max(0, begin + i * every * 1000 - performance.now()))
        const open = clients.filter((client) => client.isOpen())
        const hit = shuffled(open, random).slice(0, Math.round(many * share))
        cuts.push(await Promise.all(hit.map((client) => client.cut())))
      }
    }
    await Promise.all([asking(), cutting()])
    const inTime = await Promise.race([Promise.all(answers), pause(PATIENCE_MS, undefined, { ref: false })])
    const { user, system } = process.cpuUsage(used)
    const generator = (user + system) / 1000 / (performance.now() - begin)

    const found = { lost: 0, doubled: 0, spoiled: 0, spoiledFound: 0 }
    for (const client of clients) {
      const log = await client.log()
      const { lost, doubled } = judgeChat(client.record, log)
      found.lost += lost.length
      found.doubled += doubled.length
      const spoiled = spoil(client.record, log)
      found.spoiled += spoiled.length
      found.spoiledFound += spoiled.filter(([record, lines]) => {
        const again = judgeChat(record, lines)
        return again.lost.length + again.doubled.length > lost.length + doubled.length
      }).length
    }
    const took = (inTime ?? []).filter((ms) => ms !== undefined)
    const back = cuts.flat()
    return {
      chats: clients.length,
      cuts: cuts.length,
      cutLines: back.length,
      questions: answers.length,
      ...found,
      refusals: clients.reduce((sum, client) => sum + client.refusals(), 0),
      back: cuts.map((one) => Math.max(...one)),
      backP50: percentile(back, 0.5),
      backP99: percentile(back, 0.99),
      answerP50: percentile(took, 0.5),
      answerP99: percentile(took, 0.99),
      lateP99: percentile(late, 0.99),
      generator,
    }
  } finally {
    for (const client of clients) client.close()
    agent.destroy()
    program.stop()
  }
}

/** The same record with one mistake each: something not got, something got twice, a question without its answer. */
function spoil(record: ChatRecord, log: readonly Line[]): [ChatRecord, readonly Line[]][] {
  const [asked] = record.asked.keys()
  const { got } = record
  return [
    [{ ...record, got: got.slice(1) }, log],
    [{ ...record, got: [...got, got[0]!] }, log],
    ...(asked === undefined ? [] : ([[record, log.filter(({ replyToId }) => replyToId !== asked)]] as [ChatRecord, readonly Line[]][])),
  ]
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item)
}

export async function benchSockets(args: string[]): Promise<void> {
  const { values } = readArguments(
    {
      args,
      options: {
        chats: { type: 'string', default: '2000' },
        seconds: { type: 'string', default: '60' },
        every: { type: 'string', default: '10' },
        share: { type: 'string', default: '0.2' },
        rate: { type: 'string', default: '20' },
        seed: { type: 'string', default: '1' },
        database: { type: 'string' },
        json: { type: 'boolean' },
      },
    },
    USAGE,
  )
  const [chats, seconds, every, share, rate, seed] = [
    values.chats,
    values.seconds,
    values.every,
    values.share,
    values.rate,
    values.seed,
  ].map(Number) as [number, number, number, number, number, number]
  const before = loadavg()[0]!
  const figures = await socketFigures({ chats, seconds, every, share, rate, seed, database: values.database })
  if (values.json) console.log(JSON.stringify(figures, null, 2))
  else report(figures, before)
  const { lost, doubled, back, spoiled, spoiledFound } = figures
  if (lost + doubled > 0 || Math.max(...back) > GOAL_BACK_MS || spoiledFound < spoiled) process.exitCode = 1
}

function report(figures: SocketFigures, load: number): void {
  const { chats, cuts, cutLines, questions, lost, doubled, refusals, back, backP50, backP99, answerP50, answerP99 } = figures
  const ms = (value: number) => Math.round(value).toLocaleString('en')
  console.log(`${cpus().length} cores, load ${load.toFixed(1)} before`)
  console.log(`${ms(chats)} open chats, ${cuts} cuts of ${ms(cutLines)} lines in all, ${ms(questions)} questions`)
  console.log(`lost ${lost}, doubled ${doubled}; refused on the way back ${refusals}`)
  console.log(`all back after ${back.map(ms).join(', ')} ms; one line p50 ${ms(backP50)}, p99 ${ms(backP99)} ms`)
  console.log(`answers p50 ${ms(answerP50)}, p99 ${ms(answerP99)} ms`)
  console.log(
    `the generator: ${figures.generator.toFixed(2)} of a core, questions late by p99 ${ms(figures.lateP99)} ms, spoiled records found out ${figures.spoiledFound} of ${figures.spoiled}`,
  )
  console.log('\nTo reach: 0 lost, 0 doubled, all back within 5,000 ms.')
}
