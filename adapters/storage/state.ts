/**
 * Bot Framework state: items by key, each with a version that is its eTag. A write with the eTag of an older version fails as a
 * whole; one with `*` or none overwrites (that is what `BotState.saveChanges` does, hence one turn at a time).
 */
import { sql } from 'kysely'
import { ask, type Dialect, prepare, type Statement, slot, type Work } from './sql.ts'
import { StateConflict } from './storage.ts'
import type { StateChange, StateItem } from './texts.ts'

export function stateWork({ db }: Dialect) {
  const one = prepare(db.selectFrom('state').select(['key', 'value', 'version']).where('key', '=', slot<string>('key')))
  const overwrite = prepare(
    db
      .insertInto('state')
      .values({ key: slot<string>('key'), value: slot<string>('value'), version: 1, written: slot<number>('now') })
      .onConflict((c) =>
        c
          .column('key')
          .doUpdateSet({ value: slot<string>('value'), version: sql<number>`state.version + 1`, written: slot<number>('now') }),
      )
      .returning('version'),
  )
  const replace = prepare(
    db
      .updateTable('state')
      .set({ value: slot<string>('value'), version: sql<number>`version + 1`, written: slot<number>('now') })
      .where('key', '=', slot<string>('key'))
      .where('version', '=', slot<number>('version'))
      .returning('version'),
  )
  const remove = prepare(db.deleteFrom('state').where('key', '=', slot<string>('key')).returning('key'))

  /** Bots ask for one key or two at a time, so a statement for each number of keys is soon known. */
  const several = new Map<number, Statement<StateItem>>()
  const forKeys = (count: number): Statement<StateItem> => {
    const known = several.get(count)
    if (known) return known
    const slots = Array.from({ length: count }, (_, i) => slot<string>(`key${i}`))
    const made = prepare(db.selectFrom('state').select(['key', 'value', 'version']).where('key', 'in', slots))
    several.set(count, made)
    return made
  }

  return {
    *read(keys: readonly string[]): Work<readonly StateItem[]> {
      if (keys.length === 0) return []
      if (keys.length === 1) return yield* ask(one, { key: keys[0]! })
      return yield* ask(forKeys(keys.length), Object.fromEntries(keys.map((key, i) => [`key${i}`, key])))
    },

    /** Gives the new version of each item. */
    *write(changes: readonly StateChange[], now: number): Work<ReadonlyMap<string, number>> {
      const versions = new Map<string, number>()
      // Always in the same order, or two writers could wait for each other.
      for (const { key, value, eTag } of [...changes].sort((a, b) => (a.key < b.key ? -1 : 1))) {
        if (!eTag || eTag === '*') {
          versions.set(key, (yield* ask(overwrite, { key, value, now }))[0]!.version)
          continue
        }
        const version = /^\d{1,15}$/.test(eTag) ? Number(eTag) : -1
        const written = yield* ask(replace, { key, value, now, version })
        if (!written[0]) throw new StateConflict(key)
        versions.set(key, written[0].version)
      }
      return versions
    },

    *delete(keys: readonly string[]): Work<void> {
      for (const key of keys) yield* ask(remove, { key })
    },
  }
}
