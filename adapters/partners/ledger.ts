/**
 * What has been taken in from partners: every event once, with all feeds that name it and the trace of what became of it. A reading of a
 * feed and the ledger give the next ledger; nothing here asks a clock, a disk or a network.
 */
import { addDays, type Day } from '../../bot/knowledge/day.ts'
import type { PartnerFeed } from '../../bot/knowledge/knowledge.ts'
import { occurrences } from '../../bot/knowledge/occurrences.ts'
import { anchor } from '../../bot/knowledge/passages.ts'
import type { FeedReading, FoundEvent, FoundNews } from './found.ts'
import { sameEvent } from './same-event.ts'

export interface Source {
  /** Address of the feed, as its row has it. */
  feed: string
  event: FoundEvent
  /** Whole readings in a row in which it was missing. */
  missed: number
  /** The day on which it was taken to have been withdrawn. */
  gone?: Day
}

export interface LedgerStep {
  day: Day
  what: 'found' | 'moved' | 'changed' | 'cancelled' | 'confirmed' | 'gone' | 'back' | 'same'
  /** What was before, or why. */
  detail?: string
}

export interface LedgerEvent {
  /** Its entry's name, which stays. */
  slug: string
  sources: Source[]
  trace: LedgerStep[]
}

export interface LedgerNews extends FoundNews {
  feed: string
  slug: string
  found: Day
}

export interface Ledger {
  events: readonly LedgerEvent[]
  news: readonly LedgerNews[]
}

export const EMPTY_LEDGER: Ledger = { events: [], news: [] }

/** A feed that forgets a date once has a bad day; twice in a row it has withdrawn it. */
const MISSED_BEFORE_GONE = 2
/** What is over stays so long, as an archive and so that nothing comes back as new. */
const KEPT_DAYS = 400
const MAX_TRACE = 30
const MAX_SLUG = 60
const NEWS_KEPT_DAYS = 120
const MAX_NEWS_OF_FEED = 30

/** The next ledger after one feed was read. `feeds`: all rows, in order; what is first and trusted is believed first. */
export function takeIn(ledger: Ledger, feed: PartnerFeed, reading: FeedReading, day: Day): Ledger {
  const uids = new Set(reading.events.map(({ uid }) => uid))
  const events = ledger.events.map((event) => ({
    ...event,
    sources: event.sources.map((source) => ({ ...source })),
    trace: [...event.trace],
  }))
  for (const found of reading.events) takeEvent(events, { feed, found, uids, day })
  const canTell = reading.isWhole && reading.format !== 'rss' && (reading.events.length > 0 || ofFeed(events, feed, day).length <= 2)
  if (canTell) for (const event of events) missing(event, feed, uids, day)
  join(events, day)
  return { events: events.filter((event) => !isLongOver(event, day)), news: withNews(ledger.news, feed, reading, day) }
}

/** Without the feeds that no row names any more: what only they named is gone with them. */
export function withoutRows({ events, news }: Ledger, feeds: readonly PartnerFeed[]): Ledger {
  const known = new Set(feeds.map(({ address }) => address))
  const left = events.map((event) => ({ ...event, sources: event.sources.filter(({ feed }) => known.has(feed)) }))
  return { events: left.filter(({ sources }) => sources.length > 0), news: news.filter(({ feed }) => known.has(feed)) }
}

/** The source that is believed: one that still names it before one that does not, a trusted one first, then the order of the rows. */
export function leading({ sources }: Pick<LedgerEvent, 'sources'>, feeds: readonly PartnerFeed[]): Source {
  const rank = ({ feed, gone }: Source) => {
    const at = feeds.findIndex(({ address }) => address === feed)
    return (gone === undefined ? 0 : 10_000) + (feeds[at]?.trust === 'publish' ? 0 : 1_000) + (at < 0 ? 999 : at)
  }
  return [...sources].sort((a, b) => rank(a) - rank(b))[0]!
}

/** The day on which nobody named it any more; undefined while somebody does. */
export function goneSince({ sources }: Pick<LedgerEvent, 'sources'>): Day | undefined {
  if (sources.some(({ gone }) => gone === undefined)) return undefined
  return sources
    .map(({ gone }) => gone!)
    .sort()
    .at(-1)
}

interface Taking {
  feed: PartnerFeed
  found: FoundEvent
  /** All that the feed names now. */
  uids: ReadonlySet<string>
  day: Day
}

function takeEvent(events: LedgerEvent[], { feed, found, uids, day }: Taking): void {
  const isOwn = (source: Source) => source.feed === feed.address
  const known = events.find(({ sources }) => sources.some((source) => isOwn(source) && source.event.uid === found.uid))
  if (known) {
    update(known, known.sources.find((source) => isOwn(source) && source.event.uid === found.uid)!, found, day)
    return
  }
  for (const event of events) {
    const match = event.sources
      .map((source) => ({ source, because: sameEvent(found, source.event) }))
      .find(({ because }) => because !== undefined)
    if (!match) continue
    // The feed has given the same event another name.
    const renamed = event.sources.find((source) => isOwn(source) && !uids.has(source.event.uid))
    if (renamed) {
      update(event, renamed, found, day)
      return
    }
    // The feed itself tells them apart.
    if (event.sources.some(isOwn) && !isTwin(event, feed, found)) continue
    if (event.sources.some(isOwn)) return
    event.sources.push({ feed: feed.address, event: found, missed: 0 })
    note(event, { day, what: 'same', detail: `auch bei ${feed.organiser}: ${match.because!.join(', ')}` })
    return
  }
  events.push({
    slug: freeSlug(found, events),
    sources: [{ feed: feed.address, event: found, missed: 0 }],
    trace: [{ day, what: 'found' }],
  })
}

