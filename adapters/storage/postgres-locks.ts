/**
 * Locks by name across processes, as PostgreSQL's advisory locks of a session. A visitor is mostly served by the same process, so a
 * lock is kept after the turn, for nothing, until another process says that it wants it: then two round trips a turn are saved.
 * A process that dies loses its connections and so its locks.
 */
import pg from 'pg'
import type { Logger } from 'pino'
import { repeat } from '../repeating.ts'
import type { Guard } from './postgres-away.ts'
import { reasonOf } from './postgres-listener.ts'
import { openPipeline } from './postgres-pipeline.ts'

export interface Locks {
  lock(name: string): Promise<() => void>
  /** Another process waits for this one. */
  wanted(name: string): void
  close(): Promise<void>
}

/** The channel over which a process asks for a lock: `<name>`. */
export const WANTED = 'wegweiser_wanted'

const KEY = 'hashtextextended($1, 0)'
/** Others hold a conversation for a turn; one that takes longer than this is stuck. */
const PATIENCE_MS = 30_000
/** A wish may be overheard (its holder was just taking the lock again), so it is said again. */
const SAY_AGAIN_MS = 100
const KEEP_MS = 30_000
/** The server has room for some thousand locks in all. */
const MAX_KEPT = 1000

interface Held {
  users: number
  wanted: boolean
  since: number
}

export function createLocks(config: pg.PoolConfig, guard: Guard, log: Logger): Locks {
  const held = new Map<string, Held>()
  const trying = new Map<string, Promise<Held | undefined>>()
  // With the connection all its locks are gone, whatever we believe.
  const shared = openPipeline({ ...config, application_name: 'wegweiser locks' }, log, () => held.clear())
  // Waiting for somebody else's turn is no failure of the connection.
  const patient = { query_timeout: PATIENCE_MS, connectionTimeoutMillis: PATIENCE_MS, application_name: 'wegweiser waiting' }
  const waiting = new pg.Pool({ ...config, ...patient })
  waiting.on('error', (error) => log.warn({ reason: reasonOf(error) }, 'Verbindung für Sperren verloren'))

  const giveBack = (name: string) => {
    held.delete(name)
    shared
      .query({ name: 'unlock', text: `select pg_advisory_unlock(${KEY})`, values: [name] })
      .catch((error: unknown) => log.warn({ reason: reasonOf(error) }, 'Sperre nicht zurückgegeben, sie ging mit der Verbindung'))
  }

  const use = (name: string, lock: Held): (() => void) => {
    lock.users += 1
    return () => {
      lock.users -= 1
      lock.since = Date.now()
      if (lock.users === 0 && held.get(name) === lock && (lock.wanted || held.size > MAX_KEPT)) giveBack(name)
    }
  }

  /** Takes it if nobody has it. */
  const take = async (name: string): Promise<Held | undefined> => {
    const [tried] = await guard(() =>
      shared.query<{ got: boolean }>({ name: 'try', text: `select pg_try_advisory_lock(${KEY}) as got`, values: [name] }),
    )
    if (!tried?.got) return undefined
    const lock = { users: 0, wanted: false, since: Date.now() }
    held.set(name, lock)
    return lock
  }

  const lettingGo = repeat({ job: 'old-locks', everyMs: KEEP_MS / 2, log }, () => {
    for (const [name, lock] of held) if (lock.users === 0 && lock.since < Date.now() - KEEP_MS) giveBack(name)
  })

  const waitFor = async (name: string): Promise<() => void> => {
    const client = await guard(() => waiting.connect())
    let broken: Error | undefined
    const onError = (error: Error) => {
      broken = error
    }
    client.on('error', onError)
    const letGo = (error?: Error) => {
      client.off('error', onError)
      client.release(error ?? broken)
    }
    const say = () => {
      shared
        .query({ name: 'want', text: `select pg_notify('${WANTED}', $1)`, values: [name] })
        .catch((error: unknown) => log.debug({ reason: reasonOf(error) }, 'Wunsch nach einer Sperre nicht gesagt'))
    }
    const saying = setInterval(say, SAY_AGAIN_MS)
    try {
      const got = guard(() => client.query({ name: 'wait', text: `select pg_advisory_lock(${KEY})`, values: [name] }))
      say()
      await got
    } catch (error) {
      letGo(error as Error)
      throw error
    } finally {
      clearInterval(saying)
    }
    return () => {
      // A session that cannot unlock ends with its connection, and the lock with it.
      client
        .query({ name: 'unlock', text: `select pg_advisory_unlock(${KEY})`, values: [name] })
        .then(() => letGo(), letGo)
        .catch((error: unknown) => log.warn({ reason: reasonOf(error) }, 'Verbindung für Sperren nicht zurückgegeben'))
    }
  }

  return {
    lock: async (name) => {
      // The session that all share would be given the same lock twice, and would have to give it back twice.
      while (trying.has(name)) await Promise.allSettled([trying.get(name)])
      const known = held.get(name)
      if (known) return known.wanted ? waitFor(name) : use(name, known)
      const attempt = take(name)
      trying.set(name, attempt)
      try {
        const lock = await attempt
        return lock ? use(name, lock) : waitFor(name)
      } finally {
        trying.delete(name)
      }
    },
    wanted: (name) => {
      const lock = held.get(name)
      if (!lock) return
      lock.wanted = true
      if (lock.users === 0) giveBack(name)
    },
    close: async () => {
      lettingGo.stop()
      await shared.close()
      await waiting.end()
    },
  }
}
