/** The knowledge folders as one value with all its issues; used by the server, the command line and the tests alike. */
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { answer } from '../bot/answers/answer.ts'
import { checkGuides } from '../bot/guides/check-guides.ts'
import { STATE_VERSION } from '../bot/guides/guide-state.ts'
import { ask } from '../bot/guides/talk.ts'
import type { Day } from '../bot/knowledge/day.ts'
import { type Issue, sortIssues } from '../bot/knowledge/issue.ts'
import type { Knowledge } from '../bot/knowledge/knowledge.ts'
import { type KnowledgeFile, type Parsed, parseKnowledge } from '../bot/knowledge/parse.ts'
import { checkReferences } from '../bot/knowledge/references.ts'
import { checkRouting } from '../bot/knowledge/routing.ts'
import type { Entry } from '../bot/knowledge/schema.ts'
import { checkMessages } from '../bot/messages.ts'
import { listFiles, listFolders } from './files.ts'

/** The folder that ships with Wegweiser. */
export const SHIPPED_KNOWLEDGE = fileURLToPath(new URL('../knowledge', import.meta.url))

export interface Loaded extends Parsed {
  files: readonly KnowledgeFile[]
}

/**
 * Reads the folders, lowest layer first. Below them lie the shipped sentences, so that a chamber can start with articles alone and
 * write down only the sentences it wants to say differently.
 */
export function loadKnowledge(folders: readonly string[], previous?: Parsed): Loaded {
  const { files: own, closed } = listFolders(folders)
  const files = [...shippedMessages(folders), ...own]
  return { ...parseKnowledge(files, previous, { probe, closed }), files }
}

/** Makes what a visitor would be shown of an entry by itself, in an otherwise empty world; throws what it throws. */
function probe(entry: Entry): void {
  const day = entry.checked ?? '2026-01-01'
  const { vocabulary, routing } = parseKnowledge([]).knowledge
  const knowledge: Knowledge = { entries: new Map([[entry.id, entry]]), vocabulary, routing, messages: { de: {}, en: {} }, questions: [] }
  const reply = answer(entry, { knowledge, lang: entry.lang, today: day, clock: '12:00' })
  for (const passage of entry.passages) answer(entry, { knowledge, lang: entry.lang, today: day, clock: '12:00' }, passage.id)
  JSON.stringify(reply)
  if (entry.kind === 'guides') ask(knowledge, { version: STATE_VERSION, guide: entry.id, digest: entry.digest, answers: [] }, day)
}

/** Everything an editor should hear about on a day: broken files, broken references, missing sentences. */
export function allIssues(loaded: Pick<Loaded, 'knowledge' | 'issues' | 'files'>, today: Day): Issue[] {
  const files = loaded.files.map(readableOrEmpty)
  return sortIssues([
    ...loaded.issues,
    ...checkReferences(loaded.knowledge, files, today),
    ...checkGuides(loaded.knowledge, files),
    ...checkRouting(loaded.knowledge, files),
    ...checkMessages(loaded.knowledge.messages, files),
  ])
}

/** A file that cannot be read has its issue already; here it is only asked for the place of others. */
function readableOrEmpty(file: KnowledgeFile): KnowledgeFile {
  const read = () => {
    try {
      return file.read()
    } catch {
      return ''
    }
  }
  return { ...file, read }
}

function shippedMessages(folders: readonly string[]): KnowledgeFile[] {
  if (folders.some((folder) => resolve(folder) === resolve(SHIPPED_KNOWLEDGE))) return []
  return listFiles([SHIPPED_KNOWLEDGE])
    .filter((file) => /^messages\.(de|en)\.md$/.test(file.name))
    .map((file) => ({ ...file, layer: -1 }))
}
