/**
 * What lies between visitors and servers: requests and WebSockets that take their time, get lost, arrive twice, and break when one end dies.
 * A server gets them where restify would hand them over; the WebSocket library on its side is the real one.
 */
import { EventEmitter } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { Duplex } from 'node:stream'
import type { Server } from 'restify'
import type { Weather } from './weather.ts'
import { current, type Process, type World } from './world.ts'

export interface WireRequest {
  method: 'GET' | 'POST'
  /** With its query. */
  path: string
  token?: string | undefined
  body?: unknown
  address: string
  /** Hears what a server answered, also when the answer gets lost. */
  heard?: (status: number) => void
}

export interface Got {
  status: number
  body: unknown
}

/** Nobody answered: refused, reset, or too late. */
export class Broken extends Error {
  override readonly name = 'Broken'
}

export interface Socket {
  close(): void
}

export interface SocketEvents {
  text(text: string): void
  closed(code: number): void
}

/** A server as it can be reached. */
export interface Host {
  process: Process
  router: Server
  /** Runs what the path leads to. */
  handle(req: IncomingMessage, sent: WireRequest): Promise<Got>
  upgrade(req: IncomingMessage, socket: Duplex): void
  /** How many there are. */
  sockets: Set<() => void>
}

export interface Wire {
  /** From a visitor's process; rejects with `Broken`. */
  request(from: Process, to: Host, sent: WireRequest): Promise<Got>
  open(from: Process, to: Host, path: string, address: string, events: SocketEvents): Socket
}

/** Longer than a turn in trouble takes; then a client gives up. */
const CLIENT_PATIENCE_MS = 20_000

type Handler = (req: unknown, res: unknown, next: () => void) => unknown
interface Route {
  method: string
  path: RegExp
  names: string[]
  handler: Handler
}

/** The routes of a server as `restify` keeps them, without its server. */
export function createHost(process: Process): Host {
  const routes: Route[] = []
  const server = new EventEmitter()
  const add = (method: string) => (path: string, handler: Handler) => {
    const names: string[] = []
    const pattern = path.replace(/:(\w+)/g, (_, name: string) => {
      names.push(name)
      return '([^/]+)'
    })
    routes.push({ method, path: new RegExp(`^${pattern.replace('*', '.*')}$`), names, handler })
  }
  const router = { get: add('GET'), post: add('POST'), opts: add('OPTIONS'), server } as unknown as Server
  return {
    process,
    router,
    sockets: new Set(),
    handle: (req, { method, path, body }) =>
      new Promise((resolve, reject) => {
        const [place = ''] = path.split('?')
        for (const route of routes) {
          const found = route.method === method ? route.path.exec(place) : null
          if (!found) continue
          const params = Object.fromEntries(route.names.map((name, i) => [name, found[i + 1]]))
          let status = 200
          const res = {
            setHeader: () => {},
            writeHead: (code: number) => {
              status = code
            },
            end: (text = '') => resolve({ status, body: text === '' ? undefined : JSON.parse(text) }),
          }
          const withBody = Object.assign(req, { params, on: reader(body === undefined ? '' : JSON.stringify(body)) })
          Promise.resolve(route.handler(withBody, res, () => {})).catch(reject)
          return
        }
        resolve({ status: 404, body: undefined })
      }),
    upgrade: (req, socket) => void server.emit('upgrade', req, socket, Buffer.alloc(0)),
  }
}

/** The body comes in one piece as soon as somebody listens. */
const reader = (text: string) => (event: string, listener: (chunk?: Buffer) => void) => {
  if (event === 'data' && text !== '') queueMicrotask(() => listener(Buffer.from(text)))
  if (event === 'end') queueMicrotask(() => queueMicrotask(() => listener()))
}

