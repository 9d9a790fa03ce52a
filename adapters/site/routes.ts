/** The site's addresses. Pages are made from memory: no database, no disk; only `/go` writes, and never makes anybody wait for it. */

import type { Logger } from 'pino'
import type { Next, Request, Response, Server } from 'restify'
import type { PublishedFigures } from '../../bot/impact/service-figures.ts'
import { isDay, type Lang } from '../../bot/knowledge/day.ts'
import { openExamples } from '../../bot/knowledge/examples.ts'
import { isOver, occurrences } from '../../bot/knowledge/occurrences.ts'
import { SITE_PATHS } from '../../bot/knowledge/references.ts'
import type { EntryId } from '../../bot/knowledge/schema.ts'
import { closedAt, noticesAt } from '../../bot/knowledge/switched.ts'
import { momentAt } from '../../bot/moment.ts'
import type { Known } from '../../bot/ports.ts'
import { DATE_PATH } from '../../bot/requests/replies.ts'
import type { HandOffState } from '../../bot/requests/standing.ts'
import type { EntryChange } from '../entry-changes.ts'
import { appointmentFile } from '../feeds/appointment.ts'
import { calendarFile, singleDate } from '../feeds/ics.ts'
import { newsFeed } from '../feeds/news-feed.ts'
import { robots, sitemap } from '../feeds/sitemap.ts'
import { type Made, made, send } from '../respond.ts'
import { sendProblem } from '../server.ts'
import { blockRoutes } from './blocks/block-routes.ts'
import { subscribedCalendar } from './calendar-routes.ts'
import { FIGURES_PATH, figuresPage } from './figures-page.ts'
import { readSiteAssets } from './frame/assets.ts'
import { closedPage } from './frame/closed-page.ts'
import { wayTo } from './frame/go.ts'
import { type PageContent, PERSON_PATH, renderPage } from './frame/layout.ts'
import { createPageCache } from './frame/page-cache.ts'
import { PAGE_POLICY } from './frame/page-policy.ts'
import { tooMany } from './frame/too-many.ts'
import { momentOf, type View, viewAt } from './frame/view.ts'
import { frontPage } from './front-page.ts'
import { type GuideAnswer, guideAnswer } from './guides/guide-pages.ts'
import { planAnswer } from './guides/plan-page.ts'
import { exampleList } from './lists/example-list.ts'
import { newsItems } from './news/news.ts'
import { NEWS_FEED_PATH, NEWS_PATH, newsPage } from './news/news-page.ts'
import { notFound } from './not-found.ts'
import { openRoutes } from './open/open-routes.ts'
import { entryAt, entryPage, listPage, readQuery } from './pages.ts'
import { EXAMPLES_PATH } from './parts/examples.ts'
import { personPage } from './person-page.ts'
import { suggestionsFor } from './search/suggestions.ts'
import { STATEMENT_PATH, statementPage } from './statement-page.ts'

export interface SiteOptions {
  /** The newest knowledge with its index; asked once a request. */
  known: () => Known
  now: () => Date
  /** Our address as visitors see it. */
  publicUrl: string
  /** The operator's legal and privacy notices, linked on every page. */
  legal?: { imprint?: string | undefined; privacy?: string | undefined }
  clicks: { count(target: string, day: string): Promise<void> }
  /** For pages that are made for one visitor: the milliseconds its address has to wait, 0 for none. Always 0 by default. */
  busy?: (req: Request) => number
  /** The same for what is asked while somebody types. */
  busySuggesting?: (req: Request) => number
  /** Requests that visitors may hand over in the chat; missing where nobody takes them. */
  handOff?: () => HandOffState | undefined
  /** Whose pages may show our blocks in a frame, as a policy says it; our own by default. */
  frameAncestors?: string
  /** Since when an entry is there, and when it changed; without it the day that it says of itself counts. */
  changeOf?: (id: EntryId) => EntryChange | undefined
  /** Visitors may have dates sent to them each month. */
  monthlyMail?: boolean
  /** The figures that were published last; undefined before anything was. */
  figures?: () => PublishedFigures | undefined
  log: Logger
}

