/** Where a field of an entry stands, over all folders that say something of the entry. */
import { readFrontMatter } from './front-matter.ts'
import { entryIdOf, type KnowledgeFile } from './knowledge-file.ts'
import { locateIn } from './layers.ts'
import type { Entry, EntryId, Position } from './schema.ts'

/** Files are read only for the entries that are asked for. */
export function placesIn(files: readonly KnowledgeFile[]): (entry: Pick<Entry, 'id' | 'file'>, keys: readonly PropertyKey[]) => Position {
  const byId = new Map<EntryId, KnowledgeFile[]>()
  for (const file of [...files].sort((a, b) => a.layer - b.layer)) {
    const id = entryIdOf(file)
    if (id) byId.set(id, [...(byId.get(id) ?? []), file])
  }
  return ({ id, file }, keys) => {
    const all = byId.get(id) ?? []
    // What lies over the entry's own file has an error, and the entry was read without it.
    const read = all.slice(0, all.findIndex(({ path }) => path === file) + 1)
    if (read.length === 0) return { file, line: 1, column: 1 }
    return locateIn(read.map((layer) => readFrontMatter({ path: layer.path, text: layer.read() })))(keys)
  }
}
