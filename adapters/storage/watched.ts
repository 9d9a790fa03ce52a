/**
 * Watches a store from outside: how it is doing is known from what doors and bot ask of it anyway. Logs when it goes and when it is
 * back, once each, and not for every visitor in between.
 */
import type { Logger } from 'pino'
import { StorageAway, type StorageTrouble, type Store } from './storage.ts'

export interface StorageHealth {
  /** What is wrong since when (ms); undefined while everything works. */
  down(): { trouble: StorageTrouble; since: number } | undefined
  /** The newest failure and its instant (ms). */
  last(): { trouble: StorageTrouble; at: number } | undefined
}

export interface WatchOptions {
  log: Logger
  now: () => Date
  /** One operation failed. */
  onTrouble(trouble: StorageTrouble): void
}

/** What only reads says nothing about writing: a full disk can be read. */
const READING = new Set([
  'read',
  'find',
  'findNumber',
  'after',
  'list',
  'owed',
  'nextOwed',
  'oldest',
  'between',
  'ping',
  'lock',
  'summary',
  'ids',
])
const PARTS = ['state', 'conversations', 'usage', 'requests', 'outbox', 'clicks', 'bookings', 'subscribers'] as const

type Callable = (...args: unknown[]) => Promise<unknown>

/** The same store, and its health. */
export function watchStore(store: Store, { log, now, onTrouble }: WatchOptions): { store: Store; health: StorageHealth } {
  let down: { trouble: StorageTrouble; since: number } | undefined
  let last: { trouble: StorageTrouble; at: number } | undefined

  const failed = (error: unknown) => {
    if (!(error instanceof StorageAway)) return
    const { trouble } = error
    const at = now().getTime()
    last = { trouble, at }
    onTrouble(trouble)
    if (down && (down.trouble === trouble || trouble !== 'damaged')) return
    down = { trouble, since: down?.since ?? at }
    if (trouble === 'damaged')
      log.fatal({ event: 'storage_damaged', err: error }, 'the database is damaged and must be restored from a backup (docs/backup.md)')
    else log.error({ event: 'storage_down', trouble, err: error }, 'the database cannot be used at the moment')
  }

  const worked = (name: string) => {
    // A damaged one may still do this and that.
    if (!down || down.trouble === 'damaged' || READING.has(name)) return
    log.warn({ event: 'storage_up', trouble: down.trouble, downMs: now().getTime() - down.since }, 'the database can be used again')
    down = undefined
  }

  const watched =
    (owner: object, name: string, run: Callable): Callable =>
    async (...args) => {
      try {
        const value = await run.apply(owner, args)
        worked(name)
        return value
      } catch (error) {
        failed(error)
        throw error
      }
    }

  const watchedPart = <P extends object>(part: P): P =>
    Object.fromEntries(Object.entries(part).map(([name, run]) => [name, watched(part, name, run as Callable)])) as P

  const parts = Object.fromEntries(PARTS.map((part) => [part, watchedPart(store[part])])) as Pick<Store, (typeof PARTS)[number]>
  const { forget, expire, ping, probe } = watchedPart({ forget: store.forget, expire: store.expire, ping: store.ping, probe: store.probe })
  return { store: { ...store, ...parts, forget, expire, ping, probe }, health: { down: () => down, last: () => last } }
}
