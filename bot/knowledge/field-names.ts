/** The names of all fields, for messages about heads that cannot be read. */
import type { z } from 'zod'
import { schemas } from './schema.ts'
import { definitionOf } from './schema-definition.ts'

/** `top`: of entries themselves; `below`: inside groups and lists. */
export const FIELD_NAMES: { readonly top: Set<string>; readonly below: Set<string> } = { top: new Set(), below: new Set() }

for (const schema of Object.values(schemas)) collect(schema, FIELD_NAMES.top)

function collect(schema: z.ZodType, names: Set<string>): void {
  const { shape, innerType, element, in: input, options = [] } = definitionOf(schema)
  for (const [name, field] of Object.entries(shape ?? {})) {
    names.add(name)
    collect(field, FIELD_NAMES.below)
  }
  for (const inner of [innerType, element, input, ...options]) if (inner) collect(inner, names)
}
