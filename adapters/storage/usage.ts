/** What happens, for the impact report: events in the order of time, and clicks counted by target and day. */
import { sql } from 'kysely'
import { ask, type Dialect, once, prepare, slot, type Work } from './sql.ts'
import type { UsageEvent } from './storage.ts'

export function usageWork({ db, writesInWith }: Dialect) {
  const insert = prepare(
    db
      .insertInto('usage')
      .values({
        at: slot<number>('at'),
        kind: slot<string>('kind'),
        conversation: slot<string | null>('conversation'),
        body: slot<string>('body'),
      })
      .returning('at'),
  )
  /** Many in one round trip. */
  const insertAll = prepare(
    sql`insert into usage (at, kind, conversation, body)
      select * from unnest(${slot<number[]>('ats')}::bigint[], ${slot<string[]>('kinds')}::text[], ${slot<(string | null)[]>('conversations')}::text[], ${slot<string[]>('bodies')}::text[])`.compile(
      db,
    ),
  )
  const click = prepare(
    db
      .insertInto('click')
      .values({ target: slot<string>('target'), day: slot<string>('day'), count: 1 })
      .onConflict((c) => c.columns(['target', 'day']).doUpdateSet({ count: sql<number>`click.count + 1` }))
      .returning('count'),
  )
  const clicks = prepare(
    db
      .selectFrom('click')
      .selectAll()
      .where('day', '>=', slot<string>('from'))
      .where('day', '<=', slot<string>('to'))
      .orderBy('day')
      .orderBy('target'),
  )
  return {
    *append(events: readonly UsageEvent[]): Work<void> {
      if (writesInWith) {
        yield* ask(insertAll, {
          ats: events.map((event) => event.at.getTime()),
          kinds: events.map((event) => event.kind),
          conversations: events.map((event) => event.conversation ?? null),
          bodies: events.map((event) => JSON.stringify(event.body)),
        })
        return
      }
      for (const { at, kind, conversation = null, body } of events) {
        yield* ask(insert, { at: at.getTime(), kind, conversation, body: JSON.stringify(body) })
      }
    },
    *between(from: number, to: number, kinds?: readonly string[]): Work<UsageEvent[]> {
      let query = db.selectFrom('usage').select(['at', 'kind', 'conversation', 'body']).where('at', '>=', from).where('at', '<', to)
      if (kinds) query = query.where('kind', 'in', [...kinds])
      const rows = yield* ask(once(query.orderBy('at').orderBy('id')), {})
      return rows.map(({ at, kind, conversation, body }) => ({
        at: new Date(at),
        kind,
        ...(conversation === null ? {} : { conversation }),
        body: JSON.parse(body),
      }))
    },
    *click(target: string, day: string): Work<void> {
      yield* ask(click, { target, day })
    },
    *clicks(from: string, to: string): Work<{ target: string; day: string; count: number }[]> {
      return [...(yield* ask(clicks, { from, to }))]
    },
  }
}
