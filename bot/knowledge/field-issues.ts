/** zod's findings about a front matter → issues an editor understands: German, at the exact place, with the fix. */
import type { z } from 'zod'
import { isDay } from './day.ts'
import type { Issue } from './issue.ts'
import { ownValue } from './own-value.ts'
import type { Locate } from './schema.ts'
import { didYouMean, nearest } from './spelling.ts'

type Problem = z.core.$ZodIssue

/** What our own refinements say (see `schema.ts`) and how to mend it. */
const HINTS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'kein Kalendertag': 'Schreiben Sie Jahr-Monat-Tag, zum Beispiel 2026-12-03, und nur Tage, die es gibt.',
    'kein Stand': 'Schreiben Sie 2026-11-22, 2026-11 oder 2026, und nur Tage, die es gibt.',
    'kein Zeitpunkt': 'Schreiben Sie 2026-12-03 oder mit Uhrzeit 2026-12-03T14:00.',
    'keine Kennung': 'Schreiben Sie Art und Dateiname, zum Beispiel articles/e-rechnung oder contacts/kammer-musterland.',
    'kein Listenwort': 'Nehmen Sie eine Kennung aus vocabulary.md, klein geschrieben.',
    'keine Internetadresse': 'Beginnen Sie mit https://',
    'keine Postleitzahl': 'Fünf Ziffern in Anführungszeichen, zum Beispiel "06110".',
    'keine Telefonnummer': 'Schreiben Sie die Nummer in Anführungszeichen, zum Beispiel "0391 6268-0".',
    'keine E-Mail-Adresse': 'Zum Beispiel info@beispiel.de.',
    'keine Farbe': 'Sechs Zeichen nach dem #, in Anführungszeichen, zum Beispiel "#0b5563".',
    'kein Dialog': 'Schreiben Sie die Kennung eines Dialogs, zum Beispiel guides/wo-anfangen.',
    'kein Bild': 'Nur der Dateiname, klein geschrieben, mit .svg oder .png, zum Beispiel logo.svg.',
    'keine Zeile mit Tagen und Zeiten':
      'Zum Beispiel Mo-Do 8:00-12:00, 13:00-17:00; eine Zeit über Mitternacht teilen Sie auf zwei Tage auf.',
    'kein Tag und kein Zeitraum': 'Zum Beispiel 2026-12-24 oder 2026-12-24 bis 2027-01-01.',
    'kein Kürzel einer Sprache': 'Zwei oder drei kleine Buchstaben: de, en, uk, pl, ar.',
    'keine Wiederholungsregel': 'Zum Beispiel FREQ=MONTHLY;BYDAY=1TH für jeden ersten Donnerstag.',
  }),
)
const SHAPES: Record<string, string> = {
  string: 'ein Text',
  number: 'eine Zahl',
  int: 'eine ganze Zahl',
  boolean: 'true oder false',
  array: 'eine Liste',
  object: 'eine Gruppe von Feldern',
  record: 'eine Gruppe von Feldern',
}

/** All issues of one front matter's fields. `schema` is what they were read with; `data` is what zod saw: it tells a missing value from a wrong one. */
export function fieldIssues(schema: z.ZodType, problems: readonly Problem[], data: unknown, locate: Locate): Issue[] {
  const issues = problems.flatMap((problem) => oneField(schema, problem, data, locate))
  // A field that lacks because its name is mistyped is told once, where it stands.
  const meant = new Set(issues.filter(({ code }) => code === 'unknown-field').map(({ hint }) => hint))
  return issues.filter(({ code, message }) => code !== 'missing-field' || !meant.has(`Meinten Sie „${/([^„.]+)“/.exec(message)?.[1]}“?`))
}