const HTML = 'text/html; charset=utf-8'
const CALENDAR = 'text/calendar; charset=utf-8'
const PAGE_HEADERS = { 'Content-Security-Policy': PAGE_POLICY }

/** Asked for by programs, or part of the page that says why the others are closed. */
const ALWAYS_OPEN: ReadonlySet<string> = new Set(['/robots.txt', '/site/:name', '/go/:kind/:slug/:field', STATEMENT_PATH])

type Answer = (req: Request, res: Response) => unknown

export function siteRoutes(
  server: Server,
  {
    known,
    now,
    publicUrl,
    legal = {},
    clicks,
    busy = () => 0,
    busySuggesting = () => 0,
    handOff = () => undefined,
    frameAncestors = "'self'",
    changeOf = () => undefined,
    monthlyMail = false,
    figures = () => undefined,
    log,
  }: SiteOptions,
): void {
  const assets = readSiteAssets()
  const site = {
    publicUrl: publicUrl.replace(/\/+$/, ''),
    assets: assets.paths,
    legal,
    monthlyMail,
    hasFigures: () => figures() !== undefined,
  }
  const cache = createPageCache()
  const view = () => viewAt(known(), now(), site)
  const html = (content: PageContent, { knowledge }: Pick<View, 'knowledge'>, status = 200): Made =>
    made(status, HTML, renderPage(content, knowledge, site, noticesAt(knowledge, momentAt(now()))))
  const missing: Answer = (req, res) => {
    const current = view()
    send(req, res, html(notFound(pathOfRequest(req), current), current, 404), PAGE_HEADERS)
  }
  const kept = (current: View, key: string, make: () => Made): Made => cache.get(current.knowledge, momentOf(current), key, make)

  /** True while an operator keeps the pages closed; what pages are made of is still there. */
  const shut = (path: string, req: Request, res: Response): boolean => {
    const reason = ALWAYS_OPEN.has(path) ? undefined : closedAt('pages', known().knowledge, momentAt(now()))
    if (reason)
      send(req, res, html(closedPage(reason, langOf(req), known().knowledge), known(), 503), { ...PAGE_HEADERS, 'Retry-After': '3600' })
    return reason !== undefined
  }
  const get = (path: string, answer: Answer) => {
    server.get(path, (req: Request, res: Response, next: Next) => {
      if (!shut(path, req, res)) answer(req, res)
      next(false)
    })
  }

  /** True when it was refused: nothing is looked up for it. */
  const refused = (req: Request, res: Response): boolean => {
    const waitMs = busy(req)
    if (waitMs > 0)
      send(req, res, html(tooMany(known().knowledge), known(), 429), { ...PAGE_HEADERS, 'Retry-After': String(Math.ceil(waitMs / 1000)) })
    return waitMs > 0
  }

  /** A page made for one visitor is not kept; what a form sent leads on to a clean address. */
  const guided = (req: Request, res: Response, current: View, answer: GuideAnswer | undefined) => {
    if (!answer) return missing(req, res)
    if ('content' in answer) return send(req, res, html(answer.content, current), PAGE_HEADERS)
    res.writeHead(303, { Location: answer.redirect, 'Cache-Control': 'no-store', 'Content-Length': '0' })
    res.end()
  }
  get('/plan', (req, res) => {
    const current = view()
    return refused(req, res) || guided(req, res, current, planAnswer(addressOf(req).searchParams, current))
  })

  const inBoth = (path: string, page: (lang: Lang, view: View) => PageContent) =>
    get(path, (req, res) => {
      const current = view()
      const lang = langOf(req)
      send(
        req,
        res,
        kept(current, `${path}?${lang}`, () => html(page(lang, current), current)),
        PAGE_HEADERS,
      )
    })
  inBoth('/', frontPage)
  inBoth(STATEMENT_PATH, statementPage)
  get(FIGURES_PATH, (req, res) => {
    const current = view()
    const published = figures()
    if (!published) return missing(req, res)
    send(req, res, html(figuresPage(published, langOf(req), current), current), PAGE_HEADERS)
  })
  get('/vorschlaege', (req, res) => {
    const waitMs = busySuggesting(req)
    if (waitMs > 0) return sendProblem(res, 429, 'TooManyRequests', 'Too many requests, try again in a moment.', { 'Retry-After': '1' })
    const suggestions = suggestionsFor(addressOf(req).searchParams.get('q') ?? '', langOf(req), view())
    send(req, res, made(200, 'application/json; charset=utf-8', JSON.stringify({ suggestions })))
  })
  get(PERSON_PATH, (req, res) => {
    const current = view()
    return (
      refused(req, res) ||
      send(req, res, html(personPage(undefined, addressOf(req).searchParams, current, handOff()), current), PAGE_HEADERS)
    )
  })
  get(`${PERSON_PATH}/:folder/:slug`, (req, res) => {
    const current = view()
    const { folder, slug } = req.params as { folder: string; slug: string }
    const entry = SITE_PATHS.has(folder) ? entryAt(folder, slug, current) : undefined
    if (!entry) return missing(req, res)
    return (
      refused(req, res) || send(req, res, html(personPage(entry, addressOf(req).searchParams, current, handOff()), current), PAGE_HEADERS)
    )
  })

  blockRoutes(get, { view, ancestors: frameAncestors, send, refused })
  openRoutes(get, {
    view,
    page: (req, res, current, key, make) =>
      send(
        req,
        res,
        kept(current, key, () => html(make(), current)),
        PAGE_HEADERS,
      ),
    file: (req, res, current, key, make) => send(req, res, kept(current, key, make), { 'Access-Control-Allow-Origin': '*' }),
  })
  get(EXAMPLES_PATH, (req, res) => {
    const current = view()
    const { query, free } = readQuery(addressOf(req).searchParams, current)
    // Where nobody has written one, there is no such page.
    if (openExamples(current.knowledge, current, 'de').length === 0) return missing(req, res)
    const make = () => html(exampleList(query, current), current)
    send(req, res, free ? make() : kept(current, `${EXAMPLES_PATH}?${query}`, make), PAGE_HEADERS)
  })
  for (const folder of SITE_PATHS.keys()) {
    get(`/${folder}`, (req, res) => {
      const current = view()
      const { query, free } = readQuery(addressOf(req).searchParams, current)
      if (free && refused(req, res)) return
      const make = () => html(listPage(folder, query, current), current)
      send(req, res, free ? make() : kept(current, `/${folder}?${query}`, make), PAGE_HEADERS)
    })
    get(`/${folder}/:slug`, (req, res) => {
      const current = view()
      const { slug } = req.params as { slug: string }
      const event = folder === 'veranstaltungen' && slug.endsWith('.ics') ? entryAt(folder, slug.slice(0, -4), current) : undefined
      const day = addressOf(req).searchParams.get('tag')
      if (event?.kind === 'events' && day !== null) {
        if (!isDay(day) || occurrences(event, day, day).every((date) => isOver(date, current))) return missing(req, res)
        return send(req, res, made(200, CALENDAR, calendarFile([singleDate(event, day)], event.title, current)), asFile(slug))
      }
      if (event?.kind === 'events' && !event.withdrawn) {
        const make = () => made(200, CALENDAR, calendarFile([event], event.title, current))
        return send(req, res, kept(current, `/${folder}/${slug}`, make), asFile(slug))
      }
      const entry = entryAt(folder, slug, current)
      if (!entry) return missing(req, res)
      const answers = addressOf(req).searchParams
      if (entry.kind === 'guides' && answers.size > 0 && !entry.withdrawn)
        return refused(req, res) || guided(req, res, current, guideAnswer(entry, answers, current))
      send(
        req,
        res,
        kept(current, `/${folder}/${slug}`, () => html(entryPage(entry, current), current, entry.withdrawn ? 410 : 200)),
        PAGE_HEADERS,
      )
    })
  }

  get('/veranstaltungen.ics', (req, res) => {
    const current = view()
    const { query, free } = readQuery(addressOf(req).searchParams, current)
    if (free && refused(req, res)) return
    const make = () => made(200, CALENDAR, subscribedCalendar(query, current))
    send(req, res, free ? make() : kept(current, `/veranstaltungen.ics?${query}`, make), asFile('veranstaltungen.ics'))
  })

  get(DATE_PATH, (req, res) => {
    const current = view()
    const text = appointmentFile(new URL(req.url ?? '/', 'http://localhost').searchParams, current)
    if (text === undefined) return missing(req, res)
    send(req, res, made(200, CALENDAR, text), { ...asFile('termin.ics'), 'X-Robots-Tag': 'noindex' })
  })

  get('/go/:kind/:slug/:field', (req, res) => {
    const current = view()
    const { kind, slug, field } = req.params as { kind: string; slug: string; field: string }
    const way = wayTo(`${kind}/${slug}`, field, current)
    if (!way) return missing(req, res)
    if (!way.closed && !isPrefetch(req)) {
      clicks
        .count(`${kind}/${slug}/${field}`, current.today)
        .catch((error: unknown) => log.warn({ event: 'click_not_counted', err: error }, 'click not counted'))
    }
    res.writeHead(302, { Location: way.href, 'Cache-Control': 'no-store', 'X-Robots-Tag': 'noindex', 'Content-Length': '0' })
    res.end()
  })

  get(NEWS_PATH, (req, res) => {
    const current = view()
    send(req, res, html(newsPage(newsItems(current, changeOf), current), current), PAGE_HEADERS)
  })
  get(NEWS_FEED_PATH, (req, res) => {
    const current = view()
    send(req, res, made(200, 'application/atom+xml; charset=utf-8', newsFeed(newsItems(current, changeOf), current)))
  })

  get('/robots.txt', (req, res) => send(req, res, made(200, 'text/plain; charset=utf-8', robots(site.publicUrl))))
  get('/sitemap.xml', (req, res) => {
    const current = view()
    const make = () => made(200, 'application/xml; charset=utf-8', sitemap(current.knowledge, site.publicUrl))
    send(req, res, kept(current, '/sitemap.xml', make))
  })
  get('/site/:name', (req, res) => {
    const asset = assets.answers.get((req.params as { name: string }).name)
    if (!asset) return missing(req, res)
    const versioned = addressOf(req).searchParams.get('v') === asset.etag.slice(3, -1)
    send(req, res, asset, versioned ? { 'Cache-Control': 'public, max-age=31536000, immutable' } : {})
  })

  // People get a page, programs the server's own short answer.
  server.on('NotFound', (req: Request, res: Response, _error: Error, done: () => void) => {
    if (req.method !== 'GET' || !/\btext\/html\b/.test(req.header('accept') ?? '')) return done()
    // restify answers by itself unless its own `send` was used; `done` is left uncalled instead, for the answer is complete.
    try {
      missing(req, res)
    } catch (error) {
      // Nobody stands behind this listener: a throw here would end the process.
      log.error({ event: 'request_failed', err: error }, 'request failed')
      if (!res.headersSent) sendProblem(res, 500, 'ServerError', 'Something went wrong on our side.')
    }
  })
}

/** German, but for an address that asks for English. */
function langOf(req: Request): Lang {
  return /^en/i.test(addressOf(req).searchParams.get('lang') ?? '') ? 'en' : 'de'
}

function addressOf(req: Request): URL {
  return new URL(req.url ?? '/', 'http://localhost')
}

/** The path in readable letters; as it stands when it cannot be decoded. */
function pathOfRequest(req: Request): string {
  const { pathname } = addressOf(req)
  try {
    return decodeURIComponent(pathname)
  } catch (error) {
    if (error instanceof URIError) return pathname
    throw error
  }
}

function asFile(name: string): Record<string, string> {
  return { 'Content-Disposition': `inline; filename="${name}"` }
}

/** A browser that looks ahead has not clicked. */
function isPrefetch(req: Request): boolean {
  return /prefetch/i.test(`${req.header('sec-purpose') ?? ''} ${req.header('purpose') ?? ''}`)
}
