/**
 * Many entries gone at once are more often a folder that was moved, half copied or not fetched than what an editor wants: they answer on
 * until the same loss is found again a minute later, by the next save of any file, or by itself after ten minutes.
 */
import type { Issue } from '../bot/knowledge/issue.ts'
import type { Entry, EntryId } from '../bot/knowledge/schema.ts'

/** Fewer than this are deleted by hand. */
const MIN_GONE = 5
/** Of all entries. */
const MAX_SHARE_GONE = 1 / 5
/** A copy or checkout saves in bursts; a save after this is somebody's second one. */
export const CONFIRMED_BY_A_SAVE_MS = 60_000
export const CONFIRMED_BY_TIME_MS = 10 * 60_000

type Entries = ReadonlyMap<EntryId, Entry>

export interface Held {
  /** They are in no file any more, and answer on. */
  entries: readonly Entry[]
  /** Of how many. */
  of: number
  /** When just these were first found gone. */
  since: number
}

/** What has to be held back of the step from `before` to `after`; nothing where the loss is small or confirmed. `since`: what is held already. */
export function heldBack(before: Entries, after: Entries, now: Date, since?: Held): Held | undefined {
  const gone = before.size - after.size
  if (gone < MIN_GONE || gone <= before.size * MAX_SHARE_GONE) return undefined
  const entries = [...before.values()].filter(({ id }) => !after.has(id))
  const known = new Set(since?.entries.map(({ id }) => id))
  const isTheSame = since !== undefined && entries.length === known.size && entries.every(({ id }) => known.has(id))
  if (!isTheSame) return { entries, of: before.size, since: now.getTime() }
  return now.getTime() - since.since >= CONFIRMED_BY_A_SAVE_MS ? undefined : since
}

export function withHeld(entries: Entries, held: Held): Entries {
  return new Map([...entries, ...held.entries.map((entry) => [entry.id, entry] as const)])
}

/** Told at the first folder: there is no file to tell it at. */
export function heldIssue(folder: string, { entries, of }: Held): Issue {
  const some = entries.slice(0, 3).map(({ id }) => id)
  return {
    file: folder,
    line: 1,
    column: 1,
    severity: 'error',
    code: 'many-gone',
    message: `${entries.length} von ${of} Einträgen fehlen auf einmal (${some.join(', ')} …); sie antworten vorerst weiter.`,
    hint: 'Ist das gewollt, speichern Sie nach einer Minute irgendeine Datei noch einmal, oder warten Sie zehn Minuten. Sonst holen Sie die Dateien zurück.',
  }
}
