/**
 * The addresses of Direct Line 3.0 as DirectLineJS uses them. Its habits decide the status codes: an expired token is 403 (it waits for a new
 * one), 404 ends a conversation for good, other refusals fail the visitor's message, and `Retry-After` is read in milliseconds.
 */
import { randomUUID } from 'node:crypto'
import type { Logger } from 'pino'
import type { Request, Response, Server } from 'restify'
import { readJson } from '../body.ts'
import { sendJson, sendProblem } from '../server.ts'
import { StorageAway, type Store } from '../storage/storage.ts'
import type { ActivityLog } from './activity-log.ts'
import type { Chat, Chats } from './chats.ts'
import { allowOrigin, preflight } from './cors.ts'
import { readWatermark, watermark } from './frame.ts'
import { activityId, readIncoming, visitorBody, wantsGreeting } from './incoming.ts'
import type { Limiter } from './limits.ts'
import { TOKEN_SECONDS, type Tokens, type Visitor } from './token.ts'
import type { Turns } from './turns.ts'

export interface RouteParts {
  store: Store
  chats: Chats
  tokens: Tokens
  activities: ActivityLog
  turns: Turns
  find(conversationId: string, user: string): Promise<Chat | undefined>
  claimGreeting(chat: Chat): Promise<boolean>
  connected(chat: Chat): void
  allowed(origin: string): boolean
  newConversations: Limiter
  newActivities: Limiter
  maxBodyBytes: number
  publicUrl: string
  trustProxy: boolean
  log: Logger
  now: () => Date
}

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
  const identify = async (req: Request, res: Response): Promise<Visitor | undefined> => {
    const [, token] = /^Bearer (\S+)$/i.exec(req.headers.authorization ?? '') ?? []
    if (!token) {
      sendProblem(res, 401, 'Unauthorized', 'A token is needed: POST /v3/directline/tokens/generate gives one.')
      return undefined
    }
    const visitor = await tokens.verify(token, 'talk')
    if (!visitor) sendProblem(res, 403, 'TokenExpired', 'The token is expired or not one of ours.')
    else if (req.params?.id !== undefined && req.params.id !== visitor.conversation) {
      sendProblem(res, 403, 'BadArgument', 'The token is for another conversation.')
      return undefined
    }
    return visitor
  }

  const chatOf = async (visitor: Visitor, res: Response): Promise<Chat | undefined> => {
    const chat = await parts.find(visitor.conversation, visitor.user)
    if (!chat) sendProblem(res, 404, 'BadArgument', 'There is no such conversation.')
    return chat
  }

  /** False when it was refused. */
  const within = (limiter: Limiter, key: string, res: Response): boolean => {
    const waitMs = limiter.take(key)
    if (waitMs > 0) sendProblem(res, 429, 'TooManyRequests', 'Too many requests, try again in a moment.', { 'Retry-After': String(waitMs) })
    return waitMs === 0
  }

  const address = (req: Request): string => {
    const forwarded = parts.trustProxy
      ? String(req.headers['x-forwarded-for'] ?? '')
          .split(',')
          .at(-1)
          ?.trim()
      : undefined
    return forwarded || (req.socket.remoteAddress ?? '')
  }

  const route = (method: 'get' | 'post', path: string, answer: (req: Request, res: Response) => Promise<unknown>) =>
    server[method](ROOT + path, async (req: Request, res: Response) => {
      allowOrigin(req, res, parts.allowed)
      try {
        await answer(req, res)
      } catch (error) {
        if (!(error instanceof StorageAway)) throw error
        parts.log.warn({ err: error }, 'Datenbank fort')
        sendProblem(res, 503, 'StorageAway', 'The service is busy, try again in a moment.', { 'Retry-After': '2000' })
      }
    })

  server.opts(`${ROOT}/*`, (req, res, next) => {
    allowOrigin(req, res, parts.allowed)
    preflight(res)
    next(false)
  })

  route('post', '/tokens/generate', async (req, res) => {
    if (!within(parts.newConversations, address(req), res)) return
    sendJson(res, 200, await granted({ conversation: randomUUID(), user: `dl_${randomUUID()}` }))
  })

  route('post', '/tokens/refresh', async (req, res) => {
    const visitor = await identify(req, res)
    if (visitor) sendJson(res, 200, await granted(visitor))
  })

  route('post', '/conversations', async (req, res) => {
    const visitor = await identify(req, res)
    if (!visitor || !within(parts.newConversations, address(req), res)) return
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
    const chat = visitor && (await chatOf(visitor, res))
    if (visitor && chat) sendJson(res, 200, await withStream(req, visitor, watermark(readWatermark(query(req, 'watermark')))))
  })

  route('get', '/conversations/:id/activities', async (req, res) => {
    const visitor = await identify(req, res)
    const chat = visitor && (await chatOf(visitor, res))
    if (!chat) return
    parts.connected(chat)
    const text = await activities.poll(chat, readWatermark(query(req, 'watermark')))
    res.writeHead(200, {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Length': String(Buffer.byteLength(text)),
      'Cache-Control': 'no-store',
    })
    res.end(text)
  })

  route('post', '/conversations/:id/activities', async (req, res) => {
    const visitor = await identify(req, res)
    if (!visitor || !within(parts.newActivities, visitor.conversation, res)) return
    const body = await readJson(req, maxBodyBytes)
    if (!body.ok) return sendProblem(res, body.status, body.code, body.message)
    const read = readIncoming(body.value)
    if (!read.ok) return sendProblem(res, 400, 'BadArgument', read.message)
    const chat = await chatOf(visitor, res)
    if (!chat) return
    const said = { ...read.activity, id: activityId(chat.id) }
    // Nobody is there to see that a visitor types.
    if (said.type === 'typing') return sendJson(res, 200, { id: said.id })
    const greets = wantsGreeting(said)
    const turn = (await parts.claimGreeting(chat)) || !greets
    const appended = activities.append(chat, [visitorBody(read.activity, said.id, chat.user)], { asks: turn })
    // The turn starts while the words are being written down: what it gives cannot be written before them.
    const logged = appended.then(({ last }) => last)
    // Whoever waits for it hears of a failure; a turn that broke before may have nobody left who does.
    logged.catch(() => {})
    const done = turn ? turns.run(chat, said, logged) : undefined
    done?.catch((error: unknown) => parts.log.error({ err: error, conversation: chat.id }, 'Turn gescheitert'))
    const { known } = await appended
    if (known) sendJson(res, 200, { id: said.id })
    else sendProblem(res, 404, 'BadArgument', 'There is no such conversation.')
  })

  route('post', '/conversations/:id/upload', async (req, res) => {
    const visitor = await identify(req, res)
    if (visitor) sendProblem(res, 415, 'UnsupportedMediaType', 'Files cannot be sent here.')
  })
}

function query(req: Request, name: string): string | null {
  return new URL(req.url ?? '/', 'http://localhost').searchParams.get(name)
}
