/** A draft tried against all that is known, without keeping it: its issues, how it would look, and what its questions would bring. */
import { answer } from '../../../bot/answers/answer.ts'
import type { Issue } from '../../../bot/knowledge/issue.ts'
import type { Knowledge } from '../../../bot/knowledge/knowledge.ts'
import type { KnowledgeFile } from '../../../bot/knowledge/knowledge-file.ts'
import { parseKnowledge } from '../../../bot/knowledge/parse.ts'
import { anchor } from '../../../bot/knowledge/passages.ts'
import { type Entry, type EntryId, KINDS, type Kind } from '../../../bot/knowledge/schema.ts'
import { styleHints } from '../../../bot/knowledge/style-hints.ts'
import type { Moment } from '../../../bot/moment.ts'
import type { Known } from '../../../bot/ports.ts'
import type { Reply } from '../../../bot/reply.ts'
import { buildSearcherSliced, search } from '../../../bot/search/search.ts'
import { allIssues, type Loaded, probe } from '../../load-knowledge.ts'

export interface Draft {
  kind: Kind
  /** Without its ending: `e-rechnung`. */
  slug: string
  text: string
}

export interface TriedDraft {
  /** Of this file alone. */
  issues: Issue[]
  /** On its language. */
  hints: Issue[]
  files: KnowledgeFile[]
  entry?: Entry
  reply?: Reply
  /** Its questions, each with the entry that would be answered from. */
  asked: { question: string; winner?: EntryId; decision: string }[]
  /** The knowledge with the draft in it. */
  known?: Known
}

/** Most questions of a draft that are tried. */
const MAX_QUESTIONS = 20

/** The draft a form sent. Without a file name it gets one from its title. */
export function readDraft(form: URLSearchParams): Draft {
  const text = (form.get('text') ?? '').replace(/\r\n?/g, '\n')
  const title = /^title:\s*["']?(.+?)["']?\s*$/m.exec(text)?.[1] ?? ''
  const name = (form.get('datei') ?? '').trim().replace(/^.*\//, '').replace(/\.md$/, '')
  return { kind: KINDS.find((kind) => kind === form.get('art')) ?? 'articles', slug: name || anchor(title) || 'entwurf', text }
}

/** A draft among all other files, read and checked, and not yet asked for. */
export interface ReadDraft {
  issues: Issue[]
  hints: Issue[]
  files: KnowledgeFile[]
  /** Missing where it cannot be read as it is. */
  entry?: Entry
  /** With the draft in it. */
  known: Knowledge
}

/** Nothing of it is kept. */
export function readDraftEntry(draft: Draft, loaded: Loaded, moment: Moment): ReadDraft {
  const name = `${draft.kind}/${draft.slug}.md`
  // Whoever tries a draft wants to see it as it will be.
  const text = draft.text.replace(/^status:\s*draft\s*$/m, 'status: published')
  const read = readDraftFile(name, text, loaded, moment)
  const id: EntryId = `${draft.kind}/${draft.slug}`
  const entry = read.stale.includes(id) ? undefined : read.known.entries.get(id)
  return { ...read, hints: styleHints(read.known, [read.file]), ...(entry && { entry }) }
}

/** Any file of the last folder as it would be read with this text; `name` is its path below the folder. */
export function readDraftFile(
  name: string,
  text: string,
  loaded: Loaded,
  moment: Moment,
): Pick<ReadDraft, 'issues' | 'files' | 'known'> & { file: KnowledgeFile; stale: readonly string[] } {
  const layer = Math.max(0, ...loaded.files.map((file) => file.layer))
  const before = loaded.files.find((file) => file.name === name && file.layer === layer)
  const path = before?.path ?? name
  const file: KnowledgeFile = { name, path, layer, stamp: 'draft', read: () => text }
  const files = [...loaded.files.filter((other) => other !== before), file]
  const parsed = parseKnowledge(files, { ...loaded, memory: withoutGood(loaded, name.replace(/\.md$/, '')) }, { probe })
  const issues = allIssues({ ...parsed, files }, moment.today).filter((issue) => issue.file === path)
  return { issues, files, file, known: parsed.knowledge, stale: parsed.stale }
}

/** `pause` is awaited between the slices of the trial. */
export async function tryDraft(
  draft: Draft,
  loaded: Loaded,
  known: Known,
  moment: Moment,
  pause: () => Promise<void>,
): Promise<TriedDraft> {
  const { issues, hints, files, entry, known: knowledge } = readDraftEntry(draft, loaded, moment)
  if (!entry) return { issues, hints, files, asked: [] }
  const searcher = await buildSearcherSliced(knowledge, known.searcher, pause)
  const asked = entry.questions.slice(0, MAX_QUESTIONS).map((question) => {
    const { decision, hits } = search(searcher, { utterance: question, moment, lang: entry.lang, limit: 1 })
    return { question, decision, ...(hits[0] && { winner: hits[0].id }) }
  })
  const reply = answer(entry, { knowledge, lang: entry.lang, ...moment })
  return { issues, hints, files, entry, reply, asked, known: { ...known, knowledge, searcher } }
}

/** An older good version would hide what is wrong with the draft. */
function withoutGood({ memory }: Loaded, id: string): Loaded['memory'] {
  return new Map([...memory].filter(([other]) => other !== id))
}
