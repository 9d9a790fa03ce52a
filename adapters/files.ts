/** Disk → knowledge: lists the Markdown files of one or several folders and reports when something in them was saved. */
import { type Dirent, type FSWatcher, readdirSync, readFileSync, realpathSync, statSync, watch } from 'node:fs'
import { delimiter, dirname, join, relative, sep } from 'node:path'
import type { KnowledgeFile } from '../bot/knowledge/knowledge-file.ts'
import type { ClosedFolder } from '../bot/knowledge/parse.ts'
import { toTheEnd } from '../bot/knowledge/steps.ts'
import { checkSize, storedText } from '../bot/knowledge/stored-text.ts'

/** A file that is no Markdown. */
export interface OtherFile extends Pick<KnowledgeFile, 'name' | 'path'> {
  /** Where it is on disk. */
  full: string
}

export interface Listing {
  files: KnowledgeFile[]
  /** Folders that are there and cannot be read, and those that settings name and that are away. */
  closed: ClosedFolder[]
  /** What else lies there, and is no Markdown file by its ending. */
  others: OtherFile[]
  /** Links that lead out of all knowledge folders: what they name was never meant for visitors. */
  astray: string[]
  /** Folders that are called like Markdown files. */
  namedAsFiles: Pick<KnowledgeFile, 'name' | 'path'>[]
}

/**
 * Files of every folder, the first folder lowest. One of these folders that cannot be read, or that is away for now, costs itself alone,
 * and so does what cannot be read below it. Links are followed inside these folders, as Kubernetes lays its files; pipes and the
 * like are no files. `read`: the border to the disk, for tests.
 */
export function listFolders(folders: readonly string[], read: typeof readDirectory = readDirectory): Listing {
  return toTheEnd(listSteps(folders, read))
}

/** The same in slices: of thousands of files, asking for each when it was saved takes long. */
export function* listSteps(folders: readonly string[], read: typeof readDirectory = readDirectory): Generator<void, Listing> {
  const listing: Listing = { files: [], closed: [], others: [], astray: [], namedAsFiles: [] }
  const roots = folders.map(realPath)
  for (const [layer, folder] of folders.entries()) {
    try {
      yield* collectFiles(folder, read(folder), { folder, layer, listing, read, roots, seen: new Set() })
    } catch (error) {
      listing.closed.push({ name: '', path: shownPath(folder), reason: codeOf(error) })
    }
  }
  return listing
}

/** Files that are looked at between two chances for others to have a turn. */
const SLICE = 256

export const listFiles = (folders: readonly string[]): KnowledgeFile[] => listFolders(folders).files

const readDirectory = (path: string): Dirent[] => readdirSync(path, { withFileTypes: true })

interface Collecting {
  folder: string
  layer: number
  listing: Listing
  read: typeof readDirectory
  /** Where the folders really are, for links that lead out of them. */
  roots: readonly string[]
  /** Folders that links led to, so that a circle of links ends. */
  seen: Set<string>
}

function* collectFiles(directory: string, items: readonly Dirent[], collecting: Collecting): Generator<void, void> {
  const { folder, layer, listing } = collecting
  for (const [i, item] of items.entries()) {
    if (i % SLICE === SLICE - 1) yield
    const full = join(directory, item.name)
    const kind = item.isSymbolicLink() ? behindLink(full, collecting) : item.isDirectory() ? 'folder' : item.isFile() ? 'file' : undefined
    if (kind === 'folder') yield* collectFolder(full, collecting)
    else if (kind === 'file' && item.name.endsWith('.md')) {
      const stamp = stampOf(full)
      if (stamp === undefined) continue
      listing.files.push({ name: nameIn(folder, full), path: shownPath(full), layer, stamp, read: () => readText(full) })
    } else if (kind === 'file') listing.others.push({ name: nameIn(folder, full), path: shownPath(full), full })
  }
}

function readText(full: string): string {
  checkSize(statSync(full).size)
  return storedText(readFileSync(full))
}

