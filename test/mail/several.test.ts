import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import type { Email } from 'postal-mime'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStore } from '../../adapters/storage/open.ts'
import type { Store } from '../../adapters/storage/storage.ts'
import { type Fate, mortalStore } from '../fixtures/mortal-store.ts'
import { requestOf } from '../office/request-fixture.ts'
import { startPostgres, type TestPostgres } from '../postgres.ts'
import { ERIKA, JONAS, type Office, openOffice } from '../teams/office.ts'
import { type MailServer, mailServer } from './mail-server.ts'
import { ERIKA_BOX, INBOUND, JONAS_BOX, knownWithMail, linkIn, press, reply } from './people.ts'

const NOW = '2026-11-23T10:00:00+01:00'
/** What the dead process had taken is free again after its lease. */
const LATER = '2026-11-23T10:02:00+01:00'
const FROM = { name: 'Wegweiser', address: 'wegweiser@example.org' }
/** More calls than any of these ways makes; a walk ends where nothing dies any more. */
const MAX_CALLS = 30
const CLAIMS = 20

let postgres: TestPostgres
let folder: string
let server: MailServer
beforeAll(async () => {
  postgres = await startPostgres()
  folder = await mkdtemp(join(tmpdir(), 'wegweiser-mail-'))
  server = await mailServer()
})
afterAll(async () => {
  await server.close()
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
})

/** The fates of a way, one death each, until one is survived. Gives how many died. */
async function walk(when: Fate['when'], live: (fate: Fate) => Promise<boolean>): Promise<number> {
  for (let at = 1; at <= MAX_CALLS; at++) if (!(await live({ at, when }))) return at - 1
  throw new Error('it goes on calling')
}

/** Dying after a call and before the next is the same to a database; each of the two takes one. */
describe.each([
  { engine: 'sqlite', when: 'after' },
  { engine: 'postgres', when: 'before' },
] as const)('on $engine, a process that dies $when any step', ({ engine, when }) => {
  let store: Store
  let talks = 0
  beforeAll(async () => {
    const databaseUrl = engine === 'postgres' ? await postgres.database() : undefined
    store = await openStore({ dataDir: join(folder, engine), databaseUrl, clock: () => new Date(NOW), log: pino({ level: 'silent' }) })
  })
  afterAll(() => store.close())

  const openWith = (mortal: Store): Promise<Office> =>
    openOffice({
      now: NOW,
      store: mortal,
      withoutTeams: true,
      known: knownWithMail(),
      mail: { url: server.url, from: FROM, inbound: INBOUND },
      started: false,
    })
  /** Does something with a store that may die, then lets the next process do what is left. False when nothing died. */
  const dyingAt = async (fate: Fate, doIt: (office: Office) => Promise<unknown>): Promise<boolean> => {
    const mortal = mortalStore(store, fate)
    const first = await openWith(mortal.store)
    mortal.begin()
    await Promise.race([doIt(first), mortal.dead])
    mortal.end()
    const died = mortal.isDead()
    if (died) first.kill()
    else await first.close()
    const next = await openWith(store)
    await next.at(LATER)
    await next.close()
    return died
  }
  const idsOf = (mails: readonly Email[]) => mails.map(({ messageId }) => messageId)

  it('between a request and its letters loses none, and sends none under two names', async () => {
    let again = 0
    const deaths = await walk(when, async (fate) => {
      server.mails.length = 0
      const conversation = `talk-${++talks}`
      const ask = (office: Office) => office.desk.ask(requestOf(), { conversation, turn: '1' })
      const died = await dyingAt(fate, async (office) => {
        await ask(office)
        await office.settle()
      })
      const next = await openWith(store)
      // The visitor's turn is not done: it is run again.
      await ask(next)
      await next.at(LATER)
      await next.close()
      for (const { address } of [ERIKA_BOX, JONAS_BOX]) expect(new Set(idsOf(server.to(address))).size).toBe(1)
      expect(await store.requests.list({ conversation })).toHaveLength(1)
      again += server.mails.length - 2
      return died
    })
    expect(deaths).toBeGreaterThan(8)
    // A mail server has no key against doubles: only where it took a letter and we died before noting so, it gets the same letter again.
    expect(again).toBeLessThanOrEqual(4)
    console.log(`${engine}: ${deaths} deaths between a request and its letters, 0 lost, ${again} handed over again under their Message-ID`)
  })

  it('while it takes an answer by mail says it once to the visitor', async () => {
    const begin = await openWith(store)
    const deaths = await walk(when, async (fate) => {
      const visitor = await begin.visitor()
      await begin.desk.ask(requestOf(), { conversation: visitor.conversation, turn: '1' })
      await begin.settle()
      const to = server.to(ERIKA_BOX.address).findLast(({ replyTo }) => replyTo)!.replyTo![0]!.address!
      const hand = (office: Office) => reply(office.url, to, 'Am Dienstag.', { id: `<${visitor.conversation}@example.org>` })
      const died = await dyingAt(fate, async (office) => {
        await hand(office)
        await office.settle()
      })
      const next = await openWith(store)
      // The mail server has heard nothing, and hands the mail over again.
      expect((await hand(next)).body).toEqual({ done: 'answered' })
      await next.at(LATER)
      await next.close()
      expect((await visitor.read()).join().match(/Am Dienstag\./g)).toHaveLength(1)
      const [request] = await store.requests.list({ conversation: visitor.conversation })
      expect(JSON.stringify(request?.body).match(/"what":"answer"/g)).toHaveLength(1)
      return died
    })
    await begin.close()
    expect(deaths).toBeGreaterThan(6)
    console.log(`${engine}: ${deaths} deaths while taking an answer by mail, 0 lost, 0 doubled`)
  })
})

