/**
 * Killed again and again at moments nobody chose, while several visitors talk; on PostgreSQL there are two and one is always there. First
 * the real program with a real SIGKILL, which costs a start each time; then many more deaths inside this process, at a call to the
 * database drawn by lot. A few with every run of the tests, as many as wanted with `CRASHES` and `KILLS` (CONTRIBUTING.md); prints the counts.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openStore } from '../../adapters/storage/open.ts'
import { postgresStore } from '../../adapters/storage/postgres.ts'
import { sqliteStore } from '../../adapters/storage/sqlite.ts'
import type { Store } from '../../adapters/storage/storage.ts'
import { mortalStore } from '../fixtures/mortal-store.ts'
import { add, answersOf, type Counts, judge, NOTHING, type Script, type Server, TALKS, talk } from '../fixtures/talks.ts'
import { startPostgres, type TestPostgres } from '../postgres.ts'
import { serve } from '../program.ts'
import { type FakeTeams, fakeTeams } from '../teams/fake-teams.ts'
import { openOffice } from '../teams/office.ts'

const DEATHS = Number(process.env.CRASHES ?? 20)
const KILLS = Number(process.env.KILLS ?? 2)
const VISITORS = 4
/** More requests in ten minutes are put off, as from somebody who floods the channels. */
const MAX_REQUESTS = 35
/** A Monday in office hours. */
const NOW = '2026-11-23T10:00:00+01:00'
const log = pino({ level: 'silent' })

let postgres: TestPostgres
let teams: FakeTeams
const closing: (() => unknown)[] = []
beforeAll(async () => {
  ;[postgres, teams] = await Promise.all([startPostgres(), fakeTeams()])
})
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})
afterAll(async () => {
  await teams.close()
  await postgres.stop()
})

/** The request's talk ends at its number: the others differ with it. */
const SCRIPTS: Script[] = TALKS.map(({ name, says }) => ({
  name,
  says: says.slice(0, says.includes('Absenden') ? says.indexOf('Absenden') + 1 : undefined),
}))
/** Its number, and what it says of office hours, are the moment's. */
const withoutNumber = (text: string) => text.replace(/^(Ihre Anfrage hat die Nummer).*/s, '$1')
const firstDifference = (answers: readonly string[], expected: readonly string[]): string => {
  const at = answers.findIndex((text, i) => withoutNumber(text) !== withoutNumber(expected[i] ?? ''))
  return `answer ${at}: ${answers[at]} instead of ${expected[at]}`
}

/** Something that serves visitors and can be killed. */
interface Life {
  server: Server
  /** Ends it at a moment drawn by lot, while visitors talk to it, and gives its successor. `used`: how often it was asked. */
  die(used: () => number): Promise<Life>
  close(): unknown
}

async function connect(store: Store): Promise<void> {
  const link = { teamsChannel: '19:hwk@thread.tacv2', serviceUrl: teams.serviceUrl, bot: { id: 'bot', name: 'Wegweiser' } }
  await store.state.write({ 'wegweiser/channel/hwk-halle': { value: link } })
}

/** As the system does for a process that is killed. */
async function endConnections(url: string, name: string): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  await client.query('select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1', [name])
  await client.end()
}

async function program(env: Record<string, string>): Promise<Life> {
  const running = await serve({ HOST: '127.0.0.1', LOG_LEVEL: 'error', ...env })
  const gone = new AbortController()
  return {
    server: { url: running.url, gone: gone.signal },
    die: async (used) => {
      const enough = used() + 1 + Math.floor(Math.random() * 30)
      while (used() < enough) await pause(1)
      await pause(Math.random() * 20)
      await running.stop('SIGKILL')
      gone.abort()
      return program(env)
    },
    close: () => running.stop('SIGKILL'),
  }
}

async function inside(open: () => Promise<Store>, leave: (store: Store) => Promise<void>): Promise<Life> {
  const store = await open()
  const mortal = mortalStore(store, { at: 1 + Math.floor(Math.random() * 40), when: Math.random() < 0.5 ? 'before' : 'after' })
  const office = await openOffice({ now: NOW, store: mortal.store, teams })
  const gone = new AbortController()
  return {
    server: { url: office.url, gone: gone.signal },
    die: async () => {
      mortal.begin()
      await mortal.dead
      office.kill()
      await leave(store)
      const next = await inside(open, leave)
      gone.abort()
      return next
    },
    close: async () => {
      mortal.end()
      await office.close()
      await leave(store)
    },
  }
}

