/**
 * Who gets which of our mails, and the letters that wait for them. A letter that is being handed to the mail server says so before the
 * server can have taken it, and never waits again after that: nobody gets one twice, whatever is killed when.
 */
import { sql } from 'kysely'
import { ask, type Dialect, prepare, slot, type Work } from './sql.ts'
import type {
  LetterState,
  MailingList,
  QueuedLetter,
  Subscriber,
  SubscriberState,
  SubscriberSummary,
  SubscribersExpire,
} from './storage.ts'
import type { LetterTable, SubscriberTable } from './tables.ts'

const toSubscriber = (row: SubscriberTable): Subscriber => ({
  id: row.id,
  list: row.list as MailingList,
  address: row.address,
  state: row.state as SubscriberState,
  wishes: JSON.parse(row.wishes),
  consent: JSON.parse(row.consent),
  asked: new Date(row.asked),
  confirmed: row.confirmed === null ? undefined : new Date(row.confirmed),
})

const toLetter = (row: LetterTable, subscriber: Subscriber): QueuedLetter => ({
  id: row.id,
  kind: row.kind,
  created: new Date(row.created),
  attempts: row.attempts,
  subscriber,
})

export function subscriberWork({ db, writesInWith }: Dialect) {
  const id = slot<string>('id')
  const now = slot<number>('now')
  const byId = prepare(db.selectFrom('subscriber').selectAll().where('id', '=', id))
  const list = slot<string>('list')
  const atAddress = db
    .selectFrom('subscriber')
    .selectAll()
    .where(sql`lower(address)`, '=', sql`lower(${slot<string>('address')})`)
  const byAddress = prepare(atAddress.orderBy('asked').orderBy('id'))
  const onList = prepare(atAddress.where('list', '=', list))
  const everybody = prepare(db.selectFrom('subscriber').select('id').orderBy('asked').orderBy('id'))
  // Somebody who asks, for the first time or again: nothing confirmed, nothing failed.
  const asking = {
    state: 'asked',
    wishes: slot<string>('wishes'),
    consent: slot<string>('consent'),
    asked: now,
    confirmed: null,
    failures: 0,
    failed: null,
  }
  const insert = prepare(
    db
      .insertInto('subscriber')
      .values({ id, list, address: slot<string>('address'), ...asking })
      .returningAll(),
  )
  const renew = prepare(db.updateTable('subscriber').set(asking).where('id', '=', id).returningAll())
  const confirm = prepare(
    db.updateTable('subscriber').set({ state: 'active', confirmed: now }).where('id', '=', id).where('state', '=', 'asked').returningAll(),
  )
  const change = prepare(
    db
      .updateTable('subscriber')
      .set({ wishes: slot<string>('wishes') })
      .where('id', '=', id)
      .returningAll(),
  )
  const note = prepare(
    db
      .updateTable('subscriber')
      .set({ state: slot<string>('state'), failures: slot<number>('failures'), failed: now })
      .where('id', '=', id)
      .returning('id'),
  )
  const removeOne = prepare(db.deleteFrom('subscriber').where('id', '=', id).returning('id'))
  const letters = prepare(db.deleteFrom('letter').where('subscriber', '=', id).returning('id'))
  const waiting = prepare(db.deleteFrom('letter').where('subscriber', '=', id).where('state', '=', 'waiting').returning('id'))
  const queue = prepare(
    db
      .insertInto('letter')
      .values({
        id: slot<string>('letter'),
        subscriber: id,
        kind: slot<string>('kind'),
        state: 'waiting',
        created: now,
        due: now,
        attempts: 0,
        problem: null,
      })
      .onConflict((c) => c.column('id').doNothing())
      .returning('id'),
  )
  const kind = slot<string>('kind')
  const plan = prepare<{ id: string }>(
    sql<{ id: string }>`insert into letter (id, subscriber, kind, state, created, due, attempts, problem)
      select cast(${kind} as text) || '/' || subscriber.id, subscriber.id, ${kind}, 'waiting', cast(${now} as bigint), cast(${now} as bigint), 0, null
      from subscriber where subscriber.state = 'active' and subscriber.list = ${list} and subscriber.confirmed <= ${slot<number>('until')}
      on conflict (id) do nothing returning id`.compile(db),
  )
  const dueIds = db
    .selectFrom('letter')
    .select('id')
    .where('state', '=', 'waiting')
    .where('due', '<=', now)
    .orderBy('due')
    .orderBy('id')
    .limit(slot<number>('limit'))
  const take = prepare(
    db
      .updateTable('letter')
      .set({ due: slot<number>('until'), attempts: sql<number>`attempts + 1` })
      // Two processes that take at once get different ones.
      .where('id', 'in', writesInWith ? dueIds.forUpdate().skipLocked() : dueIds)
      .returningAll(),
  )
  const handing = prepare(
    db
      .updateTable('letter')
      .set({ state: 'handing', due: slot<number>('until') })
      .where('id', '=', id)
      .where('state', '=', 'waiting')
      .where('attempts', '=', slot<number>('attempts'))
      .returning('id'),
  )
  const settle = prepare(
    db
      .updateTable('letter')
      .set({ state: slot<string>('state'), problem: slot<string | null>('problem') })
      .where('id', '=', id)
      .returning('id'),
  )
  const later = prepare(
    db
      .updateTable('letter')
      .set({ state: 'waiting', due: slot<number>('due'), problem: slot<string>('problem') })
      .where('id', '=', id)
      .returning('id'),
  )
  const cutOff = prepare(
    db.updateTable('letter').set({ state: 'uncertain' }).where('state', '=', 'handing').where('due', '<=', now).returning('id'),
  )
  const countSubscribers = prepare(
    db
      .selectFrom('subscriber')
      .select(['state', sql<number>`count(*)`.as('count')])
      .where('list', '=', list)
      .groupBy('state'),
  )
  const countLetters = prepare(
    db
      .selectFrom('letter')
      .select(['state', sql<number>`count(*)`.as('count')])
      .where('kind', '=', kind)
      .groupBy('state'),
  )
  const before = slot<number>('before')
  const neverConfirmed = prepare(db.selectFrom('subscriber').select('id').where('state', '=', 'asked').where('asked', '<', before))
  const unreachable = prepare(db.selectFrom('subscriber').select('id').where('state', '=', 'bounced').where('failed', '<', before))
  const unanswered = prepare(db.selectFrom('subscriber').select('id').where('list', '=', 'survey').where('confirmed', '<', before))
  const oldLetters = prepare(
    db.deleteFrom('letter').where('created', '<', before).where('state', 'not in', ['waiting', 'handing']).returning('id'),
  )

  function* forget(subscriber: string): Work<boolean> {
    yield* ask(letters, { id: subscriber })
    return (yield* ask(removeOne, { id: subscriber })).length > 0
  }

  return {
    *ask(
      asked: { id: string; list: MailingList; address: string; wishes: unknown; consent: unknown },
      names: { confirm: string; known: string; once: string },
      at: number,
    ): Work<Subscriber> {
      const [there] = yield* ask(onList, { address: asked.address, list: asked.list })
      const said = { wishes: JSON.stringify(asked.wishes), consent: JSON.stringify(asked.consent), now: at }
      const [row] =
        there === undefined
          ? yield* ask(insert, { ...said, id: asked.id, list: asked.list, address: asked.address })
          : there.state === 'active'
            ? [there]
            : yield* ask(renew, { ...said, id: there.id })
      const wanted = row!.state === 'active' ? names.known : names.confirm
      yield* ask(queue, { letter: `${wanted}/${row!.id}/${names.once}`, id: row!.id, kind: wanted, now: at })
      return toSubscriber(row!)
    },
    *find(subscriber: string): Work<Subscriber | undefined> {
      const [row] = yield* ask(byId, { id: subscriber })
      return row && toSubscriber(row)
    },
    *ids(address?: string): Work<string[]> {
      return (address === undefined ? yield* ask(everybody, {}) : yield* ask(byAddress, { address })).map((row) => row.id)
    },
    *confirm(subscriber: string, at: number): Work<Subscriber | undefined> {
      const [confirmed] = yield* ask(confirm, { id: subscriber, now: at })
      const [row] = confirmed ? [confirmed] : yield* ask(byId, { id: subscriber })
      return row?.state === 'active' ? toSubscriber(row) : undefined
    },
    *change(subscriber: string, wishes: unknown): Work<Subscriber | undefined> {
      const [row] = yield* ask(change, { id: subscriber, wishes: JSON.stringify(wishes) })
      return row && toSubscriber(row)
    },
    remove: forget,
    *plan(issue: string, at: number, to: MailingList, until: number): Work<number> {
      return (yield* ask(plan, { kind: issue, now: at, list: to, until })).length
    },
    *take(at: number, leaseMs: number, limit: number): Work<QueuedLetter[]> {
      const rows = yield* ask(take, { now: at, until: at + leaseMs, limit })
      const taken: QueuedLetter[] = []
      for (const row of [...rows].sort((a, b) => a.created - b.created || (a.id < b.id ? -1 : 1))) {
        const [subscriber] = yield* ask(byId, { id: row.subscriber })
        if (subscriber) taken.push(toLetter(row, toSubscriber(subscriber)))
      }
      return taken
    },
    *handing(letter: string, attempts: number, until: number): Work<boolean> {
      return (yield* ask(handing, { id: letter, attempts, until })).length > 0
    },
    *settle(letter: string, state: LetterState, problem?: string): Work<void> {
      yield* ask(settle, { id: letter, state, problem: problem ?? null })
    },
    *later(letter: string, due: number, problem: string): Work<void> {
      yield* ask(later, { id: letter, due, problem })
    },
    *cutOff(at: number): Work<number> {
      return (yield* ask(cutOff, { now: at })).length
    },
    *bounced(
      subscriber: string,
      { forGood, most, withinMs }: { forGood: boolean; most: number; withinMs: number },
      at: number,
    ): Work<SubscriberState | undefined> {
      const [row] = yield* ask(byId, { id: subscriber })
      if (!row) return undefined
      const failures = row.failed !== null && row.failed > at - withinMs ? row.failures + 1 : 1
      const state = forGood || failures >= most ? 'bounced' : (row.state as SubscriberState)
      yield* ask(note, { id: subscriber, state, failures, now: at })
      if (state === 'bounced') yield* ask(waiting, { id: subscriber })
      return state
    },
    *summary(issue: string, of: MailingList): Work<SubscriberSummary> {
      const summary: SubscriberSummary = {
        subscribers: { asked: 0, active: 0, bounced: 0 },
        letters: { waiting: 0, handing: 0, sent: 0, refused: 0, uncertain: 0, empty: 0 },
      }
      for (const { state, count } of yield* ask(countSubscribers, { list: of }))
        summary.subscribers[state as SubscriberState] = Number(count)
      for (const { state, count } of yield* ask(countLetters, { kind: issue })) summary.letters[state as LetterState] = Number(count)
      return summary
    },
    *expire(ages: SubscribersExpire): Work<number> {
      const old = [
        ...(yield* ask(neverConfirmed, { before: ages.asked.getTime() })),
        ...(yield* ask(unreachable, { before: ages.bounced.getTime() })),
        ...(yield* ask(unanswered, { before: ages.surveys.getTime() })),
      ]
      const gone = new Set(old.map((row) => row.id))
      for (const subscriber of gone) yield* forget(subscriber)
      yield* ask(oldLetters, { before: ages.letters.getTime() })
      return gone.size
    },
  }
}
