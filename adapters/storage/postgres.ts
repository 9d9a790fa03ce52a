/**
 * PostgreSQL, for several processes that serve the same visitors. They hear of each other's activities by LISTEN/NOTIFY and keep
 * turns apart by advisory locks, which the database takes back from a process that dies.
 *
 * What is committed is on the server's disk (`synchronous_commit` stays on), so all writes are as sure as `writeSurely`.
 */
import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import type { Logger } from 'pino'
import { APPENDED } from './conversations.ts'
import { gather } from './gather.ts'
import { createAway, setUp } from './postgres-away.ts'
import { postgresEngine, postgresTypes } from './postgres-engine.ts'
import { openListener, reasonOf } from './postgres-listener.ts'
import { createLocks, WANTED } from './postgres-locks.ts'
import { openPipelines } from './postgres-pipeline.ts'
import { openPool } from './postgres-pool.ts'
import { postgresDialect } from './sql.ts'
import type { Store } from './storage.ts'
import { storeOn } from './store.ts'
import { plain, type UsageLine } from './texts.ts'

export interface PostgresOptions {
  /** `postgres://user:password@host:port/database` */
  url: string
  clock: () => Date
  log: Logger
  /** Connections for transactions and long questions; single statements share a few of their own. */
  connections?: number
}

const CONNECT_MS = 2000
const STATEMENT_MS = 5000
const SHARED = 2
/**
 * Connects and migrates. A database that is away now (it starts at the same time as we do) is tried again until it is there; meanwhile
 * everything rejects with `StorageAway`. Rejects when trying again is no use: wrong password, no such database.
 */
export async function postgresStore({ url, clock, log, connections = 10 }: PostgresOptions): Promise<Store> {
  const config: pg.PoolConfig = {
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: STATEMENT_MS,
    keepAlive: true,
    application_name: 'wegweiser',
    types: postgresTypes,
  }
  const instance = randomUUID()
  const pool = openPool(config, (error) =>
    log.warn({ event: 'database_connection_lost', reason: reasonOf(error) }, 'connection to the database lost'),
  )
  const shared = openPipelines(SHARED, config, log)
  const away = createAway()
  const dialect = postgresDialect(instance)
  const settingUp = setUp(async () => {
    const made = await postgresEngine(pool, shared, away.probe, dialect).migrate(clock().getTime())
    if (made.length > 0) log.info({ event: 'database_set_up', steps: made }, 'database set up')
    away.ready()
  }, log)
  await settingUp.first.catch(async (error: unknown) => {
    await pool.end()
    throw error
  })
  const listeners: ((conversationId: string | undefined, last: number) => void)[] = []
  const tell = (conversationId: string | undefined, last: number) => {
    for (const listener of listeners) listener(conversationId, last)
  }
  const locks = createLocks({ ...config, max: connections }, away.guard, log)
  const listening = openListener({
    config,
    log,
    channels: {
      // "<sender> <last number> <conversation>"; what this process wrote it has handed on already.
      [APPENDED]: (payload) => {
        const [sender, last, conversationId] = payload.split(' ')
        if (sender !== instance && conversationId) tell(conversationId, Number(last))
      },
      [WANTED]: locks.wanted,
    },
    resumed: () => tell(undefined, 0),
  })
  const engine = postgresEngine(pool, shared, away.guard, dialect)
  const store = storeOn(engine, { shared: true, onAppended: (listener) => void listeners.push(listener), lock: locks.lock }, clock)
  const gathering = gather((lines: UsageLine[]) => store.usage.append(lines))
  return plain({
    ...store,
    usage: { ...store.usage, append: (lines) => gathering.add(lines) },
    conversations: {
      ...store.conversations,
      commitTurn: async (turn, now) => {
        if (turn.forget) await gathering.flush()
        return store.conversations.commitTurn(turn, now)
      },
    },
    // What waits to be written would come after the deletion.
    forget: async (conversationId) => {
      await gathering.flush()
      return store.forget(conversationId)
    },
    close: async () => {
      settingUp.stop()
      await gathering
        .flush()
        .catch((error: unknown) => log.warn({ event: 'usage_events_lost', reason: reasonOf(error) }, 'last usage events not stored'))
      await listening.close()
      await locks.close()
      await shared.close()
      await pool.end()
    },
  })
}
