/** What the people who run the server look at: is it alive, is it ready, how is it doing. Numbers only, nothing of visitors. */

import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Response, Server } from 'restify'
import type { Readiness } from './readiness.ts'
import { sendJson } from './server.ts'
import type { StorageTrouble } from './storage/storage.ts'

export interface OperationsOptions {
  ready(): Promise<Readiness>
  counts(): { streams: number; chats: number; waiting: number; entries: number; issues: number; stale: number }
  /** What waits in the database; rejects while it cannot be used, and then the gauges say nothing. */
  waiting(): Promise<{ owed: number; oldestPostSeconds: number }>
  storageUp(): boolean
}

/** What a limit refused: a limit's name in `limits.ts`. */
export type Refusal = string

export interface Operations {
  /** What is counted. */
  registry: Registry
  /** All metrics in the text form of Prometheus. */
  metrics(): Promise<string>
  routes(server: Server): void
  /** Counts one turn by what came of it. */
  turn(kind: string, decision: string): void
  /** One turn of any door is over, after so many seconds. */
  turnTook(seconds: number): void
  turnFailed(): void
  storageTrouble(trouble: StorageTrouble): void
  refused(limit: Refusal): void
  /** Counts an error that nobody caught. */
  strayed(): void
}

/** Seconds; a turn takes a few milliseconds on a quiet machine. */
const TURN_BUCKETS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
/** Metrics are asked for every few seconds, by whoever may; the database need not be. */
const WAITING_EVERY_MS = 5000

export function createOperations({ ready, counts, waiting, storageUp }: OperationsOptions): Operations {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const turns = new Counter({
    name: 'wegweiser_turns_total',
    help: 'Turns by kind and decision',
    labelNames: ['kind', 'decision'],
    registers: [registry],
  })
  const took = new Histogram({
    name: 'wegweiser_turn_seconds',
    help: 'Time of a turn, from its start to the answer being written down',
    buckets: TURN_BUCKETS,
    registers: [registry],
  })
  const failed = new Counter({ name: 'wegweiser_turns_failed_total', help: 'Turns that broke', registers: [registry] })
  const trouble = new Counter({
    name: 'wegweiser_storage_trouble_total',
    help: 'Storage operations that failed, by kind of trouble',
    labelNames: ['trouble'],
    registers: [registry],
  })
  const refusals = new Counter({
    name: 'wegweiser_refused_total',
    help: 'Requests refused by a limit, by limit',
    labelNames: ['limit'],
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
  gauge('wegweiser_waiting_messages', 'Messages that wait to be let in', () => counts().waiting)
  gauge('wegweiser_entries', 'Knowledge entries that answer', () => counts().entries)
  gauge('wegweiser_issues', 'Issues in the knowledge files', () => counts().issues)
  gauge('wegweiser_stale_entries', 'Entries that answer in an older version because the new one has an error', () => counts().stale)
  gauge('wegweiser_storage_up', '1 while the storage can be used, 0 while it cannot', () => (storageUp() ? 1 : 0))

  let asked = 0
  let known: Promise<{ owed: number; oldestPostSeconds: number } | undefined> = Promise.resolve(undefined)
  const whatWaits = () => {
    if (Date.now() - asked >= WAITING_EVERY_MS) {
      asked = Date.now()
      known = waiting().catch(() => undefined)
    }
    return known
  }
  const waitingGauge = (name: string, help: string, part: 'owed' | 'oldestPostSeconds') =>
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        const found = await whatWaits()
        if (found) this.set(found[part])
        else this.reset()
      },
    })
  waitingGauge('wegweiser_owed_messages', 'Conversations whose visitor waits for an answer', 'owed')
  waitingGauge('wegweiser_outbox_oldest_seconds', 'How long the oldest post to Teams has been due', 'oldestPostSeconds')

  return {
    registry,
    metrics: () => registry.metrics(),
    turnTook: (seconds) => took.observe(seconds),
    turnFailed: () => failed.inc(),
    storageTrouble: (kind) => trouble.inc({ trouble: kind }),
    refused: (limit) => refusals.inc({ limit }),
    turn: (kind, decision) => turns.inc({ kind, decision }),
    strayed: () => strays.inc(),
    routes: (server) => {
      server.get('/healthz', async (_req, res: Response) => sendJson(res, 200, { status: 'ok' }))
      server.get('/readyz', async (_req, res: Response) => {
        const now = await ready()
        sendJson(res, now.status === 'ok' ? 200 : 503, now)
      })
      server.get('/metrics', async (_req, res: Response) => {
        res.writeHead(200, { 'Content-Type': registry.contentType })
        res.end(await registry.metrics())
      })
    },
  }
}
