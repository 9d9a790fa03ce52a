/**
 * What booking tools confirm: one row a booking, known by a hash of its number, so that what is told twice counts once. Told out of order,
 * it comes to the same: what was called off or moved before anybody said that it was made waits as a row without a target, and what is told
 * later finds it.
 */
import { sql } from 'kysely'
import { ask, type Dialect, prepare, slot, type Work } from './sql.ts'
import type { NewBooking } from './storage.ts'

/** The target of a row that waits for its booking to be told. */
const UNTOLD = ''

export function bookingWork({ db }: Dialect) {
  const id = slot<string>('id')
  const insert = prepare(
    db
      .insertInto('booking')
      .values({
        id,
        target: slot<string>('target'),
        day: slot<string>('day'),
        state: slot<string>('state'),
        successor: slot<string | null>('successor'),
      })
      .onConflict((c) => c.column('id').doNothing())
      .returning('id'),
  )
  const leave = prepare(
    db
      .updateTable('booking')
      .set({ state: slot<string>('state'), successor: slot<string | null>('successor') })
      .where('id', '=', id)
      .where('state', '=', 'booked')
      .where('day', '>=', slot<string>('since'))
      .returning(['target', 'day']),
  )
  const told = prepare(
    db
      .updateTable('booking')
      .set({ target: slot<string>('target'), day: slot<string>('day') })
      .where('id', '=', id)
      .where('target', '=', UNTOLD)
      .returning('successor'),
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

  /** Counts it, or what it was moved to meanwhile, unless that was called off. */
  function* book({ id, target, day }: NewBooking): Work<boolean> {
    if ((yield* ask(insert, { id, target, day, state: 'booked', successor: null })).length > 0) return true
    const [waiting] = yield* ask(told, { id, target, day })
    return waiting?.successor ? yield* book({ id: waiting.successor, target, day }) : false
  }

  /** Makes a booking count no more, or leaves word for the time when it is told. The booking, where it counted. */
  function* take(id: string, { state, successor, since, day }: { state: string; successor: string | null; since: string; day: string }) {
    const change = { id, state, successor, since }
    const counted = yield* ask(leave, change)
    if (counted.length > 0) return counted[0]
    const isNew = (yield* ask(insert, { id, target: UNTOLD, day, state, successor })).length > 0
    // Told by another process between the two.
    return isNew ? undefined : (yield* ask(leave, change))[0]
  }

  return {
    book,
    *cancel(id: string, { since, day }: { since: string; day: string }): Work<boolean> {
      return (yield* take(id, { state: 'cancelled', successor: null, since, day })) !== undefined
    },
    *move(from: string, to: string, day: string): Work<boolean> {
      const counted = yield* take(from, { state: 'moved', successor: to, since: '', day })
      return counted === undefined ? false : yield* book({ id: to, ...counted })
    },
    *between(from: string, to: string): Work<{ target: string; day: string; count: number }[]> {
      return (yield* ask(counts, { from, to })).map(({ target, day, count }) => ({ target, day, count: Number(count) }))
    },
    *expire(before: string): Work<number> {
      return (yield* ask(old, { before })).length
    },
  }
}