function* collectFolder(full: string, collecting: Collecting): Generator<void, void> {
  const { folder, listing, read } = collecting
  if (full.endsWith('.md')) listing.namedAsFiles.push({ name: nameIn(folder, full), path: shownPath(full) })
  try {
    yield* collectFiles(full, read(full), collecting)
  } catch (error) {
    // Gone between listing and looking is gone; the watcher reports again.
    if (codeOf(error) !== 'ENOENT') listing.closed.push({ name: nameIn(folder, full), path: shownPath(full), reason: codeOf(error) })
  }
}

/** What a link leads to, once; nothing where it leads nowhere, or, with a note, out of the folders. Hidden links are passed over. */
function behindLink(full: string, { folder, listing, roots, seen }: Collecting): 'file' | 'folder' | undefined {
  if (isHidden(nameIn(folder, full))) return undefined
  try {
    const { target, isWithin, kind } = followLink(full, roots)
    if (!isWithin) listing.astray.push(shownPath(full))
    return isWithin && isFirst(kind, target, seen) ? kind : undefined
  } catch (error) {
    // A link to nothing is nothing; one that leads in a circle, or where the service may not look, costs itself alone.
    if (codeOf(error) !== 'ENOENT') listing.closed.push({ name: nameIn(folder, full), path: shownPath(full), reason: codeOf(error) })
    return undefined
  }
}

interface Followed {
  target: string
  /** Whether that is below one of the knowledge folders. */
  isWithin: boolean
  kind: 'file' | 'folder' | undefined
}

/** Throws where a link leads nowhere, in a circle or where the service may not look. */
function followLink(full: string, roots: readonly string[]): Followed {
  const target = realpathSync(full)
  const stat = statSync(target)
  const isWithin = roots.some((root) => target.startsWith(root + sep))
  return { target, isWithin, kind: stat.isFile() ? 'file' : stat.isDirectory() ? 'folder' : undefined }
}

/** A folder is entered through one link only, so that a circle of links ends. */
function isFirst(kind: Followed['kind'], target: string, seen: Set<string>): boolean {
  if (kind !== 'folder') return true
  if (seen.has(target)) return false
  seen.add(target)
  return true
}

const isHidden = (name: string): boolean => name.split('/').some((part) => part.startsWith('.'))

/** Where a path leads when all links are followed; itself where it leads nowhere. */
function realPath(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}

const nameIn = (folder: string, full: string): string => relative(folder, full).split(sep).join('/')

const codeOf = (error: unknown): string => String((error as NodeJS.ErrnoException).code ?? error)

/** As editors know it: below the folder the program was started in. */
export const shownPath = (full: string): string => (relative(process.cwd(), full).startsWith('..') ? full : relative(process.cwd(), full))

/** Undefined when the file is gone between listing and looking: an editor's program renames while it saves. Reading tells of all else. */
export function stampOf(full: string): string | undefined {
  try {
    const stat = statSync(full, { throwIfNoEntry: false })
    // Of a change of rights, or of a copy that keeps times, only the change itself has a time.
    return stat && `${stat.mtimeMs}-${stat.ctimeMs}-${stat.size}-${stat.ino}`
  } catch (error) {
    return codeOf(error)
  }
}

/** How long the folder must be quiet before a change is read: programs write a file in several steps. */
const QUIET_MS = 150
/** How soon a folder that has vanished is looked for again. */
const RETRY_MS = 1_000
/** How often it is looked at where links lead: switching a link to another folder changes nothing in either. */
const LINK_MS = 2_000

/**
 * Calls `changed` once after each burst of changes. Returns a function that stops watching.
 *
 * Every directory is watched by itself. Node's own recursive watcher on Linux watches files instead, and loses sight of one that was
 * saved by renaming a new file over it, as many editors' programs and Git do.
 */
