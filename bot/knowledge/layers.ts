/**
 * One file laid over another, field by field. A group of fields (`address`, `eligible`, `valid`) is merged field by field too; a list
 * or a single value is replaced. The exceptions stand in `WHOLE` and `ADDED`; a guide's steps, choices and outcomes are merged by `id`.
 */
import type { FrontMatter } from './front-matter.ts'
import { ownValue } from './own-value.ts'
import type { Locate, Position } from './schema.ts'

type Fields = Record<string, unknown>
type Head = Pick<FrontMatter, 'data' | 'locate'>

/** Groups that say one thing: half of one source and half of another would be a source nobody has. */
const WHOLE: readonly PropertyKey[] = ['source', 'when']
/** Lists to which a region adds what is asked there. */
const ADDED: readonly PropertyKey[] = ['questions', 'not']
/** Lists of a guide whose items have an `id` by which they are the same. */
const BY_ID: readonly PropertyKey[] = ['steps', 'choices', 'outcomes']

/** Heads of the same file, the lowest first → the fields that hold. */
export function mergeFields(layers: readonly Fields[]): Fields {
  return layers.reduce((below, over) => mergeGroups(below, over), {})
}

function mergeGroups(below: Fields, over: Fields): Fields {
  const own = Object.entries(over).map(([key, value]) => [key, mergeValues(key, ownValue(below, key), value)] as const)
  // Not by assignment, for which a field named `__proto__` would not be a field.
  return Object.fromEntries([...Object.entries(below), ...own])
}

function mergeValues(key: string, below: unknown, over: unknown): unknown {
  if (isGroup(below) && isGroup(over) && !WHOLE.includes(key)) return mergeGroups(below, over)
  if (!Array.isArray(below) || !Array.isArray(over)) return over
  if (ADDED.includes(key)) return [...new Set([...below, ...over])]
  return isById(key, below) && isById(key, over) ? mergeById(below, over) : over
}

type Item = Fields & { id: unknown }

function mergeById(below: readonly Item[], over: readonly Item[]): Item[] {
  const known = below.map((item) => mergeGroups(item, over.find(({ id }) => id === item.id) ?? {}) as Item)
  return [...known, ...over.filter(({ id }) => !below.some((item) => item.id === id))]
}

function isGroup(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isById(key: PropertyKey, value: unknown): value is Item[] {
  return BY_ID.includes(key) && Array.isArray(value) && value.length > 0 && value.every((item) => isGroup(item) && 'id' in item)
}

/** One layer's part of a value, and the way to it in the layer's own file. */
interface Part {
  head: Head
  keys: PropertyKey[]
  value: unknown
}

/** Looks a field of the merged value up in the layer that said it; what nobody said, in the last layer that said its group. */
export function locateIn(heads: readonly Head[]): Locate {
  return (path, part): Position => {
    let parts: Part[] = heads.map((head) => ({ head, keys: [], value: head.data }))
    for (const [depth, key] of path.entries()) {
      const next = partsUnder(parts, key, path[depth - 1])
      if (next.length === 0) {
        const { head, keys } = parts.at(-1)!
        return head.locate([...keys, ...path.slice(depth)], part)
      }
      parts = next
    }
    const { head, keys } = parts.at(-1)!
    return head.locate(keys, part)
  }
}

/** The layers' parts under a key; only those that are merged into what holds, the last of them last. `list`: the key of the list it is in. */
function partsUnder(parts: readonly Part[], key: PropertyKey, list: PropertyKey | undefined): Part[] {
  const lists = parts.map(({ value }) => value).filter((value) => Array.isArray(value))
  const item: unknown = typeof key === 'number' ? mergedList(list, lists)[key] : undefined
  const found = parts.flatMap(({ head, keys, value }): Part[] => {
    // One list alone stands as it is written, a word that is there twice too.
    const own = typeof key === 'number' && Array.isArray(value) && lists.length > 1 ? indexOf(value, key, item, list) : key
    const under = isGroup(value) || Array.isArray(value) ? ownValue(value as Fields, own) : undefined
    return under === undefined ? [] : [{ head, keys: [...keys, own], value: under }]
  })
  const last = found.at(-1)?.value
  const merged = (isGroup(last) && !WHOLE.includes(key)) || isById(key, last) || (ADDED.includes(key) && Array.isArray(last))
  return merged ? found : found.slice(-1)
}

function mergedList(key: PropertyKey | undefined, lists: readonly unknown[][]): unknown[] {
  return lists.reduce<unknown[]>((below, over) => mergeValues(String(key), below, over) as unknown[], [])
}

/** Where a layer's list has the merged list's item; -1 where it has not. */
function indexOf(values: readonly unknown[], index: number, item: unknown, list: PropertyKey | undefined): number {
  if (ADDED.includes(list!)) return values.indexOf(item)
  if (isById(list!, values) && isGroup(item)) return values.findIndex(({ id }) => id === item.id)
  return index
}
