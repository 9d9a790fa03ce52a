/** SQL on PostgreSQL: what a call of the contract becomes there, statement by statement or in one transaction. */
import pg from 'pg'
import { migrate } from './migrations.ts'
import type { Guard } from './postgres-away.ts'
import type { Pipeline, Query } from './postgres-pipeline.ts'
import type { Bound, Engine, Row, Work } from './sql.ts'
import { StorageAway } from './storage.ts'

/** One number for all: only one process migrates at a time. */
const MIGRATION_LOCK = 20261122

/** SQLSTATE: unique violation, serialization failure, deadlock. */
const MET = new Set(['23505', '40001', '40P01'])

/** Our numbers all fit: instants in milliseconds, counts. Without this a bigint arrives as text. */
export const postgresTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
}

/** An engine, and the step that makes its tables, whose names it resolves with. */
export interface PostgresEngine extends Engine {
  migrate(now: number): Promise<string[]>
}

/**
 * Statements and transactions on connections that somebody else opened and closes. `shared`: for short statements that stand alone. `guard`
 * turns what says that the database is away into `StorageAway`.
 */
export function postgresEngine(pool: pg.Pool, shared: Pipeline, guard: Guard, dialect: Engine['dialect']): PostgresEngine {
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
