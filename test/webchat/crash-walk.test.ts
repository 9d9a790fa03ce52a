/**
 * A process that dies at every call to the database, one after the other, in the middle of talks that hang on what was said before; the next
 * process goes on. Nobody may notice: not in what is shown, nor in what is stored.
 */
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { postgresStore } from '../../adapters/storage/postgres.ts'
import { sqliteStore } from '../../adapters/storage/sqlite.ts'
import type { Store } from '../../adapters/storage/storage.ts'
import { type Fate, mortalStore } from '../fixtures/mortal-store.ts'
import { answersOf, type Counts, judge, NOTHING, type Script, type Server, TALKS, talk } from '../fixtures/talks.ts'
import { startPostgres, type TestPostgres } from '../postgres.ts'
import { type FakeTeams, fakeTeams } from '../teams/fake-teams.ts'
import { openOffice } from '../teams/office.ts'

/** A Monday in office hours. */
const NOW = '2026-11-23T10:00:00+01:00'
const HWK = '19:hwk@thread.tacv2'
const clock = () => new Date(NOW)
const log = pino({ level: 'silent' })
/** Every so-many-th call; all of them when asked for (CONTRIBUTING.md). */
const STRIDE = process.env.CRASHES ? { sqlite: 1, postgres: 1 } : { sqlite: 3, postgres: 7 }

let postgres: TestPostgres
let teams: FakeTeams
beforeAll(async () => {
  ;[postgres, teams] = await Promise.all([startPostgres(), fakeTeams()])
})
afterAll(async () => {
  await teams.close()
  await postgres.stop()
})

/** Opens the same database for one process after the other. */
interface Database {
  open(): Promise<Store>
  leave(store: Store): Promise<void>
}

const memory = async (): Promise<Database> => {
  const store = await sqliteStore({ path: ':memory:', clock })
  return { open: async () => store, leave: async () => {} }
}
const server = async (): Promise<Database> => {
  const url = await postgres.database()
  return { open: () => postgresStore({ url, clock, log, connections: 3 }), leave: (store) => store.close() }
}

interface Outcome {
  counts: Counts
  shown: string[]
  /** All that is stored: log, state, requests, events. */
  stored: unknown
  /** Posted to Teams, which knows no id of ours: a process that dies between its answer and our noting it posts again. */
  cards: number
  calls: string[]
}

async function run(script: Script, database: Database, fate: Fate | undefined, undisturbed: readonly string[]): Promise<Outcome> {
  teams.messages.length = 0
  const first = await database.open()
  const link = { teamsChannel: HWK, serviceUrl: teams.serviceUrl, bot: { id: 'bot', name: 'Wegweiser' } }
  await first.state.write({ 'wegweiser/channel/hwk-halle': { value: link } })
  const mortal = mortalStore(first, fate)
  const one = await openOffice({ now: NOW, store: mortal.store, teams, started: false })
  await one.start()
  mortal.begin()
  const gone = new AbortController()
  let current: Server = { url: one.url, gone: gone.signal }
  let two: typeof one | undefined
  let second: Store | undefined
  const revived = mortal.dead.then(async () => {
    one.kill()
    await database.leave(first)
    second = await database.open()
    two = await openOffice({ now: NOW, store: second, teams })
    current = { url: two.url, gone: new AbortController().signal }
    gone.abort()
  })
  const talker = await talk(script, async () => {
    if (mortal.isDead()) await revived
    return current
  })
  mortal.end()
  const [store, office] = second && two ? [second, two] : [first, one]
  await office.settle()
  const { log } = talker
  const key = `directline/conversations/${talker.conversation}/`
  const stored = {
    texts: log.map(({ text }) => text),
    state: (await store.state.read([key]))[key]?.talk,
    requests: (await store.requests.list({ conversation: talker.conversation })).map(({ number, state, body }) => ({
      number,
      state,
      body,
    })),
    events: (await store.usage.between(new Date(0), new Date(8e15))).map(({ kind, body }) => ({ kind, body })),
    owed: (await store.conversations.find(talker.conversation))?.owed,
  }
  const cards = teams.inChannel(HWK).filter(({ activity }) => (activity.attachments ?? []).length > 0).length
  const ids = JSON.stringify(stored).replaceAll(/\|[0-9a-f]{16}/g, '|id')
  await office.close()
  await database.leave(store)
  return {
    counts: judge(talker, undisturbed),
    shown: answersOf(talker),
    stored: JSON.parse(ids),
    cards,
    calls: mortal.calls(),
  }
}

describe.each([
  ['SQLite', memory, STRIDE.sqlite],
  ['PostgreSQL', server, STRIDE.postgres],
] as const)('on %s', (_, open, stride) => {
  it.each(TALKS.map((script) => [script.name, script] as const))(
    '%s goes on as if nothing had happened',
    async (_name, script) => {
      const calm = await run(script, await open(), undefined, [])
      expect(calm.counts).toMatchObject({ acknowledged: script.says.length, lost: 0, doubled: 0 })
      const deaths: string[] = []
      for (const when of ['before', 'after'] as const) {
        for (let at = 1; at <= calm.calls.length; at += stride) {
          const died = await run(script, await open(), { at, when }, calm.shown)
          const where = `${when} call ${at}, ${calm.calls[at - 1]}`
          deaths.push(where)
          expect(died.counts, where).toEqual({ ...NOTHING, acknowledged: script.says.length })
          expect(died.stored, where).toEqual(calm.stored)
          expect(died.cards, where).toBeGreaterThanOrEqual(calm.cards)
        }
      }
      expect(deaths.length).toBeGreaterThan(script.says.length)
    },
    600_000,
  )
})
