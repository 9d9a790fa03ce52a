/**
 * The last good text of every knowledge file, in `DATA_DIR/last-good`: after a restart a file that is broken by then answers as it did
 * before. Plain copies, so that an operator can look at them, and copy one back.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { Issue } from '../bot/knowledge/issue.ts'
import { entryIdOf, type KnowledgeFile } from '../bot/knowledge/knowledge-file.ts'
import type { EntryId } from '../bot/knowledge/schema.ts'
import { UNREADABLE } from '../bot/knowledge/unreadable.ts'
import { listFiles, shownPath, stampOf } from './files.ts'

const FOLDER = 'last-good'
const INDEX = 'stamps.json'

/** What is known now, and of which files. */
export interface GoodFrom {
  files: readonly KnowledgeFile[]
  /** A file with an error among them is not good. */
  issues: readonly Issue[]
  /** Entries whose files are away, and of which the copies stay. */
  away: ReadonlySet<EntryId>
  /** Entries that answer: also with a mistake that spoils no answer a first copy is better than none. */
  answering: { has(id: EntryId): boolean }
}

export interface LastGood {
  /** As the folders would list them. */
  files(): KnowledgeFile[]
  /** Copies what is good and new. Rejects when the disk takes nothing; what was copied before stays. */
  keep(now: GoodFrom): Promise<void>
}

/** One folder of copies for each of the knowledge folders, so that other folders never answer with these. */
export function lastGoodOf(dataDir: string, folders: readonly string[]): LastGood {
  const places = folders.map((folder) => join(dataDir, FOLDER, digestOfPath(folder)))
  return {
    files: () =>
      places.flatMap((place, layer) =>
        existsSync(place)
          ? listFiles([place]).map((file) => ({
              ...file,
              layer,
              path: shownPath(join(folders[layer]!, file.name)),
              stamp: `kept ${file.stamp}`,
            }))
          : [],
      ),
    keep: async ({ files, issues, away, answering }) => {
      const shut = issues.filter(({ code }) => code === UNREADABLE).map(({ file }) => `${file}/`)
      const wrong = new Set(issues.filter(({ severity }) => severity === 'error').map(({ file }) => file))
      const wrongEntries = new Set(files.filter(({ path }) => wrong.has(path)).map(entryIdOf))
      const isGood = (file: KnowledgeFile) => {
        const id = entryIdOf(file)
        return id ? !wrongEntries.has(id) : !wrong.has(file.path)
      }
      const isAnswer = (file: KnowledgeFile) => {
        const id = entryIdOf(file)
        return id !== undefined && answering.has(id) && !away.has(id)
      }
      for (const [layer, place] of places.entries()) {
        const own = files.filter((file) => file.layer === layer)
        await keepFolder({
          place,
          folder: folders[layer]!,
          good: own.filter(isGood),
          firsts: own.filter(isAnswer),
          names: new Set(own.map(({ name }) => name)),
          away,
          shut,
        })
      }
    },
  }
}

interface Keeping {
  place: string
  folder: string
  good: readonly KnowledgeFile[]
  /** Those that are copied where there is no copy yet. */
  firsts: readonly KnowledgeFile[]
  /** All that are there, good or not. */
  names: ReadonlySet<string>
  away: ReadonlySet<EntryId>
  /** Folders that cannot be read now, each with a stroke behind it: what lies in them is not gone. */
  shut: readonly string[]
}

async function keepFolder({ place, folder, good, firsts, names, away, shut }: Keeping): Promise<void> {
  mkdirSync(place, { recursive: true, mode: 0o700 })
  const stamps = readStamps(place)
  let isChanged = false
  for (const { name, stamp, read } of [...good, ...firsts.filter(({ name }) => !stamps.has(name))]) {
    if (stamps.get(name) === stamp) continue
    // Saved again since it was found good, or away: the next reload tells.
    const isSame = () => stampOf(join(folder, name)) === stamp
    if (!isSame()) continue
    const text = read()
    if (!isSame()) continue
    await replaceFile(join(place, name), text)
    stamps.set(name, stamp)
    isChanged = true
  }
  for (const name of [...stamps.keys()]) {
    const id = entryIdOf({ name })
    const path = shownPath(join(folder, name))
    if (names.has(name) || (id && away.has(id)) || shut.some((closed) => path.startsWith(closed))) continue
    await rm(join(place, name), { force: true })
    stamps.delete(name)
    isChanged = true
  }
  // Last: what it does not name is copied again.
  if (isChanged) await replaceFile(join(place, INDEX), JSON.stringify([...stamps]))
}

function readStamps(place: string): Map<string, string> {
  try {
    const stamps: unknown = JSON.parse(readFileSync(join(place, INDEX), 'utf8'))
    const isPair = (pair: unknown): pair is [string, string] => Array.isArray(pair) && pair.every((part) => typeof part === 'string')
    return new Map(Array.isArray(stamps) ? stamps.filter(isPair) : [])
  } catch {
    return new Map()
  }
}

/** The new text whole or the old one: another file is written and renamed over it. Nothing is written where nothing changes. */
async function replaceFile(path: string, text: string): Promise<void> {
  if ((await readFile(path, 'utf8').catch(() => undefined)) === text) return
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const fresh = `${path}.${process.pid}`
  await writeFile(fresh, text, { mode: 0o600 })
  await rename(fresh, path)
}

const digestOfPath = (folder: string): string => createHash('sha256').update(resolve(folder)).digest('hex').slice(0, 12)
