/** The addresses of the monthly mail. `GET` shows, `POST` does; nothing here tells anybody whether an address is known. */
import type { IncomingMessage } from 'node:http'
import type { Logger } from 'pino'
import type { Request, Response, Server } from 'restify'
import type { Lang } from '../../bot/knowledge/day.ts'
import type { Knowledge } from '../../bot/knowledge/knowledge.ts'
import { readMailbox } from '../../bot/knowledge/mailbox.ts'
import { made, send } from '../respond.ts'
import { type PageContent, renderPage } from '../site/frame/layout.ts'
import { PAGE_POLICY } from '../site/frame/page-policy.ts'
import type { Site } from '../site/frame/view.ts'
import { StorageAway, type Subscriber } from '../storage/storage.ts'
import { answerPage, behindLinks, formOf, lead, parametersOf } from './behind-links.ts'
import { awayPage, confirmedPage, confirmPage, endPage, type LinkPageSources, lastPage, managePage } from './link-pages.ts'
import { type LINK_PATHS, MONTHLY_PATH, type SubscriberLinks } from './links.ts'
import { askedPage, MAX_WISHED_PLACE_LENGTH, type MailOrder, type OrderProblem, orderPage } from './order-page.ts'
import { mailConsentText, type Subscriptions } from './subscriptions.ts'
import { keptWishes, type MailWishes, readWishes } from './wishes.ts'

export interface MonthlyRouteOptions {
  subscriptions: Subscriptions<MailWishes>
  links: SubscriberLinks
  knowledge(): Knowledge
  site: Site
  /** Milliseconds that an address has to wait, 0 for none: for a page, and for an order. */
  busy(what: 'pages' | 'orders', req: IncomingMessage): number
  log: Logger
  now(): Date
}

const HTML = 'text/html; charset=utf-8'
const PAGE_HEADERS = { 'Content-Security-Policy': PAGE_POLICY, 'Cache-Control': 'no-store' }

export function monthlyRoutes(server: Server, options: MonthlyRouteOptions): void {
  const { subscriptions, links, knowledge, site, busy, now, log } = options
  const sources = (): LinkPageSources => ({ knowledge: knowledge(), style: site.assets.style, now: now() })
  const show = (req: Request, res: Response, content: PageContent, status = 200, headers: Record<string, string> = {}) =>
    send(req, res, made(status, HTML, renderPage(content, knowledge(), site)), { ...PAGE_HEADERS, ...headers })
  const showOrder = (req: Request, res: Response, order: MailOrder, problem: OrderProblem, status: number, waitMs = 0) =>
    show(
      req,
      res,
      orderPage(order, problem, knowledge(), site),
      status,
      waitMs > 0 ? { 'Retry-After': String(Math.ceil(waitMs / 1000)) } : {},
    )

  server.get(MONTHLY_PATH, async (req: Request, res: Response) =>
    show(req, res, orderPage(orderIn(parametersOf(req)), undefined, knowledge(), site)),
  )
  server.get(`${MONTHLY_PATH}/bestellt`, async (req: Request, res: Response) =>
    show(req, res, askedPage(parametersOf(req).get('lang') === 'en' ? 'en' : 'de', knowledge())),
  )

  server.post(MONTHLY_PATH, async (req: Request, res: Response) => {
    const form = await formOf(req)
    const order = orderIn(form)
    const waitMs = busy('orders', req)
    if (waitMs > 0) return showOrder(req, res, order, 'later', 429, waitMs)
    const box = readMailbox(order.address)
    if (box?.name !== '') return showOrder(req, res, order, 'address', 422)
    const read = readWishes(order.topics, order.place, order.lang, knowledge())
    if (!read.ok) return showOrder(req, res, order, 'place', 422)
    if (form.get('einwilligung') !== 'ja') return showOrder(req, res, order, 'consent', 422)
    try {
      await subscriptions.ask(box.address, read.wishes, { text: mailConsentText(knowledge(), order.lang), where: 'page' })
    } catch (error) {
      if (!(error instanceof StorageAway)) throw error
      return showOrder(req, res, order, 'later', 503)
    }
    lead(res, `${MONTHLY_PATH}/bestellt${order.lang === 'en' ? '?lang=en' : ''}`)
  })

  const behind = behindLinks(server, {
    links,
    find: subscriptions.find,
    busy,
    pages: {
      away: () => awayPage(sources()),
      dead: () => lastPage('dead', 'de', sources()),
      ended: () => lastPage('ended', 'de', sources()),
    },
  })
  const pathTo = (to: keyof typeof LINK_PATHS, { id }: Subscriber) => links.path(to, id)

  behind('get', 'confirm', 'confirm', 'dead', async (subscriber, _req, res) =>
    answerPage(
      res,
      200,
      subscriber.state === 'active'
        ? confirmedPage(subscriber, pathTo('manage', subscriber), sources())
        : confirmPage(subscriber, pathTo('confirm', subscriber), sources()),
    ),
  )
  behind('post', 'confirm', 'confirm', 'dead', async ({ id, wishes }, _req, res) => {
    const confirmed = await subscriptions.confirm(id)
    if (!confirmed) return answerPage(res, 410, lastPage('dead', keptWishes(wishes).lang, sources()))
    log.info({ event: 'subscription_confirmed' }, 'somebody has confirmed the monthly mail')
    answerPage(res, 200, confirmedPage(confirmed, pathTo('manage', confirmed), sources()))
  })

  const manage = (subscriber: Subscriber, more: { notice?: 'saved' | 'unknown-place'; place?: string } = {}): string =>
    managePage(subscriber, { action: pathTo('manage', subscriber), end: pathTo('end', subscriber), ...more }, sources())
  behind('get', 'manage', 'manage', 'dead', async (subscriber, _req, res) => answerPage(res, 200, manage(subscriber)))
  behind('post', 'manage', 'manage', 'dead', async (subscriber, req, res) => {
    const { topics, place } = orderIn(await formOf(req))
    const read = readWishes(topics, place, keptWishes(subscriber.wishes).lang, knowledge())
    if (!read.ok) return answerPage(res, 422, manage(subscriber, { notice: read.problem, place }))
    const changed = await subscriptions.change(subscriber.id, read.wishes)
    answerPage(res, 200, manage(changed ?? subscriber, { notice: 'saved' }))
  })

  // Also what a mail program sends by itself when its reader presses "unsubscribe" (RFC 8058): no question, no redirect.
  behind('get', 'end', 'manage', 'ended', async (subscriber, _req, res) =>
    answerPage(res, 200, endPage(subscriber, pathTo('end', subscriber), sources())),
  )
  behind('post', 'end', 'manage', 'ended', async ({ id, wishes }, _req, res) => {
    await subscriptions.end(id)
    log.info({ event: 'subscription_ended' }, 'somebody has ended the monthly mail')
    answerPage(res, 200, lastPage('ended', keptWishes(wishes).lang, sources()))
  })
}

/** The order in a form, or in an address that fills it in. */
function orderIn(query: URLSearchParams): MailOrder {
  const lang: Lang = query.get('lang') === 'en' ? 'en' : 'de'
  return {
    lang,
    address: (query.get('adresse') ?? '').trim().slice(0, 300),
    topics: query.getAll('thema'),
    place: (query.get('ort') ?? '').trim().slice(0, MAX_WISHED_PLACE_LENGTH),
  }
}
