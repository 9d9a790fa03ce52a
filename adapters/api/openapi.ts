/** The OpenAPI 3.1 document, written from the table of operations and their schemas; nothing in it is said twice. */
import { z } from 'zod'
import { API_PATH, OPERATIONS, type Operation } from '../records/operations.ts'
import { problemRecord } from '../records/schemas.ts'

const VERSION = '1.0.0'
export const PROBLEM_TYPE = 'application/problem+json'

type Json = Record<string, unknown>

/** The errors that an operation may give, each with the reason. */
export function errorsOfOperation({ path, posted }: Operation, method: 'get' | 'post'): Map<number, string> {
  const errors = new Map([[400, 'A parameter is wrong or unknown; "errors" says which and why']])
  if (path.includes('{')) errors.set(404, 'There is no such entry')
  if (posted && method === 'post') {
    errors.set(413, 'The body is too large')
    errors.set(415, 'The body is not application/json')
  }
  errors.set(429, 'More than one address may ask for; "Retry-After" says for how many seconds to wait')
  errors.set(500, 'Something went wrong on our side')
  return errors
}

/** `name`: of the service; `publicUrl`: where it is. */
export function openApi({ name, publicUrl }: { name: string; publicUrl: string }): Json {
  const registry = z.registry<{ id: string }>()
  for (const schema of namedSchemas()) registry.add(schema, { id: schema.meta()!.id! })
  const { schemas } = z.toJSONSchema(registry, { io: 'input', uri: (id) => `#/components/schemas/${id}` }) as {
    schemas: Record<string, Json>
  }
  return {
    openapi: '3.1.0',
    info: {
      title: `${name} API`,
      version: VERSION,
      description:
        'Read-only. Every answer is the editors\' own text with its source, the day of its facts, its state and its address: cite it, change nothing, and offer only what is "open". Nothing asked here is kept or counted.',
      license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
    },
    servers: [{ url: publicUrl + API_PATH }],
    paths: Object.fromEntries(OPERATIONS.map((operation) => [operation.path, pathItem(operation)])),
    components: { schemas: Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, plainSchema(schema)])) },
  }
}

function pathItem(operation: Operation): Json {
  const { id, summary, posted, takes } = operation
  const get = { operationId: id, summary, security: [], parameters: parametersOf(operation), responses: responsesOf(operation, 'get') }
  const body = { required: true, content: { 'application/json': { schema: schemaOf(takes) } } }
  return {
    get,
    ...(posted && {
      post: {
        operationId: `${id}Posted`,
        summary: `${summary}; the parameters in the body, so that no address holds them`,
        security: [],
        requestBody: body,
        responses: responsesOf(operation, 'post'),
      },
    }),
  }
}

function parametersOf({ takes, path }: Operation): Json[] {
  const { properties = {}, required = [] } = schemaOf(takes) as { properties?: Record<string, Json>; required?: string[] }
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: path.includes(`{${name}}`) ? 'path' : 'query',
    required: required.includes(name),
    ...(description !== undefined && { description }),
    schema,
  }))
}

function responsesOf(operation: Operation, method: 'get' | 'post'): Json {
  const errors = [...errorsOfOperation(operation, method)].map(([status, description]) => [
    String(status),
    { description, content: { [PROBLEM_TYPE]: { schema: reference(problemRecord) } } },
  ])
  return {
    200: { description: 'The answer', content: { 'application/json': { schema: reference(operation.gives) } } },
    ...Object.fromEntries(errors),
  }
}

function reference(schema: z.ZodType): Json {
  return { $ref: `#/components/schemas/${schema.meta()!.id}` }
}

function schemaOf(schema: z.ZodType): Json {
  return plainSchema(z.toJSONSchema(schema, { io: 'input' }) as Json)
}

/** Without what only a document of its own needs. */
function plainSchema({ $schema: _dialect, $id: _id, id: _name, ...schema }: Json): Json {
  return schema
}

/** Every schema with a name, in what is given and what stands inside it. */
function namedSchemas(): Set<z.ZodType> {
  const found = new Set<z.ZodType>([problemRecord])
  const visit = (schema: z.ZodType): void => {
    if (schema.meta()?.id !== undefined) found.add(schema)
    const { shape, element, innerType } = schema.def as { shape?: Record<string, z.ZodType>; element?: z.ZodType; innerType?: z.ZodType }
    for (const inner of [...Object.values(shape ?? {}), element, innerType]) if (inner) visit(inner)
  }
  for (const { gives } of OPERATIONS) visit(gives)
  return found
}
