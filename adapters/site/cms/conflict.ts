/** Two who write the same file: whoever saves what they have not seen is told so, and nothing is written. */
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { isOurs, leadsOut, ownText } from './own-files.ts'
import { isVersionOf, versionOf } from './version.ts'

/** Why a file is not what somebody thinks who wants to write it: changed by another, deleted, or there already. */
export interface Conflict {
  why: 'changed' | 'gone' | 'taken'
  path: string
  /** When it was last written; missing where it is gone. */
  at?: Date
}

/** What a form would overwrite without having shown it. `version`: the one it was opened with; missing for a new entry. */
export function conflictOf(
  folder: string,
  { name, target, version }: { name: string; target: string; version?: string },
): Conflict | undefined {
  // A copy of an entry brings the entry's version along.
  const opened = version !== undefined && isVersionOf(name, version) ? version : undefined
  if (target !== name && existsSync(join(folder, target))) return conflictAt(folder, target, 'taken')
  if (opened === undefined) return existsSync(join(folder, name)) ? conflictAt(folder, name, 'taken') : undefined
  if (!existsSync(join(folder, name))) return { why: 'gone', path: name }
  return newerThan(folder, name, opened) === undefined ? undefined : conflictAt(folder, name, 'changed')
}

/** The text that stands in a file now, where it is another one than a form was opened with; undefined where it is the same, or none. */
export function newerThan(folder: string, name: string, version: string | undefined): string | undefined {
  const text = isOurs(name) && !leadsOut(folder, name) ? ownText(join(folder, name)) : undefined
  return text === undefined || version === undefined || versionOf(name, text) === version ? undefined : text
}

/** When a file was last written. */
export function writtenAt(folder: string, name: string): Date {
  return statSync(join(folder, name)).mtime
}

export function conflictAt(folder: string, name: string, why: 'changed' | 'taken'): Conflict {
  return { why, path: name, at: writtenAt(folder, name) }
}
