/** Deleting requests for good, at the visitor's word or when their time is over, and with them what stands on cards in Teams. */
import { DAY_MS } from '../../bot/knowledge/day.ts'
import type { Store } from '../storage/storage.ts'
import { placedCards } from '../teams/cards-posted.ts'
import { cardTurn } from '../teams/senders.ts'
import type { TurnQueue } from '../turn-queue.ts'
import type { Desk } from './desk.ts'

export interface ForgetOptions {
  store: Store
  desk: Desk
  queue: TurnQueue
  retentionDays: number
  now(): Date
  posted(): void
}

export interface Forget {
  /** All of one conversation, its requests included. */
  conversation(id: string): Promise<void>
  /** Requests untouched for too long. */
  expired(): Promise<void>
}

/** Why a request is gone: at the visitor's wish, or by time. */
type Why = 'wish' | 'time'

export function createForget({ store, desk, queue, retentionDays, now, posted }: ForgetOptions): Forget {
  const cards = placedCards(store)

  /** Posts that leave nothing of a request on its cards; without the request's id, so that deleting the request does not take them away. */
  const emptyCards = async (id: string, number: number, why: Why): Promise<void> => {
    const placed = await cards.read(id)
    for (const at of [placed?.at, placed?.left])
      if (at) await store.outbox.add({ id: `${id}/gone/${at.activity}`, kind: 'gone', body: { id, number, why, at }, due: now() }, now())
  }

  return {
    conversation: async (conversation) => {
      // Emptied first, and not while its card is being drawn: one that is drawn later shows nothing any more.
      for (const { id, number } of await store.requests.list({ conversation }))
        await queue.run(cardTurn(id), async () => {
          await desk.act(id, undefined, { do: 'withdraw' })
          await emptyCards(id, number, 'wish')
        })
      const { requests } = await store.forget(conversation)
      for (const id of requests) await cards.delete(id)
      posted()
    },
    expired: async () => {
      const before = new Date(now().getTime() - retentionDays * DAY_MS)
      const old = (await store.requests.list({})).filter(({ updated }) => updated < before)
      if (old.length === 0) return
      for (const { id, number, state } of old) if (state !== 'withdrawn') await emptyCards(id, number, 'time')
      await store.expire({ requests: before })
      for (const { id } of old) await cards.delete(id)
      posted()
    },
  }
}
