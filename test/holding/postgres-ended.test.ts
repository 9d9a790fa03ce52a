/**
 * An administrator ends connections at any moment, also at the worst: its farewell in the same packet as the answer before it. A real
 * PostgreSQL; a relay in front of it appends the farewell.
 */
import { connect, createServer, type Server, type Socket } from 'node:net'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { postgresStore } from '../../adapters/storage/postgres.ts'
import { StorageAway } from '../../adapters/storage/storage.ts'
import { freePort, startPostgres, type TestPostgres } from '../postgres.ts'

let postgres: TestPostgres
let relay: Server | undefined
const thrown: unknown[] = []
const note = (error: unknown) => thrown.push(error)
beforeAll(async () => {
  postgres = await startPostgres()
  process.on('uncaughtExceptionMonitor', note)
})
afterEach(() => {
  relay?.close()
})
afterAll(async () => {
  process.off('uncaughtExceptionMonitor', note)
  await postgres.stop()
})

/** `ReadyForQuery`, the last message of an answer, is this and a byte for the state of the transaction. */
const READY = Buffer.from([0x5a, 0, 0, 0, 5])
const endsReady = (chunk: Buffer) => chunk.length >= 6 && chunk.subarray(-6, -1).equals(READY)
const FAREWELL = (() => {
  const fields = Buffer.from('SFATAL\0VFATAL\0C57P01\0Mterminating connection due to administrator command\0\0')
  const head = Buffer.alloc(5)
  head.write('E')
  head.writeInt32BE(fields.length + 4, 1)
  return Buffer.concat([head, fields])
})()

/** A relay to the database; `isOver` is asked at the end of each answer, counted by connection, whether the connection ends with it. */
async function relayed(url: string, isOver: (answer: number) => boolean): Promise<string> {
  const target = new URL(url)
  const port = await freePort()
  relay = createServer((client: Socket) => {
    const server = connect(Number(target.port), target.hostname)
    let answers = 0
    server.on('data', (chunk: Buffer) => {
      if (endsReady(chunk) && isOver(answers++)) {
        client.end(Buffer.concat([chunk, FAREWELL]))
        server.destroy()
      } else client.write(chunk)
    })
    client.on('data', (chunk) => server.write(chunk))
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      one.on('error', () => {})
      one.on('close', () => other.destroy())
    }
  })
  await new Promise<void>((done) => relay!.listen(port, '127.0.0.1', done))
  return url.replace(`:${target.port}/`, `:${port}/`)
}

describe('a connection that the server ends', () => {
  it.each([0, 1, 2, 3, 4])('right behind answer %i costs a statement at most, never the process', async (last) => {
    let ending = false
    const url = await relayed(await postgres.database(), (answer) => ending && answer === last)
    const store = await postgresStore({ url, clock: () => new Date('2026-11-26T12:00:00Z'), log: pino({ level: 'silent' }) })
    ending = true
    // More at a time than there are idle connections: some must be made anew.
    for (let round = 0; round < 3; round++) {
      const results = await Promise.allSettled(
        Array.from({ length: 12 }, (_, i) => [
          store.conversations.start({ id: `c${round}${i}`, user: 'dl_c' }, new Date()),
          store.forget(`x${i}`),
          store.lock(`l${i % 3}`).then((release) => release()),
        ]).flat(),
      )
      for (const result of results) if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(StorageAway)
    }
    ending = false
    await expect.poll(() => store.state.write({ k: { round: last } }).then(() => 'kept', String), { timeout: 20_000 }).toBe('kept')
    await store.close()
    expect(thrown).toEqual([])
  })
})
