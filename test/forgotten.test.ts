/**
 * "Lösche meine Daten", and the time after which everything goes: nothing a visitor said is in any byte of any file afterwards, nor in any
 * row. The real program, a whole talk, and others that go on beside it.
 */
import { createReadStream, readdirSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sqliteStore } from '../adapters/storage/sqlite.ts'
import { startPostgres, type TestPostgres } from './postgres.ts'
import { type Running, serve } from './program.ts'
import { type FakeTeams, fakeTeams } from './teams/fake-teams.ts'

/** What is said in the talk, in pieces that nobody else says. */
const SECRETS = [
  'Adelgunde',
  'Quittenbaum',
  'quittenbaum@beispielhaus',
  '5678917',
  '567 8917',
  '0176 4455',
  '0044 0532 0130',
  'DE89',
  '04849',
  'Kugelblitzableiter',
  'Zwergpinscher',
]

const OWN_TALK = [
  'Wann ist der nächste Sprechtag? Ich heiße Adelgunde Quittenbaum, Tel. 0391 5678917, quittenbaum@beispielhaus.de',
  'Meine IBAN ist DE89 3704 0044 0532 0130 00, was kostet ein Kugelblitzableiter?',
  'Anfrage übergeben',
  'Halle',
  'Tischlerei',
  'Ja',
  'Wer hilft mir mit dem Kugelblitzableiter?',
  'Adelgunde Quittenbaum',
  '0391 – 567 8917',
  'Absenden',
  'Förder-Check',
  '04849',
  'Anfrage übergeben',
  'Halle',
  'Tischlerei',
  'Ja',
  'Mein Zwergpinscher, die dritte Frage, 0176 4455667',
  'Adelgunde Quittenbaum',
]

/** What Direct Line answers, as far as it is read here. */
interface Page {
  token: string
  conversationId: string
  watermark?: string
  activities: { from: { role: string }; text?: string }[]
}

interface Talker {
  say(text: string): Promise<string>
}

async function talker(url: string): Promise<Talker> {
  const call = async (path: string, token: string | undefined, init: RequestInit = {}): Promise<Page> => {
    const headers = { 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }) }
    const response = await fetch(`${url}/v3/directline${path}`, { ...init, headers })
    if (!response.ok) throw new Error(`${path}: ${response.status}`)
    return (await response.json()) as Page
  }
  const { token } = await call('/tokens/generate', undefined, { method: 'POST' })
  const { conversationId } = await call('/conversations', token, { method: 'POST', body: '{}' })
  let watermark = ''
  let said = 0
  return {
    say: async (text) => {
      said += 1
      const activity = {
        type: 'message',
        text,
        locale: 'de-DE',
        from: { id: 'me' },
        channelData: { clientActivityID: `c${said}`, note: text },
      }
      await call(`/conversations/${conversationId}/activities`, token, { method: 'POST', body: JSON.stringify(activity) })
      for (let tries = 0; tries < 1000; tries++) {
        const page = await call(`/conversations/${conversationId}/activities?watermark=${watermark}`, token)
        watermark = page.watermark ?? ''
        const answers = page.activities.filter(({ from }) => from.role === 'bot')
        if (answers.length > 0) return answers.map(({ text: words = '' }) => words).join('\n')
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
      throw new Error(`no answer to "${text}"`)
    },
  }
}

/** Staff connect a channel, so that requests can be made. */
async function connect(url: string, { serviceUrl }: FakeTeams): Promise<void> {
  const text = '<at>Wegweiser</at> Verbinden hwk-halle'
  const bot = { id: '28:bot', name: 'Wegweiser' }
  const activity = {
    type: 'message',
    id: '1',
    text,
    channelId: 'msteams',
    serviceUrl,
    locale: 'de-DE',
    entities: [{ type: 'mention', text: '<at>Wegweiser</at>', mentioned: bot }],
    conversation: { id: '19:halle;messageid=1', conversationType: 'channel', isGroup: true },
    channelData: { channel: { id: '19:halle' } },
    from: { id: '29:erika', name: 'Erika Amsel' },
    recipient: bot,
  }
  const response = await fetch(`${url}/api/messages`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(activity),
  })
  expect(response.status).toBe(200)
}

/** Which of the words stand in which file. Read again from the start where a file got its name meanwhile: copies of knowledge are still being made. */
async function bytesWith(folder: string, words: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for (const name of readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())) {
    const path = join(name.parentPath, name.name)
    const chunks: Buffer[] = []
    try {
      for await (const chunk of createReadStream(path)) chunks.push(chunk as Buffer)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
      return bytesWith(folder, words)
    }
    const text = withoutIds(Buffer.concat(chunks).toString('latin1'))
    for (const word of words) if (text.includes(word)) found.push(`${name.name}: ${word}`)
  }
  return found
}

/** Ids are made up by chance, and one in some ten thousand has a postcode's figures. */
const withoutIds = (text: string) => text.replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '')

async function others(url: string, count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    const other = await talker(url)
    await other.say(`Wann ist der nächste Sprechtag in Halle, Besucher ${i}?`)
  }
}

/** The whole talk, with others before, beside and after it, up to the yes. */
async function tellAllThenDelete(server: Running, teams: FakeTeams, dataDir?: string): Promise<void> {
  await connect(server.url, teams)
  await others(server.url, 3)
  const visitor = await talker(server.url)
  for (const text of OWN_TALK) {
    await visitor.say(text)
    if (text.length > 60) await others(server.url, 1)
  }
  expect(teams.inChannel('19:halle').some(({ activity }) => JSON.stringify(activity).includes('Adelgunde'))).toBe(true)
  // Otherwise the search below could find nothing by looking wrongly.
  if (dataDir) expect(await bytesWith(dataDir, SECRETS)).toContain('wegweiser.sqlite-wal: Adelgunde')
  await visitor.say('Lösche meine Daten')
  expect(await visitor.say('Ja')).toContain('Erledigt')
  await others(server.url, 2)
}

