/** Who is believed at the door of Teams: an issuer on this machine with real keys, tokens as it signs them, and everything that is tried instead. */
import { createHmac } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type CryptoKey, exportJWK, exportSPKI, generateKeyPair, type JWTPayload, SignJWT } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { CONNECTOR_ISSUER, channelProof, NotProved } from '../adapters/channel-proof.ts'
import { KeysAway } from '../adapters/open-id-keys.ts'

const APP = '11111111-2222-3333-4444-555555555555'
const SERVICE = 'https://smba.trafficmanager.net/de/'
const TEAMS = { channelId: 'msteams', serviceUrl: SERVICE }
const HOUR = 3_600_000
const START = Date.parse('2026-11-23T09:00:00Z')

let own: CryptoKey
let rotated: CryptoKey
let stranger: CryptoKey
let publicPem: string
let published: object[]
let issuer: Server
let metadataUrl: string
let away = false
let looks = 0
let instant = START

beforeAll(async () => {
  const pairs = await Promise.all([1, 2, 3].map(() => generateKeyPair('RS256', { extractable: true })))
  own = pairs[0]!.privateKey
  rotated = pairs[1]!.privateKey
  stranger = pairs[2]!.privateKey
  publicPem = await exportSPKI(pairs[0]!.publicKey)
  const jwk = async (at: number, more: object) => ({ ...(await exportJWK(pairs[at]!.publicKey)), use: 'sig', ...more })
  const all = await Promise.all([
    jwk(0, { kid: 'k1', endorsements: ['msteams', 'webchat'] }),
    jwk(1, { kid: 'k2', endorsements: ['msteams'] }),
    jwk(2, { kid: 'silent' }),
  ])
  published = all
  issuer = createServer((req, res) => {
    if (req.url === '/metadata') looks += 1
    res.statusCode = away ? 503 : 200
    res.end(JSON.stringify(req.url === '/keys' ? { keys: shown } : { issuer: CONNECTOR_ISSUER, jwks_uri: `${origin}/keys` }))
  })
  await new Promise<void>((resolve) => issuer.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(issuer.address() as AddressInfo).port}`
  metadataUrl = `${origin}/metadata`
})
afterAll(() => void issuer.close())

let shown: unknown[] = []
beforeEach(() => {
  shown = published.slice(0, 1)
  away = false
  looks = 0
  instant = START
})

const make = () => channelProof({ appId: APP, metadataUrl, now: () => new Date(instant) })
const claims = (): JWTPayload => {
  const seconds = instant / 1000
  return { iss: CONNECTOR_ISSUER, aud: APP, nbf: seconds - 10, exp: seconds + 3600, serviceurl: SERVICE }
}
const sign = async (more: JWTPayload = {}, header: object = {}, key: CryptoKey = own) =>
  `Bearer ${await new SignJWT({ ...claims(), ...more }).setProtectedHeader({ alg: 'RS256', kid: 'k1', ...header }).sign(key)}`
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

describe('a token', () => {
  it('of the service, for this bot, from this address, is believed', async () => {
    expect(await make()(await sign(), TEAMS)).toMatchObject({ aud: APP, serviceurl: SERVICE })
  })

  it('is believed within five minutes of its time, as clocks differ, and not outside', async () => {
    const prove = make()
    const late = await sign()
    instant = START + HOUR + 290_000
    await expect(prove(late, TEAMS)).resolves.toBeTruthy()
    instant = START + HOUR + 310_000
    await expect(prove(late, TEAMS)).rejects.toThrow(NotProved)
    instant = START - 300_000
    await expect(prove(late, TEAMS)).resolves.toBeTruthy()
    instant = START - 320_000
    await expect(prove(late, TEAMS)).rejects.toThrow(NotProved)
  })

  it.each<[string, () => Promise<string> | string, object?]>([
    ['nothing', () => ''],
    ['another scheme', async () => (await sign()).replace('Bearer', 'Basic')],
    ['no signature at all', () => `Bearer ${part({ alg: 'none', kid: 'k1' })}.${part(claims())}.`],
    [
      'the public key as a shared secret',
      () => {
        const body = `${part({ alg: 'HS256', kid: 'k1' })}.${part(claims())}`
        return `Bearer ${body}.${createHmac('sha256', publicPem).update(body).digest('base64url')}`
      },
    ],
    ['a key of its own, brought along', async () => sign({}, { jwk: await exportJWK(stranger), jku: metadataUrl }, stranger)],
    ['another key under a known name', () => sign({}, {}, stranger)],
    ['a key without a name', () => sign({}, { kid: undefined })],
    ['a changed word', async () => (await sign()).replace(/\.[^.]+\./, `.${part({ ...claims(), aud: APP, more: 1 })}.`)],
    ['another issuer', () => sign({ iss: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/' })],
    ['another bot', () => sign({ aud: '00000000-0000-0000-0000-000000000000' })],
    ['no end', () => sign({ exp: undefined as never })],
    ['no address', () => sign({ serviceurl: undefined })],
    ['another address', () => sign({ serviceurl: 'https://evil.example/' })],
    ['an activity from elsewhere', () => sign(), { ...TEAMS, serviceUrl: 'https://evil.example/' }],
    ['an activity without an address', () => sign({ serviceurl: undefined }), { channelId: 'msteams' }],
    ['a channel the key does not speak for', () => sign(), { ...TEAMS, channelId: 'slack' }],
    ['a channel with a way of its own round the checks', () => sign(), { ...TEAMS, channelId: 'AseChannel' }],
  ])('with %s is not believed', async (_, authorization, sender = TEAMS) => {
    await expect(make()(await authorization(), sender)).rejects.toThrow(NotProved)
  })
})

describe('keys', () => {
  it('are fetched once for many', async () => {
    const prove = make()
    const token = await sign()
    await Promise.all(Array.from({ length: 50 }, () => prove(token, TEAMS)))
    expect(looks).toBe(1)
  })

  it('that are new are found within minutes, and those withdrawn are gone after a day', async () => {
    const prove = make()
    await prove(await sign(), TEAMS)
    shown = published.slice(1, 2)
    await expect(prove(await sign({}, { kid: 'k2' }, rotated), TEAMS)).rejects.toThrow(NotProved)
    instant += 6 * 60_000
    await expect(prove(await sign({}, { kid: 'k2' }, rotated), TEAMS)).resolves.toBeTruthy()
    await expect(prove(await sign(), TEAMS)).rejects.toThrow(NotProved)
    shown = published.slice(0, 1)
    instant += 25 * HOUR
    await expect(prove(await sign(), TEAMS)).resolves.toBeTruthy()
    await expect(prove(await sign({}, { kid: 'k2' }, rotated), TEAMS)).rejects.toThrow(NotProved)
  })

  it('with made-up names do not have the issuer asked again and again', async () => {
    const prove = make()
    await prove(await sign(), TEAMS)
    const flood = await Promise.all(Array.from({ length: 100 }, (_, at) => sign({}, { kid: `x${at}` }, stranger)))
    for (const token of flood) await expect(prove(token, TEAMS)).rejects.toThrow(NotProved)
    expect(looks).toBe(1)
    instant += 6 * 60_000
    for (const token of flood) await expect(prove(token, TEAMS)).rejects.toThrow(NotProved)
    expect(looks).toBe(2)
    await expect(prove(await sign(), TEAMS)).resolves.toBeTruthy()
  })

  it('are believed for two days while the issuer is away, which is not asked for every request, and found when it is back', async () => {
    away = true
    const prove = make()
    const token = await sign({ exp: START / 1000 + 1000 * 3600 })
    for (let i = 0; i < 20; i++) await expect(prove(token, TEAMS)).rejects.toThrow(KeysAway)
    expect(looks).toBe(1)
    away = false
    instant += 15_000
    await expect(prove(token, TEAMS)).resolves.toBeTruthy()
    away = true
    instant += 47 * HOUR
    await expect(prove(token, TEAMS)).resolves.toBeTruthy()
    instant += 2 * HOUR
    await expect(prove(token, TEAMS)).rejects.toThrow(KeysAway)
  })

  it('that name no channel speak for each', async () => {
    shown = published.slice(2)
    await expect(make()(await sign({}, { kid: 'silent' }, stranger), TEAMS)).resolves.toBeTruthy()
  })
})
