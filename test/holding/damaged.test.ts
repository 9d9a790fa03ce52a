/** A database that is damaged: named at the start and in /readyz, questions are answered all the same, and a backup brings everything back. */
import { readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, describe, expect, it } from 'vitest'
import { sqliteStore } from '../../adapters/storage/sqlite.ts'
import { killedWhileWriting } from '../fixtures/killed-writer.ts'
import { entryText, knowledgeFolder, temporaryFolder } from '../fixtures/knowledge-folder.ts'
import { rawClient } from '../fixtures/raw-client.ts'
import { type Running, run, serve } from '../program.ts'

let program: Running | undefined
afterEach(() => program?.stop('SIGKILL'))

const fileOf = (dataDir: string) => join(dataDir, 'wegweiser.sqlite')
const QUESTION = 'Wie sichere ich meine Daten?'

const clock = () => new Date('2026-11-22T12:00:00.000Z')
const small = knowledgeFolder({
  'articles/backup.md': entryText('Datensicherung', ['Wie sichere ich meine Daten?', 'backup firma', 'Die Festplatte ist kaputt'], {
    body: 'Drei Kopien, zwei Medien, eine außer Haus.',
  }),
})

/** A database with a conversation of some length. */
async function filled(path: string): Promise<void> {
  const store = await sqliteStore({ path, clock })
  await store.conversations.start({ id: 'c', user: 'dl_c' }, clock())
  for (let i = 0; i < 20; i++)
    await store.conversations.append('c', [{ id: `c|${i}`, body: JSON.stringify({ id: `c|${i}`, text: 'x'.repeat(5000) }) }], clock())
  await store.close()
}

/** Repeatable noise. */
function noise(bytes: number): Buffer {
  let state = 7
  const next = () => {
    state = (state * 1103515245 + 12345) & 0x7fffffff
    return state >> 16
  }
  return Buffer.from(Uint8Array.from({ length: bytes }, next))
}

function overwrite(path: string, at: number, bytes: number): void {
  const contents = readFileSync(path)
  noise(bytes).copy(contents, at)
  writeFileSync(path, contents)
}

const DAMAGES: [name: string, end: NodeJS.Signals, damage: (path: string) => void][] = [
  ['cut off in the middle', 'SIGTERM', (path) => truncateSync(path, Math.floor(statSync(path).size / 2))],
  ['cut off after a few bytes', 'SIGTERM', (path) => truncateSync(path, 50)],
  ['with noise for a head', 'SIGTERM', (path) => overwrite(path, 0, 100)],
  ['with noise in the middle', 'SIGTERM', (path) => overwrite(path, 8192, 20_000)],
  ['with noise for a write-ahead log', 'SIGKILL', (path) => overwrite(`${path}-wal`, 0, 4096)],
  ['that is a text file', 'SIGTERM', (path) => writeFileSync(path, 'Das ist keine Datenbank.\n'.repeat(100))],
]

describe('a database', () => {
  it.each(DAMAGES)('%s is found before it is used, and left as it is', async (_name, end, damage) => {
    const path = join(temporaryFolder(), 'wegweiser.sqlite')
    await (end === 'SIGKILL' ? killedWhileWriting({ sqlite: path }) : filled(path))
    damage(path)
    const before = readFileSync(path)
    const store = await sqliteStore({ path, clock })
    for (const asked of [store.ping(), store.probe(clock()), store.conversations.find('c'), store.state.write({ x: {} })])
      await expect(asked).rejects.toMatchObject({ name: 'StorageAway', trouble: 'damaged' })
    await store.close()
    // What may still be saved by somebody who knows how is left as it was.
    expect(readFileSync(path).equals(before)).toBe(true)
  })

  it('that is damaged while it is used rests until it is restored', async () => {
    const path = join(temporaryFolder(), 'wegweiser.sqlite')
    await filled(path)
    const store = await sqliteStore({ path, clock })
    overwrite(path, 4096, statSync(path).size - 4096)
    await expect(store.conversations.after('c', 0, 1000)).rejects.toMatchObject({ name: 'StorageAway', trouble: 'damaged' })
    await expect(store.probe(clock())).rejects.toMatchObject({ trouble: 'damaged' })
    await store.close()
  })

  it('that is damaged is named at the start and in /readyz, once in the log, and questions are answered', async () => {
    const dataDir = temporaryFolder()
    await filled(fileOf(dataDir))
    overwrite(fileOf(dataDir), 0, 100)
    program = await serve({ DATA_DIR: dataDir, KNOWLEDGE_DIR: small, LOG_LEVEL: 'warn' })
    await program.heard('out', /ACHTUNG: Die Datenbank ist beschädigt\..+npm run restore/)
    const response = await fetch(`${program.url}/readyz`)
    expect(response.status).toBe(503)
    expect(await response.json()).toMatchObject({
      status: 'degraded',
      storage: { status: 'away', trouble: 'damaged' },
      knowledge: { entries: 1 },
    })
    const visitor = await rawClient(program.url)
    expect((await visitor.post(QUESTION)).status).toBe(503)
    await expect.poll(async () => (await visitor.texts()).join(), { timeout: 20_000 }).toContain('Drei Kopien')
    expect(program.said.err.match(/"event":"storage_damaged"/g)).toHaveLength(1)
  }, 120_000)

  it('is backed up while the program runs, and restored after it was damaged', async () => {
    const dataDir = temporaryFolder()
    await filled(fileOf(dataDir))
    const backup = join(temporaryFolder(), 'sicherung.sqlite')
    const env = { DATA_DIR: dataDir, KNOWLEDGE_DIR: small, LOG_LEVEL: 'error' }
    program = await serve(env)
    const visitor = await rawClient(program.url)
    const later = await visitor.post(QUESTION)
    expect(await run('backup', [backup], { DATA_DIR: dataDir })).toMatchObject({ code: 0, out: expect.stringContaining(backup) })
    // A backup takes nobody's place: the same file is not written over.
    expect((await run('backup', [backup], { DATA_DIR: dataDir })).code).toBe(1)
    expect(statSync(backup).mode & 0o077).toBe(0)
    // A running program would go on writing into a file that is gone.
    expect(await run('restore', [backup], { DATA_DIR: dataDir })).toMatchObject({ code: 1, err: expect.stringContaining('läuft') })
    await program.stop('SIGKILL')

    overwrite(fileOf(dataDir), 0, 4096)
    const text = join(temporaryFolder(), 'kein.sqlite')
    writeFileSync(text, 'nichts')
    expect((await run('restore', [text], { DATA_DIR: dataDir })).code).toBe(1)
    expect(await run('restore', [backup], { DATA_DIR: dataDir })).toMatchObject({ code: 0, out: expect.stringContaining('npm start') })
    const db = new DatabaseSync(fileOf(dataDir), { readOnly: true })
    const ids = db
      .prepare('select body from activity')
      .all()
      .map(({ body }) => (JSON.parse(String(body)) as { id: string }).id)
    db.close()
    expect(ids).toEqual(expect.arrayContaining(['c|19', later.id]))

    program = await serve(env)
    expect((await fetch(`${program.url}/readyz`)).status).toBe(200)
    expect((await (await rawClient(program.url)).post(QUESTION)).status).toBe(200)
  }, 180_000)
})
