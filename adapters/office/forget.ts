/**
 * Deleting requests for good, at the visitor's word or when their time is over: rows, posts, what senders keep, and what they posted
 * elsewhere.
 */
import { DAY_MS } from '../../bot/knowledge/day.ts'
import type { Knowledge } from '../../bot/knowledge/knowledge.ts'
import { newsReply } from '../../bot/requests/replies.ts'
import type { Store } from '../storage/storage.ts'
import type { TurnQueue } from '../turn-queue.ts'
import type { Desk } from './desk.ts'
import { type Filed, filedOf, requestTurn } from './filed.ts'
import { gonePost } from './posts.ts'
import type { ErasedBecause, Senders } from './senders.ts'

export interface ForgetOptions {
  store: Store
  desk: Pick<Desk, 'act'>
  senders: Senders
  knowledge(): Knowledge
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

/** In the turn of who asks, rows and what senders keep go in one commit; else each step can be repeated after a crash. */
export function createForget({ store, desk, senders, knowledge, queue, retentionDays, now, posted }: ForgetOptions): Forget {
  /** Posts that leave nothing of a request where it stands. */
  const takeBack = async (request: { id: string; number: number }, because: ErasedBecause): Promise<void> => {
    for (const sender of senders.staff())
      for (const trace of await sender.traces(request.id))
        await store.outbox.add(gonePost(request, because, { sender: sender.name, trace, due: now() }), now())
  }

  /** Whoever still waits hears of it, while it is known how; repeated after a crash it is the same word. */
  const tellExpiry = async (filed: Filed | undefined): Promise<void> => {
    if (!filed) return
    const reply = newsReply(filed.request, { kind: 'expired' }, knowledge())
    for (const sender of senders.visitors()) {
      const told = await sender.tell(filed, reply, `${filed.id}/expired`)
      if (told && told !== 'closed') return
    }
  }

  const letGo = async (ids: readonly string[]): Promise<void> => {
    for (const id of ids) for (const sender of senders.staff()) await sender.forget(id)
    posted()
  }

  return {
    conversation: async (conversation) => {
      for (const sender of senders.visitors()) sender.forget?.(conversation)
      // Taken back first, and not while it is being shown: what is shown later shows nothing any more.
      for (const { id, number } of await store.requests.list({ conversation }))
        await queue.run(requestTurn(id), async () => {
          await desk.act(id, undefined, { do: 'withdraw' })
          await takeBack({ id, number }, 'wish')
        })
      const { requests } = await store.forget(conversation)
      await letGo(requests)
    },
    expired: async () => {
      const before = new Date(now().getTime() - retentionDays * DAY_MS)
      const old = (await store.requests.list({})).filter(({ updated }) => updated < before)
      if (old.length === 0) return
      for (const row of old) {
        if (row.state === 'open' || row.state === 'claimed') await tellExpiry(filedOf(row))
        if (row.state !== 'withdrawn') await takeBack(row, 'time')
      }
      await letGo(old.map(({ id }) => id))
      await store.expire({ requests: before })
    },
  }
}