/** Two that were told apart because one feed was behind the other, and that say the same now, become the older one. */
function join(events: LedgerEvent[], day: Day): void {
  for (const event of events.filter(({ trace }) =>
    trace.some((step) => step.day === day && (step.what === 'moved' || step.what === 'changed')),
  )) {
    const twin = events.find(
      (other) => other !== event && !sharesFeed(event, other) && sameEvent(event.sources[0]!.event, other.sources[0]!.event),
    )
    if (!twin) continue
    const [older, newer] = events.indexOf(twin) < events.indexOf(event) ? [twin, event] : [event, twin]
    older.sources.push(...newer.sources)
    note(older, { day, what: 'same', detail: `auch als ${newer.slug}, das damit entfällt` })
    events.splice(events.indexOf(newer), 1)
  }
}

function sharesFeed(a: LedgerEvent, b: LedgerEvent): boolean {
  return a.sources.some(({ feed }) => b.sources.some((other) => other.feed === feed))
}

/** One feed that says the very same twice. */
function isTwin({ sources }: LedgerEvent, feed: PartnerFeed, found: FoundEvent): boolean {
  return sources.some(
    ({ feed: theirs, event }) =>
      theirs === feed.address && event.title === found.title && event.start === found.start && event.place?.name === found.place?.name,
  )
}

function update(event: LedgerEvent, source: Source, found: FoundEvent, day: Day): void {
  const { event: before, gone } = source
  source.event = found
  source.missed = 0
  delete source.gone
  if (gone !== undefined) note(event, { day, what: 'back' })
  if (found.cancelled && !before.cancelled) note(event, { day, what: 'cancelled' })
  if (!found.cancelled && before.cancelled) note(event, { day, what: 'confirmed' })
  if (when(found) !== when(before)) note(event, { day, what: 'moved', detail: before.start })
  else if (digestOf(found) !== digestOf(before) && found.cancelled === before.cancelled) note(event, { day, what: 'changed' })
}

/** Of a series its rule and its clocks: which of its days is told as the first is nothing that moved. */
const when = ({ start, end, recurrence }: FoundEvent): string =>
  JSON.stringify(recurrence ? [recurrence.rule, start.slice(10), end?.slice(10)] : [start, end])
/** All that a reader would notice. */
const digestOf = ({ sequence: _, uid: __, ...seen }: FoundEvent): string => JSON.stringify(seen)

function note(event: LedgerEvent, trace: LedgerStep): void {
  event.trace.push(trace)
  if (event.trace.length > MAX_TRACE) event.trace.splice(1, event.trace.length - MAX_TRACE)
}

/** Dates of a feed that are still to come. */
function ofFeed(events: readonly LedgerEvent[], { address }: PartnerFeed, day: Day): Source[] {
  return events.flatMap(({ sources }) =>
    sources.filter(({ feed, gone, event }) => feed === address && gone === undefined && isAhead(event, day)),
  )
}

function missing(event: LedgerEvent, feed: PartnerFeed, uids: ReadonlySet<string>, day: Day): void {
  for (const source of event.sources) {
    if (source.feed !== feed.address || uids.has(source.event.uid) || source.gone !== undefined || !isAhead(source.event, day)) continue
    source.missed++
    if (source.missed < MISSED_BEFORE_GONE) continue
    source.gone = day
    if (goneSince(event) !== undefined) note(event, { day, what: 'gone' })
  }
}

/** Feeds leave out what is over, and that withdraws nothing. */
function isAhead(event: FoundEvent, day: Day): boolean {
  return (
    occurrences(
      { ...event, cancelled: false, valid: {}, land: 'BUND', recurrence: event.recurrence, end: event.end },
      addDays(day, 1),
      addDays(day, 2 * 366),
    ).length > 0
  )
}

function isLongOver({ sources }: LedgerEvent, day: Day): boolean {
  return sources.every(
    ({ event }) => !isAhead(event, day) && (event.recurrence?.until ?? event.end ?? event.start).slice(0, 10) < addDays(day, -KEPT_DAYS),
  )
}

/** `title-2026-12-03`, short and not taken. */
function freeSlug({ title, start, recurrence }: FoundEvent, events: readonly LedgerEvent[]): string {
  const base = [cutSlug(anchor(title)) || 'termin', ...(recurrence ? [] : [start.slice(0, 10)])].join('-')
  const taken = new Set(events.map(({ slug }) => slug))
  for (let i = 1; ; i++) {
    const slug = i === 1 ? base : `${base}-${i}`
    if (!taken.has(slug)) return slug
  }
}

const cutSlug = (slug: string): string => (slug.length <= MAX_SLUG ? slug : slug.slice(0, MAX_SLUG + 1).replace(/-[^-]*$/, ''))

function withNews(news: readonly LedgerNews[], feed: PartnerFeed, { news: found }: FeedReading, day: Day): LedgerNews[] {
  const kept = news.filter((one) => one.found > addDays(day, -NEWS_KEPT_DAYS))
  const known = new Set(kept.filter((one) => one.feed === feed.address).map(({ uid }) => uid))
  const fresh = found
    .filter(({ uid, day: published }) => !known.has(uid) && (published === undefined || published > addDays(day, -60)))
    .slice(0, MAX_NEWS_OF_FEED)
  const slugs = new Set(kept.map(({ slug }) => slug))
  for (const one of fresh) {
    const base = cutSlug(anchor(one.title)) || 'meldung'
    let slug = base
    for (let i = 2; slugs.has(slug); i++) slug = `${base}-${i}`
    slugs.add(slug)
    kept.push({ ...one, feed: feed.address, slug, found: day })
  }
  return kept
}
