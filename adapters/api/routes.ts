/** `/api/v1`: the table of operations over HTTP, read-only, for any website's script, with RFC 9457 problems in place of Direct Line's. */
import type { Logger } from 'pino'
import type { Next, Request, Response, Server } from 'restify'
import { closedAt } from '../../bot/knowledge/switched.ts'
import { momentAt } from '../../bot/moment.ts'
import type { Known } from '../../bot/ports.ts'
import { readJson } from '../body.ts'
import { askRecords } from '../records/ask.ts'
import { API_PATH, OPERATIONS, type Operation } from '../records/operations.ts'
import type { RecordContext } from '../records/records.ts'
import type { ProblemRecord } from '../records/schemas.ts'
import { made, send } from '../respond.ts'
import { siteText } from '../words/site-words.ts'
import { openApi, PROBLEM_TYPE } from './openapi.ts'

export interface ApiOptions {
  /** The newest knowledge with its index; asked once a request. */
  known(): Known
  now(): Date
  publicUrl: string
  /** The milliseconds that the request's address has to wait, 0 for none. */
  busy(req: Request): number
  log: Logger
}

const JSON_TYPE = 'application/json; charset=utf-8'
const MAX_BODY_BYTES = 8_192
/** Read-only and the same for everybody, so any page may read it; nothing here knows cookies. */
const OPEN = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Expose-Headers': 'ETag, Retry-After' }

type ApiAnswer = (req: Request, res: Response) => unknown

export function apiRoutes(server: Server, { known, now, publicUrl, busy, log }: ApiOptions): void {
  const context = (): RecordContext => ({ known: known(), publicUrl, ...momentAt(now()) })

  /** Refuses who asks too much before anything is looked up, and turns a fault of ours into a problem. */
  const guarded = (answer: ApiAnswer) => async (req: Request, res: Response) => {
    try {
      const waitMs = busy(req)
      const closed = closedAt('programs', known().knowledge, momentAt(now()))
      if (closed) problem(res, 503, 'Closed', closed.en, { seconds: 3600 })
      else if (waitMs > 0) problem(res, 429, 'Too many requests', 'This address asks for too much.', { seconds: Math.ceil(waitMs / 1000) })
      else await answer(req, res)
    } catch (error) {
      log.error({ event: 'request_failed', err: error, method: req.method, route: req.getRoute()?.path }, 'request failed')
      if (res.headersSent) res.destroy()
      else problem(res, 500, 'Server error', 'Something went wrong on our side.')
    }
  }
  const get = (path: string, answer: ApiAnswer) => server.get(API_PATH + path, guarded(answer))

  const respond = (operation: Operation, given: unknown, req: Request, res: Response): unknown => {
    const asked = askRecords(operation, given, context())
    if (!asked.ok) return problem(res, 400, 'Bad request', 'The request cannot be answered as it is.', { errors: asked.errors })
    const { answer, unkept } = asked.found
    if (answer === undefined) return problem(res, 404, 'Not found', 'There is no such entry.')
    const json = made(200, JSON_TYPE, JSON.stringify(answer))
    if (!unkept) return send(req, res, json, OPEN)
    const body = json.body('identity')
    res.writeHead(200, { ...OPEN, 'Content-Type': JSON_TYPE, 'Content-Length': String(body.length), 'Cache-Control': 'no-store' })
    res.end(body)
  }

  for (const operation of OPERATIONS) {
    get(operation.path.replace(/\{(\w+)\}/g, ':$1'), (req, res) => {
      const query = new URL(req.url ?? '/', publicUrl).searchParams
      const twice = [...query.keys()].find((name, at, names) => names.indexOf(name) !== at)
      if (twice !== undefined)
        return problem(res, 400, 'Bad request', 'A parameter stands there twice.', { errors: [{ name: twice, reason: 'given twice' }] })
      const inPath = operation.path.includes('{') ? (req.params as object) : {}
      respond(operation, { ...Object.fromEntries(query), ...inPath }, req, res)
    })
    if (operation.posted)
      server.post(
        API_PATH + operation.path,
        guarded(async (req, res) => {
          const body = await readJson(req, MAX_BODY_BYTES)
          if (body.ok) respond(operation, body.value, req, res)
          else problem(res, body.status, body.code, body.message)
        }),
      )
  }

  const describe = () => openApi({ name: siteText(known().knowledge, 'en', 'frame.service'), publicUrl })
  get('/openapi.json', (req, res) => send(req, res, made(200, JSON_TYPE, JSON.stringify(describe())), OPEN))
  get('/*', (_req, res) =>
    problem(res, 404, 'Not found', `There is nothing at this address; ${API_PATH}/openapi.json lists what there is.`),
  )
  for (const method of ['post', 'put', 'patch', 'del'] as const)
    server[method](
      `${API_PATH}/*`,
      guarded((_req, res) => problem(res, 405, 'Method not allowed', 'This address is read with GET.', {}, { Allow: 'GET, HEAD' })),
    )
  server.opts(`${API_PATH}/*`, (_req: Request, res: Response, next: Next) => {
    res.writeHead(204, {
      ...OPEN,
      'Access-Control-Allow-Methods': 'GET, POST',
      'Access-Control-Allow-Headers': 'Content-Type, If-None-Match',
      'Access-Control-Max-Age': '86400',
    })
    res.end()
    next(false)
  })
}

function problem(
  res: Response,
  status: number,
  title: string,
  detail: string,
  more: { seconds?: number; errors?: NonNullable<ProblemRecord['errors']> } = {},
  headers: Record<string, string> = {},
): void {
  const body = JSON.stringify({
    type: 'about:blank',
    title,
    status,
    detail,
    ...(more.errors && { errors: more.errors }),
  } satisfies ProblemRecord)
  res.writeHead(status, {
    ...OPEN,
    'Content-Type': PROBLEM_TYPE,
    'Content-Length': String(Buffer.byteLength(body)),
    'Cache-Control': 'no-store',
    ...(more.seconds !== undefined && { 'Retry-After': String(more.seconds) }),
    ...headers,
  })
  res.end(body)
}
