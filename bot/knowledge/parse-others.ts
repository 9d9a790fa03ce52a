/**
 * The knowledge files that are no entries (lists, the area, sentences, acts, questions) → their parts of the knowledge. Of a part one of whose
 * files cannot be read, what was known before stays.
 */
import { type Acts, emptyActs, readActs } from './acts-file.ts'
import { emptyArea, readArea } from './area.ts'
import type { Issue } from './issue.ts'
import type { Knowledge, MessageTexts, RatedQuestion } from './knowledge.ts'
import type { KnowledgeFile } from './knowledge-file.ts'
import { readSections } from './list-file.ts'
import { readQuestions } from './rated-questions.ts'
import { emptyRouting, readRouting } from './routing.ts'
import { textOf } from './unreadable.ts'
import { emptyVocabulary, readVocabulary } from './vocabulary.ts'

type Others = Omit<Knowledge, 'entries'>
type Part = 'vocabulary' | 'area' | 'routing' | 'messages.de' | 'messages.en' | 'acts.de' | 'acts.en' | 'questions'

/** File → the part that it is read into; files of an unknown name are none of ours. */
const PARTS: ReadonlyMap<string, Part> = new Map(
  (['vocabulary', 'area', 'routing', 'messages.de', 'messages.en', 'acts.de', 'acts.en', 'questions'] as const).map((part) => [
    `${part}.md`,
    part,
  ]),
)
const partOf = (name: string): Part | undefined => (/^words\/[a-z][^/]*\.md$/.test(name) ? 'vocabulary' : PARTS.get(name))

export interface OthersFrom {
  files: readonly KnowledgeFile[]
  /** Names of folders that cannot be read. */
  closed: readonly string[]
  previous: Knowledge | undefined
}

/** Reads lower layers first; what is wrong in them or cannot be read is added to `issues`. */
export function parseOthers({ files, closed, previous }: OthersFrom, issues: Issue[]): Others {
  const found = empty()
  const missing = new Set<Part>(closed.includes('words') ? ['vocabulary'] : [])
  for (const file of [...files].sort((a, b) => a.layer - b.layer)) {
    const part = partOf(file.name)
    if (part === undefined) continue
    const text = textOf(file, issues)
    if (text === undefined) missing.add(part)
    else issues.push(...READERS[part](file.path, text, found, previous))
  }
  const before = (part: Part): Others => (previous && missing.has(part) ? previous : found)
  const { area } = before('area')
  return {
    vocabulary: before('vocabulary').vocabulary,
    area,
    messages: { de: before('messages.de').messages.de, en: before('messages.en').messages.en },
    acts: { de: before('acts.de').acts.de, en: before('acts.en').acts.en },
    questions: before('questions').questions,
    routing: { ...before('routing').routing, land: area.land },
  }
}

interface Found extends Others {
  questions: RatedQuestion[]
}

function empty(): Found {
  const acts: Record<'de' | 'en', Acts> = { de: emptyActs(), en: emptyActs() }
  return {
    vocabulary: emptyVocabulary(),
    area: emptyArea(),
    routing: emptyRouting(),
    messages: { de: {}, en: {} },
    acts,
    questions: [],
  }
}

type Reader = (path: string, text: string, found: Found, previous: Knowledge | undefined) => readonly Issue[]

const READERS: Record<Part, Reader> = {
  vocabulary: (path, text, { vocabulary }) => readVocabulary(path, text, vocabulary),
  area: (path, text, found) => {
    const { area, issues } = readArea(path, text, found.area)
    found.area = area
    return issues
  },
  routing: (path, text, { routing }) => readRouting(path, text, routing),
  'messages.de': (_path, text, { messages }) => readMessages(text, messages.de),
  'messages.en': (_path, text, { messages }) => readMessages(text, messages.en),
  'acts.de': (path, text, { acts }, previous) => actsOf('de', { path, text }, acts, previous),
  'acts.en': (path, text, { acts }, previous) => actsOf('en', { path, text }, acts, previous),
  questions: (path, text, found) => {
    const { questions, issues } = readQuestions(path, text)
    found.questions.push(...questions)
    return issues
  },
}

/** A file with a mistake must not make anybody's cry for help a question: the last good version keeps answering. */
function actsOf(lang: 'de' | 'en', file: { path: string; text: string }, acts: Record<'de' | 'en', Acts>, previous?: Knowledge): Issue[] {
  const issues = readActs(file.path, file.text, acts[lang])
  if (issues.length > 0 && previous && previous.acts[lang].acts.size > 0) acts[lang] = previous.acts[lang]
  return issues
}

/** `## id` followed by the sentence. */
function readMessages(text: string, into: MessageTexts): Issue[] {
  const sections = readSections(text).filter(({ level }) => level === 2)
  Object.assign(into, Object.fromEntries(sections.map((section) => [section.heading, section.text])))
  return []
}
