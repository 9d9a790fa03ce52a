/** A visitor for benchmarks: one Direct Line conversation over one socket, as lean as can be, so that the server is what is measured. */
import { Agent, request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { WebSocket } from 'ws'

export interface BenchChat {
  /** Milliseconds from sending until the bot's first answer to it is here. */
  ask(text: string): Promise<number>
  close(): void
}

/** A client that waits longer than this counts as failed; nothing may hang a benchmark. */
const PATIENCE_MS = 30_000

export function createAgent(connections: number): Agent {
  return new Agent({ keepAlive: true, maxSockets: connections })
}

/** `root`: `http://127.0.0.1:<port>/v3/directline`. */
export async function openChat(root: string, agent: Agent): Promise<BenchChat> {
  const { token } = await post<{ token: string }>(`${root}/tokens/generate`, agent)
  const { conversationId, streamUrl } = await post<{ conversationId: string; streamUrl: string }>(`${root}/conversations`, agent, token, {})
  const waiting = new Map<string, () => void>()
  const answered = new Set<string>()
  const socket = new WebSocket(streamUrl, { perMessageDeflate: false })
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  // A line that breaks shows as an answer that never comes.
  socket.on('error', () => socket.terminate())
  socket.on('message', (data: Buffer) => {
    const id = /"replyToId":"([^"]+)"/.exec(data.toString('latin1'))?.[1]
    if (id === undefined) return
    const tell = waiting.get(id)
    if (tell) tell()
    else answered.add(id)
  })
  const address = `${root}/conversations/${conversationId}/activities`
  const answerTo = (id: string) =>
    new Promise<void>((resolve, reject) => {
      // The answer may be faster than the receipt.
      if (answered.delete(id)) return resolve()
      const patience = setTimeout(() => reject(new Error('no answer')), PATIENCE_MS)
      waiting.set(id, () => {
        clearTimeout(patience)
        waiting.delete(id)
        resolve()
      })
    })
  await post(address, agent, token, { type: 'event', name: 'webchat/join', locale: 'de-DE' })
  return {
    ask: async (text) => {
      const start = performance.now()
      const { id } = await post<{ id: string }>(address, agent, token, { type: 'message', text, locale: 'de-DE' })
      await answerTo(id)
      return performance.now() - start
    },
    close: () => socket.terminate(),
  }
}

export interface EvenRate {
  chats: readonly BenchChat[]
  questions: readonly string[]
  everyMs: number
}

/** Asks from one chat after the other at an even rate, whether or not earlier answers are there; how long each waited, in milliseconds. */
export async function askEvenly({ chats, questions, everyMs }: EvenRate, goesOn: (asked: number) => boolean): Promise<number[]> {
  const waits: Promise<number>[] = []
  const begin = performance.now()
  for (let i = 0; goesOn(i); i++) {
    const due = begin + i * everyMs
    if (due > performance.now()) await pause(due - performance.now())
    waits.push(chats[(i * 7919) % chats.length]!.ask(questions[i % questions.length]!))
  }
  return Promise.all(waits)
}

/** Rejects with status and text of what is no success. */
export function post<T>(url: string, agent: Agent, token?: string, body?: unknown): Promise<T> {
  return exchange('POST', url, agent, token, body)
}

/** As `post`, for what is only read. */
export function get<T>(url: string, agent: Agent, token?: string): Promise<T> {
  return exchange('GET', url, agent, token)
}

function exchange<T>(method: 'GET' | 'POST', url: string, agent: Agent, token?: string, body?: unknown): Promise<T> {
  const text = body === undefined ? '' : JSON.stringify(body)
  return new Promise((resolve, reject) => {
    const headers = {
      'Content-Length': Buffer.byteLength(text),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
    }
    const sent = request(url, { method, agent, headers }, (res) => {
      const chunks: Buffer[] = []
      res.on('data', (chunk: Buffer) => chunks.push(chunk))
      res.on('end', () => {
        const answer = Buffer.concat(chunks).toString()
        if ((res.statusCode ?? 500) < 300) resolve(JSON.parse(answer) as T)
        else reject(new Error(`${res.statusCode} from ${url}: ${answer}`))
      })
    })
    sent.on('error', reject)
    sent.end(text)
  })
}
