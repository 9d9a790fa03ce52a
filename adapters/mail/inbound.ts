/**
 * `POST /mail/inbound`: the mail server hands over a mail as it came (raw MIME). What somebody wrote in answer to a letter goes into the talk;
 * everything else is left alone. A mail handed over twice does its work once.
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { Logger } from 'pino'
import PostalMime, { type Email } from 'postal-mime'
import type { Request, Response, Server } from 'restify'
import type { Knowledge } from '../../bot/knowledge/knowledge.ts'
import { message } from '../../bot/messages.ts'
import { channelLabel } from '../../bot/requests/route.ts'
import { readBytes } from '../body.ts'
import type { Acted, Desk } from '../office/desk.ts'
import { type Filed, filedOf } from '../office/filed.ts'
import { sendJson, sendProblem } from '../server.ts'
import { StorageAway, type Store } from '../storage/storage.ts'
import { problemText } from '../words/request-words.ts'
import { staffText } from '../words/staff-text.ts'
import { mailPersonId } from './person.ts'
import type { MailPost } from './post.ts'
import type { Replier, ReplyAddresses } from './reply-address.ts'
import { replyText } from './reply-text.ts'
import { mailboxIn } from './visitor-letters.ts'

export interface InboundOptions {
  store: Pick<Store, 'requests'>
  desk: Pick<Desk, 'act'>
  post: MailPost
  replies: ReplyAddresses
  /** What the mail server sends as `Authorization: Bearer …`. */
  secret: string
  knowledge(): Knowledge
  /** Takes a mail that came back to one of its own addresses; false for other addresses. */
  returned?: ((address: string, mail: Email) => Promise<boolean>) | undefined
  log: Logger
}

const PATH = '/mail/inbound'
/** What mail servers let through at most; attachments are read to be refused. */
const MAX_MAIL_BYTES = 25 * 1024 * 1024
const RECIPIENT_HEADERS = ['to', 'cc', 'delivered-to', 'x-original-to', 'envelope-to']
/** No request that was still being kept has version 0: an answer must not come after somebody else's. */
const AS_SEEN = 0

export function inboundRoute(server: Server, options: InboundOptions): void {
  const { secret, log } = options
  server.post(PATH, async (req: Request, res: Response) => {
    if (!isSecret(req.header('authorization') ?? '', secret))
      return sendProblem(res, 401, 'Unauthorized', 'The secret is missing or wrong.')
    const body = await readBytes(req, MAX_MAIL_BYTES)
    if (!body.ok) return sendProblem(res, body.status, body.code, body.message)
    const envelope = new URL(req.url ?? '/', 'http://localhost').searchParams.getAll('to')
    try {
      const mail = await PostalMime.parse(body.value)
      const done = await take(
        mail,
        envelope,
        createHash('sha256')
          .update(mail.messageId ?? body.value)
          .digest('hex')
          .slice(0, 24),
        options,
      )
      log.info({ event: 'mail_received', done }, 'a mail was handed over')
      sendJson(res, 200, { done })
    } catch (error) {
      if (!(error instanceof StorageAway))
        log.warn({ event: 'mail_not_taken', err: error }, 'a mail could not be taken; hand it over again')
      sendProblem(res, 503, 'Unavailable', 'Not now; hand it over again.', { 'Retry-After': '60' })
    }
  })
}

/** `answered`, `added`: it is in the talk. `returned`: it could not be delivered, which is noted. The others: why not. */
type Done = 'answered' | 'added' | 'returned' | 'refused' | 'unknown-address' | 'automatic' | 'gone'

/** Rejects when it must be handed over again. `cause`: names the mail. */
async function take(mail: Email, envelope: readonly string[], cause: string, options: InboundOptions): Promise<Done> {
  const { knowledge, replies, store, returned } = options
  for (const address of recipients(mail, envelope)) if (await returned?.(address, mail)) return 'returned'
  if (isAutomatic(mail)) return 'automatic'
  const mailboxes = knowledge().routing.channels.flatMap((channel) => channel.mail.map(({ address }) => address))
  const replier = recipients(mail, envelope)
    .map((address) => replies.read(address, mailboxes))
    .find((found) => found !== undefined)
  if (!replier) return 'unknown-address'
  const filed = filedOf(await store.requests.findNumber(replier.number))
  if (!filed || filed.request.state === 'withdrawn') return gone(replier, mail, cause, options)
  const text = replyText(mail, staffText(knowledge())('mail.marker'))
  return replier.who === 'visitor' ? byVisitor(filed, text, mail, cause, options) : byStaff(filed, replier.who, text, mail, cause, options)
}

