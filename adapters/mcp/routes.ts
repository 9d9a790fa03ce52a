/** `/mcp`: the assistants' door over Streamable HTTP, one request at a time and without sessions; old and new clients alike. */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { createMcpHandler } from '@modelcontextprotocol/server'
import type { Logger } from 'pino'
import type { Request as HttpRequest, Response as HttpResponse, Server } from 'restify'
import { closedAt } from '../../bot/knowledge/switched.ts'
import { momentAt } from '../../bot/moment.ts'
import { readBytes } from '../body.ts'
import { MCP_PATH } from '../records/operations.ts'
import { sendProblem } from '../server.ts'
import { type ToolOptions, toolServer } from './tools.ts'

export interface McpOptions extends ToolOptions {
  /** Whether a page of this origin may ask by script; who sends no origin is no page. */
  allowed(origin: string): boolean
  /** The milliseconds that the request's address has to wait, 0 for none. */
  busy(req: HttpRequest): number
  log: Logger
}

const MAX_BODY_BYTES = 65_536
/** What the protocol reads of a request; nothing that could tell who asks is handed on. */
const HEADERS = ['accept', 'content-type', 'mcp-protocol-version', 'mcp-method', 'mcp-name', 'mcp-session-id'] as const

export function mcpRoutes(server: Server, { allowed, busy, log, ...tools }: McpOptions): void {
  const handler = createMcpHandler(() => toolServer(tools), {
    // Tools never change while a connection lives, so there is nothing to subscribe to.
    maxSubscriptions: 0,
    maxRequestBodySize: MAX_BODY_BYTES,
    // The message of a parser quotes what it could not read, and that may be anybody's words.
    onerror: ({ name }) => log.debug({ event: 'assistant_request_refused', reason: name }, 'request of an assistant refused'),
  })
  const answer = async (req: HttpRequest, res: HttpResponse) => {
    const { origin } = req.headers
    if (origin !== undefined && !allowed(origin)) return sendProblem(res, 403, 'Forbidden', 'This origin may not ask here.')
    if (origin !== undefined) for (const [name, value] of Object.entries(corsFor(origin))) res.setHeader(name, value)
    const closed = closedAt('programs', tools.known().knowledge, momentAt(tools.now()))
    if (closed) return sendProblem(res, 503, 'Closed', closed.en, { 'Retry-After': '3600' })
    const waitMs = busy(req)
    if (waitMs > 0)
      return sendProblem(res, 429, 'TooManyRequests', 'This address asks for too much.', {
        'Retry-After': String(Math.ceil(waitMs / 1000)),
      })
    const body = req.method === 'POST' ? await readBytes(req, MAX_BODY_BYTES) : undefined
    if (body && !body.ok) return sendProblem(res, body.status, body.code, body.message)
    const headers = HEADERS.flatMap((name): [string, string][] => (req.header(name) ? [[name, req.header(name)!]] : []))
    const response = await handler.fetch(
      new Request(tools.publicUrl + MCP_PATH, { method: req.method ?? 'GET', headers, ...(body && { body: new Uint8Array(body.value) }) }),
    )
    res.writeHead(response.status, { ...Object.fromEntries(response.headers), 'Cache-Control': 'no-store' })
    if (!response.body) return res.end()
    await pipeline(Readable.fromWeb(response.body as ReadableStream), res).catch((error: unknown) => {
      // Whoever asked has gone; nobody is left to be told.
      if (!res.destroyed) throw error
    })
  }
  server.post(MCP_PATH, answer)
  server.get(MCP_PATH, answer)
  server.del(MCP_PATH, answer)
  server.opts(MCP_PATH, async (req: HttpRequest, res: HttpResponse) => {
    const { origin } = req.headers
    res.writeHead(204, origin !== undefined && allowed(origin) ? corsFor(origin) : {})
    res.end()
  })
}

function corsFor(origin: string): Record<string, string> {
  return {
    Vary: 'Origin',
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Methods': 'POST',
    'Access-Control-Allow-Headers': HEADERS.join(', '),
    'Access-Control-Expose-Headers': 'Retry-After',
  }
}
