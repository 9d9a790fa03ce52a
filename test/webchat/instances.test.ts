/** Several processes on one PostgreSQL: any of them can serve any visitor. (Two servers in one process, each with its own connections.) */
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { postgresStore } from '../../adapters/storage/postgres.ts'
import type { Store } from '../../adapters/storage/storage.ts'
import { type ChatServer, startChat } from '../fixtures/chat-server.ts'
import { openLine } from '../fixtures/line.ts'
import { type Heard, type Visitor, type VisitorOptions, visit } from '../fixtures/visitor.ts'
import { startPostgres, type TestPostgres } from '../postgres.ts'

const clock = () => new Date()
const log = pino({ level: 'silent' })
let postgres: TestPostgres
const closing: (() => unknown)[] = []
beforeAll(async () => {
  postgres = await startPostgres()
})
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})
afterAll(() => postgres.stop())

async function server(url: string): Promise<ChatServer & { store: Store }> {
  const store = await postgresStore({ url, clock, log })
  const started = await startChat({ store, log, greetAfterMs: 60_000 })
  closing.push(async () => {
    await started.close()
    await store.close()
  })
  return started
}
async function visitor(url: string, options?: VisitorOptions): Promise<Visitor> {
  const here = await visit(url, options)
  closing.push(() => here.leave())
  return here
}
const says = (text: string) => (heard: Heard[]) => heard.some((one) => one.text === text)
const post = (server: ChatServer, visitor: Visitor, text: string) =>
  fetch(`${server.url}/conversations/${visitor.conversationId}/activities`, {
    method: 'POST',
    headers: { authorization: `Bearer ${visitor.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ type: 'message', text }),
  })

describe('two instances on one database', () => {
  it('deliver to each other’s sockets', async () => {
    const url = await postgres.database()
    const [here, there] = [await server(url), await server(url)]
    const anna = await visitor(here.url)
    await anna.say('bei dir')
    await anna.until(says('echo 1: bei dir'))
    expect((await post(there, anna, 'beim anderen')).status).toBe(200)
    await anna.until(says('echo 2: beim anderen'))
    expect(anna.heard.map((one) => one.text)).toEqual(['bei dir', 'echo 1: bei dir', 'beim anderen', 'echo 2: beim anderen'])
  })

  it('run one turn at a time: forty at once, and the state misses none', async () => {
    const url = await postgres.database()
    const [here, there] = [await server(url), await server(url)]
    const anna = await visitor(here.url)
    await anna.say('los')
    await Promise.all(Array.from({ length: 40 }, (_, i) => post(i % 2 ? here : there, anna, `n${i}`)))
    await anna.until((heard) => heard.filter((one) => one.text?.startsWith('echo')).length === 41)
    const counted = anna.bot().map((text) => Number(/^echo (\d+)/.exec(text)![1]))
    expect([...counted].sort((a, b) => a - b)).toEqual(Array.from({ length: 41 }, (_, i) => i + 1))
    expect(new Set(anna.heard.map((one) => one.id)).size).toBe(anna.heard.length)
    const lines = await here.store.conversations.after(anna.conversationId, 0, 1000)
    expect(anna.heard.map((one) => one.text)).toEqual(lines.map((line) => JSON.parse(line.body).text))
  })

  it('greet once, whichever of them hears of the visitor first', async () => {
    const url = await postgres.database()
    const [here, there] = [await server(url), await server(url)]
    const one = await visitor(here.url)
    await one.online
    const two = await visitor(there.url, { as: one })
    await Promise.all([one.event('webchat/join', { locale: 'de-DE' }), two.event('webchat/join', { locale: 'de-DE' })])
    // Turns of two processes have no order among themselves before the first one is written down.
    await Promise.all([one.until(says('willkommen de-DE')), two.until(says('willkommen de-DE'))])
    await two.say('hallo')
    await Promise.all([one.until(says('echo 1: hallo')), two.until(says('echo 1: hallo'))])
    expect(one.bot()).toEqual(['willkommen de-DE', 'echo 1: hallo'])
    expect(two.bot()).toEqual(one.bot())
  })

  it('take over from each other in the middle of a talk', async () => {
    const url = await postgres.database()
    const [first, second] = [await server(url), await server(url)]
    const line = await openLine(first.port)
    closing.push(() => line.close())
    const anna = await visitor(line.url)
    await anna.say('vorher')
    await anna.until(says('echo 1: vorher'))
    line.leadTo(second.port)
    line.cut()
    await anna.say('nachher')
    await anna.until(says('echo 2: nachher'))
    expect(anna.heard.map((one) => one.text)).toEqual(['vorher', 'echo 1: vorher', 'nachher', 'echo 2: nachher'])
  })

  it('give a visitor the answer that a dead one still owes', async () => {
    const url = await postgres.database()
    const dead = await postgresStore({ url, clock, log })
    const aMinuteAgo = new Date(Date.now() - 60_000)
    await dead.conversations.start({ id: 'c', user: 'dl_c' }, aMinuteAgo)
    const body = JSON.stringify({ type: 'message', id: 'c|1', text: 'bist du noch da?', from: { id: 'dl_c', role: 'user' } })
    await dead.conversations.append('c', [{ id: 'c|1', body, owed: true }], aMinuteAgo)
    await dead.close()
    const alive = await server(url)
    const texts = async () => (await alive.store.conversations.after('c', 0, 10)).map((line) => JSON.parse(line.body).text)
    await expect.poll(texts).toEqual(['bist du noch da?', 'echo 1: bist du noch da?'])
  })

  it('make up for what was missed while nobody listened', async () => {
    const url = await postgres.database()
    const [here, there] = [await server(url), await server(url)]
    const anna = await visitor(here.url)
    await anna.say('hallo')
    await anna.until(says('echo 1: hallo'))
    await postgres.pause()
    await postgres.resume()
    // What is said while the database is still coming back may be accepted and stay without an echo: this bot cannot answer without its state.
    const saidAgain = async () => {
      await post(there, anna, 'gleich wieder da')
      return anna.bot().some((text) => /^echo \d+: gleich wieder da$/.test(text))
    }
    await expect.poll(saidAgain, { timeout: 30_000, interval: 250 }).toBe(true)
  })
})

describe('while the database is away', () => {
  it('visitors are answered, new ones too, and nothing is lost or doubled afterwards', async () => {
    const here = await server(await postgres.database())
    const anna = await visitor(here.url)
    await anna.say('vorher')
    await anna.until(says('echo 1: vorher'))

    await postgres.pause()
    const bert = await visitor(here.url)
    // The bot of this test keeps state and cannot; what needs none works.
    await bert.say('tippe')
    await bert.until(says('getippt'))
    await anna.say('tippe')
    await anna.until(says('getippt'))
    await anna.say('ohne Gedächtnis')
    await anna.until(says('Das hat leider nicht geklappt.'))
    const { watermark } = anna.client as unknown as { watermark: string }
    expect(watermark).toMatch(/^2\.4\.\d+$/)
    await postgres.resume()

    const logged = async (visitor: Visitor) =>
      (await here.store.conversations.after(visitor.conversationId, 0, 100).catch(() => [])).map((line) => JSON.parse(line.body).text)
    await expect
      .poll(() => logged(anna), { timeout: 20_000 })
      .toEqual(['vorher', 'echo 1: vorher', 'tippe', 'getippt', 'ohne Gedächtnis', 'Das hat leider nicht geklappt.'])
    await expect.poll(() => logged(bert), { timeout: 20_000 }).toEqual(['tippe', 'getippt'])
    await anna.say('nachher')
    await anna.until(says('echo 2: nachher'))
    const words = anna.heard.filter((one) => one.type === 'message')
    expect(words.map((one) => one.text)).toEqual([...(await logged(anna))])
    // Who comes back later, with the watermark of that time or none, gets the same.
    const again = await visitor(here.url, { as: anna, watermark })
    await again.until(says('echo 2: nachher'))
    expect(again.heard.map((one) => one.id)).toEqual(words.slice(6).map((one) => one.id))
    expect(await here.store.conversations.owed(new Date(Date.now() + 60_000))).toEqual([])
  })

  it('those who poll are not cut off, and get everything once when it is back', async () => {
    const here = await server(await postgres.database())
    const anna = await visitor(here.url, { webSocket: false })
    await anna.say('vorher')
    await anna.until(says('echo 1: vorher'))
    await postgres.pause()
    await anna.say('tippe')
    await anna.until(says('getippt'))
    await postgres.resume()
    await expect
      .poll(
        () =>
          here.store.ping().then(
            () => 'back',
            () => 'away',
          ),
        { timeout: 20_000 },
      )
      .toBe('back')
    await anna.say('nachher')
    await anna.until(says('echo 2: nachher'))
    expect(anna.heard.map((one) => one.text)).toEqual(['vorher', 'echo 1: vorher', 'tippe', 'getippt', 'nachher', 'echo 2: nachher'])
  })
})