function oneField(schema: z.ZodType, problem: Problem, data: unknown, locate: Locate): Issue[] {
  const name = dotted(problem.path)
  const issue = (code: string, message: string, hint?: string, path = problem.path): Issue => ({
    ...locate(path),
    severity: 'error',
    code,
    message,
    ...(hint && { hint }),
  })
  if (problem.code === 'unrecognized_keys') {
    const known = knownKeys(schema, problem.path)
    return problem.keys.map((key) =>
      issue(
        'unknown-field',
        `Das Feld „${dotted([...problem.path, key])}“ gibt es nicht.`,
        didYouMean(key, known) ?? 'Alle Felder stehen im Handbuch (knowledge/README.md).',
        [...problem.path, key],
      ),
    )
  }
  const value = valueAt(data, problem.path)
  const last = String(problem.path.at(-1))
  if (value === null) {
    const hint = isOptional(schema, problem.path)
      ? `Schreiben Sie einen Wert hinter ${last}:, oder löschen Sie die Zeile.`
      : `Schreiben Sie einen Wert dahinter: ${last}: …`
    return [issue('empty-field', `Das Feld „${name}“ ist leer.`, hint)]
  }
  if (value === undefined) return [issue('missing-field', `Das Feld „${name}“ fehlt.`, `Ergänzen Sie es: ${last}: …`)]
  if (problem.code === 'invalid_union') {
    const nested = [...problem.errors].sort((a, b) => deepest(b) - deepest(a))[0] ?? []
    if (nested.length > 0)
      return nested.flatMap((inner) => oneField(schema, { ...inner, path: [...problem.path, ...inner.path] } as Problem, data, locate))
  }
  if (problem.code === 'invalid_value')
    return [
      issue('unknown-value', `„${String(value)}“ ist für „${name}“ nicht vorgesehen.`, choice(String(value), problem.values.map(String))),
    ]
  if (problem.code === 'invalid_type')
    return [issue('wrong-type', `„${name}“ soll ${SHAPES[problem.expected] ?? problem.expected} sein.`, typeHint(problem.expected, value))]
  if (problem.code === 'too_small' || problem.code === 'too_big')
    return [
      issue(
        'wrong-size',
        `„${name}“ ist ${problem.code === 'too_small' ? 'leer oder zu klein' : 'zu groß'}.`,
        value === '' ? 'Schreiben Sie einen Text oder löschen Sie die Zeile.' : boundHint(problem),
      ),
    ]
  if (problem.code === 'custom' && typeof problem.params?.hint === 'string')
    return [issue('wrong-value', `„${String(value)}“ ist für „${name}“ ${problem.message}.`, problem.params.hint)]
  return [
    issue(
      'wrong-value',
      `„${String(value)}“ ist für „${name}“ ${HINTS.get(problem.message) ? problem.message : 'nicht möglich'}.`,
      likely(problem.message, String(value)) ?? HINTS.get(problem.message),
    ),
  ]
}

/** What was surely meant: a German date, a number with brackets. */
function likely(problem: string, value: string): string | undefined {
  if (problem === 'kein Kalendertag' || problem === 'kein Zeitpunkt') {
    const [, day, month, year, hours, minutes] =
      /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?:,?\s+(?:um\s+)?(\d{1,2})[:.](\d{2})(?:\s*Uhr)?)?$/.exec(value) ?? []
    if (!day || !month || !year) return undefined
    const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
    if (!isDay(iso)) return undefined
    return `Schreiben Sie ${iso}${hours && problem === 'kein Zeitpunkt' ? `T${hours.padStart(2, '0')}:${minutes}` : ''}.`
  }
  if (problem === 'keine Telefonnummer' && /^[\d\s()/+–-]{6,}$/.test(value))
    return `Schreiben Sie die Nummer ohne Klammern und Schrägstrich: "${value.replaceAll(/[()]/g, '').replaceAll(/[/–]/g, ' ').replaceAll(/\s+/g, ' ').trim()}".`
  return undefined
}

function boundHint(problem: Problem): string | undefined {
  if (problem.code === 'too_big') return `Höchstens ${problem.maximum}.`
  return problem.code === 'too_small' && problem.origin !== 'string' && problem.origin !== 'array'
    ? `Mindestens ${problem.minimum}.`
    : undefined
}

function deepest(problems: readonly Problem[]): number {
  return Math.max(0, ...problems.map((problem) => problem.path.length))
}

