/** The queue of the monthly mail, killed between any two steps: nobody gets a letter twice, and what is doubtful is said to be. */
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStore } from '../../adapters/storage/open.ts'
import type { Store } from '../../adapters/storage/storage.ts'
import { type Fate, mortalStore } from '../fixtures/mortal-store.ts'
import { type MailServer, mailServer } from '../mail/mail-server.ts'
import { startPostgres, type TestPostgres } from '../postgres.ts'
import { ROOT } from '../program.ts'
import { knownFrom } from '../real-bot.ts'
import { type Office, openOffice } from '../teams/office.ts'

const BEFORE = new Date('2026-11-20T10:00:00+01:00')
const SENDING_DAY = '2026-11-25T09:00:00+01:00'
/** What a dead process had taken is free again after its lease. */
const minutesLater = (minutes: number) => new Date(Date.parse(SENDING_DAY) + minutes * 60_000).toISOString()
const FROM = { name: 'Wegweiser', address: 'wegweiser@example.org' }
const MONTH = 'month-2026-12'
/** More calls than any way makes; a walk ends where nothing dies any more. */
const MAX_CALLS = 30
const log = pino({ level: 'silent' })

let postgres: TestPostgres
let folder: string
let server: MailServer
beforeAll(async () => {
  postgres = await startPostgres()
  folder = await mkdtemp(join(tmpdir(), 'wegweiser-monthly-'))
  server = await mailServer()
})
afterAll(async () => {
  await server.close()
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
})

async function subscribed(store: Store, count: number): Promise<string[]> {
  const addresses: string[] = []
  for (let i = 1; i <= count; i++) {
    const address = `${randomUUID()}@example.org`
    const asked = { id: randomUUID(), list: 'month' as const, address, wishes: { topics: [] }, consent: {} }
    const { id } = await store.subscribers.ask(asked, { confirm: 'confirm', known: 'known', once: '1' }, BEFORE)
    await store.subscribers.confirm(id, BEFORE)
    addresses.push(address)
  }
  // The question whether it was they is not what is tried here.
  for (const { id } of await store.subscribers.take(BEFORE, 1, 1000)) await store.subscribers.settle(id, 'empty')
  return addresses
}

describe.each([
  { engine: 'sqlite', when: 'after' },
  { engine: 'postgres', when: 'before' },
] as const)('on $engine, a process that dies $when any step', ({ engine, when }) => {
  let store: Store
  beforeAll(async () => {
    const databaseUrl = engine === 'postgres' ? await postgres.database() : undefined
    store = await openStore({ dataDir: join(folder, engine), databaseUrl, clock: () => BEFORE, log })
  })
  afterAll(() => store.close())

  const openWith = (mortal: Store, now: string): Promise<Office> =>
    openOffice({ now, store: mortal, withoutTeams: true, known: knownFrom(), mail: { url: server.url, from: FROM }, started: false })
  /** Sends with a store that may die, then lets two more processes do what is left. False when nothing died. */
  const dyingAt = async (fate: Fate, doIt: (office: Office) => Promise<unknown>, now: string): Promise<boolean> => {
    const mortal = mortalStore(store, fate)
    const first = await openWith(mortal.store, now)
    mortal.begin()
    await Promise.race([doIt(first), mortal.dead])
    mortal.end()
    const died = mortal.isDead()
    if (died) first.kill()
    else await first.close()
    for (const minutes of [6, 12]) {
      const next = await openWith(store, minutesLater(minutes))
      await next.monthlyMail!.flush()
      await next.close()
    }
    return died
  }
  async function walk(live: (fate: Fate) => Promise<boolean>): Promise<number> {
    for (let at = 1; at <= MAX_CALLS; at++) if (!(await live({ at, when }))) return at - 1
    throw new Error('it goes on calling')
  }

  it('sends the month to nobody twice, and loses none without saying so', async () => {
    let doubtful = 0
    let lost = 0
    const deaths = await walk(async (fate) => {
      const addresses = await subscribed(store, 2)
      const uncertain = async () => (await store.subscribers.summary(MONTH, 'month')).letters.uncertain
      const before = await uncertain()
      const died = await dyingAt(fate, (office) => office.monthlyMail!.flush(), SENDING_DAY)
      const got = addresses.map((address) => server.to(address).length)
      expect(Math.max(...got)).toBe(1)
      const missing = got.filter((count) => count === 0).length
      const unsure = (await uncertain()) - before
      expect(unsure).toBeLessThanOrEqual(1)
      expect(missing).toBeLessThanOrEqual(unsure)
      doubtful += unsure
      lost += missing
      return died
    })
    expect(deaths).toBeGreaterThan(5)
    console.log(`${engine}: ${deaths} deaths while the month went out, 0 twice, ${doubtful} said to be uncertain, ${lost} of them not sent`)
  })

  it('asks whoever orders once for a yes', async () => {
    const deaths = await walk(async (fate) => {
      const address = `${randomUUID()}@example.org`
      const order = (office: Office) => office.monthlyMail!.order({ address, topics: [], lang: 'de', consent: 'Ja' })
      const died = await dyingAt(
        fate,
        async (office) => {
          await order(office)
          await office.monthlyMail!.flush()
        },
        SENDING_DAY,
      )
      // Whoever has heard nothing orders again.
      const next = await openWith(store, minutesLater(15))
      await order(next)
      await next.monthlyMail!.flush()
      await next.close()
      expect(server.to(address).length).toBeLessThanOrEqual(1)
      return died
    })
    expect(deaths).toBeGreaterThan(4)
  })
})

