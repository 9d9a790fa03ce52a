/**
 * The knowledge files that are no entries (lists, the area, sentences, acts, questions) → their parts of the knowledge. A part of which a file
 * cannot be read stays as it was before.
 */
import { emptyActs, readActSentences, readActs } from './acts-file.ts'
import { emptyArea, type ReadArea, readArea } from './area.ts'
import { withAreaWords } from './area-words.ts'
import type { Lang } from './day.ts'
import { readFeeds } from './feeds-file.ts'
import { readFollowUps } from './follow-ups-file.ts'
import type { Issue } from './issue.ts'
import type { FollowUps, Knowledge, MessageTexts, PartnerFeed, RatedQuestion } from './knowledge.ts'
import type { KnowledgeFile } from './knowledge-file.ts'
import { readSections } from './list-file.ts'
import { ownValue } from './own-value.ts'
import { inOrder, readQuestions } from './rated-questions.ts'
import { emptyRouting, readRouting } from './routing.ts'
import { emptySwitches, keepSwitches, readSwitches } from './switches-file.ts'
import { textOf } from './unreadable.ts'
import { emptyVocabulary, type RegionRow, readVocabulary, regionIssues } from './vocabulary.ts'

/** All of the knowledge but the entries, while it is read. */
interface Others extends Omit<Knowledge, 'entries'> {
  questions: RatedQuestion[]
  feeds: PartnerFeed[]
  followUps: Map<string, FollowUps>
  /** Regions as their rows stand in the files. */
  regionRows: RegionRow[]
  /** What the area's files say, before anything that nobody said is filled in. */
  said: ReadArea['said']
}

/** One kind of file. */
interface Part {
  /** Adds what a file says to what lower layers said. */
  read(file: { path: string; text: string }, found: Others): readonly Issue[]
  /** What stands in it is text, and no list. */
  isText?: true
  /** A mistake in it is no better than a file that cannot be read. */
  strict?: true
  /** Puts in its place what was known before. */
  keep(found: Others, previous: Knowledge): void
}

export interface OthersFrom {
  files: readonly KnowledgeFile[]
  /** Names of folders that cannot be read. */
  closed: readonly string[]
  previous: Knowledge | undefined
}

/** Reads lower layers first; what is wrong in them or cannot be read is added to `issues`, and its path to `stale` where it stays as it was. */
export function* othersSteps(
  { files, closed, previous }: OthersFrom,
  issues: Issue[],
  stale: string[],
): Generator<void, Omit<Knowledge, 'entries'>> {
  const found = nothing()
  const missing = new Set<Part>(closed.flatMap(partsIn))
  let letters = 0
  for (const file of [...files].sort((a, b) => a.layer - b.layer)) {
    const part = partOf(file.name)
    if (!part) continue
    const text = textOf(file, issues)
    letters += text?.length ?? 0
    if (letters > SLICE) {
      letters = 0
      yield
    }
    const isBare = text !== undefined && saysNothing(file.name, text)
    const mistakes =
      text === undefined
        ? []
        : isBare
          ? [emptyFile(file, text)]
          : [...part.read({ path: file.path, text }, found), ...(part.isText ? [] : gluedItems(file.path, text))]
    if (text === undefined || isBare || (part.strict && mistakes.some(({ severity }) => severity === 'error'))) {
      missing.add(part)
      if (previous) stale.push(file.path)
    }
    issues.push(...mistakes)
  }
  // A row with a mistake of its own belongs nowhere for that reason.
  const told = new Set(issues.map(({ file, line }) => `${file}:${line}`))
  const lost = regionIssues(found.regionRows).filter(({ file, line }) => !told.has(`${file}:${line}`))
  if (lost.length > 0) missing.add(VOCABULARY)
  issues.push(...lost)
  if (previous) for (const { file } of lost) if (!stale.includes(file)) stale.push(file)
  if (previous) for (const part of missing) part.keep(found, previous)
  for (const book of BOOKS) for (const lang of LANGS) found[book][lang] = withAreaWords(found[book][lang], found.area, lang)
  const { said: _, regionRows: __, ...others } = found
  return { ...others, questions: inOrder(found.questions), routing: { ...found.routing, land: found.area.land } }
}

