/** Settings → the store they name. */
import { join } from 'node:path'
import type { Logger } from 'pino'
import { sqliteStore } from './sqlite.ts'
import type { Store } from './storage.ts'

/** In `DATA_DIR`. */
export const DATABASE_FILE = 'wegweiser.sqlite'

export interface StoreSettings {
  /** Folder of the SQLite file. */
  dataDir: string
  /** `postgres://…` instead of SQLite. */
  databaseUrl?: string | undefined
  clock: () => Date
  log: Logger
}

/** Rejects when the database cannot be used and trying again would not help. */
export async function openStore({ dataDir, databaseUrl, clock, log }: StoreSettings): Promise<Store> {
  if (databaseUrl === undefined) return sqliteStore({ path: join(dataDir, DATABASE_FILE), clock })
  // Loaded only where it is wanted: most installations live on SQLite, and a start should be quick.
  const { postgresStore } = await import('./postgres.ts')
  return postgresStore({ url: databaseUrl, clock, log })
}
