/** Since when entries are there, and when they last changed in what a reader sees: `DATA_DIR/changes.json`, so that "what is new" outlives a restart. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Day } from '../bot/knowledge/day.ts'
import type { Knowledge } from '../bot/knowledge/knowledge.ts'
import type { Entry, EntryId } from '../bot/knowledge/schema.ts'

export interface EntryChange {
  /** The day on which it appeared; missing for what was there when it was first looked. */
  found?: Day
  /** The day on which it last changed. */
  changed?: Day
}

export interface EntryChanges {
  /** Compares with what was there before, and keeps what is new. Costs nothing for knowledge that was looked at already. */
  observe(knowledge: Pick<Knowledge, 'entries'>, today: Day): void
  of(id: EntryId): EntryChange | undefined
}

interface Seen extends EntryChange {
  digest: string
}

/** What an editor notes about an entry, and where it lies, is no news to a reader. */
const UNSEEN: ReadonlySet<string> = new Set(
  'checked checkedBy asOf questions not confirm source reviewEvery basis file digest links topics next status elsewhere short'.split(' '),
)

export function entryChanges(dataDir: string): EntryChanges {
  const file = join(dataDir, 'changes.json')
  let seen = readSeen(file)
  let last: object | undefined
  return {
    observe: (knowledge, today) => {
      if (knowledge.entries === last) return
      last = knowledge.entries
      // The first look knows nothing of what is new.
      const isFirst = seen === undefined
      const next = new Map(seen)
      for (const entry of knowledge.entries.values()) {
        const digest = digestOf(entry)
        const before = next.get(entry.id)
        if (before?.digest === digest) continue
        if (before) next.set(entry.id, { ...before, digest, changed: today })
        else next.set(entry.id, { digest, ...(!isFirst && { found: today }) })
      }
      seen = next
      write(dataDir, file, next)
    },
    of: (id) => seen?.get(id),
  }
}

function digestOf(entry: Entry): string {
  const { passages, ...fields } = entry
  const shown = Object.entries(fields).filter(([name]) => !UNSEEN.has(name))
  const text = JSON.stringify([shown.sort(([a], [b]) => (a < b ? -1 : 1)), passages.map(({ heading, markdown }) => [heading, markdown])])
  return createHash('sha256').update(text).digest('base64url').slice(0, 16)
}

function readSeen(file: string): Map<EntryId, Seen> | undefined {
  if (!existsSync(file)) return undefined
  try {
    return new Map(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    // Broken: all of it would be new.
    return undefined
  }
}

function write(dataDir: string, file: string, seen: ReadonlyMap<EntryId, Seen>): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  writeFileSync(`${file}.new`, JSON.stringify([...seen]), { mode: 0o600 })
  renameSync(`${file}.new`, file)
}
