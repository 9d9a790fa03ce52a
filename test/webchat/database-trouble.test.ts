/**
 * Two of the real program that start together on one empty PostgreSQL, and what may happen to that: its listening connection cut, slow,
 * out of connections, away. Nothing acknowledged is lost or doubled, `/readyz` tells the truth, and all goes on by itself afterwards.
 */
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { startPostgres, type TestPostgres } from '../postgres.ts'
import { type Running, serve } from '../program.ts'
import { type LoggedLine, sharedTalk } from './shared-talk.ts'

let postgres: TestPostgres
let url: string
let one: Running
let two: Running
beforeAll(async () => {
  postgres = await startPostgres()
  url = await postgres.database()
  const start = () => serve({ HOST: '127.0.0.1', LOG_LEVEL: 'warn', DATABASE_URL: url, WEBCHAT_SECRET: 'x'.repeat(64) })
  ;[one, two] = await Promise.all([start(), start()])
})
afterAll(async () => {
  await Promise.all([one.stop('SIGKILL'), two.stop('SIGKILL')])
  await postgres.stop()
})

async function begin(at: Running) {
  const { headers, address, post, log } = await sharedTalk(at)
  return {
    post,
    /** As a client does: with the same id, until it is acknowledged. Gives how often it was refused. */
    say: async (server: Running, text: string, id: string) => {
      for (let refused = 0; ; refused++) {
        const { status, headers } = await post(server, text, id)
        if (status === 200) return refused
        // Nothing else may come of trouble; Direct Line clients read milliseconds.
        expect(status).toBe(503)
        await pause(Number(headers.get('retry-after')))
      }
    },
    /** What was said is in the log once and answered once, in order. */
    answered: async (server: Running, texts: readonly string[]) => {
      await expect
        .poll(async () => (await log(server)).flatMap(({ replyToId }) => replyToId ?? []).length, { timeout: 30_000, interval: 50 })
        .toBe(texts.length)
      const lines = await log(server)
      const said = lines.filter(({ from }) => from.role === 'user')
      expect(said.map(({ text }) => text)).toEqual(texts)
      expect(lines.flatMap(({ replyToId }) => replyToId ?? [])).toEqual(said.map(({ id }) => id))
    },
    /** Hears what comes over a socket; resolves with the code when it is closed. */
    socket: async (server: Running) => {
      const answer = (await (await fetch(address(server), { headers })).json()) as { streamUrl: string }
      const stream = new URL(answer.streamUrl)
      const socket = new WebSocket(`${server.url.replace('http', 'ws')}${stream.pathname}${stream.search}`)
      const heard: string[] = []
      socket.on('message', (data) => {
        const { activities = [] } = JSON.parse(String(data) || '{}') as { activities?: LoggedLine[] }
        heard.push(...activities.flatMap(({ from, text }) => (from.role === 'bot' ? (text ?? '') : [])))
      })
      const closed = new Promise<number>((resolve) => socket.on('close', resolve))
      await new Promise<void>((resolve, reject) => socket.on('open', () => resolve()).on('error', reject))
      return { heard, closed }
    },
  }
}

/** A connection of our own, as an administrator has it. */
async function asAdmin<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end().catch(() => {})
  }
}
const ready = async (server: Running) => (await fetch(`${server.url}/readyz`)).status
const isReadyAgain = async () => {
  for (const server of [one, two]) await expect.poll(() => ready(server), { timeout: 20_000, interval: 100 }).toBe(200)
}

it('both set an empty database up together, and only once', async () => {
  await isReadyAgain()
  const steps = await asAdmin((client) => client.query('select name, count(*)::int as times from migration group by name'))
  expect(steps.rows.length).toBeGreaterThan(0)
  expect(steps.rows.every(({ times }) => times === 1)).toBe(true)
  // The first question of each waits for what is still being learned.
  const talk = await begin(one)
  await talk.say(one, 'Was ist KI?', 'first')
  await talk.answered(one, ['Was ist KI?'])
  await talk.say(two, 'NIS2', 'second')
  await talk.answered(two, ['Was ist KI?', 'NIS2'])
})

