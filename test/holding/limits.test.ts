/** Limits that protect: whoever asks for too much is refused before it costs anything, and nobody else notices. */
import { pino } from 'pino'
import { afterEach, describe, expect, it } from 'vitest'
import { network } from '../../adapters/client-address.ts'
import { createFairGate } from '../../adapters/fair-gate.ts'
import { createLimiter } from '../../adapters/limiter.ts'
import * as Limits from '../../adapters/limits.ts'
import { createDesk } from '../../adapters/office/desk.ts'
import { createSenders } from '../../adapters/office/senders.ts'
import { sqliteStore } from '../../adapters/storage/sqlite.ts'
import { entryText, knowledgeFolder, temporaryFolder } from '../fixtures/knowledge-folder.ts'
import { rawClient } from '../fixtures/raw-client.ts'
import { letters, notebook } from '../office/notebook.ts'
import { requestOf } from '../office/request-fixture.ts'
import { type Running, serve } from '../program.ts'
import { knownFrom } from '../real-bot.ts'

let program: Running | undefined
afterEach(() => program?.stop('SIGKILL'))

const small = knowledgeFolder({
  'articles/backup.md': entryText('Datensicherung', ['Wie sichere ich meine Daten?', 'backup firma', 'Die Festplatte ist kaputt']),
})
const from = (address: string) => ({ 'x-forwarded-for': address })

describe('an address', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['192.0.2.7:4711', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::FFFF:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::1', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002:ffff::', '2001:db8:1:2::/64'],
    ['[2001:db8:1:2::1]:443', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['64:ff9b::192.0.2.1', '64:ff9b:0:0::/64'],
    ['unknown', 'unknown'],
    ['', ''],
  ])('%s counts as %s', (address, counted) => {
    expect(network(address)).toBe(counted)
  })
})

describe('a limiter', () => {
  it('keeps the busiest in mind, however many others come', () => {
    let at = 0
    const limiter = createLimiter({ burst: 3, perSecond: 0.001 }, () => new Date(at))
    const busy = () => limiter.take('busy')
    expect([busy(), busy(), busy()]).toEqual([0, 0, 0])
    for (let i = 0; i < 50_000; i++) {
      at += 1
      limiter.take(`other ${i}`)
      if (i % 5000 === 0) expect(busy()).toBeGreaterThan(0)
    }
    expect(busy()).toBeGreaterThan(0)
  })
})

describe('a chamber of 200 people behind one address', () => {
  it('opens the chat, joins and asks twice within a moment, and again, without being refused', () => {
    const limits = Limits.createAddressLimits({ factor: 1, now: () => new Date(0), onRefused: () => {} })
    for (let i = 0; i < 400; i++) expect([limits.take('conversations', 'chamber'), limits.take('conversations', 'chamber')]).toEqual([0, 0])
    for (let i = 0; i < 600; i++) expect(limits.take('messages', 'chamber')).toBe(0)
    expect(Limits.MAX_WAITING_PER_ADDRESS).toBeGreaterThanOrEqual(200)
    expect(Limits.MAX_STREAMS_PER_ADDRESS).toBeGreaterThanOrEqual(2 * 200)
  })
})

describe('the gate', () => {
  const gate = () => createFairGate({ atOnce: 4, atOncePerClient: 2, waitingPerClient: 10, waitingInAll: 15 })
  const settled = () => new Promise((resolve) => setImmediate(resolve))

  it('lets a newcomer in at once though another has ten waiting', async () => {
    const { enter } = gate()
    const entered: string[] = []
    const leaves: (() => void)[] = []
    const come = (client: string, name = client) =>
      enter(client)?.then((leave) => {
        entered.push(name)
        leaves.push(leave)
      })
    for (let i = 0; i < 12; i++) come('hasty', `hasty ${i}`)
    expect(come('hasty')).toBeUndefined()
    come('calm')
    await settled()
    expect(entered).toEqual(['hasty 0', 'hasty 1', 'calm'])
  })

  it('takes those who wait by client, one after the other, and all of them in the end', async () => {
    const { enter, waiting } = gate()
    const entered: string[] = []
    const run = async (client: string, name: string) => {
      const leave = await enter(client)!
      entered.push(name)
      await settled()
      leave()
      leave()
    }
    const running = [...Array.from({ length: 8 }, (_, i) => run('a', `a${i}`)), run('b', 'b0'), run('c', 'c0'), run('d', 'd0')]
    await Promise.all(running)
    expect(entered).toHaveLength(11)
    for (const other of ['b0', 'c0', 'd0']) expect(entered.indexOf(other)).toBeLessThan(7)
    expect(waiting()).toBe(0)
  })
})

describe('the program', () => {
  it('answers a calm visitor while one address sends thousands of messages, and refuses these cheaply', async () => {
    program = await serve({ DATA_DIR: temporaryFolder(), KNOWLEDGE_DIR: small, TRUST_PROXY: 'true', LOG_LEVEL: 'error' })
    const { url } = program
    const calm = await rawClient(url, from('198.51.100.1'))
    const hasty = await Promise.all(Array.from({ length: 40 }, () => rawClient(url, from('203.0.113.9'))))
    const statuses = new Map<number, number>()
    let over = false
    const flood = Promise.all(
      hasty.map(async (client) => {
        for (let i = 0; i < 75; i++) {
          const { status, retryAfterMs } = await client.post('Wie sichere ich meine Daten?')
          statuses.set(status, (statuses.get(status) ?? 0) + 1)
          if (status === 429) expect(retryAfterMs).toBeGreaterThan(0)
        }
      }),
    ).then(() => {
      over = true
    })
    let answered = 0
    while (!over && answered < 10) {
      expect((await calm.post('Wie sichere ich meine Daten?')).status).toBe(200)
      answered += 1
    }
    await flood
    expect(answered).toBeGreaterThan(0)
    expect([...statuses.keys()].sort()).toEqual([200, 429])
    expect(statuses.get(200)).toBeLessThan(2500)
    expect(await (await fetch(`${url}/metrics`)).text()).toMatch(/^wegweiser_refused_total\{limit="messages-per-\w+"\} \d+$/m)
  }, 240_000)
})

describe('requests to people', () => {
  it('are limited by address and talk, and never for everybody', async () => {
    const now = () => new Date('2026-11-23T09:00:00Z')
    const store = await sqliteStore({ path: ':memory:', clock: now })
    const senders = createSenders()
    senders.registerStaff(notebook({ store, channels: ['hwk-halle'] }))
    senders.registerVisitors({ ...letters(), clientOf: (conversation) => conversation.split(' ')[0] })
    const told: string[] = []
    const desk = createDesk({
      store,
      routing: () => knownFrom().knowledge.routing,
      senders,
      retentionDays: 90,
      log: pino({ level: 'silent' }),
      now,
      posted: () => {},
      refused: (limit) => void told.push(limit),
    })
    const ask = (conversation: string) => desk.ask(requestOf(), { conversation, turn: '1' })
    for (let i = 0; i < 30; i++) await ask(`greedy ${i}`)
    expect(await store.requests.list({})).toHaveLength(Limits.REQUESTS_PER_ADDRESS.burst)
    for (let i = 0; i < 40; i++) expect(await ask(`somebody-${i} x`)).toHaveLength(1)
    expect(told.filter((limit) => limit === 'requests-per-address')).toHaveLength(10)
    expect(told).toContain('requests-alarm')
    await store.close()
  })
})
