/**
 * The mails that visitors order, the monthly one and the question some weeks later, as a whole: orders on pages and in the chat, the letters,
 * what comes back. Made where mail is set up, and only there.
 */
import { hkdfSync } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Logger } from 'pino'
import type { Email } from 'postal-mime'
import type { Server } from 'restify'
import type { Knowledge } from '../../bot/knowledge/knowledge.ts'
import type { NewMailOrder } from '../../bot/monthly-mail/order-form.ts'
import type { MailAccount } from '../mail/account.ts'
import { createHandOver } from '../mail/hand-over.ts'
import { readSiteAssets } from '../site/frame/assets.ts'
import type { Store } from '../storage/storage.ts'
import { createReturnAddresses, failureIn } from './bounces.ts'
import { issueAt } from './issue.ts'
import { CONFIRM, KNOWN, type SubscriberLetterSources, writeLetter } from './letters.ts'
import { createSubscriberLinks } from './links.ts'
import { monthlyRoutes } from './routes.ts'
import { createLetterSender, RETURNS } from './sender.ts'
import { createSubscriptions } from './subscriptions.ts'
import { confirmedUntil, SURVEY_KINDS, SURVEY_QUESTION, writeSurveyLetter } from './survey/survey-letters.ts'
import { surveyRoutes } from './survey/survey-routes.ts'
import type { SurveyWish } from './survey/survey-wish.ts'
import type { MailWishes } from './wishes.ts'

export interface MonthlyMailOptions {
  account: MailAccount
  store: Pick<Store, 'subscribers'>
  knowledge(): Knowledge
  /** Of the web chat; links and addresses are signed with others that follow from it. */
  secret: Uint8Array
  publicUrl: string
  legal: SubscriberLetterSources['legal']
  busy(what: 'pages' | 'orders', req: IncomingMessage): number
  log: Logger
  now(): Date
}

export interface MonthlyMail {
  /** What was ordered in a talk. */
  order(order: NewMailOrder): Promise<void>
  routes(server: Server): void
  /** A mail that came back to one of our return addresses; false for one that is not ours. */
  returned(address: string, mail: Email): Promise<boolean>
  start(): void
  /** Resolves when everything due now was tried once. */
  flush(): Promise<void>
  close(): Promise<void>
}

export function createMonthlyMail(options: MonthlyMailOptions): MonthlyMail {
  const { account, store, knowledge, publicUrl, legal, busy, log, now } = options
  const secretFor = (use: string) => new Uint8Array(hkdfSync('sha256', options.secret, '', `wegweiser monthly mail ${use}`, 32))
  const links = createSubscriberLinks(secretFor('links'))
  const returns = account.inbound && createReturnAddresses(account.inbound.address, secretFor('returns'))
  const letters: SubscriberLetterSources = { knowledge, links, publicUrl, legal }
  const plan = async (at: Date): Promise<void> => {
    const issue = issueAt(at, knowledge().area.monthlyMail)
    const months = issue ? await store.subscribers.plan(issue.kind, at, { list: 'month', confirmedUntil: at }) : 0
    if (months > 0) log.info({ event: 'month_planned', month: issue!.month, letters: months }, 'the monthly mail goes out')
    const surveys = await store.subscribers.plan(SURVEY_QUESTION, at, { list: 'survey', confirmedUntil: confirmedUntil(at) })
    if (surveys > 0) log.info({ event: 'survey_planned', letters: surveys }, 'some are asked whether it helped')
  }
  const sender = createLetterSender({
    plan,
    write: (letter, at) => (letter.subscriber.list === 'survey' ? writeSurveyLetter(letter, letters) : writeLetter(letter, at, letters)),
    host: new URL(publicUrl).hostname,
    store,
    line: createHandOver(account.url),
    from: account.from,
    returnTo: (subscriber) => returns?.write(subscriber) ?? account.from.address,
    log,
    now,
  })
  const rest = { store, now, queued: sender.nudge }
  const subscriptions = createSubscriptions<MailWishes>({ list: 'month', kinds: { confirm: CONFIRM, known: KNOWN }, ...rest })
  const surveys = createSubscriptions<SurveyWish>({ list: 'survey', kinds: SURVEY_KINDS, ...rest })
  return {
    order: ({ address, lang, topics, place, consent, about }) => {
      const agreed = { text: consent, where: 'chat' as const }
      if (about !== undefined) return surveys.ask(address, { about, lang }, agreed)
      return subscriptions.ask(address, { lang, topics, ...(place !== undefined && { place }) }, agreed)
    },
    routes: (server) => {
      const site = { publicUrl, assets: readSiteAssets().paths, legal, monthlyMail: true }
      const shared = { links, knowledge, site, busy, log, now }
      monthlyRoutes(server, { subscriptions, ...shared })
      surveyRoutes(server, { subscriptions: surveys, store, ...shared })
    },
    returned: async (address, mail) => {
      const subscriber = returns?.read(address)
      if (subscriber === undefined) return false
      const failure = failureIn(mail)
      if (failure) {
        const state = await store.subscribers.bounced(subscriber, { ...RETURNS, forGood: failure === 'for-good' }, now())
        log.info({ event: 'letter_returned', failure, state }, 'a letter to a subscriber came back')
      }
      return true
    },
    start: sender.start,
    flush: sender.flush,
    close: sender.close,
  }
}
