/**
 * SQLite as an engine: Node's own, in WAL mode, every piece of work run to its end in one go. What is written stays in one open
 * transaction until `commit`, so that ten visitors who speak at once cost one commit.
 *
 * `synchronous=NORMAL`: in WAL mode a killed process loses nothing that was committed, for the bytes are with the system by then; only
 * a power cut can take the last moments of small talk, and never leaves a broken file. Waiting for the disk on every turn would
 * cost each visitor milliseconds for that. What people rely on (requests, outbox, forgetting) goes through `writeSurely`, with
 * `synchronous=FULL`.
 */
import { chmodSync, closeSync, existsSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { type Bound, type Engine, type Row, sqliteDialect, type Work } from './sql.ts'
import { checkFile } from './sqlite-check.ts'
import { asStorageAway } from './sqlite-trouble.ts'
import { StorageAway } from './storage.ts'

export interface SqliteEngine extends Engine {
  /** Ends the open transaction, if there is one. Throws when nothing of it was kept. */
  commit(): void
}

/** How long another process may hold the write lock (a backup) before we call the database away. */
const BUSY_MS = 250
/** How soon after a try to empty the log, which a reader prevented, the next one comes. */
const ERASE_AGAIN_MS = 5_000
/** After trouble, writing fails at once for this long: everybody else waits behind the one that waits for the lock. */
const REST_MS = 500

/** Also for a database of an earlier version of ours, which anybody could read. */
function ownOnly(path: string): void {
  closeSync(openSync(path, 'a', 0o600))
  for (const file of [path, `${path}-wal`, `${path}-shm`]) {
    if (existsSync(file)) chmodSync(file, 0o600)
  }
}

function open(path: string): DatabaseSync {
  // What visitors say is for nobody else on this machine.
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  let db: DatabaseSync | undefined
  try {
    // Before SQLite sees it: it would empty a log that it cannot read.
    if (path !== ':memory:') checkFile(path)
    // Made by us, so that nobody else can read it; `-wal` and `-shm` get the mode of the file they belong to.
    if (path !== ':memory:') ownOnly(path)
    db = new DatabaseSync(path, { timeout: BUSY_MS })
    // `secure_delete`: what is forgotten is overwritten, not just unlinked.
    db.exec('pragma journal_mode = wal; pragma synchronous = normal; pragma foreign_keys = on; pragma secure_delete = on')
    return db
  } catch (error) {
    if (db?.isOpen) db.close()
    throw asStorageAway(error)
  }
}

/** Opens or makes the database. Throws `StorageAway` when it cannot be used now, `damaged` when somebody must restore it first. */
export function sqliteEngine(path: string): SqliteEngine {
  const db = open(path)
  const prepared = new Map<string, StatementSync>()
  const fixed = (text: string) => db.prepare(text)
  const [begin, commit, rollback] = [fixed('begin immediate'), fixed('commit'), fixed('rollback')]
  const [save, release, undo] = [fixed('savepoint step'), fixed('release step'), fixed('rollback to step')]
  let awayUntil = 0
  /** What to tell meanwhile. */
  let trouble = new StorageAway('SQLite could not be used a moment ago')
  /** Why work that was done in the open transaction is not kept, until `commit` has told it. */
  let lost: unknown
  /** When the log is to be emptied; undefined: not. */
  let eraseAt: number | undefined

  const named = (error: unknown): unknown => {
    const away = asStorageAway(error)
    if (!(away instanceof StorageAway) || away === error) return away
    trouble = away
    // What is damaged gets no better by writing on: it rests until somebody has restored it.
    awayUntil = away.trouble === 'damaged' ? Number.POSITIVE_INFINITY : Date.now() + REST_MS
    return away
  }

  const rows = ({ statement: { name, text }, values }: Bound): readonly Row[] => {
    let made = name === undefined ? undefined : prepared.get(name)
    if (!made) {
      made = db.prepare(text)
      if (name !== undefined) prepared.set(name, made)
    }
    return made.all(...(values as (string | number | null)[])) as Row[]
  }

  const drive = <T>(work: Work<T>): T => {
    let step = work.next()
    while (!step.done) step = work.next(rows(step.value))
    return step.value
  }

  const reading = <T>(work: Work<T>): T => {
    if (awayUntil === Number.POSITIVE_INFINITY) throw trouble
    try {
      return drive(work)
    } catch (error) {
      throw named(error)
    }
  }

  /** Everything below runs without a pause, so the open transaction can only be ours. */
  const within = <T>(run: () => T): T => {
    let begun = false
    try {
      if (!db.isTransaction) {
        if (awayUntil > Date.now()) throw trouble
        begin.run()
      }
      begun = true
      return run()
    } catch (error) {
      const away = named(error)
      // SQLite ended the whole transaction (a full disk): what others did in it before is gone, too, and they must hear of it.
      if (begun && !db.isTransaction) lost = away
      throw away
    }
  }

  const inStep = <T>(work: Work<T>): T => {
    save.run()
    try {
      const value = drive(work)
      release.run()
      return value
    } catch (error) {
      // A full disk has ended the whole transaction already.
      if (db.isTransaction) {
        undo.run()
        release.run()
      }
      throw error
    }
  }

  const end = () => {
    if (!db.isOpen || !db.isTransaction) return
    try {
      commit.run()
    } catch (error) {
      if (db.isTransaction) rollback.run()
      lost = named(error)
      throw lost
    }
    if (eraseAt !== undefined && eraseAt <= Date.now()) emptyLog()
  }

  /**
   * Deleted rows are overwritten in the database (`secure_delete`), yet the write-ahead log still has their pages as they were. A reader
   * of another process may stand in the way; then it is tried again with a later commit.
   */
  const emptyLog = () => {
    eraseAt = Date.now() + ERASE_AGAIN_MS
    try {
      const { busy } = db.prepare('pragma wal_checkpoint(truncate)').get() as { busy: number }
      if (busy === 0) eraseAt = undefined
    } catch (error) {
      // What was deleted stays deleted; only its traces stay for a while.
      if (!(named(error) instanceof StorageAway)) throw error
    }
  }

  return {
    dialect: sqliteDialect(),
    commit: () => {
      const before = lost
      lost = undefined
      if (before === undefined) return end()
      // Nobody can tell any more who was before the loss and who after it, so all of them hear that they are not kept.
      if (db.isTransaction) rollback.run()
      throw before
    },
    // Readers never wait in WAL mode, so reading goes on while writing cannot.
    read: async (work) => reading(work),
    single: async (work) => within(() => drive(work)),
    write: async (work) => within(() => inStep(work)),
    writeSurely: async (work) => {
      end()
      db.exec('pragma synchronous = full')
      try {
        const value = within(() => inStep(work))
        end()
        return value
      } finally {
        if (db.isTransaction) rollback.run()
        db.exec('pragma synchronous = normal')
      }
    },
    // One writes at a time.
    met: () => false,
    erase: async () => {
      end()
      emptyLog()
    },
    close: async () => {
      try {
        end()
      } finally {
        db.close()
      }
    },
  }
}
