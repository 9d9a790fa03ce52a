/** The real program on a disk that fills up: what was acknowledged is there after a kill, and what cannot be kept is not acknowledged. */
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, describe, expect, it } from 'vitest'
import { entryText, knowledgeFolder, temporaryFolder } from '../fixtures/knowledge-folder.ts'
import { rawClient } from '../fixtures/raw-client.ts'
import { type Running, serve } from '../program.ts'

/** No file may grow beyond this many blocks of 512 bytes: what a full disk is to SQLite, and needs no rights. */
const FULL_AFTER_BLOCKS = 3000
/** Too long to be a question, so that it costs room on the disk and no search. */
const LONG = 'x'.repeat(20_000)

const small = knowledgeFolder({
  'articles/backup.md': entryText('Datensicherung', ['Wie sichere ich meine Daten?', 'backup firma', 'Die Festplatte ist kaputt'], {
    body: 'Drei Kopien, zwei Medien, eine außer Haus.',
  }),
})

let program: Running | undefined
afterEach(() => program?.stop('SIGKILL'))

/** Fills the disk with words of visitors until it is full. Gives the ids of the messages that were acknowledged. */
async function fill(url: string): Promise<{ accepted: string[]; refused: (number | undefined)[] }> {
  const accepted: string[] = []
  const refused: (number | undefined)[] = []
  for (let talk = 0; talk < 40 && refused.length < 30; talk++) {
    const visitor = await rawClient(url)
    for (let said = 0; said < 30 && refused.length < 30; said += 5) {
      // Together, so that some of them share the transaction that the full disk ends.
      for (const { status, id, retryAfterMs } of await Promise.all(Array.from({ length: 5 }, () => visitor.post(LONG))))
        if (status === 200) accepted.push(id!)
        else refused.push(status === 503 ? retryAfterMs : -status)
    }
  }
  return { accepted, refused }
}

/** Until not even a short message has room: where a long one is refused, there may be a page left. */
async function fillUp(url: string): Promise<void> {
  await fill(url)
  const visitor = await rawClient(url)
  for (let refused = 0, said = 0; refused < 5 && said < 25; said++)
    refused = (await visitor.post('x', { name: LONG.slice(0, 90) })).status === 503 ? refused + 1 : 0
}

function keptIds(dataDir: string): Set<string> {
  const db = new DatabaseSync(join(dataDir, 'wegweiser.sqlite'), { readOnly: true })
  try {
    return new Set(
      db
        .prepare('select body from activity')
        .all()
        .map(({ body }) => (JSON.parse(String(body)) as { id: string }).id),
    )
  } finally {
    db.close()
  }
}

describe('a full disk', () => {
  it('takes nothing that was acknowledged, is told with 503 and when to try again, and questions are still answered', async () => {
    const dataDir = temporaryFolder()
    program = await serve({ DATA_DIR: dataDir, KNOWLEDGE_DIR: small, LOG_LEVEL: 'warn' }, `ulimit -f ${FULL_AFTER_BLOCKS}`)
    const { accepted, refused } = await fill(program.url)
    expect(accepted.length).toBeGreaterThan(5)
    expect(refused.length).toBeGreaterThanOrEqual(30)
    expect(refused.filter((retryAfterMs) => retryAfterMs === undefined || retryAfterMs < 500 || retryAfterMs > 60_000)).toEqual([])

    const late = await rawClient(program.url)
    await late.post('Wie sichere ich meine Daten?')
    await expect.poll(async () => (await late.texts()).join('\n'), { timeout: 20_000 }).toContain('Drei Kopien')

    await program.stop('SIGKILL')
    const kept = keptIds(dataDir)
    expect(accepted.filter((id) => !kept.has(id))).toEqual([])
  }, 240_000)

  it('is seen by /readyz, and by /healthz not', async () => {
    program = await serve({ DATA_DIR: temporaryFolder(), KNOWLEDGE_DIR: small, LOG_LEVEL: 'warn' }, `ulimit -f ${FULL_AFTER_BLOCKS}`)
    const { url } = program
    expect((await fetch(`${url}/readyz`)).status).toBe(200)
    await fill(url)
    await expect
      .poll(
        async () => {
          const response = await fetch(`${url}/readyz`)
          return [response.status, ((await response.json()) as { storage?: { status?: string } }).storage?.status]
        },
        { timeout: 10_000 },
      )
      .toEqual([503, 'away'])
    expect((await fetch(`${url}/healthz`)).status).toBe(200)
  }, 240_000)

  it('in a dialog: the bot says so, keeps the open question in the window, and does not go on with what it cannot keep', async () => {
    program = await serve({ DATA_DIR: temporaryFolder(), LOG_LEVEL: 'warn' }, `ulimit -f ${FULL_AFTER_BLOCKS}`)
    const visitor = await rawClient(program.url)
    await visitor.post('Förder-Check')
    await expect.poll(async () => (await visitor.texts()).length, { timeout: 20_000 }).toBeGreaterThan(1)
    const question = (await visitor.texts()).at(-1)!.split('\n').at(-1)!
    await fillUp(program.url)
    const before = (await visitor.texts()).length
    expect((await visitor.post('06110', { name: LONG.slice(0, 90) })).status).toBe(503)
    await expect.poll(async () => (await visitor.texts()).length, { timeout: 20_000 }).toBeGreaterThan(before + 1)
    const said = (await visitor.texts()).at(-1)!
    expect(said).toContain('nichts speichern')
    expect(said).toContain(question)
  }, 240_000)
})
