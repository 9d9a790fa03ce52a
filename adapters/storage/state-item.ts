/** Values of ours in the store, under keys that no conversation has. Their shape is checked on reading; the last one who writes wins. */
import type { z } from 'zod'
import { ownValue } from '../../bot/knowledge/own-value.ts'
import { OWN_STATE } from './retention.ts'
import type { Store } from './storage.ts'

export interface StateItems<T> {
  read(name: string): Promise<T | undefined>
  /** All that are there, by name. */
  readAll(names: readonly string[]): Promise<Map<string, T>>
  write(name: string, value: T): Promise<void>
  delete(name: string): Promise<void>
}

/** `folder` keeps the names of one kind apart from those of another. */
export function stateItems<T>(store: Pick<Store, 'state'>, folder: string, schema: z.ZodType<T>): StateItems<T> {
  const keyOf = (name: string) => `${OWN_STATE}${folder}/${name}`
  const readAll = async (names: readonly string[]) => {
    const stored = await store.state.read(names.map(keyOf))
    const found = new Map<string, T>()
    for (const name of names) {
      const parsed = schema.safeParse((ownValue(stored, keyOf(name)) as { value?: unknown } | undefined)?.value)
      if (parsed.success) found.set(name, parsed.data)
    }
    return found
  }
  return {
    readAll,
    read: async (name) => (await readAll([name])).get(name),
    write: (name, value) => store.state.write({ [keyOf(name)]: { value } }),
    delete: (name) => store.state.delete([keyOf(name)]),
  }
}
