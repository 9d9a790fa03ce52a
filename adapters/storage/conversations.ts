/**
 * Conversations of the web chat and their logs. A log's numbers come from the conversation's own row, whose update makes writers
 * queue up: no gaps, no doubles, and times that rise strictly because Web Chat sorts by them.
 */
import { sql } from 'kysely'
import { ask, type Dialect, prepare, slot, type Work } from './sql.ts'
import type { Conversation, LoggedActivity, Marks } from './storage.ts'
import type { ConversationTable } from './tables.ts'

const toConversation = (row: ConversationTable): Conversation => ({
  id: row.id,
  user: row.user_id,
  locale: row.locale ?? undefined,
  created: new Date(row.created),
  lastSeen: new Date(row.last_seen),
  last: row.last_number,
  asked: row.asked,
  answered: row.answered,
  greeted: row.greeted === 1,
})

/** The channel over which processes on one PostgreSQL tell each other of new activities: `<process> <last number> <conversation>`. */
export const APPENDED = 'wegweiser_appended'

export function conversationWork({ db, larger, writesInWith, instance }: Dialect) {
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
        asked: 0,
        answered: 0,
        greeted: 0,
      })
      .onConflict((c) => c.column('id').doNothing())
      .returning('id'),
  )
  const find = prepare(db.selectFrom('conversation').selectAll().where('id', '=', slot<string>('id')))
  const after = prepare(
    db
      .selectFrom('activity')
      .select(['number', 'at', 'body'])
      .where('conversation', '=', slot<string>('id'))
      .where('number', '>', slot<number>('number'))
      .orderBy('number')
      .limit(slot<number>('limit')),
  )
  const greet = prepare(
    db.updateTable('conversation').set({ greeted: 1 }).where('id', '=', slot<string>('id')).where('greeted', '=', 0).returning('id'),
  )
  const list = prepare(db.selectFrom('conversation').selectAll().orderBy('last_seen', 'desc').limit(slot<number>('limit')))
  const owed = prepare(
    db
      .selectFrom('conversation')
      .selectAll()
      .where('last_seen', '>=', slot<number>('since'))
      .whereRef('asked', '>', 'answered')
      .orderBy('last_seen'),
  )

  const count = sql<number>`cast(${slot<number>('count')} as integer)`
  const claim = db
    .updateTable('conversation')
    .set({
      last_number: sql<number>`last_number + ${count}`,
      last_at: larger(sql`last_at + ${count}`, sql`cast(${slot<number>('now')} as bigint)`),
      last_seen: sql<number>`cast(${slot<number>('now')} as bigint)`,
      asked: sql<number>`case when cast(${slot<number>('asks')} as integer) = 1 then last_number + ${count} else asked end`,
      answered: larger(sql`answered`, sql`cast(${slot<number>('answered')} as integer)`),
    })
    .where('id', '=', slot<string>('id'))
    .returning(['last_number as last', 'last_at as at'])
  const claimAlone = prepare(claim)
  const insert = prepare(
    db
      .insertInto('activity')
      .values({
        conversation: slot<string>('id'),
        number: slot<number>('number'),
        at: slot<number>('at'),
        body: slot<string>('body'),
      })
      .returning('number'),
  )
  const clean = prepare(
    db
      .updateTable('activity')
      .set({ body: slot<string>('body') })
      .where('conversation', '=', slot<string>('id'))
      .where('number', '=', slot<number>('number'))
      .returning('number'),
  )
  /** Numbers, lines and the word to the other processes in one round trip. */
  const atOnce = prepare(
    sql<{ last: number; at: number }>`
      with claimed as (${claim}),
      lines as (
        insert into activity (conversation, number, at, body)
        select ${slot<string>('id')}, claimed.last - ${count} + line.place, claimed.at - ${count} + line.place, line.body
        from claimed, unnest(${slot<string[]>('bodies')}::text[]) with ordinality as line (body, place)
      ),
      cleaning as (
        update activity set body = clean.body
        from unnest(${slot<number[]>('cleanNumbers')}::integer[], ${slot<string[]>('cleanBodies')}::text[]) as clean (number, body)
        where activity.conversation = ${slot<string>('id')} and activity.number = clean.number
      )
      select last, at, pg_notify(${APPENDED}, ${`${instance} `} || last || ' ' || ${slot<string>('id')}) from claimed`.compile(db),
  )

  function* append(
    id: string,
    bodies: readonly string[],
    now: number,
    { asks = false, answered = 0, cleaned = [] }: Marks,
  ): Work<{ last: number; at: number } | undefined> {
    const values = { id, count: bodies.length, now, asks: asks ? 1 : 0, answered }
    if (writesInWith) {
      const cleaning = { cleanNumbers: cleaned.map(({ number }) => number), cleanBodies: cleaned.map(({ body }) => body) }
      const [row] = yield* ask(atOnce, { ...values, bodies, ...cleaning })
      return row && { last: row.last, at: row.at }
    }
    const [claimed] = yield* ask(claimAlone, values)
    if (!claimed) return undefined
    let place = bodies.length
    for (const body of bodies) {
      place -= 1
      yield* ask(insert, { id, number: claimed.last - place, at: claimed.at - place, body })
    }
    for (const { number, body } of cleaned) yield* ask(clean, { id, number, body })
    return claimed
  }

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
    *greet(id: string): Work<boolean> {
      return (yield* ask(greet, { id })).length === 1
    },
    *list(limit: number): Work<Conversation[]> {
      return (yield* ask(list, { limit })).map(toConversation)
    },
    *owed(since: number): Work<Conversation[]> {
      return (yield* ask(owed, { since })).map(toConversation)
    },
  }
}
