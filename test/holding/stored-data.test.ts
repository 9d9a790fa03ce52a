/** The paper for data protection names every column that there is, no other, and the periods that hold. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, it } from 'vitest'
import { SETTINGS } from '../../adapters/settings.ts'
import { sqliteStore } from '../../adapters/storage/sqlite.ts'
import { temporaryFolder } from '../fixtures/knowledge-folder.ts'
import { ROOT } from '../program.ts'

const paper = readFileSync(join(ROOT, 'docs/datenschutz/README.md'), 'utf8')
const rows = paper.split('\n').filter((line) => /^\| `/.test(line))
const cellsOf = (row: string) =>
  row
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim())
const named = (pattern: RegExp) => rows.flatMap((row) => cellsOf(row)[0]!.match(pattern)?.[1] ?? []).sort()

it('names every column, and says of each what it is, whom it concerns and when it goes', async () => {
  const path = join(temporaryFolder(), 'x.sqlite')
  await (await sqliteStore({ path, clock: () => new Date('2026-11-23T09:00:00Z') })).close()
  const db = new DatabaseSync(path)
  const tables = db.prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'").all() as { name: string }[]
  const columns = tables.flatMap(({ name }) =>
    (db.prepare(`pragma table_info("${name}")`).all() as { name: string }[]).map((column) => `${name}.${column.name}`),
  )
  db.close()
  expect(named(/^`([a-z_]+\.[a-z_]+)`$/)).toEqual(columns.sort())
  for (const row of rows) for (const cell of cellsOf(row)) expect(cell, row).not.toBe('')
})

it('names every kind of value that belongs to no talk', () => {
  const sources = readdirSync(join(ROOT, 'adapters'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
  const kinds = sources.flatMap((file) =>
    [...readFileSync(join(ROOT, 'adapters', file), 'utf8').matchAll(/stateItems\(store, '([a-z-]+)'/g)].map(([, kind]) => kind!),
  )
  expect(named(/^`wegweiser\/([a-z-]+)\/`$/)).toEqual([...new Set(kinds)].sort())
  expect(kinds.length).toBeGreaterThan(2)
})

it.each(['RETENTION_DAYS', 'REQUEST_RETENTION_DAYS', 'USAGE_RETENTION_DAYS'] as const)('says how long %s is', (name) => {
  const days = rows.map(cellsOf).find(([setting]) => setting === `\`${name}\``)?.[1]
  expect(Number(days)).toBe(SETTINGS[name].parse(undefined))
})