/** Staff hear that their answer went nowhere; where a visitor could be told is no longer known. */
async function gone({ number, who }: Replier, mail: Email, cause: string, { post, knowledge }: InboundOptions): Promise<Done> {
  if (who === 'visitor') return 'gone'
  const say = staffText(knowledge())
  const text = say('mail.reply.failed', { why: say('problem.unknown') })
  const letter = { subject: say('mail.reply.subject', { number }), blocks: [{ kind: 'text' as const, text }] }
  await post.send(letter, { to: { name: '', address: who.staff }, lang: 'de', once: `reply/${cause}`, under: mail.messageId })
  return 'gone'
}

async function byStaff(
  filed: Filed,
  { staff: address }: Exclude<Replier['who'], 'visitor'>,
  text: string,
  mail: Email,
  cause: string,
  { desk, post, knowledge }: InboundOptions,
): Promise<Done> {
  const say = staffText(knowledge())
  const { number, channel } = filed.request
  const box = knowledge()
    .routing.channels.find(({ id }) => id === channel)
    ?.mail.find((candidate) => candidate.address === address)
  const back = (sentences: readonly string[]) =>
    post.send(
      { subject: say('mail.reply.subject', { number }), blocks: sentences.map((sentence) => ({ kind: 'text', text: sentence })) },
      { to: box ?? { name: '', address }, lang: 'de', once: `reply/${cause}`, under: mail.messageId },
    )
  const refuse = async (why: string): Promise<Done> => {
    await back([say('mail.reply.failed', { why })])
    return 'refused'
  }
  if (!box) return refuse(say('problem.elsewhere', { place: channelLabel(channel, knowledge().routing) }))
  if (text === '') return refuse(say('mail.reply.empty'))
  const by = { id: mailPersonId(address), name: mail.from?.name || box.name || address }
  const acted: Acted = await desk.act(filed.id, AS_SEEN, { do: 'answer', text, by, cause })
  if (!acted.ok && acted.problem !== 'used') return refuse(problemText(acted.problem, say, acted.filed?.request))
  const names = attachments(mail)
  if (names !== '') await back([say('mail.reply.done'), say('mail.attachments', { names })])
  return 'answered'
}

async function byVisitor(filed: Filed, text: string, mail: Email, cause: string, { desk, post, knowledge }: InboundOptions): Promise<Done> {
  const { number, details } = filed.request
  const to = mailboxIn(details.reach)
  if (text !== '') {
    const acted = await desk.act(filed.id, undefined, { do: 'add', text, cause })
    if (!acted.ok && acted.problem !== 'used') return 'refused'
  }
  const names = attachments(mail)
  if (to && (names !== '' || text === '')) {
    const { messages } = knowledge()
    const { lang } = details
    const sentences = [
      text === '' ? message(messages, lang, 'hand-off.mail.empty') : message(messages, lang, 'hand-off.added', { number }),
      ...(names === '' ? [] : [message(messages, lang, 'hand-off.mail.attachments', { names })]),
    ]
    await post.send(
      {
        subject: message(messages, lang, 'hand-off.mail.again', { number }),
        blocks: sentences.map((sentence) => ({ kind: 'text', text: sentence })),
      },
      { to, lang, once: `reply/${cause}`, under: mail.messageId },
    )
  }
  return text === '' ? 'refused' : 'added'
}

/** Holiday notes, reports of what could not be delivered, lists. */
function isAutomatic({ headers }: Email): boolean {
  const said = (name: string) =>
    headers
      .find(({ key }) => key === name)
      ?.value.trim()
      .toLowerCase()
  const submitted = said('auto-submitted')
  return (
    (submitted !== undefined && submitted !== 'no') ||
    /^(?:bulk|junk|list|auto_reply)$/.test(said('precedence') ?? '') ||
    said('x-autoreply') !== undefined ||
    said('x-autorespond') !== undefined ||
    said('return-path') === '<>' ||
    /^multipart\/report\b/.test(said('content-type') ?? '')
  )
}

/** What the mail server said beside the mail comes first. */
function recipients({ headers }: Email, envelope: readonly string[]): string[] {
  const named = headers.filter(({ key }) => RECIPIENT_HEADERS.includes(key)).flatMap(({ value }) => value.split(/[\s,;<>"]+/))
  return [...envelope, ...named].filter((word) => word.includes('@'))
}

/** Pictures that stand in the text (a logo of a signature) are nobody's attachment. */
function attachments(mail: Email): string {
  return mail.attachments
    .filter(({ disposition, related }) => disposition === 'attachment' && !related)
    .map(({ filename, mimeType }) => filename ?? mimeType)
    .join(', ')
}

function isSecret(header: string, secret: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(header), hash(`Bearer ${secret}`))
}
