/** The settings of mail, as the parts of this room use them: from whom mails come, and where answers to them arrive. */
import type { Mailbox } from '../../bot/knowledge/knowledge.ts'
import { readMailbox } from '../../bot/knowledge/mailbox.ts'

export interface MailAccount {
  /** `smtp://` or `smtps://`, with user and password if the server wants them. */
  url: string
  from: Mailbox
  /** Where answers arrive, if they arrive at all: the address before its token, and what the mail server says to prove itself. */
  inbound?: { address: string; secret: string }
}

/** Undefined where mail is not set up. */
export function mailIn(settings: {
  SMTP_URL?: string | undefined
  MAIL_FROM?: string | undefined
  MAIL_REPLY?: string | undefined
  MAIL_INBOUND_SECRET?: string | undefined
}): MailAccount | undefined {
  const { SMTP_URL: url, MAIL_FROM, MAIL_REPLY: address, MAIL_INBOUND_SECRET: secret } = settings
  const from = readMailbox(MAIL_FROM ?? '')
  if (!url || !from) return undefined
  return { url, from, ...(address && secret && { inbound: { address: address.toLowerCase(), secret } }) }
}
