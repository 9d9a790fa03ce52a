/**
 * Conversations of the web chat and their logs. A log's numbers come from the conversation's own row, whose update makes writers
 * queue up: no gaps, no doubles, and times that rise strictly because Web Chat sorts by them. An activity's id stands in its
 * conversation once; who writes it again finds it there.
 */
import { sql } from 'kysely'
import { ask, type Dialect, prepare, slot, type Work } from './sql.ts'
import type { Appended, Conversation, LoggedActivity, NewActivity, OwedActivity } from './storage.ts'
import { type ConversationTable, FORGOTTEN } from './tables.ts'

const toConversation = (row: ConversationTable & { owed: number }): Conversation => ({
  id: row.id,
  user: row.user_id,
  locale: row.locale ?? undefined,
  created: new Date(row.created),
  lastSeen: new Date(row.last_seen),
  last: row.last_number,
  owed: row.owed === 1,
  greeted: row.greeted === 1,
})

/** The channel over which processes on one PostgreSQL tell each other of new activities: `<process> <last number> <conversation>`. */
export const APPENDED = 'wegweiser_appended'
/** How many conversations are looked after at once. */
const MAX_OWED = 100

export function conversationWork(dialect: Dialect) {
  const { db, writesInWith } = dialect
  const start = prepare(
    db
      .insertInto('conversation')
      .values({
        id: slot<string>('id'),
        user_id: slot<string>('user'),
        locale: slot<string | null>('locale'),
        created: slot<number>('now'),
        last_seen: slot<number>('now'),
        last_number: 0,
        last_at: 0,
        greeted: 0,
      })
      .onConflict((c) => c.column('id').doNothing())
      .returning('id'),
  )
  // Written out, not bound: only so does the index of what is owed fit.
  const isOwed = sql<boolean>`activity.owed = 1`
  const owedNow =
    sql<number>`case when exists (select 1 from activity where activity.conversation = conversation.id and ${isOwed}) then 1 else 0 end`.as(
      'owed',
    )
  const rows = db.selectFrom('conversation').selectAll('conversation').select(owedNow)
  const find = prepare(rows.where('id', '=', slot<string>('id')))
  const after = prepare(
    db
      .selectFrom('activity')
      .select(['number', 'at', 'body'])
      .where('conversation', '=', slot<string>('id'))
      .where('number', '>', slot<number>('number'))
      .where('body', '!=', FORGOTTEN)
      .orderBy('number')
      .limit(slot<number>('limit')),
  )
  const list = prepare(rows.orderBy('last_seen', 'desc').limit(slot<number>('limit')))
  const nextOwed = prepare(
    db
      .selectFrom('activity')
      .innerJoin('conversation', 'conversation.id', 'activity.conversation')
      .select(['activity.number', 'activity.at', 'activity.id', 'activity.body', 'conversation.greeted'])
      .where('activity.conversation', '=', slot<string>('id'))
      .where(isOwed)
      .orderBy('activity.number')
      .limit(1),
  )
  const owed = prepare(
    rows
      .where('id', 'in', db.selectFrom('activity').select('conversation').where(isOwed).where('at', '<', slot<number>('before')))
      .orderBy('last_seen')
      .limit(MAX_OWED),
  )
  const append = writesInWith ? appendAtOnce(dialect) : appendInSteps(dialect)

  return {
    append,
    *start(conversation: { id: string; user: string; locale?: string }, now: number): Work<boolean> {
      const { id, user, locale = null } = conversation
      return (yield* ask(start, { id, user, locale, now })).length === 1
    },
    *find(id: string): Work<Conversation | undefined> {
      const [row] = yield* ask(find, { id })
      return row && toConversation(row)
    },
    *after(id: string, number: number, limit: number): Work<readonly LoggedActivity[]> {
      return yield* ask(after, { id, number, limit })
    },
    *nextOwed(id: string): Work<OwedActivity | undefined> {
      const [row] = yield* ask(nextOwed, { id })
      return row && { number: row.number, at: row.at, body: row.body, id: row.id ?? '', greeted: row.greeted === 1 }
    },
    *list(limit: number): Work<Conversation[]> {
      return (yield* ask(list, { limit })).map(toConversation)
    },
    *owed(before: number): Work<Conversation[]> {
      return (yield* ask(owed, { before })).map(toConversation)
    },
  }
}

