/**
 * The fields of an entry as cells of a table, and back: a column is the way to a field (`address.street`, `source.1.name`), a list is
 * parted by ` | `. What a table cannot say plainly is written as JSON, so that nothing is lost on the way there and back.
 */
import type { z } from 'zod'
import { isDay } from '../../bot/knowledge/day.ts'
import { ownValue } from '../../bot/knowledge/own-value.ts'
import { type Kind, schemas } from '../../bot/knowledge/schema.ts'

/** Column → cell. */
export type Cells = Map<string, string>

export const ID = 'id'
/** The Markdown under the head. */
export const BODY = 'text'
/** An item of a list of groups, from 1. */
const COUNTED = /^[1-9]\d?$/
const BETWEEN = ' | '

type Fields = Record<string, unknown>

/** The head and text of one file as cells; what is empty has none. */
export function cellsOf(data: Fields, body: string): Cells {
  const cells: Cells = new Map()
  const add = (column: string, value: unknown): void => {
    if (value === null || value === undefined) return
    if (Array.isArray(value) && value.some((item) => typeof item === 'object' && item !== null))
      for (const [i, item] of value.entries()) add(`${column}.${i + 1}`, item)
    else if (Array.isArray(value)) cells.set(column, writeList(value.map(String)))
    else if (typeof value === 'object')
      for (const [key, inner] of Object.entries(value)) add(column === '' ? key : `${column}.${key}`, inner)
    else cells.set(column, String(value))
  }
  // One source may stand without a list around it.
  const { source, ...rest } = data
  add('', { ...rest, ...(source !== undefined && { source: typeof source === 'object' && !Array.isArray(source) ? [source] : source }) })
  if (body.trim() !== '') cells.set(BODY, body.trim())
  return cells
}

/** The columns of a table in the order of the schema, the id first and the text last. */
export function columnsOf(kind: Kind, used: Iterable<string>): string[] {
  const key = (column: string): number[] => {
    let field: z.ZodType | undefined = schemas[kind]
    return column.split('.').map((step) => {
      if (COUNTED.test(step)) return Number(step)
      const shape: Record<string, z.ZodType> = insideOf(field)?.shape ?? {}
      const at = Object.keys(shape).indexOf(step)
      field = ownValue(shape, step)
      return at < 0 ? Number.MAX_SAFE_INTEGER : at
    })
  }
  const fields = [...new Set(used)].filter((column) => column !== ID && column !== BODY)
  const keyed = fields.map((column) => ({ column, key: key(column) }))
  keyed.sort((a, b) => {
    for (let i = 0; i < Math.max(a.key.length, b.key.length); i++) {
      const order = (a.key[i] ?? -1) - (b.key[i] ?? -1)
      if (order !== 0) return order
    }
    return a.column < b.column ? -1 : 1
  })
  return [ID, ...keyed.map(({ column }) => column), BODY]
}

/** Fields from cells, typed as the schema has them; a cell that cannot be typed stays text, for the schema to tell. */
export function fieldsFrom(kind: Kind, cells: Cells): Fields {
  const data: Fields = {}
  for (const [column, cell] of cells) {
    if (column === ID || column === BODY || cell === '') continue
    const steps = column.split('.')
    let at = data
    for (const [i, step] of steps.slice(0, -1).entries()) {
      const key = COUNTED.test(step) ? `${Number(step) - 1}` : step
      const isList = COUNTED.test(steps[i + 1]!)
      const next = (ownValue(at, key) ?? (isList ? [] : {})) as Fields
      if (!Object.hasOwn(at, key)) Object.defineProperty(at, key, { value: next, enumerable: true, writable: true, configurable: true })
      at = next
    }
    Object.defineProperty(at, steps.at(-1)!, { value: typed(kind, column, cell), enumerable: true, writable: true, configurable: true })
  }
  return withoutHoles(data) as Fields
}

/** The column's field; undefined where the schema knows none. */
export function fieldAt(kind: Kind, column: string): z.ZodType | undefined {
  let field: z.ZodType | undefined = schemas[kind]
  for (const step of column.split('.')) {
    const inside = insideOf(field)
    if (COUNTED.test(step)) field = inside?.list ? inside.field : undefined
    else field = inside?.record ?? ownValue(inside?.shape ?? {}, step)
    if (!field) return undefined
  }
  return field
}

