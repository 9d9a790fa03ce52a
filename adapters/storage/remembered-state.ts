/**
 * State of the talks that go on right now, remembered beside the database: a turn reads what the turn before it wrote, and need not ask
 * another thread for it. Only for a database that no other process writes to. Only what was kept is remembered.
 */
import type { StateChange, StateItem, StateTexts } from './texts.ts'

const REMEMBERED = 2000

export interface RememberedState extends StateTexts {
  /** Runs something that changes state behind our back. */
  around<T>(change: () => Promise<T>): Promise<T>
  /** Runs something that writes these items and gives their new versions, or changes nothing and gives undefined. */
  following<T extends { versions: ReadonlyMap<string, number> }>(
    items: { changes: readonly StateChange[]; deletes: readonly string[] },
    change: () => Promise<T | undefined>,
  ): Promise<T | undefined>
}

export function rememberedState(state: StateTexts): RememberedState {
  const known = new Map<string, StateItem>()

  /** Before and after: neither what was, nor what another one read meanwhile, may stay. */
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

  const remember = (changes: readonly StateChange[], versions: ReadonlyMap<string, number>) => {
    if (known.size + changes.length > REMEMBERED) known.clear()
    for (const { key, value } of changes) known.set(key, { key, value, version: versions.get(key)! })
  }

  return {
    read: async (keys) => {
      const found = keys.flatMap((key) => known.get(key) ?? [])
      const missing = keys.filter((key) => !known.has(key))
      return missing.length === 0 ? found : [...found, ...(await state.read(missing))]
    },
    write: async (changes) => {
      const keys = changes.map((change) => change.key)
      const versions = await forgetting(keys, () => state.write(changes))
      remember(changes, versions)
      return versions
    },
    delete: (keys) => forgetting(keys, () => state.delete(keys)),
    following: async ({ changes, deletes }, change) => {
      const kept = await forgetting([...changes.map(({ key }) => key), ...deletes], change)
      if (kept) remember(changes, kept.versions)
      return kept
    },
    around: (change) => forgetting(undefined, change),
  }
}