it('a listening connection that is cut is made again, and its sockets hear what the other wrote meanwhile', async () => {
  const talk = await begin(one)
  const socket = await talk.socket(one)
  await asAdmin((client) =>
    client.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'wegweiser listen' and datname = current_database()`,
    ),
  )
  await talk.say(two, 'Was ist KI?', 'a')
  await expect.poll(() => socket.heard.length, { timeout: 30_000, interval: 50 }).toBeGreaterThan(0)
  await talk.answered(one, ['Was ist KI?'])
})

it('a database that answers nobody for longer than is waited is told with 503, and what is sent again is answered once', async () => {
  const talk = await begin(one)
  let refused = 0
  await asAdmin(async (client) => {
    await client.query('begin; lock table activity, conversation in access exclusive mode')
    const saying = talk.say(one, 'E-Rechnung', 'b').then((times) => {
      refused = times
    })
    // Released as soon as the first try was refused: nothing is waited for but that.
    await expect
      .poll(async () => (await fetch(`${one.url}/metrics`)).text(), { timeout: 30_000, interval: 100 })
      .toMatch(/trouble="slow"\} [1-9]/)
    await client.query('rollback')
    await saying
  })
  expect(refused).toBeGreaterThan(0)
  await isReadyAgain()
  await talk.answered(two, ['E-Rechnung'])
})

it('a database without a free connection is told as busy, and taken again when there is one', async () => {
  const talk = await begin(two)
  await talk.say(two, 'Was ist KI?', 'c')
  const taken: pg.Client[] = []
  try {
    await asAdmin((client) =>
      client.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'wegweiser%' and datname = current_database()`,
      ),
    )
    for (;;) {
      const client = new pg.Client({ connectionString: url })
      client.on('error', () => {})
      const isIn = await client.connect().then(
        () => true,
        () => false,
      )
      if (!isIn) break
      taken.push(client)
    }
    expect(taken.length).toBeGreaterThan(100)
    await asBusy()
  } finally {
    await Promise.all(taken.map((client) => client.end().catch(() => {})))
  }
  await isReadyAgain()
  await talk.say(one, 'Datensicherung', 'd')
  await talk.answered(two, ['Was ist KI?', 'Datensicherung'])
})

/** What they still hold goes on being used; ended once more, they come back to a full house. */
async function asBusy(): Promise<void> {
  for (const server of [one, two]) expect([200, 503]).toContain(await ready(server))
  expect((await fetch(`${one.url}/healthz`)).status).toBe(200)
}

it('a database that is away is told by /readyz and not by /healthz, and both come back by themselves', async () => {
  const talk = await begin(one)
  await talk.say(one, 'Was ist KI?', 'e')
  await talk.answered(two, ['Was ist KI?'])
  await postgres.pause()
  for (const server of [one, two]) await expect.poll(() => ready(server), { timeout: 20_000, interval: 100 }).toBe(503)
  expect([(await fetch(`${one.url}/healthz`)).status, (await talk.post(one, 'NIS2', 'f')).status]).toEqual([200, 503])
  await postgres.resume()
  await isReadyAgain()
  await talk.say(two, 'NIS2', 'f')
  await talk.answered(one, ['Was ist KI?', 'NIS2'])
})

it('one that is asked to stop answers what it took, tells its sockets to come back, and the other goes on', async () => {
  const talk = await begin(one)
  const socket = await talk.socket(one)
  await talk.say(one, 'E-Rechnung', 'g')
  const stopped = one.stop('SIGTERM')
  expect(await socket.closed).toBe(1012)
  expect(await stopped).toBe(0)
  const again = await talk.socket(two)
  await talk.say(two, 'Datensicherung', 'h')
  await expect.poll(() => again.heard.length, { timeout: 30_000, interval: 50 }).toBeGreaterThan(0)
  await talk.answered(two, ['E-Rechnung', 'Datensicherung'])
})
