/**
 * The staff's door without a registration, in the real program behind the simplest proxy there is: one that passes everything on and says
 * nothing of for whom. To us its visitors look like this machine.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort } from '../postgres.ts'
import { type Running, run, serve } from '../program.ts'
import { type FakeTeams, fakeTeams } from './fake-teams.ts'

interface Proxy {
  url: string
  close(): Promise<void>
}

/** As `proxy_pass http://127.0.0.1:…;` alone does it: the Host is the upstream's, no header says for whom. `more`: what other proxies add. */
async function plainProxy(to: string, more: Record<string, string> = {}): Promise<Proxy> {
  const { port, host } = new URL(to)
  const server = createServer((req, res) => {
    const headers = { ...req.headers, host, ...more }
    delete headers.origin
    const passed = request({ host: '127.0.0.1', port, method: req.method, path: req.url, headers }, (answer) => {
      res.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(res)
    })
    passed.on('error', () => res.writeHead(502).end())
    req.pipe(passed)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

const order = (serviceUrl: string) => ({
  type: 'message',
  id: '1',
  text: 'Was wurde nicht beantwortet?',
  channelId: 'msteams',
  serviceUrl,
  locale: 'de-DE',
  conversation: { id: 'a:x', conversationType: 'personal' },
  from: { id: '29:stranger', name: 'Stranger' },
  recipient: { id: '28:bot', name: 'Wegweiser' },
})
const post = async (url: string, activity: object, headers: Record<string, string> = {}) => {
  const body = JSON.stringify(activity)
  const response = await fetch(`${url}/api/messages`, { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body })
  return response.status
}
const PLACES: [method: string, path: string][] = [
  ['POST', '/api/messages'],
  ['GET', '/teams/api/insights?days=30'],
  ['POST', '/teams/api/draft'],
  ['GET', '/teams/tab'],
]

let folder: string
let teams: FakeTeams
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wegweiser-door-'))
  teams = await fakeTeams()
})
afterAll(async () => {
  await teams.close()
  await rm(folder, { recursive: true, force: true })
})

describe('without Teams', () => {
  let server: Running
  let proxy: Proxy
  beforeAll(async () => {
    server = await serve({ DATA_DIR: join(folder, 'closed') })
    proxy = await plainProxy(server.url)
  })
  afterAll(async () => {
    await proxy.close()
    await server.stop()
  })

  it.each(PLACES)('%s %s is not there, neither through a proxy nor from this machine', async (method, path) => {
    for (const url of [proxy.url, server.url]) {
      const response = await fetch(url + path, { method, ...(method === 'POST' && { body: '{}' }) })
      expect([url, response.status]).toEqual([url, 404])
    }
  })

  it('takes no orders and posts to no port of this machine', async () => {
    for (const url of [proxy.url, server.url]) expect(await post(url, order(teams.serviceUrl))).toBe(404)
    expect(teams.messages).toEqual([])
  })

  it('says nothing of a door', () => expect(server.said.out + server.said.err).not.toMatch(/PLAYGROUND|api\/messages/))
})

describe('with TEAMS_PLAYGROUND', () => {
  let server: Running
  let proxy: Proxy
  beforeAll(async () => {
    const { port } = new URL(teams.serviceUrl)
    server = await serve({ DATA_DIR: join(folder, 'open'), TEAMS_PLAYGROUND: port })
  })
  afterAll(() => server.stop())

  it('says so loudly, on the console and in the log', () => {
    expect(server.said.out).toMatch(/ACHTUNG.*TEAMS_PLAYGROUND/)
    const line = server.said.err.split('\n').find((one) => one.includes('teams_playground_open'))
    expect(JSON.parse(line ?? '{}')).toMatchObject({ level: 40, event: 'teams_playground_open' })
  })

  it('answers the Playground on this machine', async () => {
    expect(await post(server.url, order(teams.serviceUrl))).toBe(200)
    expect(teams.messages.length).toBeGreaterThan(0)
    expect((await fetch(`${server.url}/teams/api/insights?days=30`)).status).toBe(200)
    expect((await fetch(`${server.url}/teams/tab`)).status).toBe(200)
  })

  it.each([
    ['x-forwarded-for', '203.0.113.7'],
    ['x-forwarded-for', ''],
    ['forwarded', 'for=203.0.113.7'],
    ['x-real-ip', '203.0.113.7'],
    ['x-forwarded-host', 'wegweiser.example.de'],
    ['x-forwarded-proto', 'https'],
    ['via', '1.1 proxy'],
    ['x-client-ip', '203.0.113.7'],
    ['cf-connecting-ip', '203.0.113.7'],
    ['true-client-ip', '203.0.113.7'],
    ['x-original-forwarded-for', '203.0.113.7'],
    ['x-envoy-external-address', '203.0.113.7'],
    ['host', 'wegweiser.example.de'],
    ['host', '192.168.1.5:3978'],
    ['host', 'localhost.evil.example'],
  ])('refuses what comes with %s: %s', async (name, value) => {
    proxy = await plainProxy(server.url, { [name]: value })
    expect(await post(proxy.url, order(teams.serviceUrl))).toBe(403)
    expect((await fetch(`${proxy.url}/teams/api/insights?days=30`)).status).toBe(403)
    await proxy.close()
  })

  it('answers to the Playground and to nothing else', async () => {
    const { port } = new URL(teams.serviceUrl)
    const other = await freePort()
    for (const serviceUrl of [
      `http://127.0.0.1:${other}/`,
      `http://localhost:${other}/`,
      'http://127.0.0.1/',
      `https://127.0.0.1:${port}/`,
      `http://user@127.0.0.1:${port}/`,
      `http://127.0.0.1.evil.example:${port}/`,
      `http://0.0.0.0:${port}/`,
      `http://169.254.169.254:${port}/`,
      'urn:wegweiser:webchat',
      '',
    ])
      expect([serviceUrl, [401, 403].includes(await post(server.url, order(serviceUrl)))]).toEqual([serviceUrl, true])
  })
})

it.each([
  [
    {
      MICROSOFT_APP_ID: '11111111-2222-3333-4444-555555555555',
      MICROSOFT_APP_PASSWORD: 'x',
      MICROSOFT_APP_TENANT_ID: '11111111-2222-3333-4444-555555555555',
    },
    /TEAMS_PLAYGROUND.*MICROSOFT_APP_ID/,
  ],
  [{ PUBLIC_URL: 'https://wegweiser.example.de' }, /TEAMS_PLAYGROUND.*PUBLIC_URL/],
  [{ TRUST_PROXY: 'true' }, /TEAMS_PLAYGROUND.*TRUST_PROXY/],
])('does not start with the Playground and %o', async (env: Record<string, string>, problem) => {
  const { code, err } = await run('start', [], { PORT: '0', DATA_DIR: join(folder, 'refused'), TEAMS_PLAYGROUND: '1', ...env })
  expect(code).toBe(2)
  expect(err).toMatch(problem)
})
