/**
 * Request bodies, read once, never more than a limit. Trouble is a value: the status and the words for the client.
 */
import type { IncomingMessage } from 'node:http'

export type Body<T> = { ok: true; value: T } | { ok: false; status: 400 | 413 | 415; code: string; message: string }

const refuse = (status: 400 | 413 | 415, code: string, message: string) => ({ ok: false, status, code, message }) as const

/** No client nests deeper than an Adaptive Card in a card; what is nested thousands deep overflows the stack of whoever walks it. */
const MAX_DEPTH = 64
const [QUOTE, BACKSLASH, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = Buffer.from('"\\[]{}')

/** Counts brackets outside of texts; works on bytes, since every byte of a longer character is above all of these. */
function isTooDeep(json: Buffer): boolean {
  let depth = 0
  let inText = false
  for (let at = 0; at < json.length; at++) {
    const byte = json[at]
    if (inText) {
      if (byte === BACKSLASH) at++
      else if (byte === QUOTE) inText = false
    } else if (byte === QUOTE) inText = true
    else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
      depth++
      if (depth > MAX_DEPTH) return true
    } else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) depth--
  }
  return false
}

/** The bytes of a request. What goes past the limit is thrown away as it comes, so that the client still reads our answer. */
export function readBytes(req: IncomingMessage, maxBytes: number): Promise<Body<Buffer>> {
  const tooLarge = refuse(413, 'RequestTooLarge', `The body may have ${maxBytes} bytes at most.`)
  if (Number(req.headers['content-length'] ?? 0) > maxBytes) return Promise.resolve(tooLarge)
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let size = 0
    req.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= maxBytes) chunks.push(chunk)
      else resolve(tooLarge)
    })
    req.on('end', () => resolve({ ok: true, value: chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks) }))
    // Nobody is left to read the refusal; it only ends our wait.
    req.on('error', () => resolve(refuse(400, 'BadRequest', 'The body ended too early.')))
    req.on('aborted', () => resolve(refuse(400, 'BadRequest', 'The body ended too early.')))
  })
}

/**
 * A JSON object. An empty body is an empty object where `optional` allows it (Direct Line starts conversations that way);
 * any other content type than JSON is refused.
 */
export async function readJson(req: IncomingMessage, maxBytes: number, { optional = false } = {}): Promise<Body<Record<string, unknown>>> {
  const type = req.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase()
  const isJson = type === 'application/json' || type?.endsWith('+json')
  if (!isJson && !(optional && type === undefined)) return refuse(415, 'UnsupportedMediaType', 'The body must be application/json.')
  const bytes = await readBytes(req, maxBytes)
  if (!bytes.ok) return bytes
  if (bytes.value.length === 0 && optional) return { ok: true, value: {} }
  if (isTooDeep(bytes.value)) return refuse(400, 'BadSyntax', `The body may be nested ${MAX_DEPTH} deep at most.`)
  try {
    const value: unknown = JSON.parse(bytes.value.toString('utf8'))
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ok: true, value: value as Record<string, unknown> }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  return refuse(400, 'BadSyntax', 'The body is not a JSON object.')
}