/** Letters that are read between two chances for others to have a turn; a long file is read alone. */
const SLICE = 20_000

/** Nothing at all, or words without a single heading, of which no list is read. `area.md` has fields. */
function saysNothing(name: string, text: string): boolean {
  return text.trim() === '' || (name !== 'area.md' && readSections(text).length === 0)
}

/** Lines that were meant as items of a list: without the blank they are words of the item before, or of nothing. */
function gluedItems(file: string, text: string): Issue[] {
  return text.split('\n').flatMap((line, i): Issue[] => {
    const [, words] = /^(?:-(?=[^\s-])|[–—•·▪●]\s*(?=\S))(.*)$/.exec(line) ?? []
    if (words === undefined) return []
    return [
      {
        file,
        line: i + 1,
        column: 1,
        severity: 'error',
        code: 'list-mark',
        message: line.startsWith('-')
          ? 'Hinter dem Strich fehlt ein Leerzeichen; die Zeile wäre keine eigene.'
          : 'Dieses Zeichen beginnt keine Liste; die Zeile wäre keine eigene.',
        hint: `Schreiben Sie - ${words.trim()}`,
      },
    ]
  })
}

/** Whoever means nothing by a file deletes it. */
function emptyFile({ path, name }: KnowledgeFile, text: string): Issue {
  return {
    file: path,
    line: 1,
    column: 1,
    severity: 'error',
    code: 'empty-file',
    message: `${text.trim() === '' ? `„${name}“ ist leer` : `In „${name}“ steht keine Überschrift, also keine Liste`}; was zuletzt darin stand, gilt weiter.`,
    hint: 'Holen Sie den Inhalt zurück, oder löschen Sie die Datei.',
  }
}

function nothing(): Others {
  return {
    vocabulary: emptyVocabulary(),
    area: emptyArea(),
    said: {},
    regionRows: [],
    routing: emptyRouting(),
    messages: { de: {}, en: {} },
    site: { de: {}, en: {} },
    staff: { de: {}, en: {} },
    editors: { de: {}, en: {} },
    acts: { de: emptyActs(), en: emptyActs() },
    questions: [],
    feeds: [],
    followUps: new Map(),
    switches: emptySwitches(),
  }
}

const VOCABULARY: Part = {
  // Half a list of places would send people to the wrong chamber.
  strict: true,
  read: ({ path, text }, { vocabulary, regionRows }) => readVocabulary(path, text, vocabulary, regionRows),
  keep: (found, { vocabulary }) => {
    found.vocabulary = vocabulary
  },
}

/** Files of fixed sentences, `<book>.<lang>.md`. */
const BOOKS = ['messages', 'site', 'staff', 'editors'] as const
const LANGS: readonly Lang[] = ['de', 'en']

function sentencesOf(book: (typeof BOOKS)[number], lang: Lang): Part {
  return {
    isText: true,
    read: ({ text }, found) => {
      Object.assign(found[book][lang], readMessages(text))
      return []
    },
    keep: (found, previous) => {
      found[book][lang] = previous[book][lang]
    },
  }
}

/** With a mistake in its file nobody's cry for help may become a question. */
function actsOf(lang: Lang): Part {
  return {
    strict: true,
    read: ({ path, text }, { acts }) => readActs(path, text, acts[lang]),
    keep: ({ acts }, previous) => {
      if (previous.acts[lang].acts.size > 0) acts[lang] = previous.acts[lang]
    },
  }
}

