/** A file of JSON values, one a line, as commands read them; also from Windows machines, with byte order mark. */
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { z } from 'zod'

/** `at`: "file:line", for a line that is no JSON or does not fit. */
export type JsonLine<T> = { ok: true; value: T } | { ok: false; at: string }

/** Empty lines are skipped. Throws only when the file cannot be read. */
export async function* jsonLines<S extends z.ZodType>(path: string, schema: S): AsyncGenerator<JsonLine<z.output<S>>> {
  let number = 0
  for await (const text of createInterface({ input: createReadStream(path) })) {
    number++
    if (text.trim() === '') continue
    const parsed = schema.safeParse(jsonOf(text))
    yield parsed.success ? { ok: true, value: parsed.data } : { ok: false, at: `${path}:${number}` }
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
