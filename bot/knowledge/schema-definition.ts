/** What zod knows of a schema from within: its kind, what it wraps, and how an editor is told of it. */
import type { z } from 'zod'

export interface SchemaDefinition {
  type: string
  innerType?: z.ZodType
  element?: z.ZodType
  in?: z.ZodType
  options?: z.ZodType[]
  entries?: Record<string, string>
  shape?: Record<string, z.ZodType>
  format?: string
}

/** The inside of a schema; zod types it as unknown. */
export function definitionOf(schema: z.ZodType): SchemaDefinition {
  return schema.def as unknown as SchemaDefinition
}

/** What `describe` said, also behind "optional" and "default". */
export function descriptionOf(schema: z.ZodType): string | undefined {
  const { innerType } = definitionOf(schema)
  return schema.description ?? (innerType && descriptionOf(innerType))
}
