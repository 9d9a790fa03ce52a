/** The addresses of the editors' pages. Nobody sees anything but the page that asks who they are before they have signed in. */
import { setImmediate as pause } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Request, Response, Server } from 'restify'
import type { GuideUse, KeptEvent } from '../../../bot/impact/usage-report.ts'
import { entriesOf } from '../../../bot/knowledge/knowledge.ts'
import type { KnowledgeFile } from '../../../bot/knowledge/knowledge-file.ts'
import { KINDS } from '../../../bot/knowledge/schema.ts'
import { momentAt, momentOn } from '../../../bot/moment.ts'
import type { Known } from '../../../bot/ports.ts'
import { readBytes } from '../../body.ts'
import type { LiveKnowledge } from '../../live-knowledge.ts'
import { made, send } from '../../respond.ts'
import { editorsText } from '../../words/editors-text.ts'
import { html } from '../frame/html.ts'
import { viewAt } from '../frame/view.ts'
import type { EditorAccess } from './access.ts'
import { asOfPage } from './as-of.ts'
import { dayAsked, dayPage } from './day-page.ts'
import { readDraft, tryDraft } from './draft.ts'
import { draftPage, emptyDraft, MAX_DRAFT_CHARACTERS } from './draft-page.ts'
import { asDraft, createDraftFinder } from './drafts.ts'
import { readEditorAssets } from './editor-assets.ts'
import { EDITOR_PATHS, type EditorPage, renderEditorPage } from './editor-frame.ts'
import { entriesPage } from './entries-page.ts'
import { GAP_SPANS, gapsPage } from './gaps-page.ts'
import { guidePage, guidesPage } from './guide-map.ts'
import { type Editing, homePage } from './home-page.ts'
import { MAIL_HTML_PATH, type MailPreview, mailAsked, mailPage, writeAsked } from './mail-page.ts'
import { signInRoutes } from './sign-in-routes.ts'
import { momentOfTrial, questionOf, readTrial, tryPage } from './try-page.ts'
import { whatLacks } from './what-lacks.ts'

export interface EditorOptions {
  access: EditorAccess
  /** Editors write in the browser, too: the navigation leads there. */
  writes: boolean
  /** The secret may stand in an address (`?schluessel=`): for a server that only this machine reaches. */
  byLink: boolean
  live: Pick<LiveKnowledge, 'known' | 'issues' | 'loaded' | 'stale'>
  /** How guides were used lately; rejects while nobody can be asked. */
  guideUses(): Promise<readonly GuideUse[]>
  /** What partners' calendars brought and nobody has published. */
  partnerDrafts(): readonly KnowledgeFile[]
  /** What happened in so many days, of the kinds that gaps are found in; rejects while nobody can be asked. */
  events(days: number): Promise<readonly KeptEvent[]>
  /** The monthly mail before it goes. */
  mail: MailPreview
  now(): Date
  publicUrl: string
  /** A word for where a request comes from. */
  clientOf(req: Request): string
  /** The milliseconds an address has to wait before more work is done for it. */
  busy(req: Request): number
  onRefused(limit: string): void
  log: Logger
}

const MAX_FORM_BYTES = 4 * MAX_DRAFT_CHARACTERS
const HTML = 'text/html; charset=utf-8'
const HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'Cache-Control': 'no-store',
  'X-Robots-Tag': 'noindex',
  // Nobody learns from a link to the outside which question was tried here.
  'Referrer-Policy': 'same-origin',
}

