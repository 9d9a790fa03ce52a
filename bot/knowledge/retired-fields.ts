/** Fields that had another name or form once: read as what they are today, and said with the new one. */
import type { Issue } from './issue.ts'
import type { Kind, Locate } from './schema.ts'
import { readWeekRow } from './week-hours.ts'

export interface ReadFields {
  data: Record<string, unknown>
  issues: Issue[]
}

/** All fields under today's names and in today's form, with a warning for each that was not. */
export function readRetired(kind: Kind, data: Record<string, unknown>, locate: Locate): ReadFields {
  const renamed = readUnverified(kind, data, locate)
  if (kind !== 'contacts') return renamed
  const hours = readHoursText(renamed.data, locate)
  return { data: hours.data, issues: [...renamed.issues, ...hours.issues] }
}

/** Opening hours were one text once: what reads as rows becomes rows, anything else a note. */
function readHoursText(data: Record<string, unknown>, locate: Locate): ReadFields {
  const { hours } = data
  if (typeof hours !== 'string' || hours.trim() === '') return { data, issues: [] }
  const rows = hours.split(/[,;]\s*(?=\p{Lu}\p{Ll})/u).map((row) => row.trim())
  const week = rows.every((row) => readWeekRow(row) !== undefined) ? rows : undefined
  const issue: Issue = {
    ...locate(['hours']),
    severity: 'warning',
    code: 'retired-field',
    message: 'Das Feld „hours“ hat jetzt Zeilen; aus einem Satz kann der Bot nicht lesen, ob gerade geöffnet ist.',
    hint: week
      ? `Schreiben Sie hours: { week: ["${week.join('", "')}"] }.`
      : 'Schreiben Sie hours: { week: ["Mo-Do 8:00-12:00, 13:00-17:00"] }.',
  }
  return { data: { ...data, hours: week ? { week } : { note: hours } }, issues: [issue] }
}

/** `unverified` stood for a whole entry: of a date it is the date's own doubt, of anything else a task for the editors. */
function readUnverified(kind: Kind, data: Record<string, unknown>, locate: Locate): ReadFields {
  const { unverified, ...rest } = data
  if (typeof unverified !== 'string') return { data, issues: [] }
  const name = kind === 'events' ? 'tentative' : 'confirm'
  const issue: Issue = {
    ...locate(['unverified']),
    severity: 'warning',
    code: 'retired-field',
    message: `Das Feld „unverified“ heißt jetzt „${name}“.`,
    hint:
      kind === 'events'
        ? 'Schreiben Sie tentative: statt unverified: davor; der Termin steht dann unter Vorbehalt.'
        : 'Schreiben Sie confirm: statt unverified: davor. Was Besucher wissen müssen, gehört in den Satz selbst.',
  }
  return { data: { ...(rest[name] === undefined && { [name]: unverified }), ...rest }, issues: [issue] }
}
