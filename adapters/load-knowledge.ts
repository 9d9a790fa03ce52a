/** The knowledge folders as one value with all its issues; used by the server, the command line and the tests alike. */

import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { answer } from '../bot/answers/answer.ts'
import { checkGuides } from '../bot/guides/proof/check-guides.ts'
import { emptyState } from '../bot/guides/state/guide-state.ts'
import { ask } from '../bot/guides/talk.ts'
import { checkArea } from '../bot/knowledge/check-area.ts'
import type { Day } from '../bot/knowledge/day.ts'
import { checkFeeds } from '../bot/knowledge/feeds-file.ts'
import { followUpIssues } from '../bot/knowledge/follow-ups-file.ts'
import { type Issue, sortIssues } from '../bot/knowledge/issue.ts'
import type { Knowledge } from '../bot/knowledge/knowledge.ts'
import { entryIdOf, type KnowledgeFile } from '../bot/knowledge/knowledge-file.ts'
import { withIds } from '../bot/knowledge/name-hints.ts'
import { type Parsed, parseKnowledge, parseSteps } from '../bot/knowledge/parse.ts'
import { checkReferences } from '../bot/knowledge/references.ts'
import { checkRouting } from '../bot/knowledge/routing.ts'
import type { Entry } from '../bot/knowledge/schema.ts'
import { toTheEnd } from '../bot/knowledge/steps.ts'
import { checkSwitches } from '../bot/knowledge/switches-file.ts'
import { folderNamedAsFile, leadsAstray, nothingIn, unreadFiles } from '../bot/knowledge/unread-files.ts'
import { readableOrEmpty } from '../bot/knowledge/unreadable.ts'
import { MESSAGES } from '../bot/messages.ts'
import { momentOn } from '../bot/moment.ts'
import { checkBook, type FilledBook, heldSentences } from '../bot/sentences.ts'
import { listFiles, listSteps } from './files.ts'
import { readLogo } from './logo.ts'
import { EDITORS } from './words/editors-book.ts'
import { SITE } from './words/site-book.ts'
import { siteProblem } from './words/site-words.ts'
import { STAFF } from './words/staff-book.ts'

/** What holds in every region: how-to, law, the bot's sentences. */
export const CORE_KNOWLEDGE = fileURLToPath(new URL('../knowledge', import.meta.url))
/** The folders that ship with Wegweiser, the core first, over it what holds in one region. */
export const SHIPPED_KNOWLEDGE: readonly string[] = [CORE_KNOWLEDGE, fileURLToPath(new URL('../region', import.meta.url))]

export interface Loaded extends Parsed {
  files: readonly KnowledgeFile[]
  /** The fixed sentences as the files have them; where one of them cannot be said, the knowledge holds the one of before. */
  said: Pick<Knowledge, 'messages' | 'site' | 'staff' | 'editors'>
}

/**
 * Reads the folders, lowest layer first. Below them lie the shipped sentences and everyday words, so that a chamber can start with
 * articles alone, and writes down only what it wants to say differently.
 */
export function loadKnowledge(folders: readonly string[], previous?: Parsed): Loaded {
  return toTheEnd(loadSteps(folders, previous))
}

/** The same in slices. */
export function* loadSteps(folders: readonly string[], previous?: Parsed): Generator<void, Loaded> {
  const { files: own, closed, others, astray, namedAsFiles } = yield* listSteps(folders)
  yield
  const files = [...shippedBase(folders), ...own]
  const parsed = yield* parseSteps(files, previous, { probe, closed })
  yield
  const { logo, issues } = readLogo(parsed.knowledge, files, others)
  // Entries that are there with a mistake are told with the mistake.
  const nothing = files.some(entryIdOf) ? [] : [nothingIn(folders)]
  return {
    ...parsed,
    knowledge: { ...parsed.knowledge, ...(previous && sayable(parsed.knowledge, previous.knowledge)), ...(logo && { logo }) },
    said: parsed.knowledge,
    issues: [
      ...nothing,
      ...parsed.issues,
      ...issues,
      ...unreadFiles(own, others),
      ...namedAsFiles.map(folderNamedAsFile),
      ...astray.map(leadsAstray),
    ],
    files,
  }
}

