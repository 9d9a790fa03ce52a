/** The monthly mail as a whole: orders on its page and in the chat, the letters, what comes back. Made where mail is set up, and only there. */
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
import type { SubscriberLetterSources } from './letters.ts'
import { createSubscriberLinks } from './links.ts'
import { monthlyRoutes } from './routes.ts'
import { createLetterSender, RETURNS } from './sender.ts'
import { createSubscriptions } from './subscriptions.ts'

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
  const sender = createLetterSender({
    ...letters,
    store,
    line: createHandOver(account.url),
    from: account.from,
    returnTo: (subscriber) => returns?.write(subscriber) ?? account.from.address,
    log,
    now,
  })
  const subscriptions = createSubscriptions({ store, now, queued: sender.nudge })
  return {
    order: ({ address, lang, topics, place, consent }) =>
      subscriptions.ask(address, { lang, topics, ...(place !== undefined && { place }) }, { text: consent, where: 'chat' }),
    routes: (server) =>
      monthlyRoutes(server, {
        subscriptions,
        links,
        knowledge,
        site: { publicUrl, assets: readSiteAssets().paths, legal, monthlyMail: true },
        busy,
        log,
        now,
      }),
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
