/** The addresses of the CMS: its page, its files, its configuration, the folder it writes to, and what it asks while somebody types. */
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Logger } from 'pino'
import type { Request, Response, Server } from 'restify'
import { z } from 'zod'
import { momentAt } from '../../../bot/moment.ts'
import { readJson } from '../../body.ts'
import type { LiveKnowledge } from '../../live-knowledge.ts'
import { type Made, made, send } from '../../respond.ts'
import { type EditorsText, editorsText } from '../../words/editors-text.ts'
import { readEditorAssets } from '../editors/editor-assets.ts'
import type { Sessions } from '../editors/session.ts'
import { cmsPage, cmsPolicy } from './cms-page.ts'
import { type CmsTarget, cmsConfig, FOLDER_BACKEND, FOLDER_PATH } from './config.ts'
import { type FolderAnswer, folderAction } from './folder.ts'
import { CMS_PARTS } from './form-text.ts'
import { liveCheck } from './live-check.ts'
import { writtenWords } from './newer.ts'

export interface CmsOptions {
  /** The editors' session opens the CMS, too. */
  sessions: Sessions
  live: Pick<LiveKnowledge, 'known' | 'loaded'>
  /** The folder that is written to, where no repository is set. */
  folder: string
  repository?: CmsTarget
  now(): Date
  publicUrl: string
  /** The milliseconds an address has to wait before more work is done for it. */
  busy(req: Request): number
  log: Logger
}

const PATH = '/redaktion/cms'
/** Another script asks for it, by its bare name. */
const IMPORTED = 'folder-backend.js'
const MAX_BODY_BYTES = 2_000_000
const HTML = 'text/html; charset=utf-8'
const SCRIPT = 'text/javascript; charset=utf-8'
const NOT_KEPT = { 'Cache-Control': 'no-store', 'X-Robots-Tag': 'noindex', 'Referrer-Policy': 'same-origin' }
const typed = z.object({
  kind: z.enum(CMS_PARTS),
  slug: z.string().max(200),
  path: z.string().max(200).default(''),
  version: z.string().max(40).default(''),
  text: z.string(),
})

export function cmsRoutes(server: Server, { sessions, live, folder, repository, now, publicUrl, busy, log }: CmsOptions): void {
  const target = repository ?? FOLDER_BACKEND
  const { scripts, files } = readScripts()
  const { styles } = readEditorAssets()
  const page = { ...NOT_KEPT, 'Content-Security-Policy': cmsPolicy(target) }
  if (scripts.length === 0) log.warn({ event: 'cms_missing' }, 'the CMS is missing: "npm run prepare" fetches the file')

  const text = () => editorsText(live.known().knowledge)

  /** False, answered, for whoever is not signed in, comes from another site, or asks too much. */
  const admitted = (req: Request, res: Response): boolean => {
    const from = req.header('sec-fetch-site')
    const isOwn = from === undefined || from === 'same-origin' || from === 'none'
    const waitMs = busy(req)
    if (sessions.of(req.headers.cookie, now()) && isOwn && waitMs === 0) return true
    const status = waitMs > 0 ? 429 : 403
    refuse(req, res, status, text()(status === 429 ? 'cms.refused.wait' : 'cms.refused.session'))
    return false
  }
  server.get(PATH, async (req: Request, res: Response) => {
    if (!sessions.of(req.headers.cookie, now())) {
      res.writeHead(303, { Location: '/redaktion/anmelden', 'Cache-Control': 'no-store', 'Content-Length': '0' })
      return res.end()
    }
    send(req, res, made(200, HTML, cmsPage(live.known().knowledge, scripts, styles)), page)
  })
  for (const [name, file] of files) {
    const kept = { 'Cache-Control': name === IMPORTED ? 'no-cache' : 'public, max-age=86400' }
    server.get(`${PATH}/${name}`, async (req: Request, res: Response) => send(req, res, file, kept))
  }
  server.get(`${PATH}/konfiguration`, async (req: Request, res: Response) => {
    if (!admitted(req, res)) return
    const config = cmsConfig(live.known().knowledge, target, publicUrl)
    send(req, res, made(200, 'application/json; charset=utf-8', JSON.stringify(config)), NOT_KEPT)
  })
  server.post(`${PATH}/pruefen`, async (req: Request, res: Response) => {
    if (!admitted(req, res)) return
    const body = await readJson(req, MAX_BODY_BYTES)
    const asked = typed.safeParse(body.ok ? body.value : undefined)
    if (!asked.success) return refuse(req, res, body.ok ? 400 : body.status, text()('cms.refused.check'))
    send(req, res, made(200, HTML, liveCheck(asked.data, repository ? undefined : folder, live.loaded(), momentAt(now()))), NOT_KEPT)
  })
  if (repository) return
  server.post(FOLDER_PATH, async (req: Request, res: Response) => {
    if (!admitted(req, res)) return
    const body = await readJson(req, MAX_BODY_BYTES)
    if (!body.ok) return refuse(req, res, body.status, body.message)
    const done = await folderAction(folder, body.value)
    if (!done.ok) return refuse(req, res, done.status, whyRefused(done, text()))
    const by = sessions.of(req.headers.cookie, now())?.name
    if (done.changed.length > 0)
      log.info({ event: 'content_written', files: done.changed, ...(by && { by }) }, 'an editor wrote content in the browser')
    send(req, res, made(200, 'application/json; charset=utf-8', JSON.stringify(done.json)), NOT_KEPT)
  })
}

function whyRefused(answer: Extract<FolderAnswer, { ok: false }>, text: EditorsText): string {
  if (answer.status === 422) return text('cms.refused.action')
  if (answer.status === 403) return text('cms.refused.path', { path: answer.path })
  const { why, path, at } = answer.conflict
  return why === 'gone' ? text('cms.refused.gone', { path }) : text(`cms.refused.${why}`, { path, ...writtenWords(at!) })
}

function refuse(req: Request, res: Response, status: number, error: string): void {
  send(req, res, made(status, 'application/json; charset=utf-8', JSON.stringify({ error })), NOT_KEPT)
}

/** The CMS beside what starts it, each under an address that changes with its content. No scripts where nobody has fetched the CMS. */
function readScripts(): { scripts: string[]; files: ReadonlyMap<string, Made> } {
  const files = new Map<string, Made>()
  for (const name of ['manual.js', 'decap-cms.js', IMPORTED, 'start.js']) {
    const place = fileURLToPath(new URL(name === 'decap-cms.js' ? `./vendor/${name}` : `./assets/${name}`, import.meta.url))
    if (!existsSync(place)) return { scripts: [], files: new Map() }
    files.set(name, compressed(made(200, SCRIPT, readFileSync(place)), place))
  }
  return {
    scripts: [...files].filter(([name]) => name !== IMPORTED).map(([name, { etag }]) => `${PATH}/${name}?v=${etag.slice(3, -1)}`),
    files,
  }
}

/** With the compressed copies that lie beside the file, so that nobody waits while megabytes are compressed. */
function compressed(plain: Made, place: string): Made {
  const copy = (suffix: string) => (existsSync(place + suffix) ? readFileSync(place + suffix) : undefined)
  const copies = { br: copy('.br'), gzip: copy('.gz'), identity: undefined }
  return { ...plain, body: (encoding) => copies[encoding] ?? plain.body(encoding) }
}
