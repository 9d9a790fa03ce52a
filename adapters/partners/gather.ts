/**
 * One run over the feeds of `feeds.md`: those that are due are asked, what they say goes into the ledger, the ledger into files. A feed that
 * is broken, slow or gone costs itself alone, and what was known of it stays.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { dayIn, writeDay } from '../../bot/knowledge/day.ts'
import type { Issue } from '../../bot/knowledge/issue.ts'
import type { Knowledge, PartnerFeed } from '../../bot/knowledge/knowledge.ts'
import type { MayAsk } from '../polite-request.ts'
import { isPublicAddress } from '../public-address.ts'
import { type AskedFeed, type Asking, askFeed } from './asking.ts'
import { contradictions } from './entry-text.ts'
import type { FeedReading, FoundEvent } from './found.ts'
import { type Ledger, type LedgerEvent, leading, takeIn, withoutRows } from './ledger.ts'
import { alone, type FeedMemory, feedFolders, type Memory, readMemory, writeMemory } from './memory.ts'
import { differs, findOwn } from './own-entries.ts'
import { type PlacedFiles, placeFiles } from './placing.ts'
import { readFeedAnswer } from './reading.ts'
import { type FeedOutcome, type GatherReport, reportText } from './report.ts'

export interface GatherOptions {
  dataDir: string
  knowledge: Knowledge
  /** Our address, so that a partner can see who asks. */
  publicUrl: string
  now: Date
  /** Asks also feeds that are not due yet. */
  isForced?: boolean
  mayAsk?: MayAsk
  /** In a thread of its own but for tests. */
  read?: Asking['read']
  pause?: () => Promise<void>
}

/** Undefined while another run is at it. Rejects only for mistakes of ours and for a disk that takes nothing. */
export function gatherFeeds(options: GatherOptions): Promise<GatherReport | undefined> {
  return alone(options.dataDir, () => gather(options))
}

async function gather({
  dataDir,
  knowledge,
  publicUrl,
  now,
  isForced = false,
  mayAsk = isPublicAddress,
  read = readFeedAnswer,
  pause = aSecond,
}: GatherOptions): Promise<GatherReport> {
  const today = dayIn(now)
  const { feeds } = knowledge
  const memory = readMemory(dataDir)
  const before = memory.ledger
  memory.ledger = withoutRows(memory.ledger, feeds)
  memory.feeds = new Map(feeds.flatMap(({ address }) => (memory.feeds.has(address) ? [[address, memory.feeds.get(address)!]] : [])))
  const told: Memory['told'] = memory.told.filter(({ feed }) => feeds.some(({ address }) => address === feed))
  const outcomes: FeedOutcome[] = []
  for (const feed of feeds) {
    const known = memory.feeds.get(feed.address)
    if (!isForced && known && known.nextAt > now.toISOString()) {
      outcomes.push({ feed, outcome: 'waiting', events: 0, news: 0 })
      continue
    }
    const asked = await askFeed(feed.address, known, { userAgent: `Wegweiser (+${publicUrl})`, now, today, mayAsk, pause, read })
    memory.feeds.set(feed.address, asked.memory)
    const reading = 'reading' in asked ? asked.reading : 'same' in asked ? sameAsBefore(memory.ledger, feed) : undefined
    if (reading) memory.ledger = takeIn(memory.ledger, feed, reading, today)
    // What was told of it before holds where nothing new was read.
    const kept =
      'same' in asked ? told.filter((one) => one.feed === feed.address && one.issue.code === 'feed-line').map(({ issue }) => issue) : []
    replace(told, feed.address, [...kept, ...issuesOf(feed, asked, known)])
    outcomes.push({
      feed,
      outcome: 'reading' in asked ? 'read' : 'same' in asked ? 'same' : 'failed',
      events: reading?.events.length ?? 0,
      news: reading?.news.length ?? 0,
    })
  }
  const ownIssues = findOwn(memory, knowledge, feedFolders(dataDir).live)
  const placed = placeFiles(memory, knowledge, feeds, dataDir)
  memory.told = told
  writeMemory(dataDir, memory)
  const issues = [...told.map(({ issue }) => issue), ...ownIssues, ...placedIssues(placed, memory, knowledge, feeds)]
  const report = { ...placed, feeds: outcomes, steps: stepsSince(before, memory.ledger), issues }
  save(join(feedFolders(dataDir).root, 'bericht.md'), reportText(report, { memory, feeds, today }))
  return report
}

