/** Knows whether PostgreSQL can be reached, so that nobody queues up behind connections that cannot be made. */
import pg from 'pg'
import type { Logger } from 'pino'
import { reasonOf } from './postgres-listener.ts'
import { StorageAway } from './storage.ts'

/** Runs something that talks to the database; what means "cannot be reached" becomes `StorageAway`. */
export type Guard = <T>(talk: () => Promise<T>) => Promise<T>

/** After trouble, everything fails at once for this long. */
const REST_MS = 500
const SET_UP_MS = 1000

export function createAway() {
  let until = 0
  let ready = false
  const probe: Guard = async (talk) => {
    try {
      return await talk()
    } catch (error) {
      if (!meansAway(error)) throw error
      until = Date.now() + REST_MS
      throw new StorageAway('PostgreSQL cannot be reached just now', { cause: error })
    }
  }
  const guard: Guard = async (talk) => {
    if (!ready) throw new StorageAway('PostgreSQL is not set up yet')
    if (until > Date.now()) throw new StorageAway('PostgreSQL could not be reached a moment ago')
    return probe(talk)
  }
  return {
    /** For everybody. */
    guard,
    /** For who sets the database up: always tries. */
    probe,
    ready: () => {
      ready = true
    },
  }
}

/** Classes of SQLSTATE: 08 connection, 53 out of resources, 57P operator intervention; 25006 read-only (a standby took over). */
function meansAway(error: unknown): boolean {
  if (error instanceof StorageAway) return false
  if (error instanceof pg.DatabaseError) return /^(08|53|57P)/.test(error.code ?? '') || error.code === '25006'
  // Everything else that `pg` throws while talking is the connection: refused, reset, timed out, ended.
  return error instanceof Error
}

/** Tries until it works; `first` is the first try, and rejects only for what another try cannot mend. */
export function setUp(attempt: () => Promise<void>, log: Logger): { first: Promise<void>; stop(): void } {
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  const run = async (): Promise<void> => {
    try {
      await attempt()
    } catch (error) {
      if (!(error instanceof StorageAway)) throw error
      log.warn({ reason: reasonOf(error.cause) }, 'Datenbank noch nicht erreichbar')
      if (!stopped) timer = setTimeout(again, SET_UP_MS)
    }
  }
  const again = () => {
    run().catch((error: unknown) => log.error({ reason: reasonOf(error) }, 'Datenbank nicht einzurichten'))
  }
  return {
    first: run(),
    stop: () => {
      stopped = true
      clearTimeout(timer)
    },
  }
}
