/**
 * Knowledge files → knowledge and issues. A file with an error is left out and reported; if it was good before, its last
 * good version keeps answering. Files whose stamp has not changed are not read again.
 */
import type { Area } from './area.ts'
import { longEntry } from './check-signs.ts'
import type { Issue } from './issue.ts'
import { sortIssues } from './issue.ts'
import type { Knowledge } from './knowledge.ts'
import { entryIdOf, type KnowledgeFile } from './knowledge-file.ts'
import { type ParsedEntry, parseEntry } from './parse-entry.ts'
import { othersSteps } from './parse-others.ts'
import { notAnswerable, type Probe, probeEntry } from './probe-entry.ts'
import type { Entry, EntryId, Kind } from './schema.ts'
import { didYouMean } from './spelling.ts'
import { toTheEnd } from './steps.ts'
import { folderAway, textOf, UNREADABLE, unreadable } from './unreadable.ts'
import { withWithdrawn } from './withdrawn.ts'

export interface Parsed {
  knowledge: Knowledge
  issues: Issue[]
  /** Entries that keep answering in an older version, because the file's new text has an error. */
  stale: EntryId[]
  /** Paths of files that are no entries, of which what was known before holds on. */
  staleFiles: string[]
  /** Entries by id with the stamps they were read from; the next parse reuses them. */
  memory: ReadonlyMap<EntryId, Remembered>
}

interface Remembered {
  stamp: string
  parsed: ParsedEntry
  /** `paths`: the files it was read from. */
  lastGood?: { entry: Entry; paths: string }
}

/** `name` and `path` as in `KnowledgeFile`; `reason` is the system's word for why it cannot be read. */
export interface ClosedFolder {
  name: string
  path: string
  reason: string
}

export interface ParseOptions {
  /** Tried on every entry that is read anew; what throws makes the new text an issue. */
  probe?: Probe
  /** Folders that are there and cannot be read: what was known of their files stays. */
  closed?: readonly ClosedFolder[]
}

/** Files read below the kind folders are entries; names that start with a dot or underscore and every README are not. */
export function parseKnowledge(files: readonly KnowledgeFile[], previous?: Parsed, options?: ParseOptions): Parsed {
  return toTheEnd(parseSteps(files, previous, options))
}

/** Entries that are looked at between two chances for others to have a turn. */
const SLICE = 256

/** The same in slices. */
export function* parseSteps(
  files: readonly KnowledgeFile[],
  previous?: Parsed,
  { probe, closed = [] }: ParseOptions = {},
): Generator<void, Parsed> {
  const issues: Issue[] = []
  const entries = new Map<EntryId, Entry>()
  const memory = new Map<EntryId, Remembered>()
  const stale: EntryId[] = []
  const staleFiles: string[] = []
  const rest = yield* othersSteps({ files, closed: closed.map(({ name }) => name), previous: previous?.knowledge }, issues, staleFiles)
  yield
  const groups = groupById(files, issues)
  for (const [id, layers] of groups) {
    if (memory.size % SLICE === SLICE - 1) yield
    const stamp = layers.map((layer) => `${layer.path}@${layer.stamp}`).join('|')
    const before = previous?.memory.get(id)
    const parsed = before?.stamp === stamp ? before.parsed : sound(readEntry(id, layers, rest.area), layers, probe)
    const paths = layers.map(({ path }) => path).join('|')
    const lastGood = parsed.entry ? { entry: parsed.entry, paths } : before?.lastGood
    // A permission given back changes no stamp.
    const isRead = !parsed.issues.some(({ code }) => code === UNREADABLE)
    issues.push(...withNothingBelow(id, layers, parsed, groups))
    // A version that knew nothing of the broken file is no better than the other files as they are now.
    const older = parsed.fallback && lastGood?.paths !== paths ? parsed.fallback : lastGood?.entry
    const shown = parsed.entry ?? older
    // What answers without the broken file is good, too, should that become worse.
    const good = shown !== undefined && shown === parsed.fallback ? { entry: shown, paths: shown.file } : lastGood
    memory.set(id, { stamp: isRead ? stamp : '', parsed, ...(good && { lastGood: good }) })
    if (shown && shown.status === 'published') entries.set(id, shown)
    if (!parsed.entry && older && older === lastGood?.entry) stale.push(id)
  }
  for (const { name, path, reason } of closed) {
    issues.push(name === '' && reason === 'ENOENT' ? folderAway(path) : unreadable(path, reason))
    for (const [id, { parsed, lastGood }] of previous?.memory ?? []) {
      // Also where only one of its layers lies there: without it the entry would be another one.
      if (!lastGood?.paths.split('|').some((file) => file.startsWith(`${path}/`)) || stale.includes(id)) continue
      memory.set(id, { stamp: '', parsed, lastGood })
      if (lastGood.entry.status === 'published') entries.set(id, lastGood.entry)
      else entries.delete(id)
      stale.push(id)
    }
  }
  for (const entry of entries.values()) entries.set(entry.id, inLand(entry, rest.area))
  return { knowledge: withWithdrawn({ entries, ...rest }), issues: sortIssues(issues), stale, staleFiles, memory }
}

