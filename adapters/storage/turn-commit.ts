/**
 * A turn as one commit: its answers, its state, its events, what it forgets, and that it is done. "Still owed" is looked at inside the
 * transaction, so of two processes that ran the same turn (one of them stood still for a while) exactly one is heard.
 */
import { sql } from 'kysely'
import { type conversationWork, freshLines, insertLines, lineValues, tell } from './conversations.ts'
import type { retentionWork } from './retention.ts'
import { ask, type Dialect, prepare, slot, type Work } from './sql.ts'
import type { stateWork } from './state.ts'
import type { Appended, TurnRef } from './storage.ts'
import type { TurnKept, TurnTexts } from './texts.ts'
import type { usageWork } from './usage.ts'

interface Parts {
  conversations: ReturnType<typeof conversationWork>
  state: ReturnType<typeof stateWork>
  usage: ReturnType<typeof usageWork>
  retention: ReturnType<typeof retentionWork>
}

/** True for a turn that changes nothing but rows of its own, which PostgreSQL does in one round trip. */
export function isPlainTurn({ forget, deletes }: TurnTexts): boolean {
  return !forget && deletes.length === 0
}

export function turnWork(dialect: Dialect, { conversations, state, usage, retention }: Parts) {
  const { db, larger, instance, writesInWith } = dialect
  const id = slot<string>('id')
  const done = db
    .updateTable('activity')
    .set({ owed: 0, body: sql<string>`coalesce(cast(${slot<string | null>('cleaned')} as text), body)` })
    .where('conversation', '=', id)
    .where('id', '=', slot<string>('answers'))
    .where('owed', '=', 1)
    .returning('number')
  const markDone = prepare(done)
  const greet = prepare(db.updateTable('conversation').set({ greeted: 1 }).where('id', '=', id).where('greeted', '=', 0).returning('id'))
  const count = sql<number>`(select count(*)::integer from fresh)`
  const claimed = db
    .updateTable('conversation')
    .set({
      last_number: sql<number>`last_number + ${count}`,
      last_at: larger(sql`last_at + ${count}`, sql`cast(${slot<number>('now')} as bigint)`),
      last_seen: sql<number>`cast(${slot<number>('now')} as bigint)`,
      greeted: 1,
    })
    .where('id', '=', id)
    .where(sql<boolean>`(cast(${slot<number>('own')} as integer) = 1 or exists (select 1 from done))`)
    .where(sql<boolean>`(cast(${slot<number>('greets')} as integer) = 0 or greeted = 0)`)
    .returning(['last_number as last', 'last_at as at'])
  const atOnce = prepare(
    sql<Appended & { versions: string | null }>`
      with done as (${done}),
      fresh as (${freshLines}),
      claimed as (${claimed}),
      lines as (${insertLines}),
      kept as (
        insert into state (key, value, version, written)
        select item.key, item.value, 1, cast(${slot<number>('now')} as bigint)
        from claimed, unnest(${slot<string[]>('keys')}::text[], ${slot<string[]>('values')}::text[]) as item (key, value)
        on conflict (key) do update set value = excluded.value, version = state.version + 1, written = excluded.written
        returning key, version),
      noted as (
        insert into usage (at, kind, conversation, body)
        select event.at, event.kind, event.conversation, event.body
        from claimed, unnest(${slot<number[]>('ats')}::bigint[], ${slot<string[]>('kinds')}::text[], ${slot<(string | null)[]>('conversations')}::text[], ${slot<string[]>('events')}::text[])
          as event (at, kind, conversation, body))
      select last, at, ${count} as added, (select json_object_agg(key, version)::text from kept) as versions, ${tell(instance)} from claimed`.compile(
      db,
    ),
  )

  function* inOneStatement(turn: TurnTexts, now: number): Work<TurnKept | undefined> {
    const { conversation, answers, cleaned = null, greets, lines, changes, events } = turn
    const [row] = yield* ask(atOnce, {
      ...lineValues(lines),
      id: conversation,
      now,
      answers: answers ?? '',
      cleaned,
      own: answers === undefined ? 1 : 0,
      greets: greets ? 1 : 0,
      keys: changes.map(({ key }) => key),
      values: changes.map(({ value }) => value),
      ats: events.map(({ at }) => at),
      kinds: events.map(({ kind }) => kind),
      conversations: events.map((event) => event.conversation),
      events: events.map(({ body }) => body),
    })
    return (
      row && { last: row.last, at: row.at, added: row.added, versions: new Map(Object.entries<number>(JSON.parse(row.versions ?? '{}'))) }
    )
  }

  return {
    *commit(turn: TurnTexts, now: number): Work<TurnKept | undefined> {
      if (writesInWith && isPlainTurn(turn)) return yield* inOneStatement(turn, now)
      const { conversation, answers, cleaned = null, greets, forget, lines, changes, deletes, events } = turn
      const said = answers === undefined ? undefined : (yield* ask(markDone, { id: conversation, answers, cleaned }))[0]
      if (answers !== undefined && !said) return undefined
      const first = (yield* ask(greet, { id: conversation })).length > 0
      if (greets && !first) return undefined
      if (forget) yield* retention.forget(conversation, said?.number)
      const versions = yield* state.write(changes, now)
      yield* state.delete(deletes)
      yield* usage.append(events)
      const appended = yield* conversations.append(conversation, lines, now)
      return appended && { ...appended, versions }
    },
  }
}

/** Throws unless the turn is owed, and keeps it so until the transaction ends. */
export function stillOwed({ db, writesInWith }: Dialect): (turn: TurnRef | undefined) => Work<void> {
  const query = db
    .selectFrom('activity')
    .select('number')
    .where('conversation', '=', slot<string>('conversation'))
    .where('id', '=', slot<string>('answers'))
    .where('owed', '=', 1)
  const row = prepare(writesInWith ? query.forUpdate() : query)
  return function* (turn) {
    if (turn && (yield* ask(row, { ...turn })).length === 0) throw new Error(`the turn for ${turn.answers} is done already`)
  }
}
