import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStore } from '../../adapters/storage/open.ts'
import { postgresStore } from '../../adapters/storage/postgres.ts'
import { sqliteStore } from '../../adapters/storage/sqlite.ts'
import { StorageAway, type Store } from '../../adapters/storage/storage.ts'
import { killedWhileWriting } from '../fixtures/killed-writer.ts'
import { freePort, startPostgres, type TestPostgres } from '../postgres.ts'
import { storageContract } from './storage.ts'
import { subscriberContract } from './subscribers.ts'
import { turnContract } from './turns.ts'

const clock = () => new Date('2026-11-22T12:00:00.000Z')
const log = pino({ level: 'silent' })
let folder: string
let postgres: TestPostgres

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wegweiser-storage-'))
  postgres = await startPostgres()
})
afterAll(async () => {
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
})

const line = (body: string) => ({ id: randomUUID(), body })
const subject = (store: Store) => ({ store, close: () => store.close() })
for (const contract of [storageContract, turnContract, subscriberContract]) {
  contract('SQLite in memory', async () => subject(await sqliteStore({ path: ':memory:', clock })))
  contract('SQLite on disk', async () => subject(await openStore({ dataDir: join(folder, contract.name), clock, log })))
  contract('PostgreSQL', async () => subject(await openStore({ dataDir: folder, databaseUrl: await postgres.database(), clock, log })))
}

/** Everything a door may ask for, each once. */
const everything = (store: Store): Promise<unknown>[] => [
  store.state.read(['x']),
  store.state.write({ x: {} }),
  store.conversations.start({ id: 'x', user: 'dl_x' }, clock()),
  store.conversations.append('x', [line('{}')], clock()),
  store.conversations.commitTurn({ conversation: 'x', answers: 'y', lines: [], state: {}, events: [] }, clock()),
  store.conversations.nextOwed('x'),
  store.usage.append([{ at: clock(), kind: 'answer', body: {} }]),
  store.requests.create({ id: 'x', state: 'open', channel: 'digital', body: {} }, clock()),
  store.outbox.take(clock(), 1000, 10),
  store.clicks.count('x', '2026-11-22'),
  store.subscribers.take(clock(), 1000, 10),
  store.forget('x'),
  store.lock('x'),
  store.ping(),
]

