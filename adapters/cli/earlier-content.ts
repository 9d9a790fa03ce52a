/** The content as it was: in another folder, or at a revision of Git, read without touching what is checked out. */
import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import type { KnowledgeFile } from '../../bot/knowledge/knowledge-file.ts'
import type { Parsed } from '../../bot/knowledge/parse.ts'
import { listFiles, shownPath } from '../files.ts'
import { loadKept } from '../load-knowledge.ts'
import { refuse } from './arguments.ts'

/** Enough for a content repository with pictures in its list of files; one answer of Git. */
const MAX_BYTES = 256 * 1024 * 1024

/**
 * `from`: a folder, which stands for the last of `folders`; or a revision (`main`, `HEAD~1`, a tag). Folders outside of any repository are taken
 * as they are. Exits 2 when it is neither.
 */
export function earlierContent(from: string, folders: readonly string[]): Parsed {
  if (statSync(from, { throwIfNoEntry: false })?.isDirectory()) {
    const before = [...folders.slice(0, -1), from]
    return loadKept(listFiles(before), before)
  }
  const layers = folders.map((folder, layer) => atRevision(from, folder, layer))
  if (layers.every((files) => files === undefined)) refuse(`--diff ${from}: Das ist weder ein Ordner noch eine Fassung in Git.`)
  const files = layers.flatMap((found, layer) => found ?? listFiles([folders[layer]!]).map((file) => ({ ...file, layer })))
  return loadKept(files, folders)
}

/** The Markdown files of a folder at a revision; undefined where the folder is in no repository that knows it. */
function atRevision(revision: string, folder: string, layer: number): KnowledgeFile[] | undefined {
  const commit = git(folder, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`])?.trim()
  const list = commit && git(folder, ['ls-tree', '-r', '-z', '--name-only', commit, '.'])
  if (list === undefined || commit === undefined) return undefined
  const names = list.split('\0').filter((name) => name.endsWith('.md'))
  const texts = contents(folder, commit, names)
  return names.map((name, at) => ({ name, path: shownPath(`${folder}/${name}`), layer, stamp: commit, read: () => texts[at]! }))
}

/** Of many files in one call: a line with the size, then the bytes, for each. */
function contents(folder: string, commit: string, names: readonly string[]): string[] {
  const { stdout, status } = spawnSync('git', ['-C', folder, 'cat-file', '--batch'], {
    input: names.map((name) => `${commit}:./${name}\n`).join(''),
    maxBuffer: MAX_BYTES,
  })
  if (status !== 0) refuse(`Git kann die Dateien der Fassung ${commit} nicht lesen.`)
  const texts: string[] = []
  for (let at = 0; texts.length < names.length; ) {
    const end = stdout.indexOf(10, at)
    const size = Number(stdout.subarray(at, end).toString().split(' ').at(-1))
    texts.push(Number.isNaN(size) ? '' : stdout.subarray(end + 1, end + 1 + size).toString('utf8'))
    at = Number.isNaN(size) ? end + 1 : end + 1 + size + 1
  }
  return texts
}

/** What Git prints; undefined where it fails, or is not installed. */
function git(folder: string, args: readonly string[]): string | undefined {
  const { stdout, status } = spawnSync('git', ['-C', folder, ...args], { encoding: 'utf8', maxBuffer: MAX_BYTES })
  return status === 0 ? stdout : undefined
}
