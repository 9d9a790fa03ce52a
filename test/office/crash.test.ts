import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStore } from '../../adapters/storage/open.ts'
import { startPostgres, type TestPostgres } from '../postgres.ts'
import { openOffice } from '../teams/office.ts'
import { type Notebook, notebook } from './notebook.ts'

const NOW = '2026-11-23T10:00:00+01:00'
/** What the dead process had taken is free again after its lease. */
const LATER = '2026-11-23T10:02:00+01:00'

let postgres: TestPostgres
let folder: string
beforeAll(async () => {
  postgres = await startPostgres()
  folder = await mkdtemp(join(tmpdir(), 'wegweiser-office-'))
})
afterAll(async () => {
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
})

describe.each(['sqlite', 'postgres'] as const)('on %s', (engine) => {
  it.each([
    { when: 'stored', by: 0, next: 1 },
    { when: 'told', by: 1, next: 1 },
  ])('a process killed when it has $when leaves the request, and what it had to tell, to the next', async ({ when, by, next }) => {
    const dataDir = await mkdtemp(join(folder, when))
    const databaseUrl = engine === 'postgres' ? await postgres.database() : undefined
    const file = join(dataDir, 'notebook.jsonl')
    await writeFile(file, '')
    const program = join(import.meta.dirname, 'store-and-die.ts')
    const dying = spawn(process.execPath, [program, dataDir, databaseUrl ?? '', 'notebook', when, file], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const said = await new Promise<string>((resolve) => dying.stdout.once('data', (data: Buffer) => resolve(data.toString())))
    expect(said).toContain(when)
    dying.kill('SIGKILL')
    await new Promise((resolve) => dying.once('exit', resolve))
    const written = (await readFile(file, 'utf8')).split('\n').filter(Boolean)
    expect(written).toHaveLength(by)

    const names = written.map((line) => (JSON.parse(line) as { once: string }).once)
    for (let restart = 0; restart < 3; restart++) {
      const store = await openStore({ dataDir, databaseUrl, clock: () => new Date(NOW), log: pino({ level: 'silent' }) })
      let book!: Notebook
      const office = await openOffice({
        now: NOW,
        store,
        withoutTeams: true,
        register: (house) => {
          book = notebook({ store, channels: ['hwk-halle'] })
          house.registerStaff(book)
        },
      })
      await office.at(LATER)
      expect(await store.requests.list({})).toMatchObject([{ number: 1, state: 'open', channel: 'hwk-halle' }])
      expect(book.lines).toHaveLength(restart === 0 ? next : 0)
      names.push(...book.lines.map(({ once }) => once))
      await office.close()
      await store.close()
    }
    // What was told and not noted is told again under its name: a mail with one Message-ID, a line with one id.
    expect(new Set(names).size).toBe(1)
  })
})
