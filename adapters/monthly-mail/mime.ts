/** A written letter as the bytes that leave: both texts, and the headers by which mail programs offer to end it with one click (RFC 8058). */
import { createHash } from 'node:crypto'
import MailComposer from 'nodemailer/lib/mail-composer'
import type { WrittenLetter } from './letters.ts'

export interface Envelope {
  /** Names the letter; `Message-ID` follows from it. */
  id: string
  from: { name: string; address: string }
  to: string
  /** The right side of our `Message-ID`s. */
  host: string
  date: Date
}

export function mimeOf(
  { subject, text, html, end, list = 'mail' }: WrittenLetter,
  { id, from, to, host, date }: Envelope,
): Promise<Buffer> {
  // One click works over https alone; mail programs leave the header aside otherwise.
  const oneClick = end?.startsWith('https:') === true
  return new MailComposer({
    from,
    to,
    subject,
    text,
    html,
    date,
    messageId: `<${createHash('sha256').update(id).digest('hex').slice(0, 32)}@${host}>`,
    disableFileAccess: true,
    disableUrlAccess: true,
    headers: {
      // No holiday note comes back.
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      ...(end !== undefined && { 'List-Id': `<${list}.${host}>`, 'List-Unsubscribe': { prepared: true, value: `<${end}>` } }),
      ...(oneClick && { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
    },
  })
    .compile()
    .build()
}