/** Asks until the answer is one. */
async function eventually(ask: () => Promise<unknown>): Promise<void> {
  const giveUpAt = Date.now() + 20_000
  for (;;) {
    try {
      await ask()
      return
    } catch (error) {
      if (!(error instanceof StorageAway) || Date.now() > giveUpAt) throw error
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
}

describe('SQLite on disk', () => {
  it('keeps everything over a restart', async () => {
    const path = join(folder, 'restart.sqlite')
    const first = await sqliteStore({ path, clock })
    await first.conversations.start({ id: 'c', user: 'dl_c' }, clock())
    await first.conversations.append('c', [line('{"text":"bleib"}')], clock())
    await first.state.write({ k: { a: 1 } })
    await first.close()
    const second = await sqliteStore({ path, clock })
    expect((await second.conversations.after('c', 0, 10)).map((line) => line.body)).toEqual(['{"text":"bleib"}'])
    expect((await second.state.read(['k'])).k).toMatchObject({ a: 1 })
    await second.close()
  })

  it('has everything that was acknowledged before the process was killed', async () => {
    const path = join(folder, 'killed.sqlite')
    const acknowledged = await killedWhileWriting({ sqlite: path })
    const store = await sqliteStore({ path, clock })
    await expectKept(store, acknowledged)
    await store.close()
  })

  it('calls itself away while another process holds the file, and works again after', async () => {
    const path = join(folder, 'held.sqlite')
    const store = await sqliteStore({ path, clock })
    await store.state.write({ k: { a: 1 } })
    const other = new DatabaseSync(path)
    other.exec('begin immediate')
    const writes = [store.state.write({ k: { a: 2 } }), store.conversations.start({ id: 'x', user: 'dl_x' }, clock()), store.forget('x')]
    for (const result of await Promise.allSettled(writes))
      expect(result).toMatchObject({ status: 'rejected', reason: { name: 'StorageAway' } })
    // Reading goes on: nobody else's writing hinders it.
    expect((await store.state.read(['k'])).k).toMatchObject({ a: 1 })
    other.exec('rollback')
    other.close()
    await eventually(() => store.state.write({ k: { a: 3 } }))
    expect((await store.state.read(['k'])).k).toMatchObject({ a: 3 })
    await store.close()
  })
})

describe('PostgreSQL', () => {
  const open = async (url: string) => postgresStore({ url, clock, log })

  it('has everything that was acknowledged before the process was killed', async () => {
    const url = await postgres.database()
    const acknowledged = await killedWhileWriting({ postgres: url })
    const store = await open(url)
    await expectKept(store, acknowledged)
    await store.close()
  })

  it('is set up once by several processes that start at the same time', async () => {
    const url = await postgres.database()
    const stores = await Promise.all([open(url), open(url), open(url)])
    await stores[0]!.conversations.start({ id: 'c', user: 'dl_c' }, clock())
    expect(await stores[2]!.conversations.find('c')).toMatchObject({ user: 'dl_c' })
    for (const store of stores) await store.close()
  })

  it('numbers without gaps and claims once across processes', async () => {
    const url = await postgres.database()
    const [one, two] = [await open(url), await open(url)]
    await one.conversations.start({ id: 'c', user: 'dl_c' }, clock())
    await Promise.all(Array.from({ length: 60 }, (_, i) => (i % 2 ? one : two).conversations.append('c', [line(`{"i":${i}}`)], clock())))
    expect((await two.conversations.after('c', 0, 100)).map((line) => line.number)).toEqual(Array.from({ length: 60 }, (_, i) => i + 1))
    for (let i = 0; i < 20; i++) {
      const { id } = await one.requests.create({ id: `r${i}`, state: 'open', channel: 'digital', body: {} }, clock())
      const claims = await Promise.all([one, two].map((store) => store.requests.update(id, 1, { state: 'claimed' }, clock())))
      expect(claims.map((claim) => claim.ok).sort()).toEqual([false, true])
    }
    await one.close()
    await two.close()
  })

  it('tells other processes of new activities, and not itself', async () => {
    const url = await postgres.database()
    const [writer, reader] = [await open(url), await open(url)]
    const own: unknown[] = []
    writer.onAppended((...told) => own.push(told))
    await writer.conversations.start({ id: 'c', user: 'dl_c' }, clock())
    const heard = new Promise<[string | undefined, number]>((resolve) => reader.onAppended((id, last) => id && resolve([id, last])))
    // The reader may still be connecting its ear; it hears one of these at the latest.
    const writing = setInterval(() => void writer.conversations.append('c', [line('{}')], clock()), 20)
    const [id, last] = await heard
    clearInterval(writing)
    expect(id).toBe('c')
    expect(last).toBeGreaterThan(0)
    expect(own.filter((told) => (told as unknown[])[0] !== undefined)).toEqual([])
    await writer.close()
    await reader.close()
  })

  it('gives a lock to one process at a time, and frees that of a dead one', async () => {
    const url = await postgres.database()
    const [one, two] = [await open(url), await open(url)]
    const release = await one.lock('talk')
    const events: string[] = []
    const waiting = two.lock('talk').then((free) => {
      events.push('second has it')
      free()
    })
    await one.lock('other').then((free) => free())
    events.push('first lets go')
    release()
    await waiting
    expect(events).toEqual(['first lets go', 'second has it'])

    await killedWhileWriting({ postgres: url, lock: 'talk' })
    const free = await two.lock('talk')
    free()
    await one.close()
    await two.close()
  })

  it('rejects everything with StorageAway while the server is down, and works again after', async () => {
    const store = await open(await postgres.database())
    await store.state.write({ k: { a: 1 } })
    const missed = new Promise<void>((resolve) => store.onAppended((id) => id === undefined && resolve()))
    await postgres.pause()
    for (const result of await Promise.allSettled(everything(store))) {
      expect(result).toMatchObject({ status: 'rejected', reason: { name: 'StorageAway' } })
    }
    await postgres.resume()
    await eventually(() => store.ping())
    expect((await store.state.read(['k'])).k).toMatchObject({ a: 1 })
    // What other processes wrote meanwhile was not heard: whoever listens is told to look.
    await missed
    await store.close()
  })

  it('starts while the server is not there yet, and catches up', async () => {
    const url = await postgres.database()
    await postgres.pause()
    const store = await open(url)
    await expect(store.ping()).rejects.toThrow(StorageAway)
    await postgres.resume()
    await eventually(() => store.ping())
    expect(await store.conversations.start({ id: 'c', user: 'dl_c' }, clock())).toBe(true)
    await store.close()
  })

  it('does not start with a wrong password, and says so', async () => {
    const url = (await postgres.database()).replace('password@', 'wrong@')
    await expect(open(url)).rejects.toThrow('password authentication failed')
  })

  it('is away, not broken, at an address where nobody listens', async () => {
    const store = await open(`postgres://postgres:password@127.0.0.1:${await freePort()}/nothing`)
    await expect(store.ping()).rejects.toThrow(StorageAway)
    await store.close()
  })
})

async function expectKept(store: Store, acknowledged: string[]): Promise<void> {
  expect(acknowledged.length).toBeGreaterThan(20)
  const lines = await store.conversations.after('c', 0, 1_000_000)
  const kept = new Set(lines.map((line) => (JSON.parse(line.body) as { text: string }).text))
  expect(lines.map((line) => line.number)).toEqual(lines.map((_, i) => i + 1))
  for (const text of acknowledged) {
    expect(kept).toContain(text)
    expect(await store.state.read([`state ${text}`])).toHaveProperty([`state ${text}`])
    expect(await store.requests.find(`request ${text}`)).toBeDefined()
  }
}
