/**
 * Mail as a door: requests to people who have no Teams, and answers to visitors whose chat is gone. Registers itself as a sender to staff and
 * to visitors; where mail is not set up there is no door.
 */
import { hkdfSync } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Logger } from 'pino'
import type { Server } from 'restify'
import type { Knowledge } from '../../bot/knowledge/knowledge.ts'
import type { Office } from '../office/office.ts'
import { readSiteAssets } from '../site/frame/assets.ts'
import type { Store } from '../storage/storage.ts'
import type { MailAccount } from './account.ts'
import { type InboundOptions, inboundRoute } from './inbound.ts'
import { createLinks } from './links.ts'
import { createMailPost } from './post.ts'
import { createReplyAddresses } from './reply-address.ts'
import type { LetterSources } from './request-letters.ts'
import { requestRoutes } from './request-routes.ts'
import { createMailSender } from './staff-sender.ts'
import { createVisitorLetters } from './visitor-letters.ts'

export interface MailDoorOptions {
  account: MailAccount
  store: Store
  office: Pick<Office, 'desk' | 'presence' | 'channels' | 'registerStaff' | 'registerVisitors'>
  knowledge(): Knowledge
  /** Of the web chat; links and addresses are signed with others that follow from it. */
  secret: Uint8Array
  publicUrl: string
  /** Milliseconds that an address has to wait, 0 for none. */
  busy(req: IncomingMessage): number
  /** Whose mails may come back besides. */
  returned?: InboundOptions['returned']
  log: Logger
  now(): Date
}

export interface MailDoor {
  /** The pages behind the links, and where the mail server hands over answers. */
  routes(server: Server): void
  /** Lets go of the mail server. */
  close(): void
}

/** After the doors that are asked first. */
export function createMailDoor({
  account,
  store,
  office,
  knowledge,
  secret,
  publicUrl,
  busy,
  returned,
  log,
  now,
}: MailDoorOptions): MailDoor {
  const secretFor = (use: string) => new Uint8Array(hkdfSync('sha256', secret, '', `wegweiser mail ${use}`, 32))
  const { inbound } = account
  const post = createMailPost(account, new URL(publicUrl).hostname, now)
  const replies = inbound && createReplyAddresses(inbound.address, secretFor('replies'))
  const letters: LetterSources = {
    knowledge,
    reached: office.channels,
    links: createLinks(secretFor('links'), now),
    publicUrl,
    takesReplies: inbound !== undefined,
  }
  office.registerStaff(createMailSender({ ...letters, store, post, replies, now }))
  office.registerVisitors(createVisitorLetters({ post, replies, knowledge, publicUrl }))
  return {
    routes: (server) => {
      requestRoutes(server, {
        ...letters,
        desk: office.desk,
        style: readSiteAssets().paths.style,
        presence: office.presence,
        busy,
        log,
        now,
      })
      if (inbound && replies)
        inboundRoute(server, { store, desk: office.desk, post, replies, secret: inbound.secret, knowledge, returned, log })
    },
    close: post.close,
  }
}
