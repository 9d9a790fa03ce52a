/**
 * The tab: its page and files, and what it asks for. The page itself holds nothing and is open to all; the answers need Teams' token, or,
 * for the Playground, a request from this very machine. Not there while the door is shut.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { gzipSync } from 'node:zlib'
import type { Next, Request, Response, Server } from 'restify'
import { derivedFrom } from '../../bot/knowledge/derived.ts'
import type { Knowledge } from '../../bot/knowledge/knowledge.ts'
import type { Office } from '../office/office.ts'
import { sendJson, sendProblem } from '../server.ts'
import { StorageAway, type Store } from '../storage/storage.ts'
import { wordsUnder } from '../words/browser-words.ts'
import { STAFF } from '../words/staff-book.ts'
import { staffText } from '../words/staff-text.ts'
import { type AppRegistration, isFromHere } from './access.ts'
import type { Channels } from './channels.ts'
import { openCards, type TabInsights } from './open-cards.ts'
import { type TabGapOptions, tabGapRoutes } from './tab-gaps.ts'
import { type Seen, type TabViewer, tabToken } from './tab-token.ts'

export interface TabOptions extends TabGapOptions {
  office: Pick<Office, 'insights'>
  store: Pick<Store, 'state' | 'usage'>
  channels: Pick<Channels, 'get'>
  knowledge(): Knowledge
  app: AppRegistration | undefined
  publicUrl: string
  /** For tests. */
  keysUrl?: string | undefined
}

/** Where Teams shows its tabs. */
const HOSTS = "'self' https://teams.microsoft.com https://*.teams.microsoft.com https://*.cloud.microsoft"
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  `frame-ancestors ${HOSTS}`,
].join('; ')

const SPANS = [7, 30, 90]
export function tabRoutes(server: Server, options: TabOptions): void {
  const files = pageFiles()
  const check =
    options.app && tabToken({ app: options.app, publicUrl: options.publicUrl, ...(options.keysUrl && { keysUrl: options.keysUrl }) })

  for (const [path, file] of files) {
    server.get(path, (req: Request, res: Response, next: Next) => {
      sendFile(req, res, file)
      next(false)
    })
  }
  server.get('/teams/tab/words.js', (req: Request, res: Response, next: Next) => {
    sendFile(req, res, wordsFile(options.knowledge()))
    next(false)
  })

  /** Undefined when the answer has been given: a refusal. On our own machine nobody says who they are. */
  const viewerOf = async (req: Request, res: Response): Promise<TabViewer | undefined> => {
    const here: Seen = isFromHere(req) ? { ok: true, viewer: {} } : { ok: false, status: 403 }
    const seen = check ? await check(req.headers.authorization) : here
    if (seen.ok) return seen.viewer
    return void sendProblem(res, seen.status, 'Forbidden', 'This page is for the staff in Teams.')
  }
  const admitted = async (req: Request, res: Response): Promise<boolean> => (await viewerOf(req, res)) !== undefined

  server.get('/teams/api/insights', async (req: Request, res: Response) => {
    const viewer = await viewerOf(req, res)
    if (!viewer) return
    const days = Number(new URL(req.url ?? '/', 'http://localhost').searchParams.get('days') ?? 30)
    if (!SPANS.includes(days)) return sendProblem(res, 400, 'BadArgument', `days must be one of ${SPANS.join(', ')}.`)
    try {
      const insights = await options.office.insights(days)
      sendJson(res, 200, {
        ...insights,
        requests: await openCards(options.store, insights.requests, staffText(options.knowledge())),
        mine: placesWith(viewer, options),
      } satisfies TabInsights)
    } catch (error) {
      if (!(error instanceof StorageAway)) throw error
      sendProblem(res, 503, 'StorageAway', 'The database cannot be reached just now.')
    }
  })

  tabGapRoutes(server, admitted, options)
}

/** Places whose requests a viewer is called to: on duty there by routing.md, or who connected the channel where it names nobody. */
function placesWith({ id, address }: TabViewer, { knowledge, channels }: Pick<TabOptions, 'knowledge' | 'channels'>): string[] {
  return knowledge().routing.channels.flatMap(({ id: channel, duty }) => {
    const isOnDuty = address !== undefined && duty.some((one) => one.address.toLowerCase() === address.toLowerCase())
    const hasConnected = duty.length === 0 && id !== undefined && channels.get(channel)?.by?.id === id
    return isOnDuty || hasConnected ? [channel] : []
  })
}

const SCRIPT = 'text/javascript; charset=utf-8'

/** What the tab says, in both languages, anew after each edit. */
const wordsFile = derivedFrom(
  ({ staff }: Pick<Knowledge, 'staff'>): PageFile =>
    pageFile(SCRIPT, Buffer.from(`export const WORDS = ${JSON.stringify(wordsUnder(STAFF, 'tab', staff))}\n`)),
)

interface PageFile {
  type: string
  body: Buffer
  gzip: Buffer
  etag: string
}

function pageFiles(): Map<string, PageFile> {
  const own = (name: string) => readFileSync(new URL(`./tab/${name}`, import.meta.url))
  const teamsJs = createRequire(import.meta.url).resolve('@microsoft/teams-js/dist/umd/MicrosoftTeams.min.js')
  const html = 'text/html; charset=utf-8'
  return new Map([
    ['/teams/tab', pageFile(html, own('index.html'))],
    ...['tab.js', 'parts.js', 'week.js'].map((name) => [`/teams/tab/${name}`, pageFile(SCRIPT, own(name))] as const),
    ['/teams/tab/tab.css', pageFile('text/css; charset=utf-8', own('tab.css'))],
    ['/teams/tab/teams-js.js', pageFile(SCRIPT, readFileSync(teamsJs))],
  ])
}

function pageFile(type: string, body: Buffer): PageFile {
  return { type, body, gzip: gzipSync(body), etag: `W/"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"` }
}

function sendFile(req: Request, res: Response, { type, body, gzip, etag }: PageFile): void {
  const headers: Record<string, string> = {
    ETag: etag,
    Vary: 'Accept-Encoding',
    'Cache-Control': 'no-cache',
    ...(type.startsWith('text/html') && { 'Content-Security-Policy': POLICY }),
  }
  if (req.header('if-none-match') === etag) {
    res.writeHead(304, headers)
    res.end()
    return
  }
  const zipped = /\bgzip\b(?!;q=0)/.test(req.header('accept-encoding') ?? '')
  const bytes = zipped ? gzip : body
  res.writeHead(200, {
    ...headers,
    'Content-Type': type,
    'Content-Length': String(bytes.length),
    ...(zipped && { 'Content-Encoding': 'gzip' }),
  })
  res.end(bytes)
}
