/**
 * SQLite inside this process: Node's own, in WAL mode. All writes of one tick of the event loop share a transaction, so that ten
 * visitors who speak at once cost one commit; each caller hears back after that commit.
 *
 * `synchronous=NORMAL`: in WAL mode a killed process loses nothing that was committed, for the bytes are with the system by then; only
 * a power cut can take the last moments of small talk, and never leaves a broken file. Waiting for the disk on every turn would
 * cost each visitor milliseconds for that. What people rely on (requests, outbox, forgetting) goes through `writeSurely`, with
 * `synchronous=FULL`.
 */
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { migrate } from './migrations.ts'
import { type Bound, type Engine, type Row, sqliteDialect, type Work } from './sql.ts'
import { StorageAway, type Store } from './storage.ts'
import { storeOn } from './store.ts'

export interface SqliteOptions {
  /** A file, whose folder is made if need be, or `:memory:`. */
  path: string
  clock: () => Date
}

/** How long another process may hold the write lock (a report being made, a backup) before we call the database away. Blocks. */
const BUSY_MS = 250
/** After trouble, everything fails at once for this long: waiting for the lock blocks every visitor. */
const REST_MS = 500
/** Primary result codes that mean "not now": busy, locked, read-only, I/O error, corrupt, full, cannot open. */
const AWAY = new Set([5, 6, 8, 10, 11, 13, 14])

export async function sqliteStore({ path, clock }: SqliteOptions): Promise<Store> {
  const engine = sqliteEngine(path)
  await engine.writeSurely(migrate(engine.dialect, clock().getTime()))
  // The file belongs to one process, whose own queue already runs one turn at a time and delivers its own activities.
  return storeOn(engine, { onAppended: () => {}, lock: () => Promise.resolve(() => {}) }, clock)
}

interface Waiting {
  kept(): void
  lost(error: unknown): void
}

function sqliteEngine(path: string): Engine {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true })
  const db = new DatabaseSync(path, { timeout: BUSY_MS })
  db.exec('pragma journal_mode = wal; pragma synchronous = normal; pragma foreign_keys = on')
  const prepared = new Map<string, StatementSync>()
  const [begin, commit, rollback] = ['begin immediate', 'commit', 'rollback'].map((text) => db.prepare(text)) as [
    StatementSync,
    StatementSync,
    StatementSync,
  ]
  const [save, release, undo] = ['savepoint step', 'release step', 'rollback to step'].map((text) => db.prepare(text)) as [
    StatementSync,
    StatementSync,
    StatementSync,
  ]
  let waiting: Waiting[] = []
  let open = false
  let awayUntil = 0

  const rows = ({ statement, values }: Bound): readonly Row[] => {
    let made = statement.name === undefined ? undefined : prepared.get(statement.name)
    if (!made) {
      made = db.prepare(statement.text)
      if (statement.name !== undefined) prepared.set(statement.name, made)
    }
    return made.all(...(values as (string | number | null)[])) as Row[]
  }

  /** Runs a piece of work to its end; nothing else can run meanwhile. */
  const drive = <T>(work: Work<T>): T => {
    let step = work.next()
    while (!step.done) {
      let found: readonly Row[]
      try {
        found = rows(step.value)
      } catch (error) {
        step = work.throw(named(error))
        continue
      }
      step = work.next(found)
    }
    return step.value
  }

  const named = (error: unknown): unknown => {
    const code = (error as { errcode?: number }).errcode
    if (code === undefined || !AWAY.has(code & 0xff)) return error
    awayUntil = Date.now() + REST_MS
    return new StorageAway('SQLite cannot be used just now', { cause: error })
  }

  const refuseWhileAway = () => {
    if (awayUntil > Date.now()) throw new StorageAway('SQLite could not be used a moment ago')
  }

  /** Ends the transaction of this tick and tells everybody who waits for it. */
  const flush = () => {
    if (!open) return
    const told = waiting
    waiting = []
    open = false
    try {
      commit.run()
      for (const one of told) one.kept()
    } catch (error) {
      const reason = named(error)
      if (db.isTransaction) rollback.run()
      for (const one of told) one.lost(reason)
    }
  }

  const openForThisTick = () => {
    if (open) return
    refuseWhileAway()
    try {
      begin.run()
    } catch (error) {
      throw named(error)
    }
    open = true
    setImmediate(flush)
  }

  const join = async <T>(run: () => T): Promise<T> => {
    openForThisTick()
    let value: T
    try {
      value = run()
    } catch (error) {
      // A full disk ends the whole transaction, not just our step.
      if (!db.isTransaction) {
        open = false
        const told = waiting
        waiting = []
        for (const one of told) one.lost(error)
      }
      throw error
    }
    await new Promise<void>((kept, lost) => waiting.push({ kept, lost }))
    return value
  }

  return {
    dialect: sqliteDialect(),
    // Readers never wait in WAL mode, so there is no reason to spare them.
    read: async (work) => drive(work),
    single: (work) => join(() => drive(work)),
    write: (work) =>
      join(() => {
        save.run()
        try {
          const value = drive(work)
          release.run()
          return value
        } catch (error) {
          if (db.isTransaction) {
            undo.run()
            release.run()
          }
          throw error
        }
      }),
    writeSurely: async (work) => {
      flush()
      refuseWhileAway()
      try {
        db.exec('pragma synchronous = full')
        begin.run()
        const value = drive(work)
        commit.run()
        return value
      } catch (error) {
        if (db.isTransaction) rollback.run()
        throw named(error)
      } finally {
        db.exec('pragma synchronous = normal')
      }
    },
    close: async () => {
      flush()
      db.close()
    },
  }
}