/** What editors write in another language or with another word. */
const SAME: ReadonlyMap<string, readonly string[]> = new Map([
  ['offen', ['open', 'laufend', 'läuft', 'aktiv', 'verfügbar']],
  ['ausgelaufen', ['beendet', 'closed', 'abgelaufen', 'vorbei', 'eingestellt', 'geschlossen']],
  ['angekündigt', ['geplant', 'planned', 'kommt']],
  ['ausgeschöpft', ['leer', 'exhausted', 'mittel erschöpft']],
  ['Antragsstopp', ['pausiert', 'gestoppt', 'stop']],
  ['unklar', ['unbekannt', 'unknown', 'offen?']],
  ['vor Ort', ['präsenz', 'vorort', 'onsite', 'lokal', 'persönlich']],
  ['online', ['digital', 'virtuell', 'zoom']],
  ['nach Vereinbarung', ['termin', 'mit termin', 'terminvereinbarung']],
  ['Telefon', ['telefonisch', 'anruf']],
  ['Video', ['videokonferenz', 'zoom', 'teams']],
  ['E-Mail', ['mail', 'email']],
  ['Formular', ['website', 'kontaktformular']],
  ['geschlossen', ['zu', 'entfällt']],
  ['geöffnet', ['offen', 'auf']],
  ['draft', ['entwurf']],
  ['published', ['veröffentlicht', 'fertig', 'live']],
  ['de', ['deutsch', 'german']],
  ['en', ['englisch', 'english']],
])

function choice(value: string, allowed: string[]): string {
  const near = allowed.find((word) => SAME.get(word)?.includes(value.toLowerCase())) ?? nearest(value, allowed)
  return `${near ? `Meinten Sie „${near}“? ` : ''}Möglich: ${allowed.join(', ')}.`
}

function typeHint(expected: string, value: unknown): string | undefined {
  if (expected === 'string' && (typeof value === 'number' || typeof value === 'boolean'))
    return `Setzen Sie den Wert in Anführungszeichen, so wie Sie ihn meinen (bei führender Null mit der Null): "${String(value)}".`
  if (expected === 'string' && typeof value === 'object')
    return 'Setzen Sie den ganzen Text in Anführungszeichen; ein Doppelpunkt darin macht sonst ein Feld daraus.'
  if (expected === 'number' || expected === 'int') return 'Schreiben Sie nur Ziffern, ohne Punkt, Komma und Währung: 70000.'
  if (expected === 'boolean')
    return /^(ja|yes|wahr|an|x)$/i.test(String(value)) ? 'Schreiben Sie true.' : 'Schreiben Sie true für ja oder false für nein.'
  if (expected === 'array') return 'Schreiben Sie jede Angabe in eine eigene Zeile mit - davor.'
  return undefined
}

/** `amount.max`, `questions[2]` (counted from 1, as people do). */
function dotted(path: readonly PropertyKey[]): string {
  return path.map((key, i) => (typeof key === 'number' ? `[${key + 1}]` : i === 0 ? String(key) : `.${String(key)}`)).join('')
}

function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  let value = data
  for (const key of path) value = typeof value === 'object' && value !== null ? ownValue(value as Record<string, unknown>, key) : undefined
  return value
}

/** Whether the field at a path may be left out. */
function isOptional(schema: z.ZodType, path: readonly PropertyKey[]): boolean {
  let shape = shapeOf(schema)
  for (const key of path.slice(0, -1)) if (typeof key === 'string') shape = shapeOf(ownValue(shape, key))
  const field = ownValue(shape, path.at(-1)!) as z.ZodType | undefined
  return field?.safeParse(undefined).success === true
}

/** The keys a schema knows at a path, for the suggestion; walks through optional, default, list and union wrappers. */
function knownKeys(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let found = shapeOf(schema)
  for (const key of path) if (typeof key === 'string') found = shapeOf(ownValue(found, key))
  return Object.keys(found ?? {})
}

function shapeOf(schema: unknown): Record<string, unknown> | undefined {
  if (typeof schema !== 'object' || schema === null) return undefined
  if ('shape' in schema) return schema.shape as Record<string, unknown>
  const def = (schema as { def?: { innerType?: unknown; element?: unknown; in?: unknown; options?: unknown[] } }).def
  for (const inner of [def?.innerType, def?.element, def?.in, ...(def?.options ?? [])]) {
    const shape = inner === undefined ? undefined : shapeOf(inner)
    if (shape) return shape
  }
  return undefined
}