describe.each(['sqlite', 'postgres'] as const)('on %s, people who are quick', (engine) => {
  it(`${CLAIMS} requests that two by mail take in the same moment, half of them two in Teams besides, are taken once each`, async () => {
    server.mails.length = 0
    const log = pino({ level: 'silent' })
    const databaseUrl = engine === 'postgres' ? await postgres.database() : undefined
    const openOne = () => openStore({ dataDir: join(folder, `claims-${engine}`), databaseUrl, clock: () => new Date(NOW), log })
    const store = await openOne()
    const options = { now: NOW, known: knownWithMail(), mail: { url: server.url, from: { name: '', address: 'w@example.org' } } }
    const office = await openOffice({ ...options, store })
    // The other pair is served by another process, where several may share the database.
    const otherStore = engine === 'postgres' ? await openOne() : store
    const other = engine === 'postgres' ? await openOffice({ ...options, store: otherStore, teams: office.teams }) : office
    await office.inChannel('19:halle@thread.tacv2', 'Verbinden hwk-halle')
    if (other !== office) await other.settle()
    for (let i = 1; i <= CLAIMS; i++) await office.desk.ask(requestOf(`Name ${i}`), { conversation: `talk-${i}`, turn: '1' })
    await office.settle()
    const requests = await store.requests.list({})
    expect(requests).toHaveLength(CLAIMS)
    const won: Record<string, number> = { teams: 0, mail: 0 }
    for (const { id, number, version } of requests) {
      const mine = (address: string) =>
        linkIn(
          server.to(address).find(({ subject }) => subject?.startsWith(`Anfrage ${number} `)),
          'Übernehmen',
        )
      const card = office.teams.messages.find(({ activity }) => JSON.stringify(activity.attachments ?? '').includes(id))!
      const byMail = () => [press(office.url, mine(ERIKA_BOX.address)), press(other.url, mine(JONAS_BOX.address))]
      const inTeams = () => [
        office.press(card, 'claim', { request: id, version }, ERIKA),
        other.press(card, 'claim', { request: id, version }, JONAS),
      ]
      await Promise.all([...byMail(), ...(number % 2 === 0 ? inTeams() : [])])
      const { request } = (await office.desk.find(id))!
      const claims = request.details.history.filter(({ what }) => what === 'claim')
      expect(claims).toHaveLength(1)
      expect(request.state).toBe('claimed')
      won[request.details.claimedBy!.id.startsWith('mail:') ? 'mail' : 'teams']! += 1
    }
    await office.settle()
    console.log(`${engine}: ${CLAIMS} requests, ${3 * CLAIMS} claims, ${won.teams} taken in Teams and ${won.mail} by mail, none twice`)
    if (other !== office) {
      await other.close()
      await otherStore.close()
    }
    await office.close()
    await store.close()
  })
})
