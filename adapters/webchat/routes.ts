/**
 * The addresses of Direct Line 3.0 as DirectLineJS uses them, and ours beside them, `people`, `tokens/keep` and `tokens/resume`. Its habits decide the status codes: an expired token is 403 (it waits for a new
 * one), 404 ends a conversation for good, other refusals fail the visitor's message, and `Retry-After` is read in milliseconds.
 */
import { randomUUID } from 'node:crypto'
import type { Logger } from 'pino'
import type { Request, Response, Server } from 'restify'
import type { People } from '../../bot/answers/people.ts'
import { type Lang, langOf } from '../../bot/knowledge/day.ts'
import { readJson } from '../body.ts'
import type { ClientOf } from '../client-address.ts'
import type { FairGate } from '../fair-gate.ts'
import type { Limiter } from '../limiter.ts'
import type { AddressLimits, Limited } from '../limits.ts'
import { sendJson, sendProblem } from '../server.ts'
import { StorageAway, type Store } from '../storage/storage.ts'
import type { ActivityLog } from './activity-log.ts'
import type { Chat, Chats } from './chats.ts'
import { allowOrigin, preflight } from './cors.ts'
import { readWatermark, watermark } from './frame.ts'
import { cleanedBody, type Incoming, readIncoming, visitorBody, visitorId, wantsGreeting } from './incoming.ts'
import { KEEP_SECONDS, TOKEN_SECONDS, type Tokens, type Use, type Visitor } from './token.ts'
import type { Turns } from './turns.ts'

export interface RouteParts {
  store: Store
  chats: Chats
  tokens: Tokens
  activities: ActivityLog
  turns: Turns
  find(conversationId: string, user: string): Promise<Chat>
  connected(chat: Chat): void
  /** Who is there for the visitor; missing where there is no bot to ask. */
  people?: ((conversation: string, lang: Lang) => Promise<People>) | undefined
  allowed(origin: string): boolean
  clientOf: ClientOf
  addressLimits: AddressLimits
  perConversation: Limiter
  gate: FairGate
  /** One was refused, by the limit of this name. */
  refused(limit: string): void
  maxBodyBytes: number
  publicUrl: string
  log: Logger
  now: () => Date
}

/** Whose place in the line is taken by others of the same address. */
const RETRY_WAITING_MS = 2000
const ROOT = '/v3/directline'
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

