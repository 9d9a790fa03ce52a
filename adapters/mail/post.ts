/** Hands a letter to the mail server, by SMTP (nodemailer). What the server has taken is gone; what it has not is the caller's to try again. */
import { createHash } from 'node:crypto'
import { createTransport } from 'nodemailer'
import type { Mailbox } from '../../bot/knowledge/knowledge.ts'
import type { MailAccount } from './account.ts'
import { type Letter, letterHtml, letterText } from './letter.ts'

/** All of a letter goes out well within the time for which nobody else takes its post. */
const CONNECT_MS = 10_000
const SOCKET_MS = 15_000

export interface Sending {
  to: Mailbox
  lang: 'de' | 'en'
  /** The same each time one thing is said, and another for each address: `Message-ID` follows from it. */
  once: string
  /** `Message-ID` of the letter that this one belongs under. */
  under?: string | undefined
  /** Where an answer goes; without it nobody reads one. */
  replyTo?: string | undefined
}

export interface MailPost {
  /** Rejects when the server does not take it. */
  send(letter: Letter, sending: Sending): Promise<void>
  /** The `Message-ID` that a letter has or will have. */
  idOf(sending: Pick<Sending, 'once' | 'to'>): string
  close(): void
}

/** `host`: the right side of our `Message-ID`s. */
export function createMailPost({ url, from }: MailAccount, host: string, now: () => Date): MailPost {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: 2,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SOCKET_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const idOf: MailPost['idOf'] = ({ once, to }) =>
    `<${createHash('sha256').update(`${once}\n${to.address}`).digest('hex').slice(0, 32)}@${host}>`
  return {
    idOf,
    send: async (letter, { to, lang, once, under, replyTo }) => {
      await transport.sendMail({
        from,
        to,
        subject: letter.subject,
        text: letterText(letter),
        html: letterHtml(letter, lang),
        messageId: idOf({ once, to }),
        date: now(),
        ...(replyTo !== undefined && { replyTo }),
        ...(under !== undefined && { inReplyTo: under, references: under }),
        // No holiday note comes back, and no list takes it for one of its own.
        headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
      })
    },
    close: () => transport.close(),
  }
}

/** True when the server has said that it will never take a letter for this address. */
export function isUnknownAddress(error: unknown): boolean {
  const { responseCode, command } = error as { responseCode?: unknown; command?: unknown }
  return command === 'RCPT TO' && typeof responseCode === 'number' && responseCode >= 550 && responseCode <= 553
}
