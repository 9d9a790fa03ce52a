/** Our own storage code on a real SQLite in memory or a real PostgreSQL: what a simulated database does when a call reaches it. */
import type pg from 'pg'
import { pino } from 'pino'
import { migrate } from '../../adapters/storage/migrations.ts'
import { postgresEngine, postgresTypes } from '../../adapters/storage/postgres-engine.ts'
import { openPipelines } from '../../adapters/storage/postgres-pipeline.ts'
import { openPool } from '../../adapters/storage/postgres-pool.ts'
import { ask, type Engine, postgresDialect, prepare } from '../../adapters/storage/sql.ts'
import { sqliteEngine } from '../../adapters/storage/sqlite-engine.ts'
import { ALONE, type Store } from '../../adapters/storage/storage.ts'
import { storeOn } from '../../adapters/storage/store.ts'
import type { Tables } from '../../adapters/storage/tables.ts'
import { plain, type TextStore } from '../../adapters/storage/texts.ts'

/** Cleared between two simulations; a table of ours that is missing here would make the second differ. */
const TABLES: (keyof Tables)[] = ['state', 'conversation', 'activity', 'usage', 'request', 'outbox', 'click', 'counter']

export interface Backend {
  store: TextStore
  /** As judges read it: at once, and whatever the weather. */
  plain: Store
  clear(): Promise<void>
  /** The clock of state items. */
  clock: { now: () => number }
  /** It answers through a network: several servers share it, and what it does takes time that no seed draws. */
  remote: boolean
}

/** One for many simulations: making its statements costs more than running one. */
export async function openBackend(): Promise<Backend> {
  const engine = sqliteEngine(':memory:')
  await engine.writeSurely(migrate(engine.dialect, 0))
  const committed = <T>(done: Promise<T>): Promise<T> => {
    engine.commit()
    return done
  }
  const committing: Engine = {
    ...engine,
    single: (work) => committed(engine.single(work)),
    write: (work) => committed(engine.write(work)),
  }
  return backendOn(committing, { remote: false })
}

/**
 * On a database of its own, which is emptied again and again: refused if conversations stand in it. Whoever wants several at once gives each
 * one a database.
 */
export async function openPostgresBackend(url: string): Promise<Backend> {
  const config: pg.PoolConfig = { connectionString: url, max: 4, types: postgresTypes }
  // One that breaks is told by the statement that fails.
  const pool = openPool(config, () => {})
  const shared = openPipelines(1, config, pino({ level: 'error' }))
  const engine = postgresEngine(pool, shared, (talk) => talk(), postgresDialect('simulation'))
  const close = async () => {
    await shared.close()
    await pool.end()
  }
  try {
    await engine.migrate(0)
    const { rows } = await pool.query('select 1 from conversation limit 1')
    if (rows.length > 0) throw new Error('this database is in use: the simulation needs an empty one')
  } catch (error) {
    await close()
    throw error
  }
  return backendOn({ ...engine, close }, { remote: true })
}

function backendOn(engine: Engine, { remote }: { remote: boolean }): Backend {
  const clock = { now: () => 0 }
  const store = storeOn(engine, ALONE, () => new Date(clock.now()))
  const emptying = TABLES.map((table) => prepare(engine.dialect.db.deleteFrom(table)))
  return {
    store,
    plain: plain(store),
    clear: () =>
      engine.write(
        (function* () {
          for (const statement of emptying) yield* ask(statement, {})
        })(),
      ),
    clock,
    remote,
  }
}
