/** Everything personal goes by itself: once at the start and then every hour, what is older than the setting says is deleted. */
import type { Logger } from 'pino'
import { StorageAway, type Store } from './storage/storage.ts'

const EVERY_MS = 3_600_000
const DAY_MS = 86_400_000

export function startRetention(store: Store, days: number, log: Logger, now: () => Date): { stop(): void } {
  const run = async () => {
    try {
      const before = new Date(now().getTime() - days * DAY_MS)
      const gone = await store.expire({ conversations: before })
      if (gone.conversations > 0) log.info(gone, 'Aufbewahrungsfrist abgelaufen, gelöscht')
    } catch (error) {
      if (!(error instanceof StorageAway)) throw error
      log.warn('Löschen nach Frist verschoben, die Datenbank ist nicht erreichbar')
    }
  }
  void run()
  const timer = setInterval(run, EVERY_MS).unref()
  return { stop: () => clearInterval(timer) }
}