/** What copies of the folders' files say, `layer` as there. */
export function loadKept(files: readonly KnowledgeFile[], folders: readonly string[]): Parsed {
  return parseKnowledge([...shippedBase(folders), ...files], undefined, { probe })
}

/** The fixed sentences, with those of before where the new ones cannot be said. */
function sayable(knowledge: Knowledge, previous: Knowledge): Loaded['said'] {
  const held = sentenceBooks(knowledge).map((filled) => {
    const before = previous[filled.name]
    return [filled.name, { de: heldSentences(filled, filled.texts.de, before.de), en: heldSentences(filled, filled.texts.en, before.en) }]
  })
  return Object.fromEntries(held) as Loaded['said']
}

/** What is known without any file. */
const NOTHING = parseKnowledge([]).knowledge

/** Makes what a visitor would be shown of an entry by itself, in an otherwise empty world; throws what that throws. */
export function probe(entry: Entry): void {
  const knowledge = { ...NOTHING, entries: new Map([[entry.id, entry]]) }
  const context = { knowledge, lang: entry.lang, ...PROBE_MOMENT }
  for (const passage of [undefined, ...entry.passages]) JSON.stringify(answer(entry, context, passage?.id))
  if (entry.kind === 'guides') ask(knowledge, emptyState(entry), context)
}
/** Any moment will do: the days of an entry are worked out one by one while it is parsed. */
const PROBE_MOMENT = momentOn('2026-01-01', '12:00')

type Checked = Pick<Loaded, 'knowledge' | 'issues' | 'files'> & Partial<Pick<Loaded, 'said'>>

/** Everything an editor should hear about on a day: broken files, broken references, missing sentences. */
export function allIssues(loaded: Checked, today: Day): Issue[] {
  return toTheEnd(issueSteps(loaded, today))
}

/** The same in slices. */
export function* issueSteps(loaded: Checked, today: Day): Generator<void, Issue[]> {
  const files = loaded.files.map(readableOrEmpty)
  const references = yield* checkReferences(loaded.knowledge, files, momentOn(today))
  const books = sentenceBooks(loaded.said ?? loaded.knowledge)
  const issues = [...withIds(loaded.issues, loaded.knowledge), ...references]
  for (const check of [
    () => checkGuides(loaded.knowledge, files),
    () => checkArea(loaded.knowledge, files),
    () => checkRouting(loaded.knowledge, files),
    () => checkFeeds(loaded.knowledge),
    () => followUpIssues(loaded.knowledge),
    () => checkSwitches(loaded.knowledge),
    ...books.map((book) => () => checkBook(book, books, files)),
  ]) {
    yield
    issues.push(...check())
  }
  yield
  return sortIssues(issues)
}

/** All fixed sentences, by file: which there are, and what the folders make of them. */
function sentenceBooks({ messages, site, staff, editors }: Loaded['said']): (FilledBook & { name: keyof Loaded['said'] })[] {
  return [
    { name: 'messages', book: MESSAGES, texts: messages },
    { name: 'site', book: SITE, texts: site, problemOf: siteProblem },
    { name: 'staff', book: STAFF, texts: staff },
    { name: 'editors', book: EDITORS, texts: editors },
  ]
}

/** What every chamber has: fixed sentences, everyday words, what acts are told from. Nothing when the core is among `folders` anyway. */
export function shippedBase(folders: readonly string[]): KnowledgeFile[] {
  if (folders.some((folder) => resolve(folder) === resolve(CORE_KNOWLEDGE))) return []
  return listFiles([CORE_KNOWLEDGE])
    .filter((file) => /^((messages|site|staff|editors|acts)\.(de|en)|words\/[a-z]+|sentences\/[a-z]+\.de)\.md$/.test(file.name))
    .map((file) => ({ ...file, layer: -1 }))
}
