/**
 * The steps by which a database became what it is. They run at start, in this order, each once; a released step is never
 * edited, a change is a new step at the end. An index is paid for by every turn, so what is asked for once a day has none.
 */
import { type Compilable, type CompiledQuery, sql } from 'kysely'
import { ask, type Dialect, once, slot, type Work } from './sql.ts'

export interface MigrationStep {
  name: string
  statements(dialect: Dialect): (Compilable | CompiledQuery)[]
}

export const STEPS: readonly MigrationStep[] = [
  {
    name: '2026-11-22 first tables',
    statements: ({ db: { schema }, autoNumber }) => [
      schema
        .createTable('state')
        .addColumn('key', 'text', (c) => c.primaryKey())
        .addColumn('value', 'text', (c) => c.notNull())
        .addColumn('version', 'bigint', (c) => c.notNull())
        .addColumn('written', 'bigint', (c) => c.notNull()),
      schema
        .createTable('conversation')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('user_id', 'text', (c) => c.notNull())
        .addColumn('locale', 'text')
        .addColumn('created', 'bigint', (c) => c.notNull())
        .addColumn('last_seen', 'bigint', (c) => c.notNull())
        .addColumn('last_number', 'integer', (c) => c.notNull())
        .addColumn('last_at', 'bigint', (c) => c.notNull())
        .addColumn('asked', 'integer', (c) => c.notNull())
        .addColumn('answered', 'integer', (c) => c.notNull())
        .addColumn('greeted', 'integer', (c) => c.notNull()),
      schema
        .createTable('activity')
        .addColumn('conversation', 'text', (c) => c.notNull())
        .addColumn('number', 'integer', (c) => c.notNull())
        .addColumn('at', 'bigint', (c) => c.notNull())
        .addColumn('body', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('activity_number', ['conversation', 'number']),
      schema
        .createTable('usage')
        .addColumn('id', autoNumber, (c) => c.primaryKey())
        .addColumn('at', 'bigint', (c) => c.notNull())
        .addColumn('kind', 'text', (c) => c.notNull())
        .addColumn('conversation', 'text')
        .addColumn('body', 'text', (c) => c.notNull()),
      schema.createIndex('usage_at').on('usage').column('at'),
      schema
        .createTable('request')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('number', 'integer', (c) => c.notNull().unique())
        .addColumn('version', 'integer', (c) => c.notNull())
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('channel', 'text', (c) => c.notNull())
        .addColumn('conversation', 'text')
        .addColumn('created', 'bigint', (c) => c.notNull())
        .addColumn('updated', 'bigint', (c) => c.notNull())
        .addColumn('due', 'bigint')
        .addColumn('body', 'text', (c) => c.notNull()),
      schema.createIndex('request_state').on('request').column('state'),
      schema.createIndex('request_conversation').on('request').column('conversation'),
      schema
        .createTable('outbox')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('kind', 'text', (c) => c.notNull())
        .addColumn('request', 'text')
        .addColumn('body', 'text', (c) => c.notNull())
        .addColumn('created', 'bigint', (c) => c.notNull())
        .addColumn('due', 'bigint', (c) => c.notNull())
        .addColumn('attempts', 'integer', (c) => c.notNull())
        .addColumn('problem', 'text'),
      schema.createIndex('outbox_due').on('outbox').column('due'),
      schema
        .createTable('click')
        .addColumn('target', 'text', (c) => c.notNull())
        .addColumn('day', 'text', (c) => c.notNull())
        .addColumn('count', 'bigint', (c) => c.notNull())
        .addPrimaryKeyConstraint('click_target_day', ['target', 'day']),
      schema
        .createTable('counter')
        .addColumn('name', 'text', (c) => c.primaryKey())
        .addColumn('value', 'bigint', (c) => c.notNull()),
    ],
  },
  {
    name: '2026-11-26 what is owed, message by message',
    statements: ({ db, writesInWith }) => {
      const { schema } = db
      // PostgreSQL's JSON refuses a body with \u0000 in it, which a visitor can send; our ids can be found without.
      const idOf = writesInWith
        ? sql`substring(body from '"id":"(' || conversation || '[|][0-9a-f-]+)"')`
        : sql`case when json_valid(body) then json_extract(body, '$.id') end`
      return [
        schema.alterTable('activity').addColumn('id', 'text'),
        schema.alterTable('activity').addColumn('owed', 'integer', (c) => c.notNull().defaultTo(0)),
        sql`update activity set id = ${idOf}`.compile(db),
        // Ids were not unique: what was written twice after a broken connection keeps its first.
        sql`update activity set id = null where exists (
          select 1 from activity as first
          where first.conversation = activity.conversation and first.id = activity.id and first.number < activity.number)`.compile(db),
        schema.createIndex('activity_id').unique().on('activity').columns(['conversation', 'id']),
        // Up to the high-water mark, and without those that were answered while the mark was lost.
        sql`update activity set owed = 1
          where body like '%"role":"user"%'
          and exists (
            select 1 from conversation
            where conversation.id = activity.conversation and activity.number > conversation.answered and activity.number <= conversation.asked
            and (activity.number = conversation.asked or activity.body like '%"type":"message"%'))
          and not exists (
            select 1 from activity as answer
            where answer.conversation = activity.conversation and answer.number > activity.number
            and answer.body like '%"replyToId":"' || activity.id || '"%')`.compile(db),
        // Holds only what waits, so next to nothing.
        sql`create index activity_owed on activity (conversation, number) where owed = 1`.compile(db),
        schema.alterTable('conversation').dropColumn('asked'),
        schema.alterTable('conversation').dropColumn('answered'),
      ]
    },
  },
  {
    name: '2026-11-27 who gets the monthly mail',
    statements: ({ db, db: { schema } }) => [
      schema
        .createTable('subscriber')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('address', 'text', (c) => c.notNull())
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('wishes', 'text', (c) => c.notNull())
        .addColumn('consent', 'text', (c) => c.notNull())
        .addColumn('asked', 'bigint', (c) => c.notNull())
        .addColumn('confirmed', 'bigint')
        .addColumn('failures', 'integer', (c) => c.notNull())
        .addColumn('failed', 'bigint'),
      sql`create unique index subscriber_address on subscriber (lower(address))`.compile(db),
      schema
        .createTable('letter')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('subscriber', 'text', (c) => c.notNull())
        .addColumn('kind', 'text', (c) => c.notNull())
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('created', 'bigint', (c) => c.notNull())
        .addColumn('due', 'bigint', (c) => c.notNull())
        .addColumn('attempts', 'integer', (c) => c.notNull())
        .addColumn('problem', 'text'),
      schema.createIndex('letter_due').on('letter').columns(['state', 'due']),
      schema.createIndex('letter_subscriber').on('letter').column('subscriber'),
    ],
  },
  {
    name: '2026-11-27 several lists of subscribers',
    statements: ({ db, db: { schema } }) => [
      schema.alterTable('subscriber').addColumn('list', 'text', (c) => c.notNull().defaultTo('month')),
      sql`drop index subscriber_address`.compile(db),
      sql`create unique index subscriber_address on subscriber (list, lower(address))`.compile(db),
    ],
  },
  {
    name: '2026-11-27 confirmed bookings',
    statements: ({ db: { schema } }) => [
      schema
        .createTable('booking')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('target', 'text', (c) => c.notNull())
        .addColumn('day', 'text', (c) => c.notNull())
        .addColumn('state', 'text', (c) => c.notNull()),
      schema.createIndex('booking_day').on('booking').column('day'),
    ],
  },
  {
    name: '2026-11-28 bookings told out of order',
    statements: ({ db: { schema } }) => [schema.alterTable('booking').addColumn('successor', 'text')],
  },
]

/** Brings the database up to date. The engine sees to it that only one process does this at a time. */
export function* migrate(dialect: Dialect, now: number, steps: readonly MigrationStep[] = STEPS): Work<string[]> {
  const { db } = dialect
  yield* ask(
    once(
      db.schema
        .createTable('migration')
        .ifNotExists()
        .addColumn('name', 'text', (c) => c.primaryKey())
        .addColumn('at', 'bigint', (c) => c.notNull()),
    ),
    {},
  )
  const done = new Set((yield* ask(once(db.selectFrom('migration').select('name')), {})).map((row) => row.name))
  const note = once(
    db
      .insertInto('migration')
      .values({ name: slot<string>('name'), at: slot<number>('at') })
      .returning(sql<number>`1`.as('one')),
  )
  const made: string[] = []
  for (const step of steps) {
    if (done.has(step.name)) continue
    for (const statement of step.statements(dialect)) yield* ask(once(statement), {})
    yield* ask(note, { name: step.name, at: now })
    made.push(step.name)
  }
  return made
}
