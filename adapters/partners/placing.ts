/** The ledger → files: live entries for trusted feeds, drafts for editors. A draft that an editor has touched or taken away is left alone. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Knowledge, PartnerFeed } from '../../bot/knowledge/knowledge.ts'
import { parseEntry } from '../../bot/knowledge/parse-entry.ts'
import type { EntryFrom } from './entry-text.ts'
import { eventText, newsText } from './entry-text.ts'
import { goneSince, type LedgerEvent, leading } from './ledger.ts'
import { feedFolders, type Memory } from './memory.ts'

export interface PlacedFiles {
  /** Live entries now; drafts that were written or changed. */
  live: number
  drafts: string[]
  /** Drafts that editors work on, and of which the feed now says something else. */
  left: string[]
  /** Events that no entry could be made of, with the reason. */
  refused: { event: LedgerEvent; reason: string }[]
}

/** Writes what is new, takes away what is not there any more; `memory.drafts` is brought up to date. */
export function placeFiles(memory: Memory, knowledge: Knowledge, feeds: readonly PartnerFeed[], dataDir: string): PlacedFiles {
  const folders = feedFolders(dataDir)
  const from: EntryFrom = { knowledge, feeds }
  const placed: PlacedFiles = { live: 0, drafts: [], left: [], refused: [] }
  const live = new Map<string, string>()
  const drafts = new Map<string, string>()
  for (const event of memory.ledger.events) {
    if (memory.own.has(event.slug)) continue
    const status = statusOf(event, feeds)
    const text = eventText(event, status, from)
    const wrong = parseEntry('events', event.slug, [{ path: `${event.slug}.md`, text }]).issues.find(({ severity }) => severity === 'error')
    if (wrong && status === 'published') placed.refused.push({ event, reason: wrong.message })
    else if (status === 'published') live.set(`events/${event.slug}.md`, text)
    else if (goneSince(event) === undefined) drafts.set(`events/${event.slug}.md`, text)
  }
  for (const news of memory.ledger.news) drafts.set(`articles/${news.slug}.md`, newsText(news, from))
  placed.live = live.size
  placeLive(folders.live, live)
  placeDrafts(folders.drafts, drafts, memory.drafts, placed)
  return placed
}

/** Live where a trusted feed leads, and says how one takes part. */
export function statusOf(event: LedgerEvent, feeds: readonly PartnerFeed[]): 'published' | 'draft' {
  const source = leading(event, feeds)
  const feed = feeds.find(({ address }) => address === source.feed)
  return feed?.trust === 'publish' && source.event.mode !== undefined ? 'published' : 'draft'
}

function placeLive(folder: string, wanted: ReadonlyMap<string, string>): void {
  for (const [name, text] of wanted) write(join(folder, name), text)
  const events = join(folder, 'events')
  for (const name of existsSync(events) ? readdirSync(events) : [])
    if (!wanted.has(`events/${name}`)) rmSync(join(events, name), { force: true })
}

function placeDrafts(folder: string, wanted: ReadonlyMap<string, string>, written: Map<string, string>, placed: PlacedFiles): void {
  for (const [name, text] of wanted) {
    const before = written.get(name)
    const digest = digestOf(text)
    if (before === digest) continue
    const there = textAt(join(folder, name))
    // Taken away: moved into the knowledge, or not wanted.
    if (before !== undefined && there === undefined) continue
    if (there !== undefined && digestOf(there) !== before) {
      if (before !== undefined) placed.left.push(name)
      continue
    }
    write(join(folder, name), text)
    written.set(name, digest)
    placed.drafts.push(name)
  }
  for (const [name, digest] of written) {
    if (wanted.has(name)) continue
    const there = textAt(join(folder, name))
    if (there !== undefined && digestOf(there) === digest) rmSync(join(folder, name), { force: true })
  }
}

const digestOf = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 16)
const textAt = (path: string): string | undefined => (existsSync(path) ? readFileSync(path, 'utf8') : undefined)

/** Whole or not at all, and only where something changes: every file that is touched is read anew. */
function write(path: string, text: string): void {
  if (textAt(path) === text) return
  mkdirSync(dirname(path), { recursive: true })
  // A name that nobody takes for an entry meanwhile.
  const fresh = join(dirname(path), `.${process.pid}.new`)
  writeFileSync(fresh, text)
  renameSync(fresh, path)
}