export function watchFolders(folders: readonly string[], changed: () => void): () => void {
  const watchers = new Map<string, { made: string; watcher: FSWatcher }>()
  /** Where the folders are said to be, and the links below them. */
  let links: string[] = []
  let led = ''
  const leadsTo = () => links.map(realPath).join(delimiter)
  let timer: NodeJS.Timeout | undefined
  const later = (delayMs: number, isRetry = false) => {
    clearTimeout(timer)
    timer = setTimeout(() => settle(isRetry), delayMs)
  }
  /** `isRetry`: only looked again, nothing was heard; then what is as it was is no change. */
  const settle = (isRetry: boolean) => {
    const seen = followed
    const { isWhole, isBlind } = follow()
    if (!isRetry || isBlind || followed !== seen) changed()
    if (!isWhole) later(RETRY_MS, true)
  }
  /** What was there when it was looked last. */
  let followed = ''
  /** Watches what is there now, before it is read, so that nothing saved meanwhile is missed. Not whole while a folder is away; blind where a watcher lacks. */
  const follow = (): { isWhole: boolean; isBlind: boolean } => {
    const found = new Map<string, string>()
    links = [...folders]
    const roots = folders.map(realPath)
    const isWhole = folders.map((folder) => collectDirectories(folder, { found, links, roots, seen: new Set() })).every(Boolean)
    let isBlind = false
    led = leadsTo()
    followed = JSON.stringify([led, ...found])
    for (const [path, { made, watcher }] of watchers) {
      if (found.get(path) === made) continue
      watcher.close()
      watchers.delete(path)
    }
    for (const [path, made] of found) {
      if (watchers.has(path)) continue
      let watcher: FSWatcher
      try {
        watcher = watch(path, () => later(QUIET_MS))
      } catch (error) {
        // Gone again, or the system has no watcher left: it is looked at from time to time instead.
        isBlind ||= codeOf(error) !== 'EACCES'
        continue
      }
      // A directory that is deleted ends its watcher with an error on some systems; looking again is the answer to any of them.
      watcher.on('error', () => later(QUIET_MS))
      watchers.set(path, { made, watcher })
    }
    return { isWhole: isWhole && !isBlind, isBlind }
  }
  // What cannot be watched from the start is looked at again, like what goes away later.
  if (!follow().isWhole) later(RETRY_MS, true)
  const looking = setInterval(() => {
    if (leadsTo() !== led) later(QUIET_MS)
  }, LINK_MS).unref()
  return () => {
    clearTimeout(timer)
    clearInterval(looking)
    for (const { watcher } of watchers.values()) watcher.close()
  }
}

interface Watching {
  /** Directories to watch, each with what tells it from a later one of the same name. */
  found: Map<string, string>
  /** Links on the way. */
  links: string[]
  roots: readonly string[]
  /** Folders that links led to. */
  seen: Set<string>
}

/** Adds the directory and what is below it, also behind links, as they are read. False when one cannot be read. Hidden ones (`.git`) are left out. */
function collectDirectories(path: string, watching: Watching): boolean {
  try {
    const { ino, birthtimeMs } = statSync(path)
    const below = readDirectory(path).filter((item) => !item.name.startsWith('.'))
    watching.found.set(path, `${ino}-${birthtimeMs}`)
    return below.map((item) => collectBelow(join(path, item.name), item, watching)).every(Boolean)
  } catch (error) {
    // One that may not be read is told by reading; that it may be again is heard from the folder above.
    return codeOf(error) !== 'ENOENT'
  }
}

function collectBelow(full: string, item: Dirent, watching: Watching): boolean {
  if (item.isDirectory()) return collectDirectories(full, watching)
  if (!item.isSymbolicLink()) return true
  watching.links.push(full)
  try {
    const { target, isWithin, kind } = followLink(full, watching.roots)
    if (!isWithin || !isFirst(kind, target, watching.seen)) return true
    if (kind === 'folder') return collectDirectories(full, watching)
    // What is written into the file is heard from the folder it lies in, which may be hidden.
    const { ino, birthtimeMs } = statSync(dirname(target))
    watching.found.set(dirname(target), `${ino}-${birthtimeMs}`)
    return true
  } catch {
    // Told by reading; where it leads later is looked at from time to time.
    return true
  }
}
