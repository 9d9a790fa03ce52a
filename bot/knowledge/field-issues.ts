/** zod's findings about a front matter → issues an editor understands: German, at the exact place, with the fix. */
import type { z } from 'zod'
import { choice, hintFor, isDayProblem, likely, typeHint } from './field-hints.ts'
import { groupMeant } from './group-hints.ts'
import type { Issue } from './issue.ts'
import { listMeant } from './list-hints.ts'
import { ownValue } from './own-value.ts'
import type { Locate } from './schema.ts'
import { unknownHint, withLastName } from './unknown-hints.ts'

type Problem = z.core.$ZodIssue

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
  const ordered = [...problems].sort((a, b) => Number(b.code === 'unrecognized_keys') - Number(a.code === 'unrecognized_keys'))
  const missing = problems.filter(({ path }) => valueAt(data, path) === undefined).map(({ path }) => String(path.at(-1)))
  const issues = ordered.flatMap((problem) => oneField(schema, problem, data, locate, { missing }))
  // A field that lacks because its name is mistyped is told once, where it stands.
  const meant = new Set(issues.filter(({ code }) => code === 'unknown-field').map(({ hint }) => hint))
  const left = issues.filter(
    ({ code, message }) => code !== 'missing-field' || !meant.has(`Meinten Sie „${/([^„.]+)“/.exec(message)?.[1]}“?`),
  )
  return withLastName(left)
}

interface Beside {
  /** The value as text, where it was read as a number. */
  written?: string
  /** Names of fields that lack. */
  missing?: readonly string[]
}

/** Problems of values that name a word of a list or an entry, perhaps by its title. */
const NAMES_SOMETHING: ReadonlySet<string> = new Set(['kein Listenwort', 'keine Kennung', 'keine Anlaufstelle'])

function oneField(schema: z.ZodType, problem: Problem, data: unknown, locate: Locate, { written, missing = [] }: Beside = {}): Issue[] {
  const name = dotted(problem.path)
  const issue = (code: string, message: string, hint?: string, path = problem.path, part?: 'key'): Issue => ({
    ...locate(path, part),
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
        unknownHint(key, {
          known: [...known].sort((a, b) => Number(missing.includes(b)) - Number(missing.includes(a))),
          isInside: problem.path.length > 0,
          isEmpty: valueAt(data, [...problem.path, key]) === null,
        }),
        [...problem.path, key],
        'key',
      ),
    )
  }
  const value = written ?? valueAt(data, problem.path)
  const last = String(problem.path.at(-1))
  if (value === null) {
    const hint =
      typeof problem.path.at(-1) === 'number'
        ? 'Schreiben Sie einen Text hinter den Strich, oder löschen Sie die Zeile.'
        : isOptional(schema, problem.path)
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
    return [issue('unknown-value', `„${asWritten(value)}“ ist für „${name}“ nicht vorgesehen.`, valueHint(schema, problem, value, last))]
  const meant = problem.code === 'invalid_type' ? refusedAsText(schema, problem, value) : undefined
  if (meant) return oneField(schema, meant, data, locate, { written: String(value) })
  if (problem.code === 'invalid_type')
    return [
      issue(
        'wrong-type',
        `„${name}“ soll ${SHAPES[problem.expected] ?? problem.expected} sein.`,
        (problem.expected === 'array' && (listMeant(fieldAt(schema, problem.path), last, value) ?? groupHint(last, value))) ||
          typeHint(problem.expected, value, {
            name: nameOf(problem.path),
            isItem: typeof problem.path.at(-1) === 'number',
            inside: knownKeys(schema, problem.path),
          }),
      ),
    ]
  if (problem.code === 'too_small' || problem.code === 'too_big')
    return [
      issue(
        'wrong-size',
        `„${name}“ ist ${problem.code === 'too_small' ? 'leer oder zu klein' : 'zu groß'}.`,
        value === ''
          ? `Schreiben Sie einen Text${isOptional(schema, problem.path) ? ' oder löschen Sie die Zeile.' : '.'}`
          : boundHint(problem, last),
      ),
    ]
  if (problem.code === 'custom' && typeof problem.params?.hint === 'string')
    return [issue('wrong-value', `„${String(value)}“ ist für „${name}“ ${problem.message}.`, problem.params.hint)]
  return [
    issue(
      'wrong-value',
      `„${String(value)}“ ist für „${name}“ ${hintFor(problem.message) ? problem.message : 'nicht möglich'}.`,
      likely(problem.message, String(value), typeof last === 'number') ?? hintFor(problem.message),
    ),
  ].map((found) => (NAMES_SOMETHING.has(problem.message) ? { ...found, named: String(value) } : found))
}

/** The field that a value belongs to; of an item of a list the list's. */
function nameOf(path: readonly PropertyKey[]): string {
  return String(path.findLast((key) => typeof key === 'string') ?? '')
}

const asWritten = (value: unknown): string => (Array.isArray(value) ? value.join(', ') : String(value))

const groupHint = (name: string, value: unknown): string | undefined => {
  const group = groupMeant(name, value)
  return group && `Schreiben Sie ${group}.`
}

/** Several values where the field takes a list, or the one that says the same. */
function valueHint(schema: z.ZodType, problem: Problem & { values: readonly unknown[] }, value: unknown, name: string): string {
  const allowed = problem.values.map(String)
  return (
    (typeof value === 'string' && /[,;]/.test(value) && listMeant(fieldAt(schema, problem.path), name, value)) ||
    choice(asWritten(value), allowed)
  )
}

/** The problem of a day that was read as a number: quotation marks alone are no cure. */
function refusedAsText(schema: z.ZodType, problem: Problem, value: unknown): Problem | undefined {
  if (problem.code !== 'invalid_type' || problem.expected !== 'string' || typeof value !== 'number') return undefined
  const [again] = fieldAt(schema, problem.path)?.safeParse(String(value)).error?.issues ?? []
  return again && isDayProblem(again.message) ? { ...again, path: problem.path } : undefined
}

function boundHint(problem: Problem, name: string): string | undefined {
  if (problem.code === 'too_small' && problem.origin === 'array')
    return `Nennen Sie unter ${name} mindestens ${problem.minimum === 1 ? 'eine Angabe' : `${problem.minimum} Angaben`}.`
  if (problem.code === 'too_big') return `Höchstens ${problem.maximum}.`
  return problem.code === 'too_small' && problem.origin !== 'string' && problem.origin !== 'array'
    ? `Mindestens ${problem.minimum}.`
    : undefined
}

function deepest(problems: readonly Problem[]): number {
  return Math.max(0, ...problems.map((problem) => problem.path.length))
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
  return fieldAt(schema, path)?.safeParse(undefined).success === true
}

function fieldAt(schema: z.ZodType, path: readonly PropertyKey[]): z.ZodType | undefined {
  let shape = shapeOf(schema)
  for (const key of path.slice(0, -1)) if (typeof key === 'string') shape = shapeOf(ownValue(shape, key))
  return ownValue(shape, path.at(-1)!) as z.ZodType | undefined
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
