/** The addresses of the survey. `GET` shows, `POST` does: programs that look at mails open every link. */
import type { IncomingMessage } from 'node:http'
import type { Logger } from 'pino'
import type { Request, Response, Server } from 'restify'
import { SURVEY_KIND, surveyAnswer } from '../../../bot/impact/survey.ts'
import type { Lang } from '../../../bot/knowledge/day.ts'
import type { Knowledge } from '../../../bot/knowledge/knowledge.ts'
import { readMailbox } from '../../../bot/knowledge/mailbox.ts'
import { SURVEY_WEEKS } from '../../../bot/monthly-mail/order-state.ts'
import { made, send } from '../../respond.ts'
import { type PageContent, renderPage } from '../../site/frame/layout.ts'
import { PAGE_POLICY } from '../../site/frame/page-policy.ts'
import type { Site } from '../../site/frame/view.ts'
import { StorageAway, type Store, type Subscriber } from '../../storage/storage.ts'
import { siteText } from '../../words/site-words.ts'
import { answerPage, behindLinks, formOf, lead, parametersOf } from '../behind-links.ts'
import { awayPage, type LinkPageSources } from '../link-pages.ts'
import { SURVEY_PATH, type SubscriberLinks } from '../links.ts'
import type { Subscriptions } from '../subscriptions.ts'
import {
  type SurveyOrder,
  type SurveyProblem,
  surveyAnswerPage,
  surveyConfirmedPage,
  surveyConfirmPage,
  surveyEndPage,
  surveyLastPage,
  surveyOrderedPage,
  surveyOrderPage,
} from './survey-pages.ts'
import { keptSurveyWish, readAbout, type SurveyWish } from './survey-wish.ts'

export interface SurveyRouteOptions {
  subscriptions: Subscriptions<SurveyWish>
  store: Pick<Store, 'subscribers'>
  links: SubscriberLinks
  knowledge(): Knowledge
  site: Site
  /** Milliseconds that an address has to wait, 0 for none: for a page, and for a wish to be asked. */
  busy(what: 'pages' | 'orders', req: IncomingMessage): number
  log: Logger
  now(): Date
}

const PAGE_HEADERS = { 'Content-Security-Policy': PAGE_POLICY, 'Cache-Control': 'no-store' }

/** All that is agreed to, as it stands beside the box. */
export function surveyConsentText(knowledge: Knowledge, lang: Lang): string {
  return siteText(knowledge, lang, 'survey.consent', { weeks: SURVEY_WEEKS })
}

