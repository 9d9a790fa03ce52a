/** The knowledge that ships, with mailboxes at two of its channels, and what somebody with a mail program does. */
import type { Email } from 'postal-mime'
import type { Mailbox } from '../../bot/knowledge/knowledge.ts'
import type { Known } from '../../bot/ports.ts'
import { knownFrom } from '../real-bot.ts'
import { PUBLIC_URL } from '../teams/office.ts'

export const ERIKA_BOX = { name: 'Erika Amsel', address: 'erika@example.org' }
export const JONAS_BOX = { name: '', address: 'jonas@example.org' }
export const LAST_BOX = { name: '', address: 'alle@example.net' }
export const INBOUND = { address: 'antwort@example.org', secret: 'what the mail server knows, 32 letters' }

export function knownWithMail(
  boxes: Readonly<Record<string, Mailbox[]>> = { 'hwk-halle': [ERIKA_BOX, JONAS_BOX], allgemein: [LAST_BOX] },
): Known {
  const { knowledge, searcher } = knownFrom()
  const channels = knowledge.routing.channels.map((channel) => ({ ...channel, mail: boxes[channel.id] ?? [] }))
  return { searcher, knowledge: { ...knowledge, routing: { ...knowledge.routing, channels } } }
}

/** The path behind a link of a letter, by the words above it. */
export function linkIn(mail: Email | undefined, label: string): string {
  const found = new RegExp(`^${label}:\\n${PUBLIC_URL}(\\S+)`, 'm').exec(mail?.text ?? '')
  if (!found) throw new Error(`no link "${label}" in ${mail?.text}`)
  return found[1]!
}

export interface Page {
  status: number
  html: string
  headers: Headers
}

export async function open(url: string, path: string): Promise<Page> {
  const response = await fetch(url + path, { redirect: 'manual' })
  return { status: response.status, html: await response.text(), headers: response.headers }
}

/** Presses the button of a page, and follows where it leads. */
export async function press(url: string, path: string, fields: Record<string, string> = {}): Promise<Page> {
  const response = await fetch(url + path, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' })
  if (response.status === 303) return open(url, response.headers.get('location')!)
  return { status: response.status, html: await response.text(), headers: response.headers }
}

/** A mail program's answer to a letter, as the mail server hands it over. */
export async function reply(
  url: string,
  to: string,
  text: string,
  {
    id = `<${Math.round(text.length)}-${to}>`,
    headers = [],
    from = 'Erika Amsel <erika@example.org>',
    secret = INBOUND.secret,
    body,
  }: { id?: string; headers?: string[]; from?: string; secret?: string; body?: string } = {},
): Promise<{ status: number; body: unknown }> {
  const mail = [
    `From: ${from}`,
    `To: Wegweiser <${to}>`,
    `Message-ID: ${id}`,
    'Subject: Re: Anfrage 1',
    ...headers,
    ...(body === undefined ? ['Content-Type: text/plain; charset=utf-8', '', text] : [body]),
  ].join('\r\n')
  const response = await fetch(`${url}/mail/inbound`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${secret}`, 'Content-Type': 'message/rfc822' },
    body: mail,
  })
  return { status: response.status, body: await response.json() }
}
