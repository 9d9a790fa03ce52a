/** Asks one feed what is new, as seldom and as little as its server allows, and reads what it says. */
import { addDays, type Day } from '../../bot/knowledge/day.ts'
import { isTimeOver, type MayAsk, type PoliteAnswer, politeRequest, TooLarge } from '../polite-request.ts'
import { OwnAddress } from '../public-address.ts'
import type { FeedAnswer } from './any-format.ts'
import { type FeedReading, UnreadableFeed } from './found.ts'
import type { FeedMemory } from './memory.ts'

const MAX_BYTES = 5_000_000
const TIMEOUT_MS = 20_000
const HOUR_MS = 3_600_000
/** Between two readings of a feed that works. */
const EVERY_MS = 6 * HOUR_MS
const MAX_WAIT_MS = 48 * HOUR_MS
/** Pages of items that are asked in one run, and for how long an answer holds. */
const MAX_PAGES = 12
const PAGE_HOLDS_DAYS = 1
const MAX_PAGES_KEPT = 300

export interface Asking {
  userAgent: string
  now: Date
  today: Day
  mayAsk: MayAsk
  /** Rejects with `UnreadableFeed`. */
  read: (answer: FeedAnswer) => Promise<FeedReading>
  /** Waits before another page of the same server is asked. */
  pause: () => Promise<void>
}

/** `same`: nothing new since the last time. `failed` is German; `isInside`: because the address leads into the own network. */
export type AskedFeed = { memory: FeedMemory; movedTo?: string } & (
  | { reading: FeedReading }
  | { same: true }
  | { failed: string; isInside?: true }
)

/** Never rejects for what the feed or its server does. */
export async function askFeed(address: string, before: FeedMemory | undefined, asking: Asking): Promise<AskedFeed> {
  const { now, today, userAgent, read } = asking
  const headers = {
    'User-Agent': userAgent,
    Accept: 'text/calendar, application/rss+xml, application/atom+xml, application/xml;q=0.9, text/html;q=0.8, */*;q=0.5',
    'Accept-Encoding': 'gzip, br',
    ...(before?.etag && { 'If-None-Match': before.etag }),
    ...(before?.lastModified && { 'If-Modified-Since': before.lastModified }),
  }
  const later = (ms: number) => new Date(now.getTime() + ms).toISOString()
  const fail = (failed: string, waitMs = 0): AskedFeed => {
    const failures = (before?.failures ?? 0) + 1
    const nextAt = later(Math.max(waitMs, Math.min(EVERY_MS * 2 ** (failures - 1), MAX_WAIT_MS)))
    return { memory: { ...before, failures, nextAt }, failed }
  }
  try {
    const answer = await politeRequest(address, { headers, timeoutMs: TIMEOUT_MS, maxBytes: MAX_BYTES, mayAsk: asking.mayAsk })
    const moved = answer.movedTo !== undefined && { movedTo: answer.movedTo }
    const well = { ...before, failures: 0, nextAt: later(EVERY_MS), readOn: today }
    if (answer.status === 304) return { memory: well, same: true, ...moved }
    if (answer.status !== 200) return { ...fail(`antwortet mit ${answer.status}`, retryAfter(answer, now)), ...moved }
    const reading = await read({
      bytes: answer.body,
      contentType: answer.headers['content-type'] ?? '',
      address: answer.address,
      today,
    })
    const pages = await readPages(reading, before?.pages ?? [], asking)
    const { etag: _, lastModified: __, ...rest } = well
    return { memory: { ...rest, ...validators(answer), ...(pages.length > 0 && { pages }) }, reading, ...moved }
  } catch (error) {
    return { ...fail(reasonOf(error)), ...(error instanceof OwnAddress && { isInside: true }) }
  }
}

/** A calendar that changes while it has the same mark is not to be helped; both marks are sent back as they came. */
function validators({ headers }: PoliteAnswer): Pick<FeedMemory, 'etag' | 'lastModified'> {
  const lastModified = headers['last-modified']
  return { ...(headers.etag && { etag: headers.etag }), ...(lastModified && { lastModified }) }
}

/** Seconds or a date, in milliseconds from now; 0 where nothing is said. */
function retryAfter({ headers }: PoliteAnswer, now: Date): number {
  const said = headers['retry-after'] ?? ''
  const ms = /^\d{1,7}$/.test(said) ? Number(said) * 1000 : Date.parse(said) - now.getTime()
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), 7 * 24 * HOUR_MS) : 0
}

/** Adds to the reading what the pages of its items say of their dates; an item whose page says one is no news. */
async function readPages(
  reading: FeedReading,
  before: readonly [string, Day][],
  { userAgent, today, mayAsk, pause, read }: Asking,
): Promise<[string, Day][]> {
  const asked = new Map(before)
  const due = reading.pages.filter(({ link }) => (asked.get(link) ?? '') < addDays(today, 1 - PAGE_HOLDS_DAYS)).slice(0, MAX_PAGES)
  for (const { link, uid } of due) {
    await pause()
    asked.set(link, today)
    try {
      const answer = await politeRequest(link, {
        headers: { 'User-Agent': userAgent, Accept: 'text/html', 'Accept-Encoding': 'gzip, br' },
        timeoutMs: TIMEOUT_MS,
        maxBytes: MAX_BYTES,
        mayAsk,
      })
      if (answer.status !== 200) continue
      const page = await read({
        bytes: answer.body,
        contentType: answer.headers['content-type'] ?? '',
        address: answer.address,
        today,
      })
      if (page.events.length === 0) continue
      reading.events.push(...page.events)
      reading.news = reading.news.filter((one) => one.uid !== uid)
    } catch (error) {
      // A page without such data is a piece of news; whatever else is wrong with it is no fault of the feed.
      if (!(error instanceof UnreadableFeed) && !isOutside(error)) throw error
    }
  }
  return [...asked].slice(-MAX_PAGES_KEPT)
}

/** Whether the world, and not this program, made the mistake. */
function isOutside(error: unknown): boolean {
  return error instanceof OwnAddress || error instanceof TooLarge || isTimeOver(error) || (error instanceof Error && 'code' in error)
}

function reasonOf(error: unknown): string {
  if (error instanceof UnreadableFeed) return `ist nicht zu lesen: ${error.message.replace(/\.$/, '')}`
  if (error instanceof OwnAddress) return `führt ins eigene Netz (${error.message}) und wird nicht gefragt`
  if (error instanceof TooLarge) return `ist zu groß (${error.message})`
  if (isTimeOver(error)) return `antwortet nicht in ${TIMEOUT_MS / 1000} Sekunden`
  return `ist nicht zu erreichen (${(error instanceof Error ? error.message : String(error)).split('\n')[0]})`
}