export function surveyRoutes(server: Server, options: SurveyRouteOptions): void {
  const { subscriptions, store, links, knowledge, site, busy, now, log } = options
  const sources = (): LinkPageSources => ({ knowledge: knowledge(), style: site.assets.style, now: now() })
  const show = (req: Request, res: Response, content: PageContent, status = 200) =>
    send(req, res, made(status, 'text/html; charset=utf-8', renderPage(content, knowledge(), site)), PAGE_HEADERS)
  const showOrder = (req: Request, res: Response, order: SurveyOrder, problem: SurveyProblem, status: number) =>
    show(req, res, surveyOrderPage(order, problem, knowledge(), site), status)

  server.get(SURVEY_PATH, async (req: Request, res: Response) =>
    show(req, res, surveyOrderPage(orderIn(parametersOf(req), knowledge()), undefined, knowledge(), site)),
  )
  server.get(`${SURVEY_PATH}/bestellt`, async (req: Request, res: Response) =>
    show(req, res, surveyOrderedPage(langIn(parametersOf(req)), knowledge())),
  )
  server.post(SURVEY_PATH, async (req: Request, res: Response) => {
    const form = await formOf(req)
    const order = orderIn(form, knowledge())
    const waitMs = busy('orders', req)
    if (waitMs > 0) {
      res.setHeader('Retry-After', String(Math.ceil(waitMs / 1000)))
      return showOrder(req, res, order, 'later', 429)
    }
    const box = readMailbox(order.address)
    if (box?.name !== '') return showOrder(req, res, order, 'address', 422)
    if (form.get('einwilligung') !== 'ja') return showOrder(req, res, order, 'consent', 422)
    const { about, lang } = order
    try {
      await subscriptions.ask(box.address, { about, lang }, { text: surveyConsentText(knowledge(), lang), where: 'page' })
    } catch (error) {
      if (!(error instanceof StorageAway)) throw error
      return showOrder(req, res, order, 'later', 503)
    }
    lead(res, `${SURVEY_PATH}/bestellt${lang === 'en' ? '?lang=en' : ''}`)
  })

  const behind = behindLinks(server, {
    links,
    find: subscriptions.find,
    busy,
    pages: {
      away: () => awayPage(sources()),
      dead: () => surveyLastPage('dead', 'de', sources()),
      ended: () => surveyLastPage('ended', 'de', sources()),
    },
  })
  const langOf = ({ wishes }: Subscriber): Lang => keptSurveyWish(wishes).lang
  const pathTo = (to: 'survey-confirm' | 'survey' | 'survey-end', { id }: Subscriber) => links.path(to, id)
  const confirmed = (subscriber: Subscriber) => surveyConfirmedPage(subscriber, pathTo('survey-end', subscriber), sources())

  behind('get', 'survey-confirm', 'survey-confirm', 'dead', async (subscriber, _req, res) =>
    answerPage(
      res,
      200,
      subscriber.state === 'active'
        ? confirmed(subscriber)
        : surveyConfirmPage(subscriber, pathTo('survey-confirm', subscriber), sources()),
    ),
  )
  behind('post', 'survey-confirm', 'survey-confirm', 'dead', async (subscriber, _req, res) => {
    const now = await subscriptions.confirm(subscriber.id)
    if (!now) return answerPage(res, 410, surveyLastPage('dead', langOf(subscriber), sources()))
    log.info({ event: 'survey_confirmed' }, 'somebody wants to be asked later')
    answerPage(res, 200, confirmed(now))
  })

  const asked = (subscriber: Subscriber, helped: string, isMissing = false): string =>
    surveyAnswerPage(
      subscriber,
      { action: pathTo('survey', subscriber), end: pathTo('survey-end', subscriber), helped, isMissing },
      sources(),
    )
  behind('get', 'survey', 'survey', 'ended', async (subscriber, req, res) =>
    answerPage(res, 200, asked(subscriber, parametersOf(req).get('geholfen') ?? '')),
  )
  behind('post', 'survey', 'survey', 'ended', async (subscriber, req, res) => {
    const form = await formOf(req)
    const said = surveyAnswer.safeParse({
      helped: form.get('geholfen'),
      begun: form.getAll('begonnen'),
      recommends: form.get('empfehlen') ?? undefined,
    })
    if (!said.success) return answerPage(res, 422, asked(subscriber, '', true))
    await store.subscribers.answer(subscriber.id, { at: now(), kind: SURVEY_KIND, body: said.data })
    log.info({ event: 'survey_answered' }, 'somebody has said whether it helped')
    answerPage(res, 200, surveyLastPage('thanks', langOf(subscriber), sources()))
  })

  // Also what a mail program sends by itself when its reader presses "unsubscribe" (RFC 8058).
  behind('get', 'survey-end', 'survey', 'ended', async (subscriber, _req, res) =>
    answerPage(res, 200, surveyEndPage(subscriber, pathTo('survey-end', subscriber), sources())),
  )
  behind('post', 'survey-end', 'survey', 'ended', async (subscriber, _req, res) => {
    await subscriptions.end(subscriber.id)
    log.info({ event: 'survey_ended' }, 'somebody does not want to be asked')
    answerPage(res, 200, surveyLastPage('ended', langOf(subscriber), sources()))
  })
}

const langIn = (query: URLSearchParams): Lang => (query.get('lang') === 'en' ? 'en' : 'de')

/** The wish in a form, or in an address that fills it in. */
function orderIn(query: URLSearchParams, knowledge: Knowledge): SurveyOrder {
  return {
    lang: langIn(query),
    about: readAbout(query.get('zu') ?? '', knowledge),
    address: (query.get('adresse') ?? '').trim().slice(0, 300),
  }
}
