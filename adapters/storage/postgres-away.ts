/** Knows whether PostgreSQL can be reached, so that nobody queues up behind connections that cannot be made. */
import pg from 'pg'
import type { Logger } from 'pino'
import { reasonOf } from './postgres-listener.ts'
import { StorageAway, type StorageTrouble } from './storage.ts'

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
      throw new StorageAway('PostgreSQL cannot be used just now', { cause: error, trouble: troubleOf(error) })
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

/**
 * Classes of SQLSTATE: 08 connection, 53 out of resources (53100 disk full), 57P operator intervention, 58 the system below;
 * 25006 read-only (a standby took over), XX001 and XX002 damaged data.
 */
function meansAway(error: unknown): boolean {
  if (error instanceof StorageAway) return false
  if (error instanceof pg.DatabaseError) return /^(08|53|57P|58|25006|XX00[12])/.test(error.code ?? '')
  // Everything else that `pg` throws while talking is the connection: refused, reset, timed out, ended.
  return error instanceof Error
}

/** The database decides itself when what is damaged can be used again, so nothing here waits for it. */
export function troubleOf(error: unknown): StorageTrouble {
  const code = error instanceof pg.DatabaseError ? (error.code ?? '') : ''
  if (code === '53100') return 'full'
  if (code === '25006') return 'readonly'
  if (code.startsWith('58')) return 'disk'
  if (code.startsWith('53')) return 'busy'
  // What `pg` says of a question that was not answered within its time.
  if (error instanceof Error && error.message === 'Query read timeout') return 'slow'
  return code.startsWith('XX') ? 'damaged' : 'unreachable'
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
      log.warn({ event: 'database_unreachable', reason: reasonOf(error.cause) }, 'database not reachable yet')
      if (!stopped) timer = setTimeout(again, SET_UP_MS)
    }
  }
  const again = () => {
    run().catch((error: unknown) => log.error({ event: 'database_set_up_failed', reason: reasonOf(error) }, 'database could not be set up'))
  }
  return {
    first: run(),
    stop: () => {
      stopped = true
      clearTimeout(timer)
    },
  }
}
