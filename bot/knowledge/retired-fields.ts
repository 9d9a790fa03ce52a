/** Fields that had another name once: read as what they are called today, and said with the new name. */
import type { Issue } from './issue.ts'
import type { Kind, Locate } from './schema.ts'

/** `unverified` stood for a whole entry: of a date it is the date's own doubt, of anything else a task for the editors. */
export function readRetired(kind: Kind, data: Record<string, unknown>, locate: Locate): { data: Record<string, unknown>; issues: Issue[] } {
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
