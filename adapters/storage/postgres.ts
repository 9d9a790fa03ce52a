/**
 * PostgreSQL, for several processes that serve the same visitors. They hear of each other's activities by LISTEN/NOTIFY and keep
 * turns apart by advisory locks, which the database takes back from a process that dies.
 *
 * What is committed is on the server's disk (`synchronous_commit` stays on), so all writes are as sure as `writeSurely`.
 */
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import type { Logger } from 'pino'
import { APPENDED } from './conversations.ts'
import { migrate } from './migrations.ts'
import { createAway, type Guard, setUp } from './postgres-away.ts'
import { openListener, reasonOf } from './postgres-listener.ts'
import { createLocks } from './postgres-locks.ts'
import { type Bound, type Engine, postgresDialect, type Row, type Work } from './sql.ts'
import { StorageAway, type Store } from './storage.ts'
import { storeOn } from './store.ts'

export interface PostgresOptions {
  /** `postgres://user:password@host:port/database` */
  url: string
  clock: () => Date
  log: Logger
  /** Connections for statements; a second pool of the same size at most holds locks. */
  connections?: number
}

const CONNECT_MS = 2000
const STATEMENT_MS = 5000
/** One number for all: only one process migrates at a time. */
const MIGRATION_LOCK = 20261122

/** Our numbers all fit: instants in milliseconds, counts. Without this a bigint arrives as text. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
}

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
    types,
  }
  const instance = randomUUID()
  const pool = new pg.Pool(config)
  pool.on('error', (error) => log.warn({ reason: reasonOf(error) }, 'Verbindung zur Datenbank verloren'))
  const away = createAway()
  const dialect = postgresDialect(instance)
  const settingUp = setUp(async () => {
    const made = await postgresEngine(pool, away.probe, dialect).migrate(clock().getTime())
    if (made.length > 0) log.info({ steps: made }, 'Datenbank eingerichtet')
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
  const listening = openListener({
    config,
    channel: APPENDED,
    log,
    // "<sender> <last number> <conversation>"; what this process wrote it has handed on already.
    heard: (payload) => {
      const [sender, last, conversationId] = payload.split(' ')
      if (sender !== instance && conversationId) tell(conversationId, Number(last))
    },
    resumed: () => tell(undefined, 0),
  })
  const locks = createLocks({ ...config, max: connections }, away.guard, log)
  const store = storeOn(
    {
      ...postgresEngine(pool, away.guard, dialect),
      close: async () => {
        settingUp.stop()
        await listening.close()
        await locks.close()
        await pool.end()
      },
    },
    { shared: true, onAppended: (listener) => void listeners.push(listener), lock: locks.lock },
    clock,
  )
  return store
}

type Client = Pick<pg.ClientBase, 'query'>

function postgresEngine(pool: pg.Pool, guard: Guard, dialect: Engine['dialect']) {
  const rows = async (client: Client, { statement: { name, text }, values }: Bound): Promise<readonly Row[]> =>
    (await client.query<Row>(name === undefined ? { text, values } : { name, text, values })).rows

  const drive = async <T>(client: Client, work: Work<T>): Promise<T> => {
    let step = work.next()
    while (!step.done) {
      const bound = step.value
      step = work.next(await guard(() => rows(client, bound)))
    }
    return step.value
  }

  const transaction = async <T>(work: Work<T>, first = 'begin'): Promise<T> => {
    const client = await guard(() => pool.connect())
    let broken: Error | undefined
    // A connection that ends between two statements says so by an event, which ends the process when nobody listens.
    const onError = (error: Error) => {
      broken = error
    }
    client.on('error', onError)
    try {
      await guard(() => client.query(first))
      const value = await drive(client, work)
      await guard(() => client.query('commit'))
      return value
    } catch (error) {
      if (error instanceof StorageAway) broken = error
      else {
        // A connection that cannot roll back is thrown away with its transaction.
        await client.query('rollback').catch((reason: Error) => {
          broken = reason
        })
      }
      throw error
    } finally {
      client.off('error', onError)
      client.release(broken)
    }
  }

  const single = <T>(work: Work<T>) => drive(pool, work)
  return {
    dialect,
    read: single,
    single,
    write: <T>(work: Work<T>) => transaction(work),
    writeSurely: <T>(work: Work<T>) => transaction(work),
    migrate: (now: number) => transaction(migrate(dialect, now), `begin; select pg_advisory_xact_lock(${MIGRATION_LOCK})`),
  }
}
