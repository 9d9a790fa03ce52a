/** Disk → knowledge: lists the Markdown files of one or several folders and reports when something in them was saved. */
import { type FSWatcher, readdirSync, readFileSync, statSync, watch } from 'node:fs'
import { join, relative, sep } from 'node:path'
import type { KnowledgeFile } from '../bot/knowledge/knowledge-file.ts'

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
/** How soon a folder that has vanished is looked for again. */
const RETRY_MS = 1_000

/**
 * Calls `changed` once after each burst of changes. Returns a function that stops watching.
 *
 * Every directory is watched by itself. Node's own recursive watcher on Linux watches files instead, and loses sight of one that was
 * saved by renaming a new file over it, as many editors' programs and Git do.
 */
export function watchFolders(folders: readonly string[], changed: () => void): () => void {
  const watchers = new Map<string, { made: string; watcher: FSWatcher }>()
  let timer: NodeJS.Timeout | undefined
  const later = (delayMs: number) => {
    clearTimeout(timer)
    timer = setTimeout(settle, delayMs)
  }
  const settle = () => {
    const whole = follow()
    changed()
    if (!whole) later(RETRY_MS)
  }
  /** Watches what is there now, before it is read, so that nothing saved meanwhile is missed. False while a folder is away. */
  const follow = (): boolean => {
    const found = new Map<string, string>()
    const whole = folders.map((folder) => collectDirectories(folder, found)).every(Boolean)
    for (const [path, { made, watcher }] of watchers) {
      if (found.get(path) === made) continue
      watcher.close()
      watchers.delete(path)
    }
    for (const [path, made] of found) {
      if (watchers.has(path)) continue
      const watcher = watch(path, () => later(QUIET_MS))
      // A directory that is deleted ends its watcher with an error on some systems; looking again is the answer to any of them.
      watcher.on('error', () => later(QUIET_MS))
      watchers.set(path, { made, watcher })
    }
    return whole
  }
  follow()
  return () => {
    clearTimeout(timer)
    for (const { watcher } of watchers.values()) watcher.close()
  }
}

/** Adds each directory with what tells it from a later one of the same name. False when one cannot be read. Hidden ones (`.git`) are left out. */
function collectDirectories(path: string, found: Map<string, string>): boolean {
  try {
    const { ino, birthtimeMs } = statSync(path)
    found.set(path, `${ino}-${birthtimeMs}`)
    const below = readdirSync(path, { withFileTypes: true }).filter((item) => item.isDirectory() && !item.name.startsWith('.'))
    return below.map((item) => collectDirectories(join(path, item.name), found)).every(Boolean)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return false
  }
}