export function createWire(world: World, weather: Weather, onBroke: (error: unknown, sent: WireRequest) => void): Wire {
  const { random } = world
  const way = () => random.delay(weather.wayMs)

  const head = ({ token, address, path, method }: Pick<WireRequest, 'token' | 'address' | 'path' | 'method'>): IncomingMessage =>
    ({
      method,
      url: path,
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      socket: { remoteAddress: address },
    }) as unknown as IncomingMessage

  const deliver = (from: Process, { process, handle }: Host, sent: WireRequest, answered: (got: Got | Broken) => void) => {
    const back = (got: Got | Broken) => world.after(way(), from, () => answered(got))
    world.after(way(), undefined, () => {
      if (process.dead) return back(new Broken('refused'))
      const reset = () => void back(new Broken('reset'))
      process.mourners.add(reset)
      world.after(0, process, () => {
        world.trace(`${process.name} gets ${sent.method} ${sent.path} ${JSON.stringify(sent.body) ?? ''}`)
        handle(head(sent), sent).then(
          (got) => {
            process.mourners.delete(reset)
            sent.heard?.(got.status)
            world.trace(`${process.name} answers ${got.status} to ${sent.method} ${sent.path}`)
            back(random.chance(weather.lost) ? new Broken('the answer is lost') : got)
          },
          (error: unknown) => {
            process.mourners.delete(reset)
            onBroke(error, sent)
            back({ status: 500, body: undefined })
          },
        )
      })
    })
  }

  return {
    request: (from, to, sent) =>
      new Promise((resolve, reject) => {
        let over = false
        const answered = (got: Got | Broken) => {
          if (over) return
          over = true
          if (got instanceof Broken) reject(got)
          else resolve(got)
        }
        world.after(CLIENT_PATIENCE_MS, from, () => answered(new Broken('no answer')))
        if (random.chance(weather.lost)) return
        deliver(from, to, sent, answered)
        if (random.chance(weather.doubled)) deliver(from, to, sent, () => {})
      }),

    open: (from, to, path, address, events) => {
      let over = false
      let lastAt = 0
      /** What one end sends comes in its order, or not at all. */
      const inOrder = (ms: number): number => {
        lastAt = Math.max(lastAt, world.now() + ms)
        return lastAt - world.now()
      }
      const { process } = to
      const end = (code: number) => {
        if (over) return
        over = true
        to.sockets.delete(cut)
        process.mourners.delete(cut)
        world.after(0, process, () => duplex.destroy())
        world.after(way(), from, () => events.closed(code))
      }
      const cut = () => end(1006)
      const read = frames({
        text: events.text,
        closed: end,
        ping: () => {
          if (!over) world.after(way(), process, () => void (over || duplex.push(PONG)))
        },
      })
      const duplex = new Duplex({
        read: () => {},
        write: (chunk: Buffer, _encoding, done) => {
          done()
          if (!over)
            world.after(inOrder(way()), from, () => {
              if (!over) read(chunk)
            })
        },
      })
      duplex.on('error', () => {})
      duplex.on('close', () => end(1006))
      to.sockets.add(cut)
      process.mourners.add(cut)
      world.after(way(), undefined, () => {
        if (process.dead) return end(1006)
        current.run(process, () => to.upgrade(Object.assign(head({ address, path, method: 'GET' }), { headers: UPGRADE }), duplex))
      })
      return { close: cut }
    },
  }
}

const UPGRADE = {
  upgrade: 'websocket',
  connection: 'Upgrade',
  'sec-websocket-version': '13',
  'sec-websocket-key': Buffer.alloc(16).toString('base64'),
}
/** Without contents, masked with zeros. */
const PONG = Buffer.from([0x8a, 0x80, 0, 0, 0, 0])

/** Reads what a WebSocket server sends: an HTTP head, then frames without masks. */
function frames(events: { text(text: string): void; closed(code: number): void; ping(): void }): (chunk: Buffer) => void {
  let rest = Buffer.alloc(0)
  let isOpen = false
  return (chunk) => {
    rest = Buffer.concat([rest, chunk])
    if (!isOpen) {
      const end = rest.indexOf('\r\n\r\n')
      if (end < 0) return
      if (!rest.toString('latin1', 0, 12).endsWith('101')) return events.closed(1006)
      isOpen = true
      rest = rest.subarray(end + 4)
    }
    for (;;) {
      if (rest.length < 2) return
      let [size, at] = [rest[1]! & 0x7f, 2]
      if (size === 126) [size, at] = rest.length < 4 ? [Number.POSITIVE_INFINITY, 4] : [rest.readUInt16BE(2), 4]
      else if (size === 127) [size, at] = rest.length < 10 ? [Number.POSITIVE_INFINITY, 10] : [Number(rest.readBigUInt64BE(2)), 10]
      if (rest.length < at + size) return
      const [kind, body] = [rest[0]! & 0x0f, rest.subarray(at, at + size)]
      rest = rest.subarray(at + size)
      if (kind === 1) events.text(body.toString('utf8'))
      else if (kind === 8) events.closed(body.length >= 2 ? body.readUInt16BE(0) : 1005)
      else if (kind === 9) events.ping()
    }
  }
}
