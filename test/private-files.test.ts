import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { chatSecret } from '../adapters/chat-secret.ts'
import { sqliteStore } from '../adapters/storage/sqlite.ts'

let folder: string
let before: number
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wegweiser-files-'))
  // A careless machine.
  before = process.umask(0)
})
afterEach(() => {
  process.umask(before)
  rmSync(folder, { recursive: true, force: true })
})
const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8)

it('what is kept is for nobody else on the machine', async () => {
  const dataDir = join(folder, 'made', 'data')
  const path = join(dataDir, 'wegweiser.sqlite')
  chatSecret(undefined, dataDir)
  const store = await sqliteStore({ path, clock: () => new Date() })
  await store.conversations.start({ id: 'c', user: 'dl_c' }, new Date())
  expect([dataDir, path, `${path}-wal`, `${path}-shm`, join(dataDir, 'webchat.secret')].map(modeOf)).toEqual([
    '700',
    '600',
    '600',
    '600',
    '600',
  ])
  await store.close()
})

it('nor what an earlier version left for everybody', async () => {
  const path = join(folder, 'wegweiser.sqlite')
  const secret = join(folder, 'webchat.secret')
  const first = await sqliteStore({ path, clock: () => new Date() })
  await first.close()
  writeFileSync(secret, 'x'.repeat(43))
  for (const file of [path, secret]) chmodSync(file, 0o644)
  const store = await sqliteStore({ path, clock: () => new Date() })
  await store.conversations.start({ id: 'c', user: 'dl_c' }, new Date())
  chatSecret(undefined, folder)
  expect([path, `${path}-wal`, secret].map(modeOf)).toEqual(['600', '600', '600'])
  await store.close()
})
