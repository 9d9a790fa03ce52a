/**
 * Who may make the bot run: requests signed as Microsoft's channel signs them, with a key server and a key made here, and wrong ones.
 */
import { createSign, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { BotAdapter, type ChannelSettings, EMBEDDED_SERVICE } from '../adapters/bot-adapter.ts'
import { createServer as createHttp, type HttpServer } from '../adapters/server.ts'
import { freePort } from './postgres.ts'

const APP = '11111111-2222-3333-4444-555555555555'
const SERVICE = 'https://smba.trafficmanager.net/de/'
const ISSUER = 'https://api.botframework.com'
const ours = generateKeyPairSync('rsa', { modulusLength: 2048 })
const theirs = generateKeyPairSync('rsa', { modulusLength: 2048 })

let keys: Server
let cloud: ChannelSettings
beforeAll(async () => {
  const port = await freePort()
  const jwk = { ...ours.publicKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig', endorsements: ['msteams'] }
  keys = createServer((req, res) => {
    res.setHeader('content-type', 'application/json')
    const metadata = { issuer: ISSUER, jwks_uri: `http://127.0.0.1:${port}/keys`, id_token_signing_alg_values_supported: ['RS256'] }
    res.end(JSON.stringify(req.url === '/keys' ? { keys: [jwk] } : metadata))
  })
  await new Promise<void>((resolve) => keys.listen(port, '127.0.0.1', resolve))
  cloud = settings(`http://127.0.0.1:${port}/.well-known/openidconfiguration`)
})
afterAll(() => void keys.close())

/** All cloud settings together: only then does the library ask our key server. */
const settings = (metadata: string): ChannelSettings => ({
  MicrosoftAppId: APP,
  MicrosoftAppPassword: 'password',
  MicrosoftAppType: 'SingleTenant',
  MicrosoftAppTenantId: 'tenant',
  ValidateAuthority: true,
  ToChannelFromBotLoginUrl: 'https://login.microsoftonline.com/botframework.com',
  ToChannelFromBotOAuthScope: ISSUER,
  ToBotFromChannelTokenIssuer: ISSUER,
  OAuthUrl: ISSUER,
  ToBotFromChannelOpenIdMetadataUrl: metadata,
  ToBotFromEmulatorOpenIdMetadataUrl: metadata,
  CallerId: 'urn:botframework:azure',
})

function sign(key: KeyObject, claims: object, header: object = {}): string {
  const parts = [{ alg: 'RS256', typ: 'JWT', kid: 'k1', ...header }, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  )
  const text = parts.join('.')
  return `Bearer ${text}.${createSign('RSA-SHA256').update(text).sign(key).toString('base64url')}`
}
const seconds = Math.floor(Date.now() / 1000)
const claims = { iss: ISSUER, aud: APP, exp: seconds + 3600, nbf: seconds - 10, serviceurl: SERVICE }
/** `expectReplies`: the answers come back in the response, so that nothing goes out to the network. */
const activity = {
  type: 'message',
  id: '1',
  text: 'hallo',
  deliveryMode: 'expectReplies',
  channelId: 'msteams',
  serviceUrl: SERVICE,
  timestamp: '2026-11-22T12:00:00Z',
  conversation: { id: 'c' },
  from: { id: 'u' },
  recipient: { id: 'b' },
}

let ran = 0
let logged: string[] = []
beforeEach(() => {
  ran = 0
  logged = []
})

async function withAdapter(
  channel: ChannelSettings,
  use: (post: (authorization: string | undefined, body?: unknown) => Promise<{ status: number; text: string }>) => Promise<void>,
) {
  const log = pino({ level: 'warn' }, { write: (text: string) => void logged.push(text) })
  const adapter = new BotAdapter(channel, log)
  const http: HttpServer = createHttp({ log, publicUrl: 'http://localhost' })
  http.router.post('/api/messages', async (req, res) =>
    adapter.answer(req, res, async (context) => {
      ran += 1
      if (context.activity.text === 'kaputt') throw new Error('secret detail')
      await context.sendActivity(`echo: ${context.activity.text} ${context.activity.timestamp instanceof Date}`)
    }),
  )
  const port = await http.listen(0, '127.0.0.1')
  try {
    await use(async (authorization, body = activity) => {
      const response = await fetch(`http://127.0.0.1:${port}/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      })
      return { status: response.status, text: await response.text() }
    })
  } finally {
    await http.close(100)
  }
}

describe('POST /api/messages with an app id', () => {
  it('runs the bot for a request that Microsoft signed', async () => {
    await withAdapter(cloud, async (post) => {
      const { status, text } = await post(sign(ours.privateKey, claims))
      expect(status).toBe(200)
      expect(JSON.parse(text).activities[0].text).toBe('echo: hallo true')
    })
    expect(ran).toBe(1)
  })

  it('answers 401 to everybody else, says nothing, and the bot does not run', async () => {
    const unsigned = sign(theirs.privateKey, claims, { alg: 'none' }).replace(/\.[^.]*$/, '.')
    const wrong: Record<string, [string | undefined, unknown?]> = {
      'no token': [undefined],
      garbage: ['Bearer abc'],
      'another scheme': ['Basic YTpi'],
      unsigned: [unsigned],
      'another key': [sign(theirs.privateKey, claims)],
      'unknown key': [sign(theirs.privateKey, claims, { kid: 'k2' })],
      'signed with a public key as secret': [sign(ours.privateKey, claims, { alg: 'HS256' })],
      'for another bot': [sign(ours.privateKey, { ...claims, aud: randomUUID() })],
      'from another issuer': [sign(ours.privateKey, { ...claims, iss: 'https://evil.example' })],
      expired: [sign(ours.privateKey, { ...claims, exp: seconds - 4000 })],
      'for another service address': [sign(ours.privateKey, claims), { ...activity, serviceUrl: 'https://evil.example/' }],
      'a channel that is not endorsed': [sign(ours.privateKey, claims), { ...activity, channelId: 'slack' }],
      'a channel with a way round the checks': [sign(ours.privateKey, claims), { ...activity, channelId: 'AseChannel' }],
      'claiming to be our own web chat': [
        sign(ours.privateKey, { ...claims, serviceurl: EMBEDDED_SERVICE }),
        { ...activity, serviceUrl: EMBEDDED_SERVICE },
      ],
    }
    await withAdapter(cloud, async (post) => {
      for (const [name, [authorization, body]] of Object.entries(wrong)) {
        const { status, text } = await post(authorization, body)
        expect.soft(status, name).toBe(401)
        expect.soft(JSON.parse(text), name).toEqual({ error: { code: 'Unauthorized', message: 'The sender is not authorised.' } })
      }
    })
    expect(ran).toBe(0)
    // The one that claims to be our own web chat is turned away before it is read.
    expect(logged).toHaveLength(Object.keys(wrong).length - 1)
  })

  it('answers 401 while the key server cannot be asked, and tells the log why', async () => {
    await withAdapter(settings(`http://127.0.0.1:${await freePort()}/nothing`), async (post) => {
      expect((await post(sign(ours.privateKey, claims))).status).toBe(401)
    })
    expect(ran).toBe(0)
    expect(logged.join()).toContain('ECONNREFUSED')
  })

  it('refuses what is no activity', async () => {
    await withAdapter(cloud, async (post) => {
      const token = sign(ours.privateKey, claims)
      expect((await post(token, '{')).status).toBe(400)
      expect((await post(token, {})).status).toBe(400)
      expect((await post(token, { ...activity, text: 'x'.repeat(2 * 1024 * 1024) })).status).toBe(413)
    })
    expect(ran).toBe(0)
  })

  it('hides how the bot broke', async () => {
    await withAdapter(cloud, async (post) => {
      const { status, text } = await post(sign(ours.privateKey, claims), { ...activity, text: 'kaputt' })
      expect(status).toBe(500)
      expect(text).not.toContain('secret')
    })
    expect(logged.join()).toContain('secret detail')
  })
})

describe('without an app id', () => {
  it('still refuses who claims to be our own web chat', async () => {
    await withAdapter({}, async (post) => {
      expect((await post(undefined)).status).toBe(200)
      expect((await post(undefined, { ...activity, serviceUrl: EMBEDDED_SERVICE })).status).toBe(401)
    })
    expect(ran).toBe(1)
  })
})
