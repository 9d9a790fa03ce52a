/** Disk → knowledge: lists the Markdown files of one or several folders and reports when something in them was saved. */
import { type FSWatcher, readdirSync, readFileSync, statSync, watch } from 'node:fs'
import { join, relative, sep } from 'node:path'
import type { KnowledgeFile } from '../bot/knowledge/parse.ts'

/** Files of every folder, the first folder lowest. Throws when a folder cannot be read: settings name it, so it must exist. */
export function listFiles(folders: readonly string[]): KnowledgeFile[] {
  return folders.flatMap((folder, layer) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((item) => item.isFile() && item.name.endsWith('.md'))
      .flatMap((item) => {
        const full = join(item.parentPath, item.name)
        const name = relative(folder, full).split(sep).join('/')
        const stat = statSync(full, { throwIfNoEntry: false })
        // Gone between listing and looking: an editor's program renames while it saves. The watcher reports again.
        if (!stat) return []
        return [
          {
            name,
            path: relative(process.cwd(), full).startsWith('..') ? full : relative(process.cwd(), full),
            layer,
            stamp: `${stat.mtimeMs}-${stat.size}`,
            read: () => readFileSync(full, 'utf8'),
          },
        ]
      }),
  )
}

/** How long the folder must be quiet before a change is read: programs write a file in several steps. */
const QUIET_MS = 150

/** Calls `changed` once after each burst of changes. Returns a function that stops watching. */
export function watchFolders(folders: readonly string[], changed: () => void): () => void {
  let timer: NodeJS.Timeout | undefined
  const watchers: FSWatcher[] = folders.map((folder) =>
    watch(folder, { recursive: true }, () => {
      clearTimeout(timer)
      timer = setTimeout(changed, QUIET_MS)
    }),
  )
  return () => {
    clearTimeout(timer)
    for (const watcher of watchers) watcher.close()
  }
}