type Append = (id: string, lines: readonly NewActivity[], now: number) => Work<Appended | undefined>

/** The next `count` numbers of a log, with their times. */
const claim = ({ db, larger }: Dialect, count: ReturnType<typeof sql<number>>) =>
  db
    .updateTable('conversation')
    .set({
      last_number: sql<number>`last_number + ${count}`,
      last_at: larger(sql`last_at + ${count}`, sql`cast(${slot<number>('now')} as bigint)`),
      last_seen: sql<number>`cast(${slot<number>('now')} as bigint)`,
    })
    .where('id', '=', slot<string>('id'))
    .returning(['last_number as last', 'last_at as at'])

function appendInSteps(dialect: Dialect): Append {
  const { db } = dialect
  const claimed = prepare(claim(dialect, sql<number>`cast(${slot<number>('count')} as integer)`))
  const known = prepare(
    db
      .selectFrom('activity')
      .select('number')
      .where('conversation', '=', slot<string>('id'))
      .where('id', 'in', [slot<string>('line'), slot<string>('answer')])
      .limit(1),
  )
  const insert = prepare(
    db
      .insertInto('activity')
      .values({
        conversation: slot<string>('id'),
        number: slot<number>('number'),
        at: slot<number>('at'),
        id: slot<string>('line'),
        body: slot<string>('body'),
        owed: slot<number>('owed'),
      })
      .returning('number'),
  )
  return function* (id, lines, now) {
    const fresh: NewActivity[] = []
    for (const line of lines) {
      if ((yield* ask(known, { id, line: line.id, answer: `${line.id}-1` })).length === 0) fresh.push(line)
    }
    const [numbers] = yield* ask(claimed, { id, now, count: fresh.length })
    if (!numbers) return undefined
    let place = fresh.length
    for (const { id: line, body, owed = false } of fresh) {
      place -= 1
      yield* ask(insert, { id, line, body, owed: owed ? 1 : 0, number: numbers.last - place, at: numbers.at - place })
    }
    return { ...numbers, added: fresh.length }
  }
}

/** Numbers, lines and the word to the other processes in one round trip. */
function appendAtOnce(dialect: Dialect): Append {
  const { db, instance } = dialect
  const append = prepare(
    sql<Appended>`
      with fresh as (${freshLines}),
      claimed as (${claim(dialect, sql<number>`(select count(*)::integer from fresh)`)}),
      lines as (${insertLines})
      select last, at, (select count(*)::integer from fresh) as added, ${tell(instance)} from claimed`.compile(db),
  )
  return function* (id, lines, now) {
    const [row] = yield* ask(append, { id, now, ...lineValues(lines) })
    return row && { last: row.last, at: row.at, added: row.added }
  }
}

/** Those of the given lines that are not in the log, numbered from 1. */
export const freshLines = sql`
  select line.id, line.body, line.owed, row_number() over (order by line.place) as place
  from unnest(${slot<string[]>('ids')}::text[], ${slot<string[]>('bodies')}::text[], ${slot<number[]>('owed')}::integer[])
    with ordinality as line (id, body, owed, place)
  where not exists (
    select 1 from activity where activity.conversation = ${slot<string>('id')} and activity.id in (line.id, line.id || '-1'))`

/** Of a statement that has `fresh` and `claimed`. */
export const insertLines = sql`
  insert into activity (conversation, number, at, id, body, owed)
  select ${slot<string>('id')}, claimed.last - total.lines + fresh.place, claimed.at - total.lines + fresh.place, fresh.id, fresh.body, fresh.owed
  from claimed, fresh, (select count(*) as lines from fresh) as total`

export const tell = (instance: string) => sql`pg_notify(${APPENDED}, ${`${instance} `} || last || ' ' || ${slot<string>('id')})`

export const lineValues = (lines: readonly NewActivity[]) => ({
  ids: lines.map(({ id }) => id),
  bodies: lines.map(({ body }) => body),
  owed: lines.map(({ owed = false }) => (owed ? 1 : 0)),
})
