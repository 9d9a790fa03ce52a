/** `POST /buchungen/calcom`: Cal.com says what became of a booking; counted by entry and day, and nothing of a person kept. */
import type { IncomingMessage } from 'node:http'
import type { Logger } from 'pino'
import type { Request, Response, Server } from 'restify'
import { dayIn } from '../../bot/knowledge/day.ts'
import type { Knowledge } from '../../bot/knowledge/knowledge.ts'
import { readBytes } from '../body.ts'
import { sendJson, sendProblem } from '../server.ts'
import { StorageAway, type Store } from '../storage/storage.ts'
import { type BookingNews, isSignedByCalcom, readCalcom } from './calcom-events.ts'

export interface CalcomOptions {
  store: Pick<Store, 'bookings'>
  knowledge(): Knowledge
  /** What Cal.com signs with. */
  secret: string
  /** Milliseconds that an address has to wait, 0 for none. */
  busy(req: IncomingMessage): number
  log: Logger
  now(): Date
}

const CALCOM_PATH = '/buchungen/calcom'
const MAX_BYTES = 256 * 1024

export function calcomRoute(server: Server, { store, knowledge, secret, busy, log, now }: CalcomOptions): void {
  server.post(CALCOM_PATH, async (req: Request, res: Response) => {
    const waitMs = busy(req)
    if (waitMs > 0)
      return sendProblem(res, 429, 'TooManyRequests', 'Too many at once.', { 'Retry-After': String(Math.ceil(waitMs / 1000)) })
    const body = await readBytes(req, MAX_BYTES)
    if (!body.ok) return sendProblem(res, body.status, body.code, body.message)
    if (!isSignedByCalcom(body.value, req.header('x-cal-signature-256') ?? '', secret)) {
      log.warn({ event: 'booking_refused' }, 'a booking was told with a wrong signature; is CALCOM_WEBHOOK_SECRET the one at Cal.com?')
      return sendProblem(res, 401, 'Unauthorized', 'The signature is missing or wrong.')
    }
    const news = readCalcom(parsed(body.value), knowledge(), now())
    if (!news) return sendProblem(res, 400, 'BadRequest', 'This is no delivery of Cal.com; leave its payload template empty.')
    try {
      const isNew = await note(news, store, now())
      log.info({ event: 'booking_told', what: news.what, isNew }, 'a booking tool told of a booking')
      sendJson(res, 200, { done: news.what })
    } catch (error) {
      if (!(error instanceof StorageAway)) throw error
      sendProblem(res, 503, 'Unavailable', 'Not now; send it again.', { 'Retry-After': '60' })
    }
  })
}

/** False where nothing changed: told before, or of no concern. */
async function note(news: BookingNews, { bookings }: Pick<Store, 'bookings'>, now: Date): Promise<boolean> {
  const today = dayIn(now)
  if (news.what === 'booked') return bookings.book({ id: news.id, target: news.target, day: today })
  if (news.what === 'moved') return bookings.move(news.before, news.id, today)
  // What a month tells stays as it is once the month is over.
  return news.what === 'cancelled' ? bookings.cancel(news.id, { since: `${today.slice(0, 7)}-01`, day: today }) : false
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}