/** The cell as its field writes it: what spreadsheets make of dates, postcodes and yes or no is put right where it is sure. */
export function plainCell(kind: Kind, column: string, written: string): string {
  const text = written.trim().replace(GUARD, '')
  const field = fieldAt(kind, column)
  if (!field || text === '') return text
  const inside = insideOf(field)
  if (inside?.list && !inside.shape) {
    const item = inside.field
    return writeList(readList(text).map((one) => (item ? plainValue(item, one) : one)))
  }
  return plainValue(field, text)
}

/** A cell as it goes into a file: a spreadsheet would calculate what begins like a formula (a phone number with +). */
export function guarded(cell: string): string {
  return /^['=+\-@\t]/.test(cell) ? `'${cell}` : cell
}
const GUARD = /^'(?=['=+\-@\t])/

function plainValue(field: z.ZodType, text: string): string {
  const inside = insideOf(field)
  if (inside?.type === 'boolean') return /^(ja|wahr|true|x)$/i.test(text) ? 'true' : /^(nein|falsch|false)$/i.test(text) ? 'false' : text
  if (inside?.type === 'number' || field.safeParse(text).success) return text
  const likely = [germanDay(text), `0${text}`].find((other) => other !== undefined && field.safeParse(other).success)
  return likely ?? text
}

/** "3.12.2026" and "03.12.2026 14:00" as ISO days. */
function germanDay(text: string): string | undefined {
  const [, day, month, year, hours, minutes] =
    /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?:,?\s+(\d{1,2})[:.](\d{2})(?::00)?(?:\s*Uhr)?)?$/.exec(text) ?? []
  if (!day || !month || !year) return undefined
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  if (!isDay(iso)) return undefined
  return hours === undefined || (Number(hours) === 0 && Number(minutes) === 0) ? iso : `${iso}T${hours.padStart(2, '0')}:${minutes}`
}

function typed(kind: Kind, column: string, cell: string): unknown {
  const inside = insideOf(fieldAt(kind, column))
  if (inside?.list && (!inside.shape || cell === '[]')) return readList(cell)
  // 70.000 is seventy thousand to a German spreadsheet, and seventy to a program: it stays text, for the schema to tell.
  if (inside?.type === 'number' && /^-?\d+(\.\d{0,1}[1-9])?$/.test(cell)) return Number(cell)
  if (inside?.type === 'boolean' && /^(true|false)$/.test(cell)) return cell === 'true'
  return cell
}

function writeList(items: readonly string[]): string {
  const isPlain = items.length > 0 && items.every((item) => item !== '' && item === item.trim() && !/[|\n]|^[[']/.test(item))
  return isPlain ? items.join(BETWEEN) : JSON.stringify(items)
}

function readList(cell: string): string[] {
  if (cell.startsWith('[')) {
    try {
      const items: unknown = JSON.parse(cell)
      if (Array.isArray(items)) return items.map(String)
    } catch {
      // A text in brackets.
    }
  }
  return cell
    .split(/\s*\|\s*|\n/)
    .map((item) => item.trim())
    .filter((item) => item !== '')
}

interface Inside {
  type: string
  list: boolean
  shape?: Record<string, z.ZodType>
  /** What a list holds. */
  field?: z.ZodType
  /** What a group with free names holds. */
  record?: z.ZodType
}

interface Definition {
  type: string
  innerType?: z.ZodType
  element?: z.ZodType
  in?: z.ZodType
  valueType?: z.ZodType
  options?: z.ZodType[]
}

/** A field through the wrappers optional, default, "one or several". */
function insideOf(field: z.ZodType | undefined): Inside | undefined {
  if (!field) return undefined
  const { type, innerType, element, in: input, valueType, options } = field.def as unknown as Definition
  if ('shape' in field) return { type, list: false, shape: field.shape as Record<string, z.ZodType> }
  if (type === 'array' && element) {
    const shape = insideOf(element)?.shape
    return { type, list: true, field: element, ...(shape && { shape }) }
  }
  if (type === 'record' && valueType) return { type, list: false, record: valueType }
  const inner = innerType ?? input ?? options?.at(-1)
  return inner ? insideOf(inner) : { type, list: false }
}

/** A deleted item of a list leaves no hole, and an empty group is none. */
function withoutHoles(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => item !== undefined).map(withoutHoles)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutHoles(inner)]))
}
