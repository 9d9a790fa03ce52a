/** The programs' doors on a real server with the shipped knowledge and a clock that stands still. */
import pino from 'pino'
import { afterAll } from 'vitest'
import { apiRoutes } from '../../adapters/api/routes.ts'
import { knownOf } from '../../adapters/known-of.ts'
import { createLimiter } from '../../adapters/limiter.ts'
import { loadKnowledge, SHIPPED_KNOWLEDGE } from '../../adapters/load-knowledge.ts'
import { mcpRoutes } from '../../adapters/mcp/routes.ts'
import { createServer } from '../../adapters/server.ts'
import { originTest } from '../../adapters/webchat/cors.ts'
import type { Known } from '../../bot/ports.ts'

export const NOW = '2026-11-27T10:00:00+01:00'
export const PUBLIC_URL = 'https://wegweiser.example'

export interface RealApi {
  url: string
  known: Known
  logged: string[]
  get(path: string, init?: RequestInit): Promise<Response>
  setNow(instant: string): void
  /** From now on the knowledge cannot be read, or can again. */
  lose(lost: boolean): void
  /** From now on an address may ask so many times. */
  allow(times: number): void
}

export async function startApi(): Promise<RealApi> {
  let now = new Date(NOW)
  let isLost = false
  const logged: string[] = []
  const log = pino({ level: 'debug' }, { write: (line: string) => logged.push(line) })
  const { knowledge } = loadKnowledge(SHIPPED_KNOWLEDGE)
  const known: Known = knownOf(knowledge)
  const server = createServer({ log, publicUrl: PUBLIC_URL })
  let limiter = createLimiter({ burst: 10_000, perSecond: 1 }, () => new Date(NOW))
  const options = {
    known: () => {
      if (isLost) throw new Error('the knowledge is gone')
      return known
    },
    now: () => now,
    publicUrl: PUBLIC_URL,
    busy: () => limiter.take('one'),
    log,
  }
  apiRoutes(server.router, options)
  mcpRoutes(server.router, { ...options, allowed: originTest([PUBLIC_URL, 'https://kammer.example']) })
  const url = `http://127.0.0.1:${await server.listen(0, '127.0.0.1')}`
  afterAll(() => server.close(0))
  return {
    url,
    known,
    logged,
    get: (path, init = {}) => fetch(`${url}/api/v1${path}`, init),
    setNow: (instant) => {
      now = new Date(instant)
    },
    lose: (lost) => {
      isLost = lost
    },
    allow: (times) => {
      limiter = createLimiter({ burst: times, perSecond: 0.1 }, () => new Date(NOW))
    },
  }
}