/** Visitors talk until it has died so many times. */
async function talkOver(deaths: number, lives: Life[], name: string): Promise<{ counts: Counts; talks: number; problems: string[] }> {
  let used = 0
  const alive = async (): Promise<Server> => {
    for (;;) {
      const living = lives.filter(({ server }) => !server.gone.aborted)
      const one = living[Math.floor(Math.random() * living.length)]
      used += 1
      if (one) return one.server
      await pause(5)
    }
  }
  const undisturbed = new Map<Script, string[]>()
  for (const script of SCRIPTS) undisturbed.set(script, answersOf(await talk(script, alive)))
  let [counts, talks, requests, died, over] = [NOTHING, 0, 0, 0, false]
  const problems: string[] = []
  const tell = () => console.log(`${name}: ${died} deaths, ${talks} talks, ${JSON.stringify(counts)}`)
  const visitor = async (): Promise<void> => {
    for (let next = Math.floor(Math.random() * SCRIPTS.length); !over; next++) {
      const script = SCRIPTS[next % SCRIPTS.length]!
      if (script.says.includes('Absenden') && ++requests > MAX_REQUESTS) continue
      const talker = await talk(script, alive)
      const judged = judge(talker, undisturbed.get(script)!, withoutNumber)
      counts = add(counts, judged)
      talks += 1
      if (judged.lost + judged.doubled + judged.deviating > 0)
        problems.push(`${script.name}: ${JSON.stringify(judged)} ${firstDifference(answersOf(talker), undisturbed.get(script)!)}`)
    }
  }
  const visitors = Promise.all(Array.from({ length: VISITORS }, visitor))
  while (died < deaths) {
    const which = died % lives.length
    lives[which] = await lives[which]!.die(() => used)
    died += 1
    if (died % 20 === 0) tell()
  }
  over = true
  await visitors
  tell()
  return { counts, talks, problems }
}

/** A kill is noticed by nobody. A database that stands still longer than anybody waits is said, and is no everyday thing. */
function nobodyNoticed({ counts, talks, problems }: { counts: Counts; talks: number; problems: string[] }): void {
  expect(problems).toEqual([])
  expect(counts).toEqual({ ...NOTHING, acknowledged: counts.acknowledged, unkept: counts.unkept })
  expect(counts.unkept).toBeLessThan(talks / 10)
  expect(counts.acknowledged).toBeGreaterThan(0)
}

describe.each(['SQLite', 'PostgreSQL'] as const)('on %s nothing is lost, doubled or changed', (engine) => {
  it(
    `when the program is killed ${KILLS} times`,
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'wegweiser-crash-'))
      closing.push(() => rm(folder, { recursive: true, force: true }))
      const databaseUrl = engine === 'PostgreSQL' ? await postgres.database() : undefined
      const store = await openStore({ dataDir: folder, databaseUrl, clock: () => new Date(), log })
      await connect(store)
      await store.close()
      const env = { DATA_DIR: folder, ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }) }
      const lives = [await program(env), ...(databaseUrl === undefined ? [] : [await program(env)])]
      closing.push(() => Promise.all(lives.map((life) => life.close())))
      nobodyNoticed(await talkOver(KILLS, lives, `${engine}, SIGKILL`))
    },
    180_000 + KILLS * 60_000,
  )

  it(
    `when it dies ${DEATHS} times in the middle of its work`,
    async () => {
      const clock = () => new Date(NOW)
      const url = engine === 'PostgreSQL' ? await postgres.database() : undefined
      const memory = await sqliteStore({ path: ':memory:', clock })
      const ends = new Map<Store, () => Promise<void>>()
      let opened = 0
      const open = async () => {
        if (url === undefined) return memory
        opened += 1
        const name = `life${opened}`
        const store = await postgresStore({ url: `${url}?application_name=${name}`, clock, log, connections: 3 })
        ends.set(store, () => endConnections(url, name))
        return store
      }
      const leave = async (store: Store) => {
        if (store === memory) return
        // A dead process waits for nothing; closing the polite way would wait for what it was in the middle of.
        const closed = store.close().catch(() => {})
        await ends.get(store)?.()
        await Promise.race([closed, pause(1000)])
      }
      const first = await open()
      await connect(first)
      await leave(first)
      const lives = [await inside(open, leave), ...(url === undefined ? [] : [await inside(open, leave)])]
      closing.push(async () => {
        for (const life of lives) await life.close()
        await memory.close()
      })
      nobodyNoticed(await talkOver(DEATHS, lives, `${engine}, in this process`))
    },
    120_000 + DEATHS * 10_000,
  )
})
