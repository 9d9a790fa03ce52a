/**
 * The HTTP side, with restify kept behind this one file: headers for every answer, bodies with a limit, errors that tell a client
 * what is wrong and never how the inside looks, HEAD for every GET, a stop that lets running requests finish.
 *
 * Doors add their routes to `router`. A handler is either `async (req, res)` or `(req, res, next)`; one that throws costs its
 * own request and nothing else.
 */
import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Logger } from 'pino'
import restify, { type Next, type Request, type RequestHandler, type Response, type Server } from 'restify'
import { type Telemetry, UNTOLD } from './telemetry.ts'

export interface RegisteredRoute {
  method: string
  path: string
}

export interface HttpServer {
  router: Server
  /** What is served, as the doors have registered it: `GET /wissen/:slug`. */
  routes(): RegisteredRoute[]
  /** Resolves with the port, which is a free one when asked for port 0. Rejects when the port is taken. */
  listen(port: number, host?: string): Promise<number>
  /** No new requests; running ones get `graceMs` to finish, then their connections are cut. */
  close(graceMs: number): Promise<void>
}

export interface HttpOptions {
  log: Logger
  /** Our address as visitors see it; https turns HSTS on. */
  publicUrl: string
  telemetry?: Telemetry
}

/** A client that needs longer than this to send its request is cut off. */
const REQUEST_TIMEOUT_MS = 30_000
/** A visitor reads for half a minute before the next question; and a proxy that keeps connections for a minute must not find one closed. */
const KEEP_ALIVE_MS = 65_000
const IDLE_CHECK_MS = 50
const METHODS = ['get', 'head', 'post', 'put', 'patch', 'del', 'opts'] as const

export function createServer({ log, publicUrl, telemetry = UNTOLD }: HttpOptions): HttpServer {
  // The types of restify 8 want a bunyan log; restify 12 takes pino.
  const router = restify.createServer({ name: '', log: log as never, ignoreTrailingSlash: true })
  const hsts = publicUrl.startsWith('https:')
  guardHandlers(router, log, telemetry)

  first(router, (req, res) => {
    telemetry.request(req, res)
    res.setHeader('X-Content-Type-Options', 'nosniff')
    res.setHeader('Referrer-Policy', 'strict-origin-when-cross-origin')
    if (hsts) res.setHeader('Strict-Transport-Security', 'max-age=31536000')
    // `//` and the like: legal in a request line, yet no address; `new URL` throws on them.
    if (!URL.canParse(req.url ?? '', 'http://localhost')) {
      sendProblem(res, 400, 'BadRequest', 'The address cannot be read.')
      return false
    }
    // Node has already noted that this answer gets no body, so from here on it can be a GET.
    if (req.method === 'HEAD') req.method = 'GET'
    return true
  })

  router.on(
    'restifyError',
    (req: Request, _res: Response, error: Error & { statusCode?: number; toJSON?: () => unknown }, done: () => void) => {
      const status = error.statusCode ?? 500
      if (status >= 500)
        log.error({ event: 'request_failed', err: error, method: req.method, route: req.getRoute()?.path }, 'request failed')
      const body =
        status >= 500
          ? problem('ServerError', 'Something went wrong on our side.')
          : problem(error.name.replace(/Error$/, ''), plain(status))
      error.statusCode = status
      error.toJSON = () => body
      error.toString = () => body.error.message
      done()
    },
  )

  const { server } = router as unknown as { server: import('node:http').Server }
  server.requestTimeout = REQUEST_TIMEOUT_MS
  server.keepAliveTimeout = KEEP_ALIVE_MS
  return {
    router,
    routes: () => registered(router),
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        // restify passes the socket's error on as its own, and an `error` nobody listens to ends the process.
        router.once('error', reject)
        const listening = () => {
          router.removeListener('error', reject)
          resolve((server.address() as AddressInfo).port)
        }
        if (host) router.listen(port, host, listening)
        else router.listen(port, listening)
      }),
    close: (graceMs) =>
      new Promise((resolve) => {
        const cut = setTimeout(() => server.closeAllConnections(), graceMs)
        // A client that keeps its connection for later would keep us for seconds after its last answer.
        const idle = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS)
        server.close(() => {
          clearTimeout(cut)
          clearInterval(idle)
          resolve()
        })
        server.closeIdleConnections()
      }),
  }
}

