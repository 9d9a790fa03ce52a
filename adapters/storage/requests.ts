/**
 * Requests for staff, and the outbox of messages they cause. Both change in one transaction: whatever was promised to be posted is
 * still there after a crash. Every change names the version it read, so of two people who claim at once exactly one wins.
 */
import { sql } from 'kysely'
import { ask, type Dialect, once, prepare, slot, type Work } from './sql.ts'
import type { NewPost, Post, RequestChange, StaffRequest, TurnRef } from './storage.ts'
import type { OutboxTable, RequestTable } from './tables.ts'
import { stillOwed } from './turn-commit.ts'

const toRequest = (row: RequestTable): StaffRequest => ({
  id: row.id,
  number: row.number,
  version: row.version,
  state: row.state,
  channel: row.channel,
  conversation: row.conversation ?? undefined,
  created: new Date(row.created),
  updated: new Date(row.updated),
  due: row.due === null ? undefined : new Date(row.due),
  body: JSON.parse(row.body),
})

const toPost = (row: OutboxTable): Post => ({
  id: row.id,
  kind: row.kind,
  ...(row.request === null ? {} : { request: row.request }),
  body: JSON.parse(row.body),
  created: new Date(row.created),
  due: new Date(row.due),
  attempts: row.attempts,
  problem: row.problem ?? undefined,
})

export type UpdateResult =
  | { ok: true; request: StaffRequest }
  | { ok: false; problem: 'conflict'; request: StaffRequest }
  | { ok: false; problem: 'unknown' }

export function requestWork(dialect: Dialect) {
  const { db } = dialect
  const posts = outboxWork(dialect)
  const unlessDone = stillOwed(dialect)
  const count = prepare(
    db
      .insertInto('counter')
      .values({ name: 'request', value: 1 })
      .onConflict((c) => c.column('name').doUpdateSet({ value: sql<number>`counter.value + 1` }))
      .returning('value'),
  )
  const insert = prepare(
    db
      .insertInto('request')
      .values({
        id: slot<string>('id'),
        number: slot<number>('number'),
        version: 1,
        state: slot<string>('state'),
        channel: slot<string>('channel'),
        conversation: slot<string | null>('conversation'),
        created: slot<number>('now'),
        updated: slot<number>('now'),
        due: slot<number | null>('due'),
        body: slot<string>('body'),
      })
      .returningAll(),
  )
  const byId = prepare(db.selectFrom('request').selectAll().where('id', '=', slot<string>('id')))
  const byNumber = prepare(db.selectFrom('request').selectAll().where('number', '=', slot<number>('number')))
  const change = prepare(
    db
      .updateTable('request')
      .set({
        state: slot<string>('state'),
        channel: slot<string>('channel'),
        due: slot<number | null>('due'),
        body: slot<string>('body'),
        updated: slot<number>('now'),
        version: sql<number>`version + 1`,
      })
      .where('id', '=', slot<string>('id'))
      .where('version', '=', slot<number>('version'))
      .returningAll(),
  )

  return {
    *create(
      request: { id: string; state: string; channel: string; conversation?: string; due?: Date; body: unknown },
      now: number,
      newPosts: readonly NewPost[],
      only?: TurnRef,
    ): Work<StaffRequest> {
      const { id, state, channel, conversation = null, due, body } = request
      yield* unlessDone(only)
      const [already] = yield* ask(byId, { id })
      if (already) return toRequest(already)
      const [counted] = yield* ask(count, {})
      const values = {
        id,
        state,
        channel,
        conversation,
        due: due?.getTime() ?? null,
        body: JSON.stringify(body),
        now,
        number: counted!.value,
      }
      const [row] = yield* ask(insert, values)
      for (const post of newPosts) yield* posts.add(post, now)
      return toRequest(row!)
    },

    *find(id: string): Work<StaffRequest | undefined> {
      const [row] = yield* ask(byId, { id })
      return row && toRequest(row)
    },

    *findNumber(number: number): Work<StaffRequest | undefined> {
      const [row] = yield* ask(byNumber, { number })
      return row && toRequest(row)
    },

    *update(
      id: string,
      version: number,
      wanted: RequestChange,
      now: number,
      newPosts: readonly NewPost[],
      only?: TurnRef,
    ): Work<UpdateResult> {
      yield* unlessDone(only)
      const [before] = yield* ask(byId, { id })
      if (!before) return { ok: false, problem: 'unknown' }
      const due = 'due' in wanted ? (wanted.due?.getTime() ?? null) : before.due
      const [row] = yield* ask(change, {
        id,
        version,
        now,
        due,
        state: wanted.state ?? before.state,
        channel: wanted.channel ?? before.channel,
        body: wanted.body === undefined ? before.body : JSON.stringify(wanted.body),
      })
      if (!row) {
        const [current] = yield* ask(byId, { id })
        return current ? { ok: false, problem: 'conflict', request: toRequest(current) } : { ok: false, problem: 'unknown' }
      }
      for (const post of newPosts) yield* posts.add(post, now)
      return { ok: true, request: toRequest(row) }
    },

    *list(filter: { states?: readonly string[]; channel?: string; conversation?: string; dueBefore?: Date }): Work<StaffRequest[]> {
      let query = db.selectFrom('request').selectAll().orderBy('number')
      if (filter.states) query = query.where('state', 'in', [...filter.states])
      if (filter.channel !== undefined) query = query.where('channel', '=', filter.channel)
      if (filter.conversation !== undefined) query = query.where('conversation', '=', filter.conversation)
      if (filter.dueBefore) query = query.where('due', '<', filter.dueBefore.getTime())
      return (yield* ask(once(query), {})).map(toRequest)
    },
  }
}