/** `next` with entries that stay as they were; they are the last good version of whatever becomes of their files. */
export function withKept<P extends Parsed>(next: P, previous: Parsed, kept: ReadonlyMap<EntryId, Entry | undefined>): P {
  const entries = new Map(next.knowledge.entries)
  const memory = new Map(next.memory)
  for (const [id, entry] of kept) {
    if (entry) entries.set(id, entry)
    else entries.delete(id)
    const now = memory.get(id)
    const lastGood = previous.memory.get(id)?.lastGood
    if (now) memory.set(id, { stamp: now.stamp, parsed: now.parsed, ...(lastGood && { lastGood }) })
  }
  const older = [...kept].flatMap(([id, entry]) => (entry ? [id] : []))
  return { ...next, knowledge: withWithdrawn({ ...next.knowledge, entries }), memory, stale: [...new Set([...next.stale, ...older])] }
}

function readEntry(id: EntryId, layers: readonly KnowledgeFile[], area: Area): ParsedEntry {
  const [kind, slug] = id.split('/') as [Kind, string]
  const issues: Issue[] = []
  const texts = layers.flatMap((layer) => {
    const text = textOf(layer, issues)
    const long = longEntry(layer.path, text ?? '')
    if (long) issues.push(long)
    return text === undefined ? [] : [{ path: layer.path, text }]
  })
  // One layer without the other would be another entry.
  if (issues.length > 0) return { id, issues }
  const parsed = parsedOrTold(id, texts, () => parseEntry(kind, slug, texts))
  return parsed.entry ? { ...parsed, entry: inLand(parsed.entry, area) } : parsed
}

/** A file that breaks the reader itself costs itself alone. */
function parsedOrTold(id: EntryId, texts: readonly { path: string }[], parse: () => ParsedEntry): ParsedEntry {
  try {
    return parse()
  } catch (error) {
    return { id, issues: [notAnswerable({ file: texts.at(-1)!.path, line: 1, column: 1 }, error)] }
  }
}

/** The entry as it is, or an issue in its place. */
function sound(parsed: ParsedEntry, layers: readonly KnowledgeFile[], probe: Probe | undefined): ParsedEntry {
  const issue = parsed.entry && probeEntry(parsed.entry, layers, probe)
  return issue ? { id: parsed.id, issues: [...parsed.issues, issue] } : parsed
}

/** Events and opening hours heed the holidays of the area's land. */
function inLand(entry: Entry, { land }: Area): Entry {
  return (entry.kind === 'events' || entry.kind === 'contacts') && entry.land !== land ? { ...entry, land } : entry
}

/** The issues of an entry; a file that changes fields of an entry that is in no folder below is told as that, not as fields it lacks. */
function withNothingBelow(
  id: EntryId,
  layers: readonly KnowledgeFile[],
  { entry, issues }: ParsedEntry,
  groups: ReadonlyMap<EntryId, readonly KnowledgeFile[]>,
): Issue[] {
  const [file, another] = layers
  // What has a title is meant to be whole.
  if (entry || !file || another || !issues.some(({ code, message }) => code === 'missing-field' && message.includes('„title“')))
    return issues
  const below = [...groups].filter(([, others]) => others[0]!.layer < file.layer).map(([other]) => other)
  if (below.length === 0) return issues
  const meant = didYouMean(id, below)
  const issue: Issue = {
    file: file.path,
    line: 1,
    column: 1,
    severity: 'error',
    code: 'nothing-below',
    message: `In den Ordnern darunter gibt es ${id} nicht, und allein ist diese Datei nicht vollständig.`,
    hint: meant ? `${meant} Benennen Sie die Datei dann um.` : `Es fehlt: ${missing(issues)}.`,
  }
  return [issue, ...issues.filter(({ code }) => code !== 'missing-field')]
}

function missing(issues: readonly Issue[]): string {
  const fields = issues.filter(({ code }) => code === 'missing-field').map(({ message }) => /„(.+)“/.exec(message)?.[1])
  return fields.join(', ')
}

/**
 * Files by entry id, layers in order; in which folder an entry lies changes nothing in the order of entries. Two files of one folder
 * with the same id: both are named, the first one counts.
 */
function groupById(files: readonly KnowledgeFile[], issues: Issue[]): Map<EntryId, KnowledgeFile[]> {
  const groups = new Map<EntryId, KnowledgeFile[]>()
  for (const file of [...files].sort((a, b) => a.name.localeCompare(b.name) || a.layer - b.layer)) {
    const id = entryIdOf(file)
    if (!id) continue
    const group = groups.get(id) ?? []
    const twin = group.find((other) => other.layer === file.layer)
    if (twin) {
      issues.push({
        file: file.path,
        line: 1,
        column: 1,
        severity: 'error',
        code: 'duplicate-id',
        message: `Die Kennung ${id} gibt es zweimal: in ${twin.path} und in ${file.path}.`,
        hint: 'Benennen Sie eine der beiden Dateien um.',
      })
      continue
    }
    group.push(file)
    groups.set(id, group)
  }
  for (const group of groups.values()) group.sort((a, b) => a.layer - b.layer)
  return groups
}
