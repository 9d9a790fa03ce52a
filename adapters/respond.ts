/** Sends what was made: compressed as the client takes it, and nothing at all when the client has it already. */
import { createHash } from 'node:crypto'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { Request, Response } from 'restify'
import { chooseEncoding, type Encoding } from './encoding.ts'

/** A ready answer. The compressed bodies are made when somebody first asks for them. */
export interface Made {
  status: number
  type: string
  /** Names the content; weak, because one tag stands for plain and compressed bytes alike. */
  etag: string
  body(encoding: Encoding): Buffer
}

export function made(status: number, type: string, text: string | Buffer): Made {
  const plain = Buffer.from(text)
  const bodies: Partial<Record<Encoding, Buffer>> = { identity: plain }
  const compress = { br: () => brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }), gzip: () => gzipSync(plain) }
  return {
    status,
    type,
    etag: `W/"${createHash('sha256').update(plain).digest('base64url').slice(0, 16)}"`,
    body: (encoding) => {
      bodies[encoding] ??= encoding === 'identity' ? plain : compress[encoding]()
      return bodies[encoding]
    },
  }
}

export function send(req: Request, res: Response, answer: Made, headers: Record<string, string | string[]> = {}): void {
  const shared = { 'Cache-Control': 'no-cache', Vary: 'Accept-Encoding', ...headers, ETag: answer.etag }
  const known = (req.header('if-none-match') ?? '').split(',').some((tag) => tag.trim() === answer.etag)
  if (known && answer.status === 200) {
    res.writeHead(304, shared)
    res.end()
    return
  }
  const encoding = chooseEncoding(req.header('accept-encoding'))
  const body = answer.body(encoding)
  res.writeHead(answer.status, {
    ...shared,
    'Content-Type': answer.type,
    'Content-Length': String(body.length),
    ...(encoding !== 'identity' && { 'Content-Encoding': encoding }),
  })
  res.end(body)
}
