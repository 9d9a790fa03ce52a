/**
 * The pages behind a link of one person's mail, as addresses: who it is for is read from the link, and whoever is gone, refused or too fast gets
 * a page that says so. Nobody else learns of them.
 */
import type { IncomingMessage } from 'node:http'
import type { Request, Response, Server } from 'restify'
import { readBytes } from '../body.ts'
import { StorageAway, type Subscriber } from '../storage/storage.ts'
import { LINK_PATHS, type MailLinkUse, type SubscriberLinks } from './links.ts'

const MAX_BODY_BYTES = 16 * 1024
const HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Robots-Tag': 'noindex, nofollow',
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
}

export interface BehindLinkOptions {
  links: SubscriberLinks
  find(id: string): Promise<Subscriber | undefined>
  /** Milliseconds that an address has to wait, 0 for none. */
  busy(what: 'pages', req: IncomingMessage): number
  /** Pages of nobody: the database is away, the link is not ours or worn out, what it led to is over. */
  pages: Record<'away' | 'dead' | 'ended', () => string>
}

/** `gone`: what is said when the link was ours and they are not there (any more). */
export type BehindLink = (
  method: 'get' | 'post',
  to: keyof typeof LINK_PATHS,
  use: MailLinkUse,
  gone: 'ended' | 'dead',
  handle: (subscriber: Subscriber, req: Request, res: Response) => Promise<void>,
) => void

export function behindLinks(server: Server, { links, find, busy, pages }: BehindLinkOptions): BehindLink {
  return (method, to, use, gone, handle) => {
    server[method](LINK_PATHS[to], async (req: Request, res: Response) => {
      const waitMs = busy('pages', req)
      if (waitMs > 0) {
        res.setHeader('Retry-After', String(Math.ceil(waitMs / 1000)))
        return answerPage(res, 429, pages.away())
      }
      const id = links.read(use, parametersOf(req))
      if (id === undefined) return answerPage(res, 404, pages.dead())
      try {
        const subscriber = await find(id)
        if (!subscriber) return answerPage(res, gone === 'ended' ? 200 : 410, pages[gone]())
        await handle(subscriber, req, res)
      } catch (error) {
        if (!(error instanceof StorageAway)) throw error
        res.setHeader('Retry-After', '60')
        answerPage(res, 503, pages.away())
      }
    })
  }
}

export function answerPage(res: Response, status: number, page: string): void {
  res.writeHead(status, { ...HEADERS, 'Content-Length': String(Buffer.byteLength(page)) })
  res.end(page)
}

export function parametersOf(req: Request): URLSearchParams {
  return new URL(req.url ?? '/', 'http://localhost').searchParams
}

/** Empty where it cannot be read; then every field is missing. */
export async function formOf(req: Request): Promise<URLSearchParams> {
  const body = await readBytes(req, MAX_BODY_BYTES)
  return new URLSearchParams(body.ok ? body.value.toString('utf8') : '')
}

/** To the page after a form. */
export function lead(res: Response, to: string): void {
  res.writeHead(303, { Location: to, 'Cache-Control': 'no-store', 'Content-Length': '0' })
  res.end()
}
