/** Entries that are written and not yet published: among the content, and those that partners' calendars brought. */
import { entryIdOf, type KnowledgeFile } from '../../../bot/knowledge/knowledge-file.ts'
import type { EntryId, Kind } from '../../../bot/knowledge/schema.ts'
import { readableOrEmpty } from '../../../bot/knowledge/unreadable.ts'
import type { Draft } from './draft.ts'

export interface FoundDraft {
  id: EntryId
  title: string
  file: KnowledgeFile
}

export interface DraftFinder {
  /** Those that nobody is answered from, in the order of their ids. `isLive`: the entry answers all the same, by another folder. */
  among(files: readonly KnowledgeFile[], isLive: (id: EntryId) => boolean): FoundDraft[]
}

/** `partners`: files of drafts outside of the content. Each file is read once a change. */
export function createDraftFinder(partners: () => readonly KnowledgeFile[]): DraftFinder {
  const read = new Map<string, { stamp: string; title: string | undefined }>()
  const titleOf = (file: KnowledgeFile): string | undefined => {
    const known = read.get(file.path)
    if (known?.stamp === file.stamp) return known.title
    const title = draftTitle(readableOrEmpty(file).read())
    read.set(file.path, { stamp: file.stamp, title })
    return title
  }
  return {
    among: (files, isLive) =>
      [...files, ...partners()]
        .flatMap((file): FoundDraft[] => {
          const id = entryIdOf(file)
          const title = id && !isLive(id) ? titleOf(file) : undefined
          return id && title !== undefined ? [{ id, title, file }] : []
        })
        .sort((a, b) => (a.id < b.id ? -1 : 1)),
  }
}

/** The draft as the page of drafts takes it. */
export function asDraft({ id, file }: FoundDraft): Draft {
  const [kind, slug] = id.split('/') as [Kind, string]
  return { kind, slug, text: readableOrEmpty(file).read().replace(/\r\n?/g, '\n') }
}

/** Undefined for what is published. */
function draftTitle(text: string): string | undefined {
  const head = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)\r?\n---/.exec(text)?.[1]
  if (head === undefined || !/^status:\s*["']?draft["']?\s*$/m.test(head)) return undefined
  return /^title:\s*["']?(.+?)["']?\s*$/m.exec(head)?.[1] ?? ''
}