/** Each start costs seconds; `KILLS` makes more of them, on both engines. */
const KILLS = Number(process.env.KILLS ?? 1)
describe.each(KILLS > 1 ? (['sqlite', 'postgres'] as const) : (['sqlite'] as const))('on %s, a program that is killed', (engine) => {
  it(`${KILLS} time(s) while the server takes a letter sends to all, and to nobody twice`, async () => {
    const dataDir = await mkdtemp(join(folder, 'killed-'))
    const databaseUrl = engine === 'postgres' ? await postgres.database() : undefined
    // As much knowledge as the month is made of, so that each start is quick.
    const knowledge = join(dataDir, 'knowledge')
    for (const file of ['site.de.md', 'site.en.md', 'messages.de.md', 'messages.en.md', 'vocabulary.md'])
      await cp(join(ROOT, 'knowledge', file), join(knowledge, file))
    await cp(join(ROOT, 'region', 'events'), join(knowledge, 'events'), { recursive: true })
    const open = () => openStore({ dataDir, databaseUrl, clock: () => BEFORE, log })
    const seeding = await open()
    const addresses = await subscribed(seeding, 5 * (KILLS + 1))
    await seeding.close()
    const run = (minutes: number, killAfter: number) =>
      new Promise<void>((resolve) => {
        const program = join(import.meta.dirname, 'send-and-die.ts')
        const child = spawn(process.execPath, [program, dataDir, databaseUrl ?? '', server.url, minutesLater(minutes), knowledge], {
          stdio: 'inherit',
        })
        let taken = 0
        // The letter is there; that it is, nobody hears any more.
        server.onMail(() => {
          taken += 1
          if (taken === killAfter) child.kill('SIGKILL')
        })
        child.once('exit', () => resolve())
      })
    for (let kill = 0; kill < KILLS; kill++) await run(6 * kill, 3 + (kill % 3))
    await run(6 * KILLS, Number.POSITIVE_INFINITY)
    server.onMail(() => {})
    expect(addresses.map((address) => server.to(address).length)).toEqual(addresses.map(() => 1))
    const store = await open()
    const { letters } = await store.subscribers.summary(MONTH, 'month')
    expect(letters).toMatchObject({ waiting: 0, handing: 0, uncertain: KILLS, sent: addresses.length - KILLS })
    await store.close()
    console.log(`${engine}: ${KILLS} kills, ${addresses.length} letters, each once`)
  })
})
