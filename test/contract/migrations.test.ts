/** A database of the first release becomes one of today, with what was owed, and on both engines. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { migrate, STEPS } from '../../adapters/storage/migrations.ts'
import { openStore } from '../../adapters/storage/open.ts'
import { type Bound, postgresDialect, type Row, sqliteDialect } from '../../adapters/storage/sql.ts'
import { startPostgres, type TestPostgres } from '../postgres.ts'

const NOW = new Date('2026-11-26T12:00:00Z')
const log = pino({ level: 'silent' })
const C = '6f1c2a34-0000-4000-8000-000000000001'
const D = '6f1c2a34-0000-4000-8000-000000000002'

const said = (id: string, text: string) => JSON.stringify({ type: 'message', text, id, from: { id: 'dl_c', name: '', role: 'user' } })
const joined = (id: string) => JSON.stringify({ type: 'event', name: 'webchat/join', id, from: { id: 'dl_c', name: '', role: 'user' } })
const answer = (id: string, to: string) =>
  JSON.stringify({ id, type: 'message', text: 'ja', from: { id: 'w', role: 'bot' }, replyToId: to })
/** Conversation, number, body. */
const LOG: [string, number, string][] = [
  [C, 1, said(`${C}|00000001-aaaa`, 'eins')],
  [C, 2, answer(`${C}|00000002-aaaa`, `${C}|00000001-aaaa`)],
  // Answered, but a crash lost the mark.
  [C, 3, said(`${C}|00000003-aaaa`, 'zwei')],
  [C, 4, answer(`${C}|00000004-aaaa`, `${C}|00000003-aaaa`)],
  [C, 5, said(`${C}|00000005-aaaa`, 'drei \u0000 "id":"x"')],
  // Heard of a second time, which no turn was for.
  [C, 6, joined(`${C}|00000006-aaaa`)],
  [C, 7, said(`${C}|00000007-aaaa`, 'vier')],
  // Written twice after a broken connection.
  [D, 1, said(`${D}|00000001-aaaa`, 'eins')],
  [D, 2, said(`${D}|00000001-aaaa`, 'eins')],
]

let folder: string
let postgres: TestPostgres
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wegweiser-migrations-'))
  postgres = await startPostgres()
})
afterAll(async () => {
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
})

/** Makes the tables of the first release and fills them. */
async function fill(dialect: ReturnType<typeof sqliteDialect>, run: (text: string, values: unknown[]) => Promise<readonly Row[]>) {
  const work = migrate(dialect, 0, STEPS.slice(0, 1))
  let step = work.next()
  while (!step.done) {
    const { statement, values }: Bound = step.value
    step = work.next(await run(statement.text, values))
  }
  const place = dialect.writesInWith ? (n: number) => `$${n}` : () => '?'
  for (const [id, asked, answered] of [
    [C, 7, 2],
    [D, 2, 2],
  ])
    await run(
      `insert into conversation (id, user_id, locale, created, last_seen, last_number, last_at, asked, answered, greeted)
       values (${place(1)}, 'dl_c', null, 1, 1, ${id === C ? 7 : 2}, 7, ${place(2)}, ${place(3)}, 1)`,
      [id, asked, answered],
    )
  for (const [conversation, number, body] of LOG)
    await run(`insert into activity (conversation, number, at, body) values (${place(1)}, ${place(2)}, 1, ${place(3)})`, [
      conversation,
      number,
      body,
    ])
}

describe.each(['SQLite', 'PostgreSQL'] as const)('on %s', (engine) => {
  it('keeps the log, gives each line its id, and owes what was owed', async () => {
    let databaseUrl: string | undefined
    if (engine === 'SQLite') {
      const db = new DatabaseSync(join(folder, 'wegweiser.sqlite'))
      await fill(sqliteDialect(), async (text, values) => db.prepare(text).all(...(values as string[])) as Row[])
      db.close()
    } else {
      databaseUrl = await postgres.database()
      const client = new pg.Client(databaseUrl)
      await client.connect()
      await fill(postgresDialect('test'), async (text, values) => (await client.query(text, values)).rows)
      await client.end()
    }
    for (const start of [1, 2]) {
      const store = await openStore({ dataDir: folder, databaseUrl, clock: () => NOW, log })
      expect((await store.conversations.after(C, 0, 100)).map(({ body }) => body)).toEqual(LOG.slice(0, 7).map(([, , body]) => body))
      const owed: string[] = []
      for (let next = await store.conversations.nextOwed(C); start === 2 && next; next = await store.conversations.nextOwed(C)) {
        owed.push(next.id)
        await store.conversations.commitTurn({ conversation: C, answers: next.id, lines: [], state: {}, events: [] }, NOW)
      }
      expect(owed).toEqual(start === 1 ? [] : [`${C}|00000005-aaaa`, `${C}|00000007-aaaa`])
      expect((await store.conversations.owed(new Date(8e15))).map(({ id }) => id)).toEqual(start === 1 ? [C] : [])
      expect(await store.conversations.find(D)).toMatchObject({ last: 2, owed: false, greeted: true })
      for (const id of [`${C}|00000001-aaaa`, `${C}|00000002-aaaa`])
        expect(await store.conversations.append(C, [{ id, body: '{}' }], NOW)).toMatchObject({ added: 0 })
      expect(await store.conversations.append(D, [{ id: `${D}|00000001-aaaa`, body: '{}' }], NOW)).toMatchObject({ added: 0 })
      await store.close()
    }
  })
})
