/**
 * The WebSocket side of Direct Line: the server speaks, the client only sends an empty text now and then to see that the line is up.
 * Lines that are dead, too slow or too many are cut; the client comes back by itself and says how far it has read.
 */
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Logger } from 'pino'
import { type WebSocket, WebSocketServer } from 'ws'
import type { ClientOf } from '../client-address.ts'
import { MAX_STREAMS, MAX_STREAMS_PER_ADDRESS } from '../limits.ts'
import { repeat } from '../repeating.ts'
import type { Chat, Listener } from './chats.ts'
import { readWatermark } from './frame.ts'

export interface Stream {
  /** How many are open. */
  open(): number
  /** Tells every client to come back later (1012, service restart) and takes no more. */
  close(): void
}

export interface StreamOptions {
  server: Server
  /** The chat that a stream's address opens, or undefined when it may not. */
  admit(conversationId: string, token: string): Promise<Chat | undefined>
  /** A listener is there; its reading starts. */
  listen(chat: Chat, listener: Listener): Promise<void>
  clientOf: ClientOf
  /** One was refused, by the limit of this name. */
  refused(limit: string): void
  log: Logger
}

const PATH = /^\/v3\/directline\/conversations\/([\w-]{1,64})\/stream$/
const PING_MS = 30_000
/** A client that has not read this much is not there any more. */
const MAX_BUFFERED_BYTES = 1024 * 1024
/** Open tabs of one visitor; the oldest makes room. */
const MAX_PER_CHAT = 10

export function createStream({ server, admit, listen, clientOf, refused, log }: StreamOptions): Stream {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 4096, perMessageDeflate: false, clientTracking: true })
  const alive = new WeakSet<WebSocket>()

  /** By address. */
  const open = new Map<string, number>()

  const count = (client: string, webSocket: WebSocket) => {
    open.set(client, (open.get(client) ?? 0) + 1)
    webSocket.once('close', () => {
      const left = (open.get(client) ?? 1) - 1
      if (left > 0) open.set(client, left)
      else open.delete(client)
    })
  }

  const upgrade = async (req: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> => {
    const url = URL.canParse(req.url ?? '', 'http://localhost') ? new URL(req.url ?? '', 'http://localhost') : undefined
    const conversationId = url && PATH.exec(url.pathname)?.[1]
    if (!url || !conversationId) return refuse(socket, '404 Not Found')
    const client = clientOf(req)
    // The client comes back after some seconds, as after any broken line.
    if (sockets.clients.size >= MAX_STREAMS || (open.get(client) ?? 0) >= MAX_STREAMS_PER_ADDRESS) {
      refused('streams')
      return refuse(socket, '503 Service Unavailable')
    }
    const chat = await admit(conversationId, url.searchParams.get('t') ?? '')
    if (!chat) return refuse(socket, '403 Forbidden')
    sockets.handleUpgrade(req, socket, head, (webSocket) => {
      count(client, webSocket)
      attach(chat, webSocket, url.searchParams.get('watermark'))
    })
  }

  const attach = (chat: Chat, webSocket: WebSocket, mark: string | null) => {
    const listener: Listener = {
      at: readWatermark(mark),
      reading: false,
      again: false,
      send: (text) => {
        if (webSocket.readyState !== webSocket.OPEN) return
        if (webSocket.bufferedAmount > MAX_BUFFERED_BYTES) webSocket.terminate()
        else webSocket.send(text)
      },
      end: (code, reason) => webSocket.close(code, reason),
    }
    alive.add(webSocket)
    webSocket.on('pong', () => alive.add(webSocket))
    webSocket.on('message', () => alive.add(webSocket))
    webSocket.on('error', (error) => log.debug({ event: 'stream_broken', err: error }, 'connection of a visitor broken'))
    webSocket.on('close', () => chat.listeners.delete(listener))
    if (chat.listeners.size >= MAX_PER_CHAT) chat.listeners.values().next().value?.end(1008, 'too many streams')
    listen(chat, listener).catch((error: unknown) => {
      log.error({ event: 'log_unreadable', err: error }, 'conversation log not readable')
      webSocket.close(1011)
    })
  }

  const onUpgrade = (req: IncomingMessage, socket: Duplex, head: Buffer) => {
    // Without a listener a connection that breaks here would end the process.
    socket.on('error', (error) => log.debug({ event: 'stream_aborted', err: error }, 'connection aborted while it was opened'))
    upgrade(req, socket, head).catch((error: unknown) => {
      log.error({ event: 'stream_refused', err: error }, 'connection not accepted')
      refuse(socket, '503 Service Unavailable')
    })
  }
  server.on('upgrade', onUpgrade)

  const pinging = repeat({ job: 'ping-streams', everyMs: PING_MS, log }, () => {
    for (const webSocket of sockets.clients) {
      if (!alive.has(webSocket)) {
        webSocket.terminate()
        continue
      }
      alive.delete(webSocket)
      webSocket.ping()
    }
  })

  return {
    open: () => sockets.clients.size,
    close: () => {
      pinging.stop()
      server.off('upgrade', onUpgrade)
      for (const webSocket of sockets.clients) webSocket.close(1012, 'restart')
      sockets.close()
    },
  }
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