let folder: string
let teams: FakeTeams
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wegweiser-forgotten-'))
  teams = await fakeTeams()
})
afterAll(async () => {
  await teams.close()
  await rm(folder, { recursive: true, force: true })
})
const settings = (dataDir: string) => ({ DATA_DIR: dataDir, TEAMS_PLAYGROUND: new URL(teams.serviceUrl).port, LOG_LEVEL: 'trace' })
const onCards = () => teams.messages.filter(({ activity }) => SECRETS.some((word) => JSON.stringify(activity).includes(word)))

describe('on SQLite', { timeout: 180_000 }, () => {
  it('leaves no word in any file, while it runs and after it has stopped, nor on a card or in the log', async () => {
    const dataDir = join(folder, 'wish')
    const server = await serve(settings(dataDir))
    await tellAllThenDelete(server, teams, dataDir)
    expect(await bytesWith(dataDir, SECRETS)).toEqual([])
    await expect.poll(onCards, { timeout: 30_000 }).toEqual([])
    expect(await bytesWith(dataDir, SECRETS)).toEqual([])
    expect(SECRETS.filter((word) => (server.said.err + server.said.out).includes(word))).toEqual([])
    await server.stop()
    expect(await bytesWith(dataDir, SECRETS)).toEqual([])
  })

  it('leaves no word when the process is killed right after the answer', async () => {
    const dataDir = join(folder, 'killed')
    const server = await serve(settings(dataDir))
    await tellAllThenDelete(server, teams)
    await server.stop('SIGKILL')
    expect(await bytesWith(dataDir, SECRETS)).toEqual([])
  })

  it('leaves no word of what Teams did not take', async () => {
    const dataDir = join(folder, 'failing')
    const server = await serve(settings(dataDir))
    await connect(server.url, teams)
    teams.fail(500)
    const visitor = await talker(server.url)
    for (const text of OWN_TALK.slice(2, 10)) await visitor.say(text)
    await server.heard('err', /post_retried/)
    await visitor.say('Lösche meine Daten')
    await visitor.say('Ja')
    expect(await bytesWith(dataDir, SECRETS)).toEqual([])
    expect(SECRETS.filter((word) => (server.said.err + server.said.out).includes(word))).toEqual([])
    teams.fail(undefined)
    await server.stop()
  })

  it('leaves no word of what is older than its time', async () => {
    const path = join(folder, 'time', 'wegweiser.sqlite')
    const at = (day: number) => new Date(Date.UTC(2026, 0, day))
    const store = await sqliteStore({ path, clock: () => at(1) })
    const filler = 'y'.repeat(700)
    for (let i = 0; i < 200; i++) {
      const old = i % 2 === 0
      const when = at(old ? 1 : 40)
      const word = old ? `Adelgunde ${'Quittenbaum '.repeat(1 + (i % 90))}` : filler
      await store.conversations.start({ id: `c${i}`, user: `dl_${i}` }, when)
      for (let n = 0; n < 6; n++)
        await store.conversations.append(`c${i}`, [{ id: `c${i}|${n}`, body: JSON.stringify({ text: `${word} ${n}` }) }], when)
      await store.state.write({ [`directline/conversations/c${i}/`]: { talk: word.repeat(1 + (i % 7)) } })
      await store.usage.append([{ at: when, kind: 'question', conversation: `c${i}`, body: { text: word } }])
      const request = await store.requests.create(
        { id: `r${i}`, state: 'open', channel: 'x', conversation: `c${i}`, body: { name: word } },
        when,
        [{ id: `p${i}`, kind: 'card', request: `r${i}`, body: { name: word }, due: when }],
      )
      expect(request.number).toBe(i + 1)
    }
    expect(await bytesWith(join(folder, 'time'), ['Quittenbaum'])).not.toEqual([])
    const gone = await store.expire({ conversations: at(20), usage: at(20), requests: at(20) })
    expect(gone).toEqual({ conversations: 100, requests: 100, usage: 100 })
    expect(await bytesWith(join(folder, 'time'), ['Quittenbaum'])).toEqual([])
    await store.close()
    expect(await bytesWith(join(folder, 'time'), ['Quittenbaum'])).toEqual([])
  })
})

describe('on PostgreSQL', { timeout: 180_000 }, () => {
  let postgres: TestPostgres
  beforeAll(async () => {
    postgres = await startPostgres()
  })
  afterAll(() => postgres.stop())

  it('leaves no row with a word of it, which is what a dump holds', async () => {
    const url = await postgres.database()
    const server = await serve({ ...settings(join(folder, 'postgres')), DATABASE_URL: url })
    await tellAllThenDelete(server, teams)
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    const { rows: tables } = await client.query(`select table_name as name from information_schema.tables where table_schema = 'public'`)
    expect(tables.length).toBeGreaterThan(8)
    const dump: string[] = []
    for (const { name } of tables)
      for (const row of (await client.query(`select t::text as line from "${name}" as t`)).rows) dump.push(`${name} ${row.line}`)
    expect(dump.filter((line) => SECRETS.some((word) => withoutIds(line).includes(word)))).toEqual([])
    expect(dump.length).toBeGreaterThan(20)
    await client.end()
    expect(SECRETS.filter((word) => (server.said.err + server.said.out).includes(word))).toEqual([])
    await server.stop()
  })
})
