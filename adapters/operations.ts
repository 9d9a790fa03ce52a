/** What the people who run the server look at: is it alive, is it ready, how is it doing. Numbers only, nothing of visitors. */

import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { Response, Server } from 'restify'
import { sendJson } from './server.ts'

export interface OperationsOptions {
  /** Rejects while the storage cannot be used. */
  ping(): Promise<void>
  counts(): { streams: number; chats: number; entries: number; issues: number; stale: number }
}

export interface Operations {
  routes(server: Server): void
  /** Counts one turn by what came of it. */
  turn(kind: string, decision: string): void
  /** Counts an error that nobody caught. */
  strayed(): void
}

export function createOperations({ ping, counts }: OperationsOptions): Operations {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const turns = new Counter({
    name: 'wegweiser_turns_total',
    help: 'Turns by kind and decision',
    labelNames: ['kind', 'decision'],
    registers: [registry],
  })
  const strays = new Counter({
    name: 'wegweiser_unhandled_errors_total',
    help: 'Errors that no part of the program caught; each one is a mistake in it',
    registers: [registry],
  })
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read())
      },
    })
  gauge('wegweiser_streams', 'Open web chat sockets', () => counts().streams)
  gauge('wegweiser_chats', 'Web chat conversations in memory', () => counts().chats)
  gauge('wegweiser_entries', 'Knowledge entries that answer', () => counts().entries)
  gauge('wegweiser_issues', 'Issues in the knowledge files', () => counts().issues)
  gauge('wegweiser_stale_entries', 'Entries that answer in an older version because the new one has an error', () => counts().stale)
  return {
    turn: (kind, decision) => turns.inc({ kind, decision }),
    strayed: () => strays.inc(),
    routes: (server) => {
      server.get('/healthz', async (_req, res: Response) => sendJson(res, 200, { status: 'ok' }))
      server.get('/readyz', async (_req, res: Response) => {
        const storage = await ping().then(
          () => 'ok',
          () => 'away',
        )
        sendJson(res, storage === 'ok' ? 200 : 503, { status: storage === 'ok' ? 'ok' : 'degraded', storage, entries: counts().entries })
      })
      server.get('/metrics', async (_req, res: Response) => {
        res.writeHead(200, { 'Content-Type': registry.contentType })
        res.end(await registry.metrics())
      })
    },
  }
}
