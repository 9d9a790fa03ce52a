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
import { gather } from './gather.ts'
import { migrate } from './migrations.ts'
import { createAway, type Guard, setUp } from './postgres-away.ts'
import { openListener, reasonOf } from './postgres-listener.ts'
import { createLocks, WANTED } from './postgres-locks.ts'
import { openPipelines, type Pipeline, type Query } from './postgres-pipeline.ts'
import { openPool } from './postgres-pool.ts'
import { type Bound, type Engine, postgresDialect, type Row, type Work } from './sql.ts'
import { StorageAway, type Store } from './storage.ts'
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
/** One number for all: only one process migrates at a time. */
const MIGRATION_LOCK = 20261122

/** SQLSTATE: unique violation, serialization failure, deadlock. */
const MET = new Set(['23505', '40001', '40P01'])

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

function postgresEngine(pool: pg.Pool, shared: Pipeline, guard: Guard, dialect: Engine['dialect']) {
  const toQuery = ({ statement: { name, text }, values }: Bound): Query => (name === undefined ? { text, values } : { name, text, values })

  const questions = { query: async (query: Query) => (await pool.query<Row>(query as pg.QueryConfig)).rows }

  const drive = async <T>(carryOut: (bound: Bound) => Promise<readonly Row[]>, work: Work<T>): Promise<T> => {
    let step = work.next()
    while (!step.done) {
      const bound = step.value
      step = work.next(await guard(() => carryOut(bound)))
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
      const value = await drive(async (bound) => (await client.query(toQuery(bound) as pg.QueryConfig)).rows, work)
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

  return {
    dialect,
    // What is not prepared is asked seldom and may take long (a report): nobody should stand behind it.
    read: <T>(work: Work<T>) => drive(async (bound) => (bound.statement.name ? shared : questions).query(toQuery(bound)), work),
    single: <T>(work: Work<T>) => drive((bound) => shared.query(toQuery(bound)), work),
    write: <T>(work: Work<T>) => transaction(work),
    writeSurely: <T>(work: Work<T>) => transaction(work),
    erase: () => Promise.resolve(),
    met: (error: unknown) => error instanceof pg.DatabaseError && MET.has(error.code ?? ''),
    close: () => Promise.resolve(),
    migrate: (now: number) => transaction(migrate(dialect, now), `begin; select pg_advisory_xact_lock(${MIGRATION_LOCK})`),
  }
}
