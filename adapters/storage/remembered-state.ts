/**
 * State of the talks that go on right now, remembered beside the database: a turn reads what the turn before it wrote, and need not ask
 * another thread for it. Only for a database that no other process writes to. Only what was kept is remembered.
 */
import type { Storage, StoreItems } from 'botbuilder'

/** `Storage` whose write tells the new version of each item. */
export interface VersionedState {
  read(keys: string[]): Promise<StoreItems>
  write(changes: StoreItems): Promise<Record<string, number>>
  delete(keys: string[]): Promise<void>
}

const REMEMBERED = 2000

/** `around`: runs something that changes state behind our back. */
export function rememberedState(state: VersionedState): Storage & { around<T>(change: () => Promise<T>): Promise<T> } {
  const known = new Map<string, { text: string; version: number }>()

  const forgetting = async <T>(keys: readonly string[] | undefined, change: () => Promise<T>): Promise<T> => {
    const forget = () => {
      if (keys) for (const key of keys) known.delete(key)
      else known.clear()
    }
    forget()
    try {
      return await change()
    } finally {
      forget()
    }
  }

  return {
    read: async (keys) => {
      const found: StoreItems = {}
      for (const key of keys) {
        const item = known.get(key)
        // Each reader gets a copy of their own.
        if (item) found[key] = { ...JSON.parse(item.text), eTag: String(item.version) }
      }
      const missing = keys.filter((key) => !known.has(key))
      return missing.length === 0 ? found : { ...found, ...(await state.read(missing)) }
    },
    write: async (items) => {
      const keys = Object.keys(items)
      const texts = keys.map((key) => {
        const { eTag: _, ...rest } = items[key] as { eTag?: string }
        return JSON.stringify(rest)
      })
      const versions = await forgetting(keys, () => state.write(items))
      if (known.size + keys.length > REMEMBERED) known.clear()
      for (const [i, key] of keys.entries()) known.set(key, { text: texts[i]!, version: versions[key]! })
    },
    delete: (keys) => forgetting(keys, () => state.delete(keys)),
    around: (change) => forgetting(undefined, change),
  }
}