export function outboxWork({ db, writesInWith }: Dialect) {
  const insert = prepare(
    db
      .insertInto('outbox')
      .values({
        id: slot<string>('id'),
        kind: slot<string>('kind'),
        request: slot<string | null>('request'),
        body: slot<string>('body'),
        created: slot<number>('now'),
        due: slot<number>('due'),
        attempts: 0,
        problem: null,
      })
      .onConflict((c) => c.column('id').doNothing())
      .returning('id'),
  )
  const dueIds = db.selectFrom('outbox').select('id').where('due', '<=', slot<number>('now')).orderBy('due').limit(slot<number>('limit'))
  const take = prepare(
    db
      .updateTable('outbox')
      .set({ due: slot<number>('until'), attempts: sql<number>`attempts + 1` })
      // Two processes that take at once must not wait for each other's rows, nor get the same ones.
      .where('id', 'in', writesInWith ? dueIds.forUpdate().skipLocked() : dueIds)
      .returningAll(),
  )
  const done = prepare(db.deleteFrom('outbox').where('id', '=', slot<string>('id')).returning('id'))
  const oldest = prepare(
    db.selectFrom('outbox').select('created').where('kind', '!=', slot<string>('leftOut')).orderBy('created').limit(sql.lit(1)),
  )
  const later = prepare(
    db
      .updateTable('outbox')
      .set({ due: slot<number>('due'), problem: slot<string>('problem') })
      .where('id', '=', slot<string>('id'))
      .returning('id'),
  )
  return {
    *add({ id, kind, request, body, due }: NewPost, now: number): Work<void> {
      yield* ask(insert, { id, kind, request: request ?? null, body: JSON.stringify(body), due: due.getTime(), now })
    },
    *take(now: number, leaseMs: number, limit: number): Work<Post[]> {
      const rows = yield* ask(take, { now, until: now + leaseMs, limit })
      return [...rows].sort((a, b) => a.created - b.created || (a.id < b.id ? -1 : 1)).map(toPost)
    },
    *done(id: string): Work<void> {
      yield* ask(done, { id })
    },
    *oldest(leftOut: string): Work<Date | undefined> {
      const [row] = yield* ask(oldest, { leftOut })
      return row && new Date(row.created)
    },
    *later(id: string, due: number, problem: string): Work<void> {
      yield* ask(later, { id, due, problem })
    },
  }
}