export function editorRoutes(server: Server, options: EditorOptions): void {
  const { live, now } = options
  const { sessions } = options.access
  const publicUrl = options.publicUrl.replace(/\/+$/, '')
  const assets = { ...readEditorAssets(), writes: options.writes }
  const site = { publicUrl, assets: assets.site, legal: {} }

  const show = (req: Request, res: Response, page: EditorPage, status = 200, headers: Record<string, string | string[]> = {}) =>
    send(req, res, made(status, HTML, renderEditorPage(page, live.known().knowledge, assets)), { ...HEADERS, ...headers })
  const lead = (res: Response, to: string, headers: Record<string, string | string[]> = {}) => {
    res.writeHead(303, { ...HEADERS, Location: to, 'Content-Length': '0', ...headers })
    res.end()
  }
  const editing = (): Editing => ({
    knowledge: live.known().knowledge,
    files: live.loaded().files,
    issues: live.issues(),
    stale: live.stale(),
    drafts: drafts(),
    moment: momentAt(now()),
  })
  const finder = createDraftFinder(options.partnerDrafts)
  const drafts = () => finder.among(live.loaded().files, (id) => live.known().knowledge.entries.has(id))
  const usesOrNone = () => options.guideUses().catch(() => undefined)

  /** A page for those who are signed in. */
  const get = (path: string, answer: (req: Request, res: Response, query: URLSearchParams, known: Known) => Promise<unknown> | unknown) =>
    server.get(path, async (req: Request, res: Response) => {
      if (!sessions.of(req.headers.cookie, now())) return lead(res, '/redaktion/anmelden')
      const waitMs = options.busy(req)
      if (waitMs > 0) return show(req, res, plainPage('too-many'), 429, { 'Retry-After': String(Math.ceil(waitMs / 1000)) })
      await answer(req, res, new URL(req.url ?? '/', 'http://localhost').searchParams, live.known())
    })
  const plainPage = (what: 'too-many' | 'missing'): EditorPage => {
    const text = editorsText(live.known().knowledge)
    return { title: text(`${what}.title`), part: 'home', main: html`<h1>${text(`${what}.title`)}</h1><p>${text(`${what}.text`)}</p>` }
  }
  /** The fields of a form; undefined, answered, when it comes from another site or is too large. */
  const formOf = async (req: Request, res: Response): Promise<URLSearchParams | undefined> => {
    const from = req.header('sec-fetch-site')
    const body = from === undefined || from === 'same-origin' || from === 'none' ? await readBytes(req, MAX_FORM_BYTES) : undefined
    if (body?.ok) return new URLSearchParams(body.value.toString('utf8'))
    show(req, res, plainPage('missing'), body ? body.status : 403)
    return undefined
  }

  signInRoutes(server, { ...options, knowledge: () => live.known().knowledge, show, lead, formOf })

  get(EDITOR_PATHS.home, (req, res) => show(req, res, homePage(editing())))
  get(EDITOR_PATHS.entries, (req, res, query) => show(req, res, entriesPage(query, editing())))
  get(EDITOR_PATHS.try, async (req, res, query, known) => {
    const trial = readTrial(query, dayAsked(query, momentAt(now()).today), known.knowledge)
    const moment = momentOfTrial(trial.day, now(), momentOn)
    const question = trial.wanted && questionOf(trial, known, moment)
    const lacks =
      trial.wanted &&
      question !== undefined &&
      (await whatLacks({ question, wanted: trial.wanted, moment, lang: trial.lang }, known, pause))
    show(req, res, tryPage(trial, known, moment, lacks))
  })
  get(EDITOR_PATHS.day, (req, res, query, known) => {
    const present = momentAt(now())
    show(req, res, dayPage(query, known, present, momentOfTrial(dayAsked(query, present.today), now(), momentOn)))
  })
  get('/redaktion/stand/:day/*', (req, res, query, known) => {
    const { day, '*': path } = req.params as { day: string; '*': string }
    const then = momentOfTrial(dayAsked(new URLSearchParams({ tag: day }), momentAt(now()).today), now(), momentOn)
    const answer = asOfPage(path, query, viewAt(known, then.now, site), site)
    if ('redirect' in answer) return lead(res, answer.redirect)
    send(req, res, made(answer.status, HTML, answer.html), HEADERS)
  })
  get(EDITOR_PATHS.gaps, async (req, res, query, known) => {
    const days = GAP_SPANS.find((span) => String(span) === query.get('tage')) ?? 30
    const events = await options.events(days).catch(() => undefined)
    show(req, res, gapsPage(events, days, known, live.loaded().files, momentAt(now())))
  })
  get(EDITOR_PATHS.guides, async (req, res, _query, { knowledge }) => show(req, res, guidesPage(knowledge, await usesOrNone())))
  get(`${EDITOR_PATHS.guides}/:slug`, async (req, res, _query, { knowledge }) => {
    const guide = entriesOf(knowledge, 'guides').find(({ slug }) => slug === (req.params as { slug: string }).slug)
    if (!guide) return show(req, res, plainPage('missing'), 404)
    show(req, res, guidePage(guide, knowledge, momentAt(now()), await usesOrNone()))
  })
  get(EDITOR_PATHS.mail, async (req, res, query, { knowledge }) => {
    const asked = mailAsked(query, options.mail)
    const figures = await options.mail.figures?.(asked.month).catch(() => undefined)
    show(req, res, mailPage(asked, options.mail, figures, knowledge))
  })
  get(MAIL_HTML_PATH, (req, res, query) => {
    const mail = writeAsked(mailAsked(query, options.mail), options.mail)
    if (typeof mail === 'string') return show(req, res, plainPage('missing'), 404)
    // A mail carries its own styles, and nothing else.
    const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"
    send(req, res, made(200, HTML, mail.html), { ...HEADERS, 'Content-Security-Policy': policy })
  })
  get(EDITOR_PATHS.draft, async (req, res, query, known) => {
    const asked = query.get('datei')
    const found = asked === null ? undefined : drafts().find(({ id }) => id === asked)
    if (found) {
      const [draft, moment] = [asDraft(found), momentAt(now())]
      return show(req, res, draftPage(draft, await tryDraft(draft, live.loaded(), known, moment, pause), known, moment, site))
    }
    const kind = KINDS.find((candidate) => candidate === query.get('art')) ?? 'articles'
    const moment = momentAt(now())
    show(req, res, draftPage(emptyDraft(kind, editorsText(known.knowledge), moment), undefined, known, moment, site))
  })
  server.post(EDITOR_PATHS.draft, async (req: Request, res: Response) => {
    if (!sessions.of(req.headers.cookie, now())) return lead(res, '/redaktion/anmelden')
    const form = await formOf(req, res)
    if (!form) return
    const [draft, moment, known] = [readDraft(form), momentAt(now()), live.known()]
    show(req, res, draftPage(draft, await tryDraft(draft, live.loaded(), known, moment, pause), known, moment, site))
  })
  for (const [path, file] of assets.files)
    server.get(path, async (req: Request, res: Response) => send(req, res, file, { 'Cache-Control': 'public, max-age=86400' }))
}
