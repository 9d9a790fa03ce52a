/** What happens, for the impact report: events in the order of time, and clicks counted by target and day. */
import { sql } from 'kysely'
import { ask, type Dialect, once, prepare, slot, type Work } from './sql.ts'
import type { UsageLine } from './texts.ts'

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
    *append(lines: readonly UsageLine[]): Work<void> {
      if (!writesInWith) {
        for (const line of lines) yield* ask(insert, { ...line })
        return
      }
      yield* ask(insertAll, {
        ats: lines.map((line) => line.at),
        kinds: lines.map((line) => line.kind),
        conversations: lines.map((line) => line.conversation),
        bodies: lines.map((line) => line.body),
      })
    },
    *between(from: number, to: number, kinds?: readonly string[]): Work<UsageLine[]> {
      let query = db.selectFrom('usage').select(['at', 'kind', 'conversation', 'body']).where('at', '>=', from).where('at', '<', to)
      if (kinds) query = query.where('kind', 'in', [...kinds])
      return [...(yield* ask(once(query.orderBy('at').orderBy('id')), {}))]
    },
    *click(target: string, day: string): Work<void> {
      yield* ask(click, { target, day })
    },
    *clicks(from: string, to: string): Work<{ target: string; day: string; count: number }[]> {
      return [...(yield* ask(clicks, { from, to }))]
    },
  }
}
