import { request } from 'node:http'
import type { Activity } from 'botbuilder'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EMBEDDED_SERVICE } from '../../adapters/bot-adapter.ts'
import { type FakeTeams, fakeTeams } from './fake-teams.ts'
import { fakeMicrosoft, type Microsoft } from './microsoft.ts'
import { ERIKA, type Office, openOffice, TENANT } from './office.ts'

const APP = '11111111-2222-3333-4444-555555555555'
const SERVICE = 'https://smba.trafficmanager.net/de/'
const NOW = '2026-11-23T10:00:00+01:00'

let microsoft: Microsoft
let teams: FakeTeams
let office: Office

const seconds = Math.floor(Date.parse(NOW) / 1000)
const CLAIMS = { iss: 'https://api.botframework.com', aud: APP, exp: seconds + 3600, nbf: seconds - 10, serviceurl: SERVICE }
let number = 0
const question = (more: Partial<Activity> = {}): Partial<Activity> => ({
  type: 'message',
  id: `q${++number}`,
  text: 'Wann ist der nächste Sprechtag in Halle?',
  deliveryMode: 'expectReplies',
  channelId: 'msteams',
  serviceUrl: SERVICE,
  locale: 'de-DE',
  conversation: { id: 'a:erika', conversationType: 'personal', isGroup: false, name: '', tenantId: TENANT },
  channelData: { tenant: { id: TENANT } },
  from: ERIKA as Activity['from'],
  recipient: { id: '28:bot', name: 'Wegweiser' } as Activity['recipient'],
  ...more,
})
const send = (authorization: string | undefined, more: Partial<Activity> = {}) =>
  office.post(question(more), authorization === undefined ? {} : { Authorization: authorization })
const bearer = (claims: object, header?: object, key?: Microsoft['otherKey']) => `Bearer ${microsoft.sign(claims, header, key)}`

beforeAll(async () => {
  microsoft = await fakeMicrosoft()
  teams = await fakeTeams()
})
afterAll(async () => {
  await teams.close()
  await microsoft.close()
})