/** restify's types do not know its list of routes. */
function registered(router: Server): RegisteredRoute[] {
  const { getRoutes } = (router as unknown as { router: { getRoutes(): Record<string, { method: string; path: string }> } }).router
  return Object.values(getRoutes.call((router as unknown as { router: object }).router)).map(({ method, path }) => ({ method, path }))
}

/** restify's own name for "before anything else", which its types do not know yet. False ends the request. */
function first(router: Server, handler: (req: IncomingMessage, res: Response) => boolean): void {
  ;(router as unknown as { first(handler: (req: IncomingMessage, res: Response) => boolean): void }).first(handler)
}

/**
 * restify calls plain handlers and its listeners on a bare tick, where a throw ends the process, and so does a second answer after the
 * first has begun. This hands the error to `next` instead, cuts an answer that has begun, and gives 500 where a listener broke.
 */
function guardHandlers(router: Server, log: Logger, telemetry: Telemetry): void {
  /** True when the answer had begun: nobody can be told any more, except by the end of the connection. */
  const cut = (res: Response, error: unknown): boolean => {
    if (!res.headersSent) return false
    log.error({ event: 'request_cut', err: error }, 'request failed after its answer had begun')
    res.destroy()
    return true
  }
  const guarded = (handler: unknown): unknown => {
    if (Array.isArray(handler)) return handler.map(guarded)
    if (typeof handler !== 'function') return handler
    if (handler.length < 3) {
      const run = handler as (req: Request, res: Response) => Promise<unknown>
      return async (req: Request, res: Response) => {
        try {
          await telemetry.inRequest(req, () => run(req, res))
        } catch (error) {
          if (!cut(res, error)) throw error
        }
      }
    }
    const run = handler as (req: Request, res: Response, next: Next) => unknown
    return (req: Request, res: Response, next: Next) => {
      try {
        return telemetry.inRequest(req, () => run(req, res, next))
      } catch (error) {
        return next(cut(res, error) ? false : error)
      }
    }
  }
  const broke = (res: Response, error: unknown): void => {
    if (cut(res, error)) return
    log.error({ event: 'request_failed', err: error }, 'request failed')
    sendProblem(res, 500, 'ServerError', 'Something went wrong on our side.')
  }
  const on = router.on.bind(router) as (event: string, listener: (...args: never[]) => unknown) => Server
  Object.assign(router, {
    /** restify's events about a request (`NotFound`) hand over request, response, error and what to call when done. */
    on: (event: string, listener: (...args: never[]) => unknown) => {
      if (listener.length < 4) return on(event, listener)
      const run = listener as unknown as (req: Request, res: Response, error: Error, done: () => void) => unknown
      return on(event, (async (req: Request, res: Response, error: Error, done: () => void) => {
        try {
          await run(req, res, error, done)
        } catch (broken) {
          broke(res, broken)
        }
      }) as (...args: never[]) => unknown)
    },
  })
  for (const method of METHODS) {
    const add = router[method].bind(router) as unknown as (path: string, ...handlers: RequestHandler[]) => string
    Object.assign(router, { [method]: (path: string, ...handlers: unknown[]) => add(path, ...(handlers.map(guarded) as RequestHandler[])) })
  }
}

/** The shape of every refusal: a word for programs, a sentence for people. It is Direct Line's own. */
export interface Problem {
  error: { code: string; message: string }
}

function problem(code: string, message: string): Problem {
  return { error: { code, message } }
}

/** For answers of restify's own making; its messages repeat what the client sent. */
function plain(status: number): string {
  if (status === 404) return 'There is nothing at this address.'
  if (status === 405) return 'This address does not take this method.'
  return 'The request cannot be understood.'
}

/** Sends JSON as it is; restify's formatters choose by `Accept` and cost time on every turn. */
export function sendJson(res: Response, status: number, body: unknown, headers: Record<string, string> = {}): void {
  const text = JSON.stringify(body)
  res.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': String(Buffer.byteLength(text)),
    'Cache-Control': 'no-store',
    ...headers,
  })
  res.end(text)
}

export function sendProblem(res: Response, status: number, code: string, message: string, headers: Record<string, string> = {}): void {
  sendJson(res, status, problem(code, message), headers)
}