export function directLineRoutes(server: Server, parts: RouteParts): void {
  const { store, chats, tokens, activities, turns, maxBodyBytes, now } = parts
  const loopback = LOOPBACK.has(new URL(parts.publicUrl).hostname)

  /** Our address for a stream. On a developer's machine the page may be open as localhost or as 127.0.0.1; both must work. */
  const streamRoot = (req: Request): string => {
    const base = loopback && req.headers.host ? `http://${req.headers.host}` : parts.publicUrl
    return base.replace(/^http/, 'ws').replace(/\/$/, '') + ROOT
  }

  const granted = async ({ conversation, user }: Visitor) => ({
    conversationId: conversation,
    token: await tokens.issue({ conversation, user }, 'talk'),
    expires_in: TOKEN_SECONDS,
  })

  const withStream = async (req: Request, visitor: Visitor, mark: string) => ({
    ...(await granted(visitor)),
    streamUrl: `${streamRoot(req)}/conversations/${visitor.conversation}/stream?watermark=${encodeURIComponent(mark)}&t=${await tokens.issue(visitor, 'stream')}`,
  })

  /** The visitor of a request, or an answer to it. */
  const identify = async (req: Request, res: Response, use: Use = 'talk'): Promise<Visitor | undefined> => {
    const [, token] = /^Bearer (\S+)$/i.exec(req.headers.authorization ?? '') ?? []
    if (!token) {
      sendProblem(res, 401, 'Unauthorized', 'A token is needed: POST /v3/directline/tokens/generate gives one.')
      return undefined
    }
    const visitor = await tokens.verify(token, use)
    if (!visitor) sendProblem(res, 403, 'TokenExpired', 'The token is expired or not one of ours.')
    else if (req.params?.id !== undefined && req.params.id !== visitor.conversation) {
      sendProblem(res, 403, 'BadArgument', 'The token is for another conversation.')
      return undefined
    }
    return visitor
  }

  const chatOf = ({ conversation, user }: Visitor): Promise<Chat> => parts.find(conversation, user)

  /** DirectLineJS waits for so long and then gives the message up. */
  const refuse = (res: Response, waitMs: number) =>
    sendProblem(res, 429, 'TooManyRequests', 'Too many requests, try again in a moment.', { 'Retry-After': String(waitMs) })

  /** Asked before anything else is done for a request. False when it was refused. */
  const within = (what: Limited, req: Request, res: Response): boolean => {
    const waitMs = parts.addressLimits.take(what, parts.clientOf(req))
    if (waitMs > 0) refuse(res, waitMs)
    return waitMs === 0
  }

  const withinTalk = ({ conversation }: Visitor, res: Response): boolean => {
    const waitMs = parts.perConversation.take(conversation)
    if (waitMs === 0) return true
    parts.refused('messages-per-conversation')
    refuse(res, waitMs)
    return false
  }

  const route = (method: 'get' | 'post', path: string, answer: (req: Request, res: Response) => Promise<unknown>) =>
    server[method](ROOT + path, async (req: Request, res: Response) => {
      allowOrigin(req, res, parts.allowed)
      try {
        await answer(req, res)
      } catch (error) {
        if (!(error instanceof StorageAway)) throw error
        parts.log.debug({ event: 'database_away', err: error }, 'database away')
        sendNotKept(res)
      }
    })

  server.opts(`${ROOT}/*`, (req, res, next) => {
    allowOrigin(req, res, parts.allowed)
    preflight(res)
    next(false)
  })

  route('post', '/tokens/generate', async (req, res) => {
    if (!within('conversations', req, res)) return
    sendJson(res, 200, await granted({ conversation: randomUUID(), user: `dl_${randomUUID()}` }))
  })

  route('post', '/tokens/refresh', async (req, res) => {
    if (!within('conversations', req, res)) return
    const visitor = await identify(req, res)
    if (visitor) sendJson(res, 200, await granted(visitor))
  })

  route('post', '/tokens/keep', async (req, res) => {
    if (!within('conversations', req, res)) return
    const visitor = await identify(req, res)
    if (visitor) sendJson(res, 200, { token: await tokens.issue(visitor, 'keep'), expires_in: KEEP_SECONDS })
  })

  route('post', '/tokens/resume', async (req, res) => {
    if (!within('conversations', req, res)) return
    const visitor = await identify(req, res, 'keep')
    if (!visitor) return
    // Deleted at the visitor's word, or expired: its token brings nothing back.
    if (await store.conversations.find(visitor.conversation)) sendJson(res, 200, await granted(visitor))
    else sendProblem(res, 404, 'BadArgument', 'There is no such conversation.')
  })

  route('post', '/conversations', async (req, res) => {
    if (!within('conversations', req, res)) return
    const visitor = await identify(req, res)
    if (!visitor) return
    const body = await readJson(req, maxBodyBytes, { optional: true })
    if (!body.ok) return sendProblem(res, body.status, body.code, body.message)
    const { conversation: id, user } = visitor
    const locale = typeof body.value.locale === 'string' && /^[A-Za-z0-9-]{2,35}$/.test(body.value.locale) ? body.value.locale : undefined
    let fresh = chats.get(id) === undefined
    let started = true
    try {
      if (fresh) fresh = await store.conversations.start({ id, user, ...(locale ? { locale } : {}) }, now())
    } catch (error) {
      if (!(error instanceof StorageAway)) throw error
      started = false
    }
    if (fresh) chats.open({ id, user, locale, started })
    sendJson(res, fresh ? 201 : 200, await withStream(req, visitor, ''))
  })

  route('get', '/conversations/:id', async (req, res) => {
    const visitor = await identify(req, res)
    if (!visitor) return
    await chatOf(visitor)
    sendJson(res, 200, await withStream(req, visitor, watermark(readWatermark(query(req, 'watermark')))))
  })

  route('get', '/conversations/:id/activities', async (req, res) => {
    const visitor = await identify(req, res)
    if (!visitor) return
    const chat = await chatOf(visitor)
    parts.connected(chat)
    const text = await activities.poll(chat, readWatermark(query(req, 'watermark')))
    res.writeHead(200, {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Length': String(Buffer.byteLength(text)),
      'Cache-Control': 'no-store',
    })
    res.end(text)
  })

  route('get', '/conversations/:id/people', async (req, res) => {
    if (!within('messages', req, res)) return
    const visitor = await identify(req, res)
    if (!visitor) return
    const chat = await chatOf(visitor)
    const people = await parts.people?.(chat.id, langOf(chat.locale))
    if (people) sendJson(res, 200, people)
    else sendProblem(res, 404, 'BadArgument', 'Nobody is named here.')
  })

  route('post', '/conversations/:id/activities', async (req, res) => {
    if (!within('messages', req, res)) return
    const visitor = await identify(req, res)
    if (!visitor || !withinTalk(visitor, res)) return
    const body = await readJson(req, maxBodyBytes)
    if (!body.ok) return sendProblem(res, body.status, body.code, body.message)
    const read = readIncoming(body.value)
    if (!read.ok) return sendProblem(res, 400, 'BadArgument', read.message)
    const client = parts.clientOf(req)
    const entering = parts.gate.enter(client)
    if (!entering) {
      parts.refused('waiting')
      return refuse(res, RETRY_WAITING_MS)
    }
    const leave = await entering
    try {
      await take(visitor, client, read.activity, res)
    } finally {
      leave()
    }
  })

  /** Answers the request when the words are kept, and resolves when their turn is over. */
  const take = async (visitor: Visitor, client: string, activity: Incoming, res: Response): Promise<void> => {
    const chat = await chatOf(visitor)
    chat.client = client
    const said = { ...activity, id: visitorId(chat.id, activity) }
    // Nobody is there to see that a visitor types.
    if (said.type === 'typing') return sendJson(res, 200, { id: said.id })
    // Who speaks at once is answered, not greeted; who joins again is not greeted again.
    const owed = !wantsGreeting(said) || !chat.greeted
    chat.greeted = true
    clearTimeout(chat.greeting)
    const words = visitorBody(activity, said.id, chat.user)
    // A turn needs the words as they are; without one nobody does.
    const { known, kept, added } = await activities.append(chat, [{ id: said.id, body: owed ? words : cleanedBody(words), owed }])
    if (!known) return sendProblem(res, 404, 'BadArgument', 'There is no such conversation.')
    if (kept) sendJson(res, 200, { id: said.id })
    else sendNotKept(res)
    if (owed && added > 0) await turns.run(chat, said, kept)
    // It stands in the log already and may still wait there: written by a process that died, or before a connection that broke.
    else if (owed && kept) void turns.resume(chat)
  }

  route('post', '/conversations/:id/upload', async (req, res) => {
    const visitor = await identify(req, res)
    if (visitor) sendProblem(res, 415, 'UnsupportedMediaType', 'Files cannot be sent here.')
  })
}

/** Milliseconds, as DirectLineJS reads it. Longer than storage rests after trouble, short enough for somebody who waits. */
const RETRY_NOT_KEPT_MS = '3000'

/** Only what is in the database may be acknowledged. An answer may come on the stream all the same. */
function sendNotKept(res: Response): void {
  sendProblem(res, 503, 'StorageAway', 'This could not be kept. Try again in a moment.', { 'Retry-After': RETRY_NOT_KEPT_MS })
}

function query(req: Request, name: string): string | null {
  return new URL(req.url ?? '/', 'http://localhost').searchParams.get(name)
}
