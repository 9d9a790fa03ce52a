/**
 * An entry tried out before anybody asks for it: its days, its state and what the caller makes of it. What throws here would have thrown
 * in front of a visitor; it is an issue at its field instead.
 */
import { momentOn } from '../moment.ts'
import { addDays, type Day } from './day.ts'
import { readFrontMatter } from './front-matter.ts'
import type { Issue } from './issue.ts'
import type { KnowledgeFile } from './knowledge-file.ts'
import { occurrences } from './occurrences.ts'
import type { Entry } from './schema.ts'
import { causeOf, textOf } from './unreadable.ts'
import { isOverdue, statusOn } from './validity.ts'

/** Makes of an entry what a visitor would be shown; throws what that throws. */
export type Probe = (entry: Entry) => void

/** An issue for the first thing that cannot be worked out from an entry; undefined for a sound one. `files`: the entry's layers in order. */
export function probeEntry(entry: Entry, files: readonly KnowledgeFile[], probe: Probe = () => {}): Issue | undefined {
  let field: string[] = []
  try {
    for (const day of probeDays(entry)) {
      const moment = momentOn(day)
      field = ['reviewEvery']
      isOverdue(entry, moment)
      if (entry.kind === 'events') {
        field = entry.recurrence ? ['recurrence', 'rule'] : ['start']
        occurrences(entry, day, addDays(day, DAYS_AHEAD))
      }
      field = ['valid']
      statusOn(entry, moment)
    }
    field = []
    probe(entry)
    return undefined
  } catch (error) {
    return notAnswerable(placeOf(field, files), error)
  }
}

/** The issue of an entry of which something cannot be worked out. */
export function notAnswerable(at: Pick<Issue, 'file' | 'line' | 'column'>, error: unknown): Issue {
  return {
    ...at,
    severity: 'error',
    code: 'not-answerable',
    message: `Aus diesem Eintrag lässt sich keine Antwort machen (${causeOf(error)}).`,
    hint: 'Nehmen Sie die letzte Änderung zurück, und ändern Sie dann ein Feld nach dem anderen.',
  }
}

/** More than a year, so that every day of a calendar is met. */
const DAYS_AHEAD = 400

/** Days around everything that an entry dates, and some far ahead; no clock is asked. */
function probeDays(entry: Entry): Day[] {
  const own = [entry.checked, entry.valid.from, entry.valid.until, entry.kind === 'events' ? entry.start.slice(0, 10) : undefined]
  return [...own.filter((day) => day !== undefined), '2026-01-01', '2028-02-29', '2036-12-31']
}

/** The field in the last layer that has it; the beginning of the file for a whole entry. */
function placeOf(field: readonly string[], files: readonly KnowledgeFile[]): Pick<Issue, 'file' | 'line' | 'column'> {
  const heads = files.map((file) => readFrontMatter({ path: file.path, text: textOf(file, []) ?? '' }))
  const head = heads.findLast(({ data }) => field[0] !== undefined && Object.hasOwn(data, field[0]))
  return head?.locate(field) ?? { file: files.at(-1)!.path, line: 1, column: 1 }
}
