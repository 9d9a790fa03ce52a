/**
 * The files a visitor's browser loads: the demo page (`/vorschau`), the chat (`/chat`), the bubble for other people's pages (`/embed.js`) and
 * what these need (`/webchat/…`). Strict policies, one round trip when nothing changed, and nothing from any other host.
 */
import { fileURLToPath } from 'node:url'
import type { Logger } from 'pino'
import type { Next, Request, Response, Server } from 'restify'
import type { Lang } from '../../bot/knowledge/day.ts'
import { chooseEncoding } from '../encoding.ts'
import { type Asset, readAssets } from './assets.ts'
import { createFilled, type Speaking } from './filled.ts'

export interface PageOptions {
  /** Origins whose pages may show the chat in a frame (`https://www.example.org`, `https://*.example.org`); our own always may. */
  embedOrigins: string[]
  /** The newest, for words and colours. */
  knowledge(): Speaking
  log: Logger
}

const FOLDER = fileURLToPath(new URL('./page/', import.meta.url))
/** Digest of the empty text: Web Chat adds one empty `<style>` and fills it by script; a nonce instead breaks its scrolling. */
const EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
const ORIGIN = /^https?:\/\/(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?$/i

/** `frame-ancestors`: ourselves and the origins that are well formed. A mistyped one is told and left out, never widened. */
export function frameAncestors(origins: string[], log: Logger): string {
  const allowed = origins.filter((origin) => {
    const fine = ORIGIN.test(origin)
    if (!fine) log.warn({ event: 'embed_origin_ignored', origin }, 'EMBED_ORIGINS: not an origin like https://www.example.org, left out')
    return fine
  })
  return ["'self'", ...allowed].join(' ')
}

const policy = (directives: Record<string, string>) =>
  Object.entries({ 'default-src': "'none'", 'base-uri': "'none'", 'form-action': "'none'", ...directives })
    .map(([name, value]) => `${name} ${value}`)
    .join('; ')

/** Adds the routes; server.ts makes HEAD out of them, too. Reads the page's files once; throws when they cannot be read. */
export function pageRoutes(server: Server, options: PageOptions): void {
  const assets = readAssets(FOLDER)
  const filled = createFilled(assets)
  const find = (name: string): Asset | undefined => filled(options.knowledge()).get(name) ?? assets.get(name)
  const ours = { 'script-src': "'self'", 'img-src': "'self' data:" }
  const demoPolicy = policy({ ...ours, 'style-src': "'self'", 'frame-src': "'self'", 'frame-ancestors': "'self'" })
  const chatPolicy = policy({
    ...ours,
    'style-src': `'self' ${EMPTY_STYLE}`,
    'connect-src': "'self'",
    // Without a script, a question is asked of the pages.
    'form-action': "'self'",
    'img-src': "'self' data: blob:",
    'frame-ancestors': frameAncestors(options.embedOrigins, options.log),
  })

  const get = (path: string, answer: (req: Request, res: Response) => void) => {
    server.get(path, (req: Request, res: Response, next: Next) => {
      answer(req, res)
      next(false)
    })
  }
  const page = (name: string, csp: string) => (req: Request, res: Response) =>
    sendAsset(req, res, find(`${langOf(req)}/${name}`), { 'Content-Security-Policy': csp })

  get('/vorschau', page('demo.html', demoPolicy))
  const everywhere = { 'Cross-Origin-Resource-Policy': 'cross-origin', 'Access-Control-Allow-Origin': '*' }
  get('/embed.js', (req, res) => sendAsset(req, res, find('embed.js'), everywhere))
  get('/webchat/:name', (req, res) => sendAsset(req, res, find(req.params.name), {}))
  get('/webchat/vendor/:name', (req, res) => sendAsset(req, res, assets.get(`vendor/${req.params.name}`), {}))
  get('/chat', page('chat.html', chatPolicy))
  if (!assets.has('vendor/webchat.js')) {
    options.log.warn(
      { event: 'webchat_missing' },
      'Web Chat is missing: "npm run prepare" fetches the file; until then /chat shows a note only',
    )
  }
}

/** As the address asks; the chat's own script then looks at the browser's languages, too. */
function langOf(req: Request): Lang {
  return /^en/i.test(new URL(req.url ?? '/', 'http://localhost').searchParams.get('lang') ?? '') ? 'en' : 'de'
}

function sendAsset(req: Request, res: Response, asset: Asset | undefined, headers: Record<string, string>): void {
  if (!asset) {
    res.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' })
    res.end('There is no such file.\n')
    return
  }
  // Weak, because one tag stands for the plain and the compressed bytes alike.
  const etag = `W/"${asset.digest}"`
  const versioned = new URL(req.url ?? '/', 'http://localhost').searchParams.get('v') === asset.digest
  const cached = {
    ...headers,
    ETag: etag,
    Vary: 'Accept-Encoding',
    'Cache-Control': versioned ? 'public, max-age=31536000, immutable' : 'no-cache',
  }
  const known = (req.header('if-none-match') ?? '').split(',').some((tag) => tag.trim() === etag)
  if (known) {
    res.writeHead(304, cached)
    res.end()
    return
  }
  const encoding = chooseEncoding(req.header('accept-encoding'))
  const body = asset.bodies[encoding]
  res.writeHead(200, {
    ...cached,
    'Content-Type': asset.type,
    'Content-Length': String(body.length),
    ...(encoding === 'identity' ? {} : { 'Content-Encoding': encoding }),
  })
  res.end(body)
}
