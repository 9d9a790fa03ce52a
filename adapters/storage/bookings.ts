/** What booking tools confirm: one row a booking, known by a hash of its number, so that what is told twice counts once. */
import { sql } from 'kysely'
import { ask, type Dialect, prepare, slot, type Work } from './sql.ts'
import type { NewBooking } from './storage.ts'

export function bookingWork({ db }: Dialect) {
  const id = slot<string>('id')
  const byId = prepare(db.selectFrom('booking').selectAll().where('id', '=', id))
  const insert = prepare(
    db
      .insertInto('booking')
      .values({ id, target: slot<string>('target'), day: slot<string>('day'), state: 'booked' })
      .onConflict((c) => c.column('id').doNothing())
      .returning('id'),
  )
  const leave = prepare(
    db
      .updateTable('booking')
      .set({ state: slot<string>('state') })
      .where('id', '=', id)
      .where('state', '=', 'booked')
      .where('day', '>=', slot<string>('since'))
      .returning('id'),
  )
  const counts = prepare(
    db
      .selectFrom('booking')
      .select(['target', 'day', sql<number>`count(*)`.as('count')])
      .where('state', '=', 'booked')
      .where('day', '>=', slot<string>('from'))
      .where('day', '<=', slot<string>('to'))
      .groupBy(['target', 'day'])
      .orderBy('day')
      .orderBy('target'),
  )
  const old = prepare(db.deleteFrom('booking').where('day', '<', slot<string>('before')).returning('id'))
  return {
    *book(booking: NewBooking): Work<boolean> {
      return (yield* ask(insert, { ...booking })).length > 0
    },
    *cancel(booking: string, since: string): Work<boolean> {
      return (yield* ask(leave, { id: booking, since, state: 'cancelled' })).length > 0
    },
    *move(from: string, to: string): Work<boolean> {
      const [before] = yield* ask(byId, { id: from })
      if (!before || (yield* ask(leave, { id: from, since: '', state: 'moved' })).length === 0) return false
      yield* ask(insert, { id: to, target: before.target, day: before.day })
      return true
    },
    *between(from: string, to: string): Work<{ target: string; day: string; count: number }[]> {
      return (yield* ask(counts, { from, to })).map(({ target, day, count }) => ({ target, day, count: Number(count) }))
    },
    *expire(before: string): Work<number> {
      return (yield* ask(old, { before })).length
    },
  }
}
