/**
 * Locks by name across processes, as PostgreSQL's advisory locks of a session. A visitor is mostly served by the same process, so a
 * lock is kept after the turn, for nothing, until another process says that it wants it: then two round trips a turn are saved.
 * A process that dies loses its connections and so its locks.
 */
import pg from 'pg'
import type { Logger } from 'pino'
import type { Guard } from './postgres-away.ts'
import { reasonOf } from './postgres-listener.ts'
import { openPipeline } from './postgres-pipeline.ts'
import { openPool } from './postgres-pool.ts'
import { LockTimeout } from './storage.ts'

export interface Locks {
  /** Rejects with `LockTimeout` when it is not given within `patienceMs`. */
  lock(name: string, patienceMs?: number): Promise<() => void>
  /** Another process waits for this one. */
  wanted(name: string): void
  close(): Promise<void>
}

/** The channel over which a process asks for a lock: `<name>`. */
export const WANTED = 'wegweiser_wanted'

const KEY = 'hashtextextended($1, 0)'
/** Others hold a conversation for a turn; one that takes longer than this is stuck. */
const PATIENCE_MS = 30_000
/** Beyond the patience, which the server itself watches over. */
const SPARE_MS = 5_000
/** Whoever did not let go in time is not waited for as long again, for a while. */
const STUCK_MS = 60_000
const STUCK_PATIENCE_MS = 100
/** SQLSTATE of a lock that was waited for too long. */
const NOT_AVAILABLE = '55P03'
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
  const patient = { query_timeout: PATIENCE_MS + SPARE_MS, connectionTimeoutMillis: PATIENCE_MS, application_name: 'wegweiser waiting' }
  const waiting = openPool({ ...config, ...patient }, (error) =>
    log.warn({ event: 'lock_connection_lost', reason: reasonOf(error) }, 'connection for locks lost'),
  )

  const giveBack = (name: string) => {
    held.delete(name)
    shared
      .query({ name: 'unlock', text: `select pg_advisory_unlock(${KEY})`, values: [name] })
      .catch((error: unknown) =>
        log.warn({ event: 'lock_not_returned', reason: reasonOf(error) }, 'lock not given back, it went with the connection'),
      )
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

  const letGoOfOld = setInterval(() => {
    for (const [name, until] of stuck) if (until < Date.now()) stuck.delete(name)
    for (const [name, lock] of held) if (lock.users === 0 && lock.since < Date.now() - KEEP_MS) giveBack(name)
  }, KEEP_MS / 2).unref()

  /** Until when whom we waited for in vain counts as standing still. */
  const stuck = new Map<string, number>()

  const waitFor = async (name: string, patienceMs: number): Promise<() => void> => {
    const isStuck = (stuck.get(name) ?? 0) > Date.now()
    const patience = Math.round(isStuck ? Math.min(STUCK_PATIENCE_MS, patienceMs) : patienceMs)
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
        .catch((error: unknown) =>
          log.debug({ event: 'lock_wish_unsaid', reason: reasonOf(error) }, 'wish for a lock not told to the holder'),
        )
    }
    const saying = setInterval(say, SAY_AGAIN_MS)
    try {
      const got = guard(async () => {
        await client.query(`set lock_timeout = ${patience}`)
        await client.query({ name: 'wait', text: `select pg_advisory_lock(${KEY})`, values: [name] })
      })
      say()
      await got
      stuck.delete(name)
    } catch (error) {
      const late = error instanceof pg.DatabaseError && error.code === NOT_AVAILABLE
      letGo(late ? undefined : (error as Error))
      if (!late) throw error
      stuck.set(name, Date.now() + STUCK_MS)
      throw new LockTimeout(`nobody let go of "${name}" for ${patience} ms`)
    } finally {
      clearInterval(saying)
    }
    return () => {
      // A session that cannot unlock ends with its connection, and the lock with it.
      client
        .query({ name: 'unlock', text: `select pg_advisory_unlock(${KEY})`, values: [name] })
        .then(() => letGo(), letGo)
        .catch((error: unknown) => log.warn({ event: 'lock_not_returned', reason: reasonOf(error) }, 'connection for locks not given back'))
    }
  }

  return {
    lock: async (name, patienceMs = PATIENCE_MS) => {
      // The session that all share would be given the same lock twice, and would have to give it back twice.
      while (trying.has(name)) await Promise.allSettled([trying.get(name)])
      const known = held.get(name)
      if (known) return known.wanted ? waitFor(name, patienceMs) : use(name, known)
      const attempt = take(name)
      trying.set(name, attempt)
      try {
        const lock = await attempt
        return lock ? use(name, lock) : waitFor(name, patienceMs)
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
      clearInterval(letGoOfOld)
      await shared.close()
      await waiting.end()
    },
  }
}
