/** What is known of the feeds between two runs, as one file in `DATA_DIR/feeds`; and the folders beside it. */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Day } from '../../bot/knowledge/day.ts'
import type { Issue } from '../../bot/knowledge/issue.ts'
import type { PartnerFeed } from '../../bot/knowledge/knowledge.ts'
import type { KnowledgeFile } from '../../bot/knowledge/knowledge-file.ts'
import { listFiles } from '../files.ts'
import { EMPTY_LEDGER, type Ledger } from './ledger.ts'

/** Of one feed, by its address. */
export interface FeedMemory {
  etag?: string
  lastModified?: string
  /** Not asked before this instant (ISO). */
  nextAt: string
  /** Tries in a row that came to nothing. */
  failures: number
  /** The last day on which it was read, or was the same. */
  readOn?: Day
  /** Pages that its items lead to → the day on which they were last asked. */
  pages?: [link: string, day: Day][]
}

export interface Memory {
  feeds: Map<string, FeedMemory>
  ledger: Ledger
  /** Events that stand in an entry of the editors: slug → id. */
  own: Map<string, string>
  /** Drafts as they were written: name below the folder of drafts → digest. */
  drafts: Map<string, string>
  /** What the last run had to say to editors, with the feed it is about. */
  told: { feed: string; issue: Issue }[]
}

/** Where everything lies: `live` is a knowledge folder of its own, `drafts` answers nobody. */
export function feedFolders(dataDir: string): { root: string; live: string; drafts: string; file: string } {
  const root = join(dataDir, 'feeds')
  return { root, live: join(root, 'live'), drafts: join(root, 'drafts'), file: join(root, 'memory.json') }
}

/** What waits for an editor, as files of entries; none before the first calendar was read. */
export function partnerDrafts(dataDir: string): KnowledgeFile[] {
  const { drafts } = feedFolders(dataDir)
  return existsSync(drafts) ? listFiles([drafts]) : []
}

/** The folder of live entries, made where it is missing: the lowest layer of the knowledge. */
export function liveFolder(dataDir: string): string {
  const { live } = feedFolders(dataDir)
  mkdirSync(live, { recursive: true })
  return live
}

/** Whether feeds were ever read here. */
export function hasMemory(dataDir: string): boolean {
  return existsSync(feedFolders(dataDir).file)
}

/** A file that is broken is put aside, and the feeds are read anew. */
export function readMemory(dataDir: string): Memory {
  const { file } = feedFolders(dataDir)
  const empty: Memory = { feeds: new Map(), ledger: EMPTY_LEDGER, own: new Map(), drafts: new Map(), told: [] }
  if (!existsSync(file)) return empty
  try {
    const { feeds, ledger, own, drafts, told } = JSON.parse(readFileSync(file, 'utf8'))
    return { feeds: new Map(feeds), ledger: { events: ledger.events, news: ledger.news }, own: new Map(own), drafts: new Map(drafts), told }
  } catch {
    renameSync(file, `${file}.broken`)
    return empty
  }
}

/** The new file whole or the old one. */
export function writeMemory(dataDir: string, { feeds, ledger, own, drafts, told }: Memory): void {
  const { root, file } = feedFolders(dataDir)
  mkdirSync(root, { recursive: true, mode: 0o700 })
  writeFileSync(`${file}.new`, JSON.stringify({ feeds: [...feeds], ledger, own: [...own], drafts: [...drafts], told }), { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

/** Whoever runs touches the lock again and again; one that nobody touched for so long was left by a process that died. */
const BEAT_MS = 10_000
const LEFT_AFTER_MS = 60_000

/** One run at a time, in whichever process; `undefined` while another one is at it. */
export async function alone<T>(dataDir: string, work: () => Promise<T>): Promise<T | undefined> {
  const { root } = feedFolders(dataDir)
  mkdirSync(root, { recursive: true, mode: 0o700 })
  const lock = join(root, 'lock')
  const left = statSync(lock, { throwIfNoEntry: false })
  // By the clock that dates files, whatever moment the run is about.
  if (left && Date.now() - left.mtimeMs > LEFT_AFTER_MS) rmSync(lock, { force: true })
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return undefined
    throw error
  }
  const beat = setInterval(() => touch(lock), BEAT_MS)
  beat.unref()
  try {
    return await work()
  } finally {
    clearInterval(beat)
    rmSync(lock, { force: true })
  }
}

/** A lock that is gone was taken for left, as after a machine slept: nothing to be done about it. */
function touch(file: string): void {
  try {
    utimesSync(file, new Date(), new Date())
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}

/** What the last run told editors, for `check`; nothing where none ran here. */
export function lastFeedProblems(dataDir: string, feeds: readonly PartnerFeed[]): Issue[] {
  return readMemory(dataDir).told.flatMap(({ feed, issue }) => {
    const row = feeds.find(({ address }) => address === feed)
    // The row may have moved since.
    return row ? [{ ...issue, file: row.file, line: row.line }] : []
  })
}
