/**
 * Sends what must go out: takes due posts, carries each out, and crosses it off. What fails is tried again later, a little later each
 * time; what a killed process left is due again when its lease ends. So every post goes out, and once: only a process that dies
 * between the telling and our crossing off leaves one that is repeated, under the same name.
 */
import type { Logger } from 'pino'
import { ownValue } from '../../bot/knowledge/own-value.ts'
import { type Repeating, repeat } from '../repeating.ts'
import { outsideTurn } from '../storage/open-turn.ts'
import { type Post, StorageAway, type Store } from '../storage/storage.ts'
import type { Telling } from './telling.ts'

/** Nobody else takes a post for so long; a post is done in far less. */
const LEASE_MS = 60_000
const EVERY_MS = 5_000
const AT_ONCE = 20
const FIRST_RETRY_MS = 2_000
const LAST_RETRY_MS = 15 * 60_000
/** About a day of trying in steps of a quarter of an hour; then every hour. */
const HOURLY_AFTER = 100
const HOURLY_MS = 3_600_000
/** About ten days: longer than a secret that expires before a holiday is away. After that it is logged as an error once and given up. */
const MAX_ATTEMPTS = 320

export interface Outbox {
  /** Something is new: look now instead of in a moment. Nothing goes out before `start`. */
  nudge(): void
  /** Resolves when everything due now was tried once. */
  flush(): Promise<void>
  start(): void
  /** Lets what is being sent finish. */
  close(): Promise<void>
}

export interface OutboxOptions {
  store: Store
  telling: Telling
  log: Logger
  now(): Date
}

export function createOutbox({ store, telling, log, now }: OutboxOptions): Outbox {
  let timer: Repeating | undefined
  let running: Promise<void> = Promise.resolve()
  let waiting = false
  let isStarted = false
  let closed = false

  const send = async (post: Post): Promise<void> => {
    const carryOut = ownValue(telling as Partial<Record<string, Telling[keyof Telling]>>, post.kind)
    try {
      if (!carryOut) throw new Error(`nobody knows posts of kind ${post.kind}`)
      const sent = await carryOut(post)
      if (sent) await store.outbox.later(post.id, sent.again, '')
      else await store.outbox.done(post.id)
    } catch (error) {
      if (error instanceof StorageAway) throw error
      if (post.attempts >= MAX_ATTEMPTS) {
        log.error({ event: 'post_given_up', err: error, post: post.id, attempts: post.attempts }, 'post given up')
        return store.outbox.done(post.id)
      }
      const soon = Math.min(FIRST_RETRY_MS * 2 ** Math.min(post.attempts - 1, 20), LAST_RETRY_MS)
      const wait = post.attempts < HOURLY_AFTER ? soon : HOURLY_MS
      log.warn(
        { event: 'post_retried', err: error, post: post.id, attempts: post.attempts, retryMs: wait },
        'post not delivered, it will be tried again',
      )
      await store.outbox.later(post.id, new Date(now().getTime() + wait), error instanceof Error ? error.message : String(error))
    }
  }

  const round = async (): Promise<void> => {
    waiting = false
    try {
      for (let more = true; more && !closed; ) {
        const posts = await store.outbox.take(now(), LEASE_MS, AT_ONCE)
        // One after the other: a card must stand before somebody is reminded under it.
        for (const post of posts) await send(post)
        // Carrying out a post may cause another.
        more = posts.length > 0
      }
    } catch (error) {
      if (!(error instanceof StorageAway)) log.error({ event: 'outbox_failed', err: error }, 'outbox failed')
    }
  }

  const look = () => {
    if (waiting || closed) return
    waiting = true
    // A turn may have caused the post; sending it is no part of the turn.
    running = outsideTurn(() => running.then(round))
  }

  const nudge = () => {
    if (isStarted) look()
  }

  return {
    nudge,
    flush: () => {
      look()
      return running
    },
    start: () => {
      isStarted = true
      timer = repeat({ job: 'outbox', everyMs: EVERY_MS, log, atOnce: true }, nudge)
    },
    close: async () => {
      closed = true
      timer?.stop()
      await running
    },
  }
}
