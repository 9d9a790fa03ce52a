import { type EntryId, KINDS } from './schema.ts'

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
  /** Throws what the system says, or `UnreadableText`. */
  read(): string
}

/** The entry a file is of, by its folder and name; none for lists, hidden files, and a README. */
export function entryIdOf({ name }: Pick<KnowledgeFile, 'name'>): EntryId | undefined {
  const parts = name.split('/')
  const kind = KINDS.find((known) => known === parts[0])
  const base = parts.at(-1)!
  if (!kind || parts.length < 2 || !base.endsWith('.md') || /^[._]|^README(\.[a-z]{2})?\.md$/i.test(base)) return undefined
  return `${kind}/${base.slice(0, -3)}`
}