const aSecond = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1_000))

/** An unchanged feed still names what it named. */
function sameAsBefore({ events }: Ledger, { address }: PartnerFeed): FeedReading {
  const named = events.flatMap(({ sources }) =>
    sources.filter(({ feed, missed, gone }) => feed === address && missed === 0 && gone === undefined),
  )
  return { format: 'ics', events: named.map(({ event }): FoundEvent => event), news: [], pages: [], problems: [], isWhole: true }
}

function replace(told: Memory['told'], feed: string, issues: readonly Issue[]): void {
  const others = told.filter((one) => one.feed !== feed)
  told.splice(0, told.length, ...others, ...issues.map((issue) => ({ feed, issue })))
}

const atRow = ({ file, line }: PartnerFeed, code: string, message: string, hint: string): Issue => ({
  file,
  line,
  column: 1,
  severity: 'warning',
  code,
  message,
  hint,
})
const MAX_LINES_TOLD = 5

function issuesOf(feed: PartnerFeed, asked: AskedFeed, before: FeedMemory | undefined): Issue[] {
  const { address, organiser } = feed
  const issues: Issue[] = []
  if ('failed' in asked)
    issues.push(
      atRow(
        feed,
        'feed-failed',
        `${organiser}: ${address} ${asked.failed}.`,
        asked.isInside
          ? 'Gehört der Rechner zu Ihrem Haus, nennt Ihre IT ihn in OWN_HOSTS; sonst berichtigen Sie die Zeile.'
          : before?.readOn
            ? `Die Termine vom ${writeDay(before.readOn)} bleiben stehen. Fragen Sie dort nach der neuen Adresse, oder löschen Sie die Zeile.`
            : 'Öffnen Sie die Adresse im Browser und berichtigen Sie die Zeile.',
      ),
    )
  if (asked.movedTo !== undefined)
    issues.push(atRow(feed, 'feed-moved', `${organiser}: ${address} ist dauerhaft umgezogen.`, `Schreiben Sie ${asked.movedTo}.`))
  if ('reading' in asked)
    for (const { message } of asked.reading.problems.slice(0, MAX_LINES_TOLD))
      issues.push(
        atRow(
          feed,
          'feed-line',
          `${organiser}: ${message}`,
          'Alles andere ist übernommen. Sagen Sie es dem Partner, wenn der Termin fehlt.',
        ),
      )
  return issues
}

function placedIssues({ refused, left }: PlacedFiles, { ledger }: Memory, knowledge: Knowledge, feeds: readonly PartnerFeed[]): Issue[] {
  const rowOf = (event: LedgerEvent) => feeds.find(({ address }) => address === leading(event, feeds).feed)!
  return [
    ...refused.map(({ event, reason }) =>
      atRow(
        rowOf(event),
        'feed-event',
        `„${leading(event, feeds).event.title}“ wurde kein Eintrag: ${reason}`,
        'Legen Sie den Termin selbst an.',
      ),
    ),
    ...left.map((name) =>
      differs(
        name,
        `Zu Ihrem Entwurf ${name} sagt der Feed inzwischen etwas anderes.`,
        'Vergleichen Sie ihn mit der Seite des Veranstalters.',
      ),
    ),
    ...ledger.events.flatMap((event) =>
      contradictions(event, knowledge).map((words) =>
        atRow(
          rowOf(event),
          'feeds-disagree',
          `„${leading(event, feeds).event.title}“: ${words}`,
          'Gezeigt wird, was der vertrautere Feed sagt.',
        ),
      ),
    ),
  ]
}

function stepsSince(before: Ledger, after: Ledger): GatherReport['steps'] {
  const known = new Map(before.events.map(({ slug, trace }) => [slug, new Set(trace.map((step) => JSON.stringify(step)))]))
  return after.events.flatMap((event) =>
    event.trace.filter((step) => !known.get(event.slug)?.has(JSON.stringify(step))).map((step) => ({ event, step })),
  )
}

function save(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}
