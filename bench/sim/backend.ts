/** Our own storage code on a real SQLite in memory: what a simulated database does when a call reaches it. */
import { migrate } from '../../adapters/storage/migrations.ts'
import { ask, type Engine, prepare } from '../../adapters/storage/sql.ts'
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
  const clock = { now: () => 0 }
  const store = storeOn(committing, ALONE, () => new Date(clock.now()))
  const emptying = TABLES.map((table) => prepare(engine.dialect.db.deleteFrom(table)))
  return {
    store,
    plain: plain(store),
    clear: () =>
      committing.write(
        (function* () {
          for (const statement of emptying) yield* ask(statement, {})
        })(),
      ),
    clock,
  }
}
