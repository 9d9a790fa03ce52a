/**
 * Knowledge files → knowledge and issues. A file with an error is left out and reported; if it was good before, its last
 * good version keeps answering. Files whose stamp has not changed are not read again.
 */
import { addDays, type Day } from './day.ts'
import { digestOf } from './digest.ts'
import type { Issue } from './issue.ts'
import { sortIssues } from './issue.ts'
import type { Knowledge, MessageTexts, RatedQuestion } from './knowledge.ts'
import { readSections } from './list-file.ts'
import { occurrences } from './occurrences.ts'
import { type ParsedEntry, parseEntry } from './parse-entry.ts'
import { readQuestions } from './rated-questions.ts'
import { emptyRouting, readRouting } from './routing.ts'
import { type Entry, type EntryId, KINDS, type Kind } from './schema.ts'
import { isOverdue, statusOn } from './validity.ts'
import { emptyVocabulary, readVocabulary } from './vocabulary.ts'

/** A file as the edge hands it in: `read` is called only when the stamp is new or a place has to be found. */
export interface KnowledgeFile {
  /** Path below its knowledge folder: `articles/e-rechnung.md`. */
  name: string
  /** The path an editor knows it by, shown in issues. */
  path: string
  /** Which knowledge folder it lies in: 0 is the shared core, higher numbers lie over it. */
  layer: number
  /** Changes whenever the text changes (modification time and size, or a digest). */
  stamp: string
  read(): string
}

export interface Parsed {
  knowledge: Knowledge
  issues: Issue[]
  /** Entries that keep answering in an older version, because the file's new text has an error. */
  stale: EntryId[]
  /** Entries by id with the stamps they were read from; the next parse reuses them. */
  memory: ReadonlyMap<EntryId, Remembered>
}

interface Remembered {
  stamp: string
  parsed: ParsedEntry
  lastGood?: Entry
}

export interface ParseOptions {
  /**
   * Works out what an entry will be asked for (its days, its answer, its first question). What throws here makes the file's new text an
   * issue, so that nothing throws later, in front of a visitor.
   */
  probe?(entry: Entry): void
  /** Folders that are there and cannot be read: what was known of their files stays. `path` as in `KnowledgeFile`. */
  closed?: readonly { path: string; reason: string }[]
}

/** Files read below the kind folders are entries; names that start with a dot or underscore and every README are not. */
export function parseKnowledge(files: readonly KnowledgeFile[], previous?: Parsed, { probe, closed = [] }: ParseOptions = {}): Parsed {
  const issues: Issue[] = []
  const entries = new Map<EntryId, Entry>()
  const memory = new Map<EntryId, Remembered>()
  const stale: EntryId[] = []
  for (const [id, layers] of groupById(files, issues)) {
    const stamp = layers.map((layer) => `${layer.path}@${layer.stamp}`).join('|')
    const before = previous?.memory.get(id)
    const parsed = before?.stamp === stamp ? before.parsed : probed(readEntry(id, layers), layers, probe)
    const lastGood = parsed.entry ?? before?.lastGood
    // A permission given back changes no stamp.
    const isRead = !parsed.issues.some(({ code }) => code === UNREADABLE)
    memory.set(id, { stamp: isRead ? stamp : '', parsed, ...(lastGood && { lastGood }) })
    issues.push(...parsed.issues)
    const shown = parsed.entry ?? lastGood
    if (shown && shown.status === 'published') entries.set(id, shown)
    if (!parsed.entry && lastGood) stale.push(id)
  }
  for (const { path, reason } of closed) {
    issues.push(unreadable(path, reason))
    for (const [id, { parsed, lastGood }] of previous?.memory ?? []) {
      if (memory.has(id) || !lastGood?.file.startsWith(`${path}/`)) continue
      memory.set(id, { stamp: '', parsed, lastGood })
      if (lastGood.status === 'published') entries.set(id, lastGood)
      stale.push(id)
    }
  }
  const rest = readOthers(files, issues, previous?.knowledge)
  return { knowledge: { entries, ...rest }, issues: sortIssues(issues), stale, memory }
}

const UNREADABLE = 'unreadable'

function unreadable(file: string, reason: string): Issue {
  return {
    file,
    line: 1,
    column: 1,
    severity: 'error',
    code: UNREADABLE,
    message: `Das kann der Dienst nicht lesen (${reason}); was er zuletzt gelesen hat, gilt weiter.`,
    hint: 'Geben Sie dem Benutzer des Dienstes Leserechte, oder laden Sie die Datei neu hoch.',
  }
}

/** The file's text; undefined, with an issue, when it cannot be read. */
function textOf(file: KnowledgeFile, issues: Issue[]): string | undefined {
  try {
    return file.read()
  } catch (error) {
    issues.push(unreadable(file.path, reasonOf(error)))
    return undefined
  }
}

