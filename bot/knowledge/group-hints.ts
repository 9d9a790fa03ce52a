/** A bare value where a group of fields belongs → the group that is meant, as it is written. */
import { momentIn } from './date-hints.ts'
import { isDay } from './day.ts'
import { ruleProblem } from './recurrence-rule.ts'
import { ruleMeant } from './rule-hints.ts'

type Reading = (value: string) => Record<string, string | number | undefined> | undefined

/** `address: { street: Weg 1, postcode: "06110", city: Musterstadt }`; undefined where it is not clear. */
export function groupMeant(name: string, value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  const fields = READINGS.get(name)?.(String(value).trim())
  if (!fields) return undefined
  const group = writeGroup(fields)
  return name === 'calls' ? `calls: [${group}]` : `${name}: ${group}`
}

/** In one line. */
export function writeGroup(fields: Readonly<Record<string, unknown>>): string {
  const written = Object.entries(fields).flatMap(([key, value]) => (value === undefined ? [] : [`${key}: ${writeValue(key, value)}`]))
  return `{ ${written.join(', ')} }`
}

/** As it stands in a list or a group of one line. */
export function writeValue(key: string, value: unknown): string {
  const text = String(value)
  return typeof value === 'string' && (key === 'postcode' || /[:,#{}[\]"]|^[\d.]+$|^[-?!&*%@`'|>]/.test(text)) ? JSON.stringify(text) : text
}

const text =
  (field: string): Reading =>
  (value) => ({ [field]: value })

const BOUNDS: Reading = (value) => {
  const number = (digits: string) => Number(digits.replaceAll(/[. ]/g, ''))
  const plain = value.replace(/\s*(€|Euro|EUR|Jahre?|Beschäftigte|Personen)\s*$/i, '')
  const [, from, to] = /^(?:von\s+)?([\d.]+)\s*(?:-|–|bis)\s*([\d.]+)$/.exec(plain) ?? []
  if (from && to) return { min: number(from), max: number(to) }
  const [, bound = '', digits] = /^(bis zu|bis|höchstens|maximal|max\.?|unter|ab|mindestens)?\s*([\d.]+)$/i.exec(plain) ?? []
  if (!digits) return undefined
  if (/^(ab|mindestens)$/i.test(bound)) return { min: number(digits) }
  return { max: /^unter$/i.test(bound) ? number(digits) - 1 : number(digits) }
}

const SPAN: Reading = (value) => {
  const [from, until, more] = value.split(/\s+(?:bis|-|–)\s+/).map((day) => momentIn(day)?.slice(0, 10))
  if (from && until && more === undefined) return { from, until }
  const bare = value.replace(/^(bis|ab|seit)\s+/i, '')
  const day = momentIn(bare)?.slice(0, 10)
  if (!day || !isDay(day)) return undefined
  return /^(ab|seit)/i.test(value) ? { from: day } : { until: day }
}

const ADDRESS: Reading = (value) => {
  const [, street, postcode, city] = /^([^,;]+)[,;]\s*(?:D-)?(\d{5})\s+(.+)$/.exec(value) ?? []
  return street ? { street: street.trim(), postcode, city } : undefined
}

const PLACE: Reading = (value) => {
  const [, name, rest] = /^([^,;]+)[,;]\s*(.+)$/.exec(value) ?? []
  const address = rest && ADDRESS(rest)
  return address ? { name: name!.trim(), ...address } : { name: value }
}

const READINGS: ReadonlyMap<string, Reading> = new Map<string, Reading>([
  ['source', text('name')],
  ['eligible', text('who')],
  ['name', text('de')],
  ['place', PLACE],
  ['address', ADDRESS],
  ['valid', SPAN],
  ['calls', SPAN],
  ['amount', BOUNDS],
  ['employees', BOUNDS],
  ['years', BOUNDS],
  [
    'turnover',
    (value) => {
      const { max } = BOUNDS(value) ?? {}
      return max === undefined ? undefined : { max }
    },
  ],
  [
    'recurrence',
    (value) => {
      const rule = ruleProblem(value) === undefined ? value : ruleMeant(value)
      return rule === undefined ? undefined : { rule }
    },
  ],
])
