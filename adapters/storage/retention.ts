/**
 * Forgetting: one conversation at a visitor's word, or everything older than its time. State is found by the keys that
 * Bot Framework gives it: `<channel>/conversations/<id>/` and `<channel>/users/<id>/`, with the name of a part of it behind the slash, which
 * ours have none of.
 */
import { ask, type Dialect, prepare, slot, type Work } from './sql.ts'
import { stateKeysOf } from './state-keys.ts'
import type { ExpireBefore } from './storage.ts'
import { FORGOTTEN } from './tables.ts'

/** How keys of state begin that belong to no conversation and have no time of their own. */
export const OWN_STATE = 'wegweiser/'

/** No line of a log has a larger one: PostgreSQL's `integer`. */
const MAX_NUMBER = 2 ** 31 - 1

export function retentionWork({ db }: Dialect) {
  const id = slot<string>('id')
  const user = prepare(db.selectFrom('conversation').select(['user_id', 'created']).where('id', '=', id))
  const activities = prepare(db.deleteFrom('activity').where('conversation', '=', id).returning('number'))
  // Emptied, and known by their ids: what a client or a slow line posts again must not come back.
  const emptied = prepare(
    db
      .updateTable('activity')
      .set({ body: FORGOTTEN, owed: 0 })
      .where('conversation', '=', id)
      .where('body', '!=', FORGOTTEN)
      .where((row) => row.or([row('owed', '=', 0), row('number', '<=', slot<number>('upTo'))]))
      .returning('number'),
  )
  // By time first: that has an index.
  const events = prepare(db.deleteFrom('usage').where('at', '>=', slot<number>('since')).where('conversation', '=', id).returning('id'))
  const conversation = prepare(db.deleteFrom('conversation').where('id', '=', id).returning('id'))
  const state = prepare(db.deleteFrom('state').where('key', '=', slot<string>('key')).returning('key'))
  const requestIds = prepare(db.selectFrom('request').select('id').where('conversation', '=', id))
  const posts = prepare(db.deleteFrom('outbox').where('request', '=', id).returning('id'))
  const request = prepare(db.deleteFrom('request').where('id', '=', id).returning('id'))
  const before = slot<number>('before')
  const oldConversations = prepare(db.selectFrom('conversation').select('id').where('last_seen', '<', before))
  // Our own items (which Teams channel is which) are no conversation's and stay.
  const oldState = prepare(db.deleteFrom('state').where('written', '<', before).where('key', 'not like', `${OWN_STATE}%`).returning('key'))
  const oldRequests = prepare(db.selectFrom('request').select('id').where('updated', '<', before))
  const oldEvents = prepare(db.deleteFrom('usage').where('at', '<', before).returning('id'))

  function* forgetRequest(requestId: string): Work<void> {
    yield* ask(posts, { id: requestId })
    yield* ask(request, { id: requestId })
  }

  /** State; events and requests have times of their own. */
  function* forgetState(conversationId: string): Work<void> {
    const [owner] = yield* ask(user, { id: conversationId })
    for (const key of stateKeysOf(conversationId, owner?.user_id)) yield* ask(state, { key })
  }

  return {
    /**
     * The conversation stays until its time is over (its visitor is still there and reads the answer), and of its log numbers, times and ids.
     * What was said behind the number `upTo`, the word to forget, and waits for an answer stays: it is of the talk that begins anew.
     */
    *forget(conversationId: string, upTo = MAX_NUMBER): Work<{ requests: string[] }> {
      const requests = (yield* ask(requestIds, { id: conversationId })).map((row) => row.id)
      for (const requestId of requests) yield* forgetRequest(requestId)
      const [row] = yield* ask(user, { id: conversationId })
      // A conversation in Teams has no row, and may be as old as our oldest event.
      yield* ask(events, { id: conversationId, since: row?.created ?? 0 })
      yield* forgetState(conversationId)
      yield* ask(emptied, { id: conversationId, upTo })
      return { requests }
    },

    *expire({ conversations, requests, usage }: ExpireBefore): Work<{ conversations: number; requests: number; usage: number }> {
      const gone = { conversations: 0, requests: 0, usage: 0 }
      if (conversations) {
        const old = yield* ask(oldConversations, { before: conversations.getTime() })
        for (const row of old) {
          yield* forgetState(row.id)
          yield* ask(activities, { id: row.id })
          yield* ask(conversation, { id: row.id })
        }
        // What is left of state belongs to Teams, whose conversations have no row here.
        yield* ask(oldState, { before: conversations.getTime() })
        gone.conversations = old.length
      }
      if (requests) {
        const old = yield* ask(oldRequests, { before: requests.getTime() })
        for (const row of old) yield* forgetRequest(row.id)
        gone.requests = old.length
      }
      if (usage) gone.usage = (yield* ask(oldEvents, { before: usage.getTime() })).length
      return gone
    },
  }
}