function reasonOf(error: unknown): string {
  const { code, message } = error as { code?: unknown; message?: unknown }
  return String(code ?? message ?? error)
}

function readEntry(id: EntryId, layers: readonly KnowledgeFile[]): ParsedEntry {
  const [kind, slug] = id.split('/') as [Kind, string]
  const issues: Issue[] = []
  const texts = layers.flatMap((layer) => {
    const text = textOf(layer, issues)
    return text === undefined ? [] : [{ path: layer.path, text }]
  })
  // One layer without the other would be another entry.
  if (issues.length > 0) return { id, issues }
  return parseEntry(kind, slug, texts, digestOf(texts.map(({ text }) => text).join('\u0000')))
}

/** The entry if everything can be worked out from it, else an issue in its place. */
function probed(parsed: ParsedEntry, layers: readonly KnowledgeFile[], probe: ParseOptions['probe']): ParsedEntry {
  const { entry, id, issues } = parsed
  if (!entry) return parsed
  try {
    for (const day of probeDays(entry)) {
      statusOn(entry, day)
      isOverdue(entry, day)
      if (entry.kind === 'events') occurrences(entry, day, addDays(day, 400))
    }
    probe?.(entry)
    return parsed
  } catch (error) {
    const issue: Issue = {
      file: layers.at(-1)!.path,
      line: 1,
      column: 1,
      severity: 'error',
      code: 'not-answerable',
      message: `Aus diesem Eintrag lässt sich keine Antwort machen (${reasonOf(error)}).`,
      hint: 'Nehmen Sie die letzte Änderung zurück, und ändern Sie dann ein Feld nach dem anderen.',
    }
    return { id, issues: [...issues, issue] }
  }
}

/** Days around everything that an entry dates, and some far ahead; no clock is asked. */
function probeDays(entry: Entry): Day[] {
  const own = [entry.checked, entry.valid.from, entry.valid.until, entry.kind === 'events' ? entry.start.slice(0, 10) : undefined]
  return [...own.filter((day) => day !== undefined), '2026-01-01', '2028-02-29', '2036-12-31']
}

/** Files by entry id, layers in order. Two files of one folder with the same id: both are named, the first one counts. */
function groupById(files: readonly KnowledgeFile[], issues: Issue[]): Map<EntryId, KnowledgeFile[]> {
  const groups = new Map<EntryId, KnowledgeFile[]>()
  for (const file of [...files].sort((a, b) => a.layer - b.layer || a.name.localeCompare(b.name))) {
    const parts = file.name.split('/')
    const kind = KINDS.find((known) => known === parts[0])
    const base = parts.at(-1)!
    if (!kind || parts.length < 2 || !base.endsWith('.md') || /^[._]|^README/i.test(base)) continue
    const id: EntryId = `${kind}/${base.slice(0, -3)}`
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
  return groups
}

/** A kind of file of which one cannot be read stays as it was before. */
function readOthers(files: readonly KnowledgeFile[], issues: Issue[], previous: Knowledge | undefined): Omit<Knowledge, 'entries'> {
  const vocabulary = emptyVocabulary()
  const routing = emptyRouting()
  const messages: Record<'de' | 'en', MessageTexts> = { de: {}, en: {} }
  const questions: RatedQuestion[] = []
  const missing = new Set<string>()
  for (const file of [...files].sort((a, b) => a.layer - b.layer)) {
    if (!OTHERS.has(file.name)) continue
    const text = textOf(file, issues)
    if (text === undefined) missing.add(file.name)
    else if (file.name === 'vocabulary.md') issues.push(...readVocabulary(file.path, text, vocabulary))
    else if (file.name === 'routing.md') issues.push(...readRouting(file.path, text, routing))
    else if (file.name === 'messages.de.md') Object.assign(messages.de, readMessages(text))
    else if (file.name === 'messages.en.md') Object.assign(messages.en, readMessages(text))
    else {
      const read = readQuestions(file.path, text)
      questions.push(...read.questions)
      issues.push(...read.issues)
    }
  }
  const before = (name: string) => (missing.has(name) ? previous : undefined)
  return {
    vocabulary: before('vocabulary.md')?.vocabulary ?? vocabulary,
    messages: {
      de: before('messages.de.md')?.messages.de ?? messages.de,
      en: before('messages.en.md')?.messages.en ?? messages.en,
    },
    questions: before('questions.md')?.questions ?? questions,
    routing: before('routing.md')?.routing ?? routing,
  }
}

const OTHERS = new Set(['vocabulary.md', 'routing.md', 'messages.de.md', 'messages.en.md', 'questions.md'])

/** `## id` followed by the sentence. */
function readMessages(text: string): MessageTexts {
  const sections = readSections(text).filter(({ level }) => level === 2)
  return Object.fromEntries(sections.map((section) => [section.heading, section.text]))
}