describe('with a registration', () => {
  beforeAll(async () => {
    office = await openOffice({
      now: NOW,
      teams,
      app: { id: APP, password: 'secret', tenant: TENANT },
      cloud: microsoft.cloud,
      started: false,
    })
  })
  afterAll(() => office.close())

  it('answers a correctly signed question as the web chat does', async () => {
    const { status, body } = await send(bearer(CLAIMS))
    expect(status).toBe(200)
    const [answer] = (body as { activities: Partial<Activity>[] }).activities
    expect(answer!.text).toContain('Donnerstag, 3. Dezember 2026')
    expect(answer!.entities?.[0]).toMatchObject({ citation: [{ position: 1 }] })
    expect(office.events.at(-1)).toMatchObject({ kind: 'question', decision: 'answer' })
  })

  it.each<[string, number, () => string | undefined, Partial<Activity>?]>([
    ['no proof', 401, () => undefined],
    ['nonsense', 401, () => 'Bearer abc'],
    ['another scheme', 401, () => 'Basic abc'],
    ['an unsigned token', 401, () => bearer(CLAIMS, { alg: 'none' }).replace(/\.[^.]*$/, '.')],
    ['a key nobody published, under a known name', 401, () => bearer(CLAIMS, {}, microsoft.otherKey)],
    ['a key of an unknown name', 401, () => bearer(CLAIMS, { kid: 'zz' })],
    ['a symmetric signature', 401, () => bearer(CLAIMS, { alg: 'HS256' })],
    ['the wrong audience', 401, () => bearer({ ...CLAIMS, aud: '00000000-0000-0000-0000-000000000000' })],
    ['the wrong issuer', 401, () => bearer({ ...CLAIMS, iss: 'https://evil.example' })],
    ['an expired token', 401, () => bearer({ ...CLAIMS, exp: seconds - 4000, nbf: seconds - 8000 })],
    ['a token of tomorrow', 401, () => bearer({ ...CLAIMS, nbf: seconds + 86_400, exp: seconds + 90_000 })],
    ['another service address than the proved one', 401, () => bearer(CLAIMS), { serviceUrl: 'https://evil.example/' }],
    ['a channel the key does not speak for', 401, () => bearer(CLAIMS), { channelId: 'slack' }],
    ['our own local service address', 401, () => bearer({ ...CLAIMS, serviceurl: EMBEDDED_SERVICE }), { serviceUrl: EMBEDDED_SERVICE }],
    ['a door that is not Teams, though proved', 403, () => bearer(CLAIMS), { channelId: 'webchat' }],
    [
      'another tenant, though proved',
      403,
      () => bearer(CLAIMS),
      { channelData: { tenant: { id: '00000000-0000-0000-0000-000000000001' } } },
    ],
    [
      'no tenant at all, though proved',
      403,
      () => bearer(CLAIMS),
      { channelData: {}, conversation: { id: 'a:x', conversationType: 'personal', isGroup: false, name: '' } },
    ],
  ])('refuses %s, and nothing happens', async (_, expected, authorization, more) => {
    const events = office.events.length
    const { status, body } = await send(authorization(), more)
    expect(status).toBe(expected)
    expect(Object.keys((body as { error: object }).error)).toEqual(['code', 'message'])
    expect(JSON.stringify(body)).not.toMatch(/jwt|issuer|audience|key|botframework/i)
    expect(office.events).toHaveLength(events)
    expect(
      await office.store.state.read(['msteams/conversations/a:erika', 'slack/conversations/a:erika', 'msteams/conversations/a:x']),
    ).toEqual(
      // What the right question before left.
      await office.store.state.read(['msteams/conversations/a:erika']),
    )
    expect(teams.messages).toEqual([])
  })

  it('refuses everything while the keys cannot be fetched, and works again after that', async () => {
    const away = await openOffice({
      now: NOW,
      teams,
      app: { id: APP, password: 'secret', tenant: TENANT },
      cloud: { ...microsoft.cloud, ToBotFromChannelOpenIdMetadataUrl: 'http://127.0.0.1:9/none' },
      started: false,
    })
    const { status } = await away.post(question(), { Authorization: bearer(CLAIMS) })
    expect(status).toBe(401)
    await away.close()
  })
})

describe('for the Playground', () => {
  beforeAll(async () => {
    office = await openOffice({ now: NOW, teams, started: false })
  })
  afterAll(() => office.close())

  const local = (more: Partial<Activity> = {}) => question({ serviceUrl: teams.serviceUrl, ...more })

  it('answers this machine', async () => {
    const { status, body } = await office.post(local())
    expect(status).toBe(200)
    expect(JSON.stringify(body)).toContain('3. Dezember 2026')
  })

  it.each([
    ['a proxy passes it on', { 'X-Forwarded-For': '203.0.113.7' }],
    ['a page in a browser sends it', { Origin: 'https://evil.example' }],
  ])('refuses when %s', async (_, headers) => expect((await office.post(local(), headers)).status).toBe(403))

  it('refuses when it is called by another name', async () => {
    const { port } = new URL(office.url)
    const body = JSON.stringify(local())
    const status = await new Promise<number>((resolve, reject) => {
      const sent = request(
        {
          port,
          host: '127.0.0.1',
          path: '/api/messages',
          method: 'POST',
          headers: { Host: 'rebind.example', 'Content-Type': 'application/json' },
        },
        (res) => {
          res.resume()
          resolve(res.statusCode ?? 0)
        },
      )
      sent.on('error', reject)
      sent.end(body)
    })
    expect(status).toBe(403)
  })

  it('answers to nobody but this machine', async () => {
    expect((await office.post(local({ serviceUrl: 'http://169.254.169.254/latest/' }))).status).toBe(403)
    expect((await office.post(local({ serviceUrl: 'https://evil.example/' }))).status).toBe(403)
  })
})
