import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStore } from '../../adapters/storage/open.ts'
import type { Store } from '../../adapters/storage/storage.ts'
import { requestOf } from '../office/request-fixture.ts'
import { startPostgres, type TestPostgres } from '../postgres.ts'
import { type FakeTeams, fakeTeams, readCard } from './fake-teams.ts'
import { ERIKA, JONAS, type Office, openOffice } from './office.ts'

const NOW = '2026-11-23T10:00:00+01:00'
const HWK = '19:hwk@thread.tacv2'
const ROUNDS = 20

let postgres: TestPostgres
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres.stop())

describe.each(['sqlite', 'postgres'] as const)('on %s', (engine) => {
  let folder: string
  let databaseUrl: string | undefined
  let teams: FakeTeams

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wegweiser-teams-'))
    databaseUrl = engine === 'postgres' ? await postgres.database() : undefined
    teams = await fakeTeams()
  })
  afterAll(async () => {
    await teams.close()
    await rm(folder, { recursive: true, force: true })
  })
  const open = (): Promise<Store> => openStore({ dataDir: folder, databaseUrl, clock: () => new Date(NOW), log: pino({ level: 'silent' }) })
  const cards = () => teams.inChannel(HWK).filter(({ activity }) => (activity.attachments ?? []).length > 0)

  it('a process killed between storing and posting leaves exactly one post to the next', async () => {
    const connected = await open()
    const link = { teamsChannel: HWK, serviceUrl: teams.serviceUrl, bot: { id: '28:bot', name: 'Wegweiser' } }
    await connected.state.write({ 'wegweiser/channel/hwk-halle': { value: link } })
    await connected.close()
    const program = join(import.meta.dirname, '../office/store-and-die.ts')
    const dying = spawn(process.execPath, [program, folder, databaseUrl ?? '', 'teams', 'stored'], { stdio: ['ignore', 'pipe', 'inherit'] })
    const said = await new Promise<string>((resolve) => dying.stdout.once('data', (data: Buffer) => resolve(data.toString())))
    expect(said).toContain('stored 1')
    dying.kill('SIGKILL')
    await new Promise((resolve) => dying.once('exit', resolve))
    expect(cards()).toHaveLength(0)
    for (let restart = 0; restart < 3; restart++) {
      const store = await open()
      const office = await openOffice({ now: NOW, store, teams })
      await office.settle()
      await office.close()
      await store.close()
      expect(cards()).toHaveLength(1)
    }
    expect(readCard(cards()[0]!).text).toContain('Xenia Beispiel')
  })

  it('two claims at once: exactly one wins, twenty times, and the other is told who', async () => {
    const store = await open()
    // On PostgreSQL the two come to different processes; SQLite belongs to one.
    const stores = engine === 'postgres' ? [store, await open()] : [store]
    const offices: Office[] = []
    for (const one of stores) offices.push(await openOffice({ now: NOW, store: one, teams, started: false }))
    for (const office of offices) await office.inChannel(HWK, 'Verbinden hwk-halle')
    const [first, second = first] = offices as [Office, Office?]
    const winners: string[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const conversation = `talk ${round}`
      await first.desk.ask(requestOf(), { conversation, turn: '1' })
      const [row] = await store.requests.list({ conversation })
      const data = { request: row!.id, version: row!.version }
      // Threads of their own, so that no queue of ours puts the two in order before the store does.
      const thread = (name: string) => ({ id: name, conversation: `${HWK};messageid=${name}${round}` })
      const answers = await Promise.all([first.press(thread('1'), 'claim', data, ERIKA), second.press(thread('2'), 'claim', data, JONAS)])
      const texts = answers.map((activity) => readCard({ activity }).text)
      const [claimed] = await store.requests.list({ conversation })
      const winner = (claimed!.body as { claimedBy: { name: string } }).claimedBy.name
      winners.push(winner)
      expect(texts.filter((text) => text.includes('war schneller'))).toHaveLength(1)
      expect(texts.find((text) => text.includes('war schneller'))).toContain(`${winner} war schneller`)
      expect((claimed!.body as { history: { what: string }[] }).history.filter(({ what }) => what === 'claim')).toHaveLength(1)
    }
    expect(winners).toHaveLength(ROUNDS)
    for (const office of offices) await office.close()
    for (const one of stores) await one.close()
  })

  it('two processes that look at the clock at once remind once', async () => {
    const stores = engine === 'postgres' ? [await open(), await open()] : [await open()]
    const offices: Office[] = []
    for (const store of stores) offices.push(await openOffice({ now: NOW, store, teams }))
    for (const office of offices) await office.settle()
    await offices[0]!.desk.ask(requestOf('Yorick Muster'), { conversation: 'reminded', turn: '1' })
    for (const office of offices) await office.settle()
    const before = teams.messages.length
    await Promise.all([...offices, ...offices].map((office) => office.at('2026-11-23T14:01:00+01:00')))
    for (const office of offices) await office.settle()
    const [row] = await stores[0]!.requests.list({ conversation: 'reminded' })
    const card = cards().find((message) => readCard(message).text.includes('Yorick'))!
    const reminders = teams.messages
      .slice(before)
      .filter(({ conversation, activity }) => conversation === card.conversation && activity.text?.includes('Erinnerung'))
    expect(reminders).toHaveLength(1)
    expect((row!.body as { reminded: number }).reminded).toBe(1)
    for (const office of offices) await office.close()
    for (const store of stores) await store.close()
  })
})
