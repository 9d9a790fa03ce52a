/**
 * How SQL is written and carried out here. Kysely writes each statement once, at start, for either engine; at run time only the values
 * are filled in. A piece of work is a generator that yields statements and gets rows back: SQLite runs it to its end in one
 * go, PostgreSQL waits between its steps, and both run it as one transaction. So every operation exists once.
 */
import {
  type Compilable,
  type CompiledQuery,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql,
} from 'kysely'
import { ownValue } from '../../bot/knowledge/own-value.ts'
import type { Tables } from './tables.ts'

export type SqlValue = string | number | null | readonly (string | number | null)[]
export type Values = Readonly<Record<string, SqlValue>>
export type Row = Readonly<Record<string, unknown>>

/** A statement whose parameters wait for their values. With a `name`, which is unique, an engine keeps it prepared. */
export interface Statement<R> {
  name: string | undefined
  text: string
  bind(values: Values): SqlValue[]
  /** Only tells the type of a row. */
  row?: R
}

export interface Bound {
  statement: Statement<unknown>
  values: SqlValue[]
}

export type Work<T> = Generator<Bound, T, readonly Row[]>

/** Carries one statement out and gives its rows. */
export function* ask<R>(statement: Statement<R>, values: Values): Work<readonly R[]> {
  return (yield { statement, values: statement.bind(values) }) as readonly R[]
}

class Slot {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}

/** A place for a value that is known when the statement runs. */
export function slot<T>(name: string): T {
  return new Slot(name) as T
}

let statements = 0

/** Compiles a statement that is used again and again; what `slot` left open is filled in by name. */
export function prepare<R>(query: Compilable<R> | CompiledQuery<R>): Statement<R> {
  statements += 1
  return { ...once(query), name: `w${statements}` }
}

/** Compiles a statement whose text depends on the question, so that no engine keeps it. */
export function once<R>(query: Compilable<R> | CompiledQuery<R>): Statement<R> {
  const { sql: text, parameters } = 'sql' in query ? query : query.compile()
  return {
    name: undefined,
    text,
    bind: (values) =>
      parameters.map((parameter) => {
        if (!(parameter instanceof Slot)) return parameter as SqlValue
        const value = ownValue(values, parameter.name)
        if (value === undefined) throw new Error(`no value for "${parameter.name}" in: ${text}`)
        return value
      }),
  }
}

/** What differs between the engines, as far as a statement's text goes. */
export interface Dialect {
  db: Kysely<Tables>
  /** `insert` and `update` may stand in a `with`, so that several are one round trip. */
  writesInWith: boolean
  /** Names this process to the others. */
  instance: string
  /** The column type of a number the database gives by itself. */
  autoNumber: 'integer' | 'bigserial'
  larger(a: RawBuilder<number>, b: RawBuilder<number>): RawBuilder<number>
}

export function sqliteDialect(): Dialect {
  return {
    db: new Kysely<Tables>({
      dialect: {
        createAdapter: () => new SqliteAdapter(),
        createDriver: () => new DummyDriver(),
        createIntrospector: (db) => new SqliteIntrospector(db),
        createQueryCompiler: () => new SqliteQueryCompiler(),
      },
    }),
    writesInWith: false,
    instance: '',
    autoNumber: 'integer',
    larger: (a, b) => sql<number>`max(${a}, ${b})`,
  }
}

export function postgresDialect(instance: string): Dialect {
  return {
    db: new Kysely<Tables>({
      dialect: {
        createAdapter: () => new PostgresAdapter(),
        createDriver: () => new DummyDriver(),
        createIntrospector: (db) => new PostgresIntrospector(db),
        createQueryCompiler: () => new PostgresQueryCompiler(),
      },
    }),
    writesInWith: true,
    instance,
    autoNumber: 'bigserial',
    larger: (a, b) => sql<number>`greatest(${a}, ${b})`,
  }
}

/**
 * What an engine must be able to do. A promise that resolves means: kept, even when the process is killed a moment later.
 * `read` sees everything that was written before it; `write` is all or nothing; `single` is a write of one statement,
 * which is that by itself; `writeSurely` is also kept when the machine loses power.
 */
export interface Engine {
  dialect: Dialect
  read<T>(work: Work<T>): Promise<T>
  single<T>(work: Work<T>): Promise<T>
  write<T>(work: Work<T>): Promise<T>
  writeSurely<T>(work: Work<T>): Promise<T>
  /**
   * What was deleted is in no file of ours any more, as far as that is in the engine's hands; soon, if another process reads just now.
   * PostgreSQL decides for itself when the space of a deleted row is used again.
   */
  erase(): Promise<void>
  /** The work failed only because it met another one of the same rows, and would succeed if done again. */
  met(error: unknown): boolean
  close(): Promise<void>
}
