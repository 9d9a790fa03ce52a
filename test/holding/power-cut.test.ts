/**
 * The power goes: of what was written last, any part may be missing. The files of a database are cut at byte after byte and opened again:
 * what was promised to last is there, the rest is there up to one moment, and what cannot be whole any more is named and not used.
 */
import { copyFileSync, mkdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { migrate } from '../../adapters/storage/migrations.ts'
import { sqliteStore } from '../../adapters/storage/sqlite.ts'
import { sqliteEngine } from '../../adapters/storage/sqlite-engine.ts'
import { ALONE, StorageAway } from '../../adapters/storage/storage.ts'
import { storeOn } from '../../adapters/storage/store.ts'
import { temporaryFolder } from '../fixtures/knowledge-folder.ts'

const clock = () => new Date('2026-11-22T12:00:00.000Z')
const ROUNDS = 24
/** Not a part of a page, so that cuts meet heads of frames, pages and what lies between. */
const STEP = 9001

interface Written {
  folder: string
  file: string
  /** After each request that was promised: how long the log was then. */
  promised: number[]
}

let written: Written
beforeAll(async () => {
  const folder = temporaryFolder()
  const file = join(folder, 'wegweiser.sqlite')
  const store = await sqliteStore({ path: file, clock })
  const promised: number[] = []
  await store.conversations.start({ id: 'c', user: 'dl_c' }, clock())
  for (let i = 1; i <= ROUNDS; i++) {
    await store.conversations.append('c', [{ id: `c|${i}`, body: JSON.stringify({ id: `c|${i}`, text: 'x'.repeat(700) }) }], clock())
    const post = { id: `r${i}/card`, kind: 'card', request: `r${i}`, body: {}, due: clock() }
    await store.requests.create({ id: `r${i}`, state: 'open', channel: 'x', body: { i } }, clock(), [post])
    promised.push(statSync(`${file}-wal`).size)
  }
  copyFileSync(file, join(folder, 'copy.sqlite'))
  copyFileSync(`${file}-wal`, join(folder, 'copy.sqlite-wal'))
  await store.close()
  written = { folder, file: join(folder, 'copy.sqlite'), promised }
})

/** What is found after the cut; undefined when the file is refused as damaged. */
async function opened(path: string): Promise<{ requests: number[]; posts: number; lines: number[] } | undefined> {
  try {
    const engine = sqliteEngine(path)
    try {
      await engine.writeSurely(migrate(engine.dialect, clock().getTime()))
      const store = storeOn(engine, ALONE, clock)
      const requests = (await store.requests.list({})).map(({ body }) => (body as { i: number }).i)
      const lines = (await store.conversations.after('c', 0, 1000)).map(({ number }) => number)
      const posts = (await store.outbox.take(clock(), 1000, 1000)).length
      await store.conversations.append('c', [{ id: 'c|new', body: '{"id":"c|new"}' }], clock())
      engine.commit()
      return { requests, posts, lines }
    } finally {
      await engine.close()
    }
  } catch (error) {
    if (error instanceof StorageAway && error.trouble === 'damaged') return undefined
    throw error
  }
}

const countTo = (last: number) => Array.from({ length: last }, (_, i) => i + 1)
let cuts = 0
/** The copies in a folder of their own. */
function copies(): string {
  cuts += 1
  const folder = join(written.folder, `cut${cuts}`)
  mkdirSync(folder)
  const file = join(folder, 'wegweiser.sqlite')
  copyFileSync(written.file, file)
  copyFileSync(`${written.file}-wal`, `${file}-wal`)
  return file
}

it('keeps what was promised, wherever the write-ahead log ends', async () => {
  const { promised, file } = written
  const whole = statSync(`${file}-wal`).size
  const ends = [0, 1, 31, 32, 33, whole, ...promised.flatMap((end) => [end - 1, end])].filter((end) => end <= whole)
  for (let end = STEP; end < whole; end += STEP) ends.push(end)
  let least = ROUNDS
  for (const end of ends) {
    const cut = copies()
    truncateSync(`${cut}-wal`, end)
    const found = await opened(cut)
    if (!found) throw new Error(`cut at ${end} of ${whole} is called damaged`)
    const kept = promised.filter((size) => size <= end).length
    expect(found.requests.length, `cut at ${end}`).toBeGreaterThanOrEqual(kept)
    expect(found.requests, `cut at ${end}`).toEqual(countTo(found.requests.length))
    expect(found.posts, `cut at ${end}`).toBe(found.requests.length)
    expect(found.lines, `cut at ${end}`).toEqual(countTo(found.lines.length))
    least = Math.min(least, found.requests.length)
  }
  // The cuts did cost something, or nothing was shown here.
  expect(least).toBeLessThan(ROUNDS)
})

it('keeps what was promised when the end of the log was written in part: old bytes, zeros, noise', async () => {
  const { promised, file } = written
  const log = readFileSync(`${file}-wal`)
  for (const [i, end] of promised.entries()) {
    if (i % 4 > 0) continue
    for (const rest of [Buffer.alloc(5000), log.subarray(0, 5000), Buffer.alloc(5000, 0xa5)]) {
      const cut = copies()
      writeFileSync(`${cut}-wal`, Buffer.concat([log.subarray(0, end), rest]))
      const found = await opened(cut)
      expect(found?.requests, `noise behind ${end}`).toEqual(countTo(i + 1))
    }
  }
})

it('names a database file that is cut as damaged, or still has everything from its log', async () => {
  const whole = statSync(written.file).size
  const all = countTo(ROUNDS)
  let [named, kept] = [0, 0]
  for (let end = 1; end < whole; end += STEP) {
    const cut = copies()
    truncateSync(cut, end)
    const found = await opened(cut)
    if (found) {
      expect(found.requests, `file cut at ${end}`).toEqual(all)
      kept += 1
    } else named += 1
  }
  expect(named + kept).toBeGreaterThan(0)
})
