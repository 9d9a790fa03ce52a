/** The storage contract on any engine: each operation names its work and how surely it must be kept. */
import { bookingWork } from './bookings.ts'
import { conversationWork } from './conversations.ts'
import { probing } from './probe.ts'
import { outboxWork, requestWork } from './requests.ts'
import { retentionWork } from './retention.ts'
import { ask, type Engine, prepare, type Work } from './sql.ts'
import { stateWork } from './state.ts'
import type { Store, UsageEvent } from './storage.ts'
import { subscriberWork } from './subscribers.ts'
import { type TextStore, toLine } from './texts.ts'
import { isPlainTurn, turnWork } from './turn-commit.ts'
import { usageWork } from './usage.ts'

/** Two who write the same thing at once meet once, not again and again. */
const MAX_TRIES = 3

/** `clock` only dates state items, for Bot Framework's `Storage` has no place for a time. */
export function storeOn(engine: Engine, rest: Pick<Store, 'shared' | 'onAppended' | 'lock'>, clock: () => Date): TextStore {
  const { dialect } = engine
  const state = stateWork(dialect)
  const conversations = conversationWork(dialect)
  const requests = requestWork(dialect)
  const outbox = outboxWork(dialect)
  const usage = usageWork(dialect)
  const bookings = bookingWork(dialect)
  const subscribers = subscriberWork(dialect)
  const retention = retentionWork(dialect)
  const probeWork = probing(dialect)
  const turns = turnWork(dialect, { conversations, state, usage, retention })
  const repeated = async <T>(write: () => Promise<T>): Promise<T> => {
    for (let tries = 1; ; tries++) {
      try {
        return await write()
      } catch (error) {
        if (tries === MAX_TRIES || !engine.met(error)) throw error
      }
    }
  }
  const erased = async <T>(work: Promise<T>): Promise<T> => {
    const done = await work
    await engine.erase()
    return done
  }
  function* answer(id: string, event: UsageEvent): Work<boolean> {
    // Whoever is gone has answered already.
    const isThere = yield* subscribers.remove(id)
    if (isThere) yield* usage.append([toLine(event)])
    return isThere
  }
  const one = prepare(dialect.db.selectFrom('migration').select('name').limit(1))
  return {
    ...rest,
    state: {
      read: (keys) => engine.read(state.read(keys)),
      write: (changes) => {
        const work = state.write(changes, clock().getTime())
        return changes.length === 1 ? engine.single(work) : engine.write(work)
      },
      delete: (keys) => engine.write(state.delete(keys)),
    },
    conversations: {
      start: (conversation, now) => engine.single(conversations.start(conversation, now.getTime())),
      find: (id) => engine.read(conversations.find(id)),
      append: (id, lines, now) =>
        repeated(() => {
          const work = conversations.append(id, lines, now.getTime())
          return dialect.writesInWith ? engine.single(work) : engine.write(work)
        }),
      commitTurn: (turn, now) =>
        repeated(() => {
          const work = turns.commit(turn, now.getTime())
          if (turn.forget) return erased(engine.writeSurely(work))
          return dialect.writesInWith && isPlainTurn(turn) ? engine.single(work) : engine.write(work)
        }),
      after: (id, number, limit) => engine.read(conversations.after(id, number, limit)),
      nextOwed: (id) => engine.read(conversations.nextOwed(id)),
      list: (limit) => engine.read(conversations.list(limit)),
      owed: (before) => engine.read(conversations.owed(before.getTime())),
    },
    usage: {
      append: (lines) =>
        lines.length === 1 || dialect.writesInWith ? engine.single(usage.append(lines)) : engine.write(usage.append(lines)),
      between: (from, to, kinds) => engine.read(usage.between(from.getTime(), to.getTime(), kinds)),
    },
    requests: {
      create: (request, now, posts = [], only = undefined) =>
        repeated(() => engine.writeSurely(requests.create(request, now.getTime(), posts, only))),
      find: (id) => engine.read(requests.find(id)),
      findNumber: (number) => engine.read(requests.findNumber(number)),
      update: (id, version, change, now, posts = [], only = undefined) =>
        engine.writeSurely(requests.update(id, version, change, now.getTime(), posts, only)),
      list: (filter) => engine.read(requests.list(filter)),
    },
    outbox: {
      add: (post, now) => engine.writeSurely(outbox.add(post, now.getTime())),
      take: (now, leaseMs, limit) => engine.single(outbox.take(now.getTime(), leaseMs, limit)),
      done: (id) => engine.writeSurely(outbox.done(id)),
      oldest: (leftOut) => engine.read(outbox.oldest(leftOut)),
      later: (id, due, problem) => engine.single(outbox.later(id, due.getTime(), problem)),
    },
    clicks: {
      count: (target, day) => engine.single(usage.click(target, day)),
      between: (from, to) => engine.read(usage.clicks(from, to)),
    },
    bookings: {
      book: (booking) => repeated(() => engine.writeSurely(bookings.book(booking))),
      cancel: (id, days) => repeated(() => engine.writeSurely(bookings.cancel(id, days))),
      move: (from, to, day) => repeated(() => engine.writeSurely(bookings.move(from, to, day))),
      between: (from, to) => engine.read(bookings.between(from, to)),
      expire: (before) => engine.writeSurely(bookings.expire(before)),
    },
    subscribers: {
      ask: (asked, letters, now) => repeated(() => engine.writeSurely(subscribers.ask(asked, letters, now.getTime()))),
      find: (id) => engine.read(subscribers.find(id)),
      ids: (address) => engine.read(subscribers.ids(address)),
      confirm: (id, now) => engine.writeSurely(subscribers.confirm(id, now.getTime())),
      change: (id, wishes) => engine.writeSurely(subscribers.change(id, wishes)),
      remove: (id) => erased(engine.writeSurely(subscribers.remove(id))),
      answer: (id, event) => erased(engine.writeSurely(answer(id, event))),
      plan: (kind, now, { list, confirmedUntil }) =>
        repeated(() => engine.writeSurely(subscribers.plan(kind, now.getTime(), list, confirmedUntil.getTime()))),
      take: (now, leaseMs, limit) => engine.write(subscribers.take(now.getTime(), leaseMs, limit)),
      handing: (id, attempts, until) => engine.writeSurely(subscribers.handing(id, attempts, until.getTime())),
      settle: (id, state, problem) => engine.writeSurely(subscribers.settle(id, state, problem)),
      later: (id, due, problem) => engine.writeSurely(subscribers.later(id, due.getTime(), problem)),
      cutOff: (now) => engine.writeSurely(subscribers.cutOff(now.getTime())),
      bounced: (id, how, now) => engine.writeSurely(subscribers.bounced(id, how, now.getTime())),
      summary: (kind, list) => engine.read(subscribers.summary(kind, list)),
      expire: (before) => erased(engine.writeSurely(subscribers.expire(before))),
    },
    forget: (conversationId) => erased(engine.writeSurely(retention.forget(conversationId))),
    // Also when nothing was: words that were cleaned since leave the files with it.
    expire: (before) => erased(engine.writeSurely(retention.expire(before))),
    ping: async () => {
      await engine.read(ask(one, {}))
    },
    probe: (now) => engine.write(probeWork(now.getTime())),
    close: () => engine.close(),
  }
}
