/** Settings → the store they name. */
import { join } from 'node:path'
import { sqliteStore } from './sqlite.ts'
import type { Store } from './storage.ts'

export interface StoreSettings {
  /** Folder of the SQLite file. */
  dataDir: string
  clock: () => Date
}

export function openStore({ dataDir, clock }: StoreSettings): Promise<Store> {
  return sqliteStore({ path: join(dataDir, 'wegweiser.sqlite'), clock })
}
