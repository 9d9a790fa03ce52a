/**
 * Knowledge files → knowledge and issues. A file with an error is left out and reported; if it was good before, its last
 * good version keeps answering. Files whose stamp has not changed are not read again.
 */
import { type Acts, emptyActs, readActs } from './acts-file.ts'
import { emptyArea, readArea } from './area.ts'
import type { Lang } from './day.ts'
import { digestOf } from './digest.ts'
import type { Issue } from './issue.ts'
import { sortIssues } from './issue.ts'
import type { Knowledge, MessageTexts, RatedQuestion } from './knowledge.ts'
import type { KnowledgeFile } from './knowledge-file.ts'
import { readSections } from './list-file.ts'
import { type ParsedEntry, parseEntry } from './parse-entry.ts'
import { readQuestions } from './rated-questions.ts'
import { emptyRouting, readRouting } from './routing.ts'
import { type Entry, type EntryId, KINDS, type Kind } from './schema.ts'
import { emptyVocabulary, readVocabulary } from './vocabulary.ts'

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

/** Files read below the kind folders are entries; names that start with a dot or underscore and every README are not. */
export function parseKnowledge(files: readonly KnowledgeFile[], previous?: Parsed): Parsed {
  const issues: Issue[] = []
  const entries = new Map<EntryId, Entry>()
  const memory = new Map<EntryId, Remembered>()
  const stale: EntryId[] = []
  for (const [id, layers] of groupById(files, issues)) {
    const stamp = layers.map((layer) => `${layer.path}@${layer.stamp}`).join('|')
    const before = previous?.memory.get(id)
    const parsed = before?.stamp === stamp ? before.parsed : readEntry(id, layers)
    const lastGood = parsed.entry ?? before?.lastGood
    memory.set(id, { stamp, parsed, ...(lastGood && { lastGood }) })
    issues.push(...parsed.issues)
    const shown = parsed.entry ?? lastGood
    if (shown && shown.status === 'published') entries.set(id, shown)
    if (!parsed.entry && lastGood) stale.push(id)
  }
  const rest = readOthers(files, issues, previous?.knowledge)
  for (const entry of entries.values())
    if (entry.kind === 'events' && entry.land !== rest.area.land) entries.set(entry.id, { ...entry, land: rest.area.land })
  return { knowledge: { entries, ...rest }, issues: sortIssues(issues), stale, memory }
}

function readEntry(id: EntryId, layers: readonly KnowledgeFile[]): ParsedEntry {
  const [kind, slug] = id.split('/') as [Kind, string]
  const texts = layers.map((layer) => ({ path: layer.path, text: layer.read() }))
  return parseEntry(kind, slug, texts, digestOf(texts.map(({ text }) => text).join('\u0000')))
}

/** Files by entry id, layers in order; in which folder an entry lies changes nothing in the order of entries. Two files of one folder with the same id: both are named, the first one counts. */
function groupById(files: readonly KnowledgeFile[], issues: Issue[]): Map<EntryId, KnowledgeFile[]> {
  const groups = new Map<EntryId, KnowledgeFile[]>()
  for (const file of [...files].sort((a, b) => a.name.localeCompare(b.name) || a.layer - b.layer)) {
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
  for (const group of groups.values()) group.sort((a, b) => a.layer - b.layer)
  return groups
}

function readOthers(files: readonly KnowledgeFile[], issues: Issue[], previous?: Knowledge): Omit<Knowledge, 'entries'> {
  const vocabulary = emptyVocabulary()
  let area = emptyArea()
  const routing = emptyRouting()
  const sentences = { messages: noSentences(), site: noSentences(), staff: noSentences() }
  const acts: Record<'de' | 'en', Acts> = { de: emptyActs(), en: emptyActs() }
  const questions: RatedQuestion[] = []
  for (const file of [...files].sort((a, b) => a.layer - b.layer)) {
    if (file.name === 'vocabulary.md' || /^words\/[a-z][^/]*\.md$/.test(file.name))
      issues.push(...readVocabulary(file.path, file.read(), vocabulary))
    else if (file.name === 'area.md') {
      const read = readArea(file.path, file.read(), area)
      area = read.area
      issues.push(...read.issues)
    } else if (file.name === 'routing.md') issues.push(...readRouting(file.path, file.read(), routing))
    else if (/^(messages|site|staff)\.(de|en)\.md$/.test(file.name)) {
      const [book, lang] = file.name.split('.') as [keyof typeof sentences, Lang]
      Object.assign(sentences[book][lang], readMessages(file.read()))
    } else if (file.name === 'acts.de.md' || file.name === 'acts.en.md') {
      const lang = file.name === 'acts.de.md' ? 'de' : 'en'
      const found = readActs(file.path, file.read(), acts[lang])
      issues.push(...found)
      // A file with a mistake must not make anybody's cry for help a question: the last good version keeps answering.
      if (found.length > 0 && previous && previous.acts[lang].acts.size > 0) acts[lang] = previous.acts[lang]
    } else if (file.name === 'questions.md') {
      const read = readQuestions(file.path, file.read())
      questions.push(...read.questions)
      issues.push(...read.issues)
    }
  }
  return { vocabulary, area, ...sentences, acts, questions, routing: { ...routing, land: area.land } }
}

function noSentences(): Record<Lang, MessageTexts> {
  return { de: {}, en: {} }
}

/** `## id` followed by the sentence; an empty section says nothing. */
function readMessages(text: string): MessageTexts {
  const texts: MessageTexts = {}
  for (const section of readSections(text)) if (section.level === 2 && section.text !== '') texts[section.heading] = section.text
  return texts
}