/** Sentences by which acts are learned: what is wrong in one of its files costs that file. */
function sentencesPart(lang: Lang): Part {
  return { ...actsOf(lang), read: ({ path, text }, { acts }) => readActSentences(path, text, acts[lang]) }
}
const SENTENCES: Record<Lang, Part> = { de: sentencesPart('de'), en: sentencesPart('en') }

const FOLLOW_UPS: Part = {
  read: ({ path, text }, { followUps }) => readFollowUps(path, text, followUps),
  keep: (found, { followUps }) => {
    found.followUps = new Map([...followUps, ...found.followUps])
  },
}

const PARTS: ReadonlyMap<string, Part> = new Map<string, Part>([
  ['vocabulary.md', VOCABULARY],
  [
    'area.md',
    {
      isText: true,
      // Nobody's holidays change because of a typing error.
      strict: true,
      read: ({ path, text }, found) => {
        const { issues, ...read } = readArea(path, text, found)
        Object.assign(found, read)
        return issues
      },
      keep: (found, { area }) => {
        found.area = area
      },
    },
  ],
  [
    'routing.md',
    {
      strict: true,
      read: ({ path, text }, { routing }) => readRouting(path, text, routing),
      keep: (found, { routing }) => {
        found.routing = routing
      },
    },
  ],
  [
    'questions.md',
    {
      read: ({ path, text }, found) => {
        const { questions, issues } = readQuestions(path, text)
        found.questions.push(...questions)
        return issues
      },
      keep: (found, { questions }) => {
        found.questions = [...questions]
      },
    },
  ],
  [
    'feeds.md',
    {
      // A row that is lost by a typing error would take all its dates along.
      strict: true,
      read: ({ path, text }, { feeds }) => readFeeds(path, text, feeds),
      keep: (found, { feeds }) => {
        found.feeds = [...feeds]
      },
    },
  ],
  [
    'switches.md',
    {
      strict: true,
      read: ({ path, text }, { switches }) => readSwitches(path, text, switches),
      // What can be read holds at once all the same: somebody may be waiting for an entry to go.
      keep: (found, { switches }) => {
        found.switches = keepSwitches(found.switches, switches)
      },
    },
  ],
  ...LANGS.map((lang) => [`acts.${lang}.md`, actsOf(lang)] as const),
  ...BOOKS.flatMap((book) => LANGS.map((lang) => [`${book}.${lang}.md`, sentencesOf(book, lang)] as const)),
])

/** What may lie in a folder that cannot be read; `''`: one of those that settings name. */
function partsIn(folder: string): readonly Part[] {
  const below: Record<string, readonly Part[]> = {
    words: [VOCABULARY],
    'follow-ups': [FOLLOW_UPS],
    sentences: [SENTENCES.de, SENTENCES.en],
  }
  return folder === '' ? [...PARTS.values(), ...Object.values(below).flat()] : (ownValue(below, folder) ?? [])
}

/** Names of the files that are no entries, in the folder itself. */
export const OTHER_FILES: readonly string[] = [...PARTS.keys()]

/** Whether a file, by its path below the folder, is one of these, of `words/`, `sentences/` or `follow-ups/`. */
export function isOtherFile(name: string): boolean {
  return partOf(name) !== undefined
}

/** Files of other names are none of ours. */
function partOf(name: string): Part | undefined {
  if (/^words\/[a-z][^/]*\.md$/.test(name)) return VOCABULARY
  if (/^follow-ups\/[a-z0-9][^/]*\.md$/.test(name)) return FOLLOW_UPS
  const lang = /^sentences\/[a-z][^/]*\.(de|en)\.md$/.exec(name)?.[1]
  return lang === 'de' || lang === 'en' ? SENTENCES[lang] : PARTS.get(name)
}

/** `## id` followed by the sentence; an empty section says nothing. */
function readMessages(text: string): MessageTexts {
  const sections = readSections(text).filter(({ level, text }) => level === 2 && text !== '')
  return Object.fromEntries(sections.map((section) => [section.heading, section.text]))
}
