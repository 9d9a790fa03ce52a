/**
 * What was learned of the acts, kept as a file: with the same lessons and the same code the next start reads in some milliseconds what takes
 * seconds to learn. `shipped/` beside this file has what the shipped knowledge teaches, and what lies below every chamber alone, made by
 * `npm run prepare`; a chamber's own is kept in `DATA_DIR/learned`. A file that is missing, cut off or of another version costs nothing but
 * learning anew.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { deserialize, serialize } from 'node:v8'
import type { Knowledge } from '../../bot/knowledge/knowledge.ts'
import type { LearnedModel } from '../../bot/understanding/acts/act-model.ts'
import { type Learning, learnActs, lessonsOf } from '../../bot/understanding/acts/learning.ts'

type Lessons = Pick<Knowledge, 'acts' | 'entries'>

export const SHIPPED_LEARNED = fileURLToPath(new URL('./shipped/', import.meta.url))
const FOLDER = 'learned'
/** What is learned depends on these alone, beside the lessons. */
const CODE = ['understanding/acts', 'search/words'].map((folder) => fileURLToPath(new URL(`../../bot/${folder}/`, import.meta.url)))
/** An editor who takes an edit back finds what was learned before. */
const MAX_KEPT = 3
const CHECKSUM_BYTES = 32

/** Models that came from a file and are there already. */
const read = new WeakSet<LearnedModel>()

/** Begins to learn, or goes on from what is kept. `dataDir`: where a chamber's own is kept. */
export function learnActsOnce(knowledge: Lessons, dataDir?: string): Learning {
  const name = nameOf(knowledge)
  const places = [SHIPPED_LEARNED, ...(dataDir === undefined ? [] : [join(dataDir, FOLDER)])]
  for (const place of places) {
    const kept = readKept(join(place, name))
    if (!kept) continue
    read.add(kept)
    return learnActs(knowledge, kept)
  }
  return learnActs(knowledge)
}

/** Keeps it for the next start, and few others. Rejects when the disk takes nothing. */
export async function keepLearned(knowledge: Lessons, learned: LearnedModel, dataDir: string): Promise<void> {
  if (read.has(learned)) return
  const folder = join(dataDir, FOLDER)
  const path = join(folder, nameOf(knowledge))
  await mkdir(folder, { recursive: true })
  await writeFile(`${path}.new`, packed(learned))
  await rename(`${path}.new`, path)
  leaveNewest(folder, MAX_KEPT)
}

/** Keeps what these teach, alone. Says whether anything had to be learned. */
export function keepShipped(lessons: readonly Lessons[], folder = SHIPPED_LEARNED): boolean {
  const unknown = lessons.filter((each) => !readKept(join(folder, nameOf(each))))
  mkdirSync(folder, { recursive: true })
  for (const each of unknown) {
    const path = join(folder, nameOf(each))
    writeFileSync(`${path}.new`, packed(learnActs(each).finish().learned))
    renameSync(`${path}.new`, path)
  }
  const kept = new Set(lessons.map(nameOf))
  for (const name of readdirSync(folder)) if (!kept.has(name)) rmSync(join(folder, name), { force: true })
  return unknown.length > 0
}

function nameOf(knowledge: Lessons): string {
  return `acts-${lessonsOf(knowledge)}-${codeDigest()}.bin`
}

let digest: string | undefined
function codeDigest(): string {
  if (digest === undefined) {
    const hash = createHash('sha256')
    for (const folder of CODE) for (const name of readdirSync(folder).sort()) hash.update(readFileSync(join(folder, name)))
    digest = hash.digest('hex').slice(0, 16)
  }
  return digest
}

function packed(learned: LearnedModel): Buffer {
  const body = serialize(learned)
  return Buffer.concat([createHash('sha256').update(body).digest(), body])
}

/** Undefined for anything but a whole file of ours. */
function readKept(path: string): LearnedModel | undefined {
  try {
    const file = readFileSync(path)
    const body = file.subarray(CHECKSUM_BYTES)
    if (!createHash('sha256').update(body).digest().equals(file.subarray(0, CHECKSUM_BYTES))) return undefined
    return deserialize(body) as LearnedModel
  } catch {
    return undefined
  }
}

function leaveNewest(folder: string, count: number): void {
  const files = readdirSync(folder).map((name) => ({ path: join(folder, name), at: statSync(join(folder, name)).mtimeMs }))
  for (const { path } of files.sort((a, b) => b.at - a.at).slice(count)) rmSync(path, { force: true })
}
