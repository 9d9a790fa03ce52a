/**
 * One turn at a time in each conversation, in the order in which they were asked for. Bot state is read at the start of a turn and
 * written at its end with "last write wins", so two turns side by side would lose answers. Within this process a queue does it;
 * between processes a lock of the database, which a dying process lets go by itself.
 */

import type { Logger } from 'pino'
import type { Middleware, TurnContext } from './sdk.ts'
import { LockTimeout, StorageAway, type Store } from './storage/storage.ts'
import { type Telemetry, turnId, UNTOLD } from './telemetry.ts'

/** Measures a turn, or tells of it, and gives what it gives. */
export type WatchTurn = Telemetry['turn']

export interface QueueOptions {
  /** Is held while the turn runs. */
  activity?: { id?: string; channelId?: string }
  /** Another process that has not ended its turn by then stands still and is not waited for. */
  patienceMs?: number
}

export interface TurnQueue {
  /** Runs `turn` when all earlier ones of this conversation are done, and gives what it gives. */
  run<T>(conversationId: string, turn: () => Promise<T>, options?: QueueOptions): Promise<T>
  /** Says that the turn of this activity runs inside the queue already. */
  hold(activity: object): void
  holds(activity: object): boolean
  /** Resolves when no turn runs or waits. */
  idle(): Promise<void>
}

/** `watch` runs each turn of an activity, once its lock is held. */
export function createTurnQueue(lock: Store['lock'], log: Logger, watch: WatchTurn = UNTOLD.turn): TurnQueue {
  const last = new Map<string, Promise<unknown>>()
  const held = new WeakSet<object>()

  /** Without the database, order inside this process is still kept; better than no answer. */
  const locked = async (conversationId: string, patienceMs: number | undefined): Promise<() => void> => {
    try {
      return await lock(conversationId, patienceMs)
    } catch (error) {
      if (error instanceof LockTimeout)
        log.warn({ event: 'lock_timeout', err: error }, 'another process hangs, the talk goes on without a lock')
      else if (error instanceof StorageAway)
        log.debug({ event: 'turn_unlocked', err: error }, 'database away, the talk goes on without a lock')
      else throw error
      return () => {}
    }
  }

  const guarded = async <T>(
    conversationId: string,
    before: Promise<unknown> | undefined,
    turn: () => Promise<T>,
    { activity, patienceMs }: QueueOptions,
  ): Promise<T> => {
    if (before) await before
    const release = await locked(conversationId, patienceMs)
    if (activity) held.add(activity)
    try {
      return await (activity ? watch({ door: activity.channelId ?? '', id: turnId(activity.id) }, turn) : turn())
    } finally {
      release()
    }
  }

  return {
    run: (conversationId, turn, options = {}) => {
      const running = guarded(conversationId, last.get(conversationId), turn, options)
      // Whoever asked hears of a failure; those who come after only wait for the end.
      const over = running.then(
        () => undefined,
        () => undefined,
      )
      last.set(conversationId, over)
      void over.then(() => {
        if (last.get(conversationId) === over) last.delete(conversationId)
      })
      return running
    },
    hold: (activity) => {
      held.add(activity)
    },
    holds: (activity) => held.has(activity),
    idle: async () => {
      while (last.size > 0) await Promise.all(last.values())
    },
  }
}

/** For turns that come from elsewhere (Teams, or the bot speaking first): puts them into the same queue. */
export function oneTurnAtATime(queue: TurnQueue): Middleware {
  return {
    onTurn: (context: TurnContext, next: () => Promise<void>) => {
      const id = context.activity.conversation?.id
      return id === undefined || queue.holds(context.activity) ? next() : queue.run(id, next, { activity: context.activity })
    },
  }
}
