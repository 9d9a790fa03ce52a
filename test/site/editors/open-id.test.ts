/** Signing in to the editors' pages with a provider, on the real program, against a real issuer: who gets in, and every lie that does not help. */
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import pino from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type App, startApp } from '../../../adapters/main.ts'
import { readSettings } from '../../../adapters/settings.ts'
import { isAllowed } from '../../../adapters/site/editors/allowed.ts'
import { launchChromium } from '../../browser/chromium.ts'
import { knowledgeFolder, temporaryFolder } from '../../fixtures/knowledge-folder.ts'
import { type Issuer, startIssuer } from './issuer.ts'

let now = new Date('2026-11-27T10:00:00+01:00')
const dataDir = temporaryFolder()
const lines: { event?: string; why?: string; problem?: string }[] = []
let issuer: Issuer
let app: App
let port = 0
const url = (path: string) => `http://127.0.0.1:${app.port}${path}`
const ANNA = { sub: 'p-1', name: 'Anna Muster', email: 'anna@example.de', email_verified: true }
const settings = () => ({
  PORT: String(port),
  HOST: '127.0.0.1',
  // For a browser another site than the issuer's.
  PUBLIC_URL: `http://localhost:${port}`,
  DATA_DIR: dataDir,
  KNOWLEDGE_DIR: knowledgeFolder({}),
  EDITOR_OIDC_ISSUER: issuer.url,
  EDITOR_OIDC_CLIENT_ID: 'wegweiser',
  EDITOR_OIDC_CLIENT_SECRET: 'geheim & mehr',
  EDITOR_OIDC_ALLOW: 'anna@example.de, @redaktion.example, Redaktion Nord',
})

/** A browser: keeps cookies by name, follows nothing. */
function browser() {
  const jar = new Map<string, string>()
  const get = async (path: string, init: RequestInit = {}) => {
    const Cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(url(path), { redirect: 'manual', ...init, headers: { Cookie } })
    for (const set of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(set)!
      if (/Max-Age=0/.test(set)) jar.delete(name!)
      else jar.set(name!, value!)
    }
    return answer
  }
  /** To the provider and back, as far as the address to come back to. */
  const toProvider = async () => pathOf(issuer.signIn((await get('/redaktion/anmelden/weiter')).headers.get('location')!))
  return { get, jar, toProvider }
}
const pathOf = (address: string) => new URL(address).pathname + new URL(address).search
const isIn = async ({ get }: ReturnType<typeof browser>) => (await get('/redaktion')).status === 200

beforeAll(async () => {
  issuer = await startIssuer('wegweiser', 'geheim & mehr', () => now)
  // Ours must be known before the program runs: the provider leads back there.
  const free = createServer().listen(0, '127.0.0.1')
  await once(free, 'listening')
  port = (free.address() as AddressInfo).port
  await new Promise((done) => free.close(done))
  const read = readSettings(settings())
  if (!read.ok) throw new Error(read.problems.join('\n'))
  const log = pino({ level: 'info' }, { write: (line: string) => lines.push(JSON.parse(line)) })
  app = await startApp(read.settings, log, () => now)
})
afterAll(async () => {
  await app.close()
  await issuer.close()
  rmSync(dataDir, { recursive: true })
})
beforeEach(() => {
  issuer.person = ANNA
  issuer.lie = {}
  issuer.more = {}
  // So that nobody is asked to wait.
  now = new Date(now.getTime() + 600_000)
})

describe('whoever the provider vouches for and the setting names', () => {
  it('gets in by a code with PKCE, state and nonce, and a session that no script reads and no other site sends', async () => {
    const anna = browser()
    const page = await (await anna.get('/redaktion/anmelden')).text()
    expect(page).toContain('href="/redaktion/anmelden/weiter"')
    expect(page).not.toContain('name="schluessel"')
    const sent = await anna.get('/redaktion/anmelden/weiter')
    const to = new URL(sent.headers.get('location')!)
    expect(Object.fromEntries(to.searchParams)).toMatchObject({
      client_id: 'wegweiser',
      response_type: 'code',
      redirect_uri: `http://localhost:${port}/redaktion/anmelden/zurueck`,
      scope: 'openid email profile',
      code_challenge_method: 'S256',
    })
    expect(sent.headers.get('set-cookie')).toMatch(/; Max-Age=600; Path=\/redaktion\/anmelden; HttpOnly; SameSite=Lax$/)
    const back = await anna.get(pathOf(issuer.signIn(to.href)))
    expect(back.status).toBe(200)
    expect(back.headers.getSetCookie().join()).toMatch(
      /wegweiser-redaktion=[^;]+; Max-Age=28800; Path=\/redaktion; HttpOnly; SameSite=Strict/,
    )
    expect(await back.text()).toContain('<meta http-equiv="refresh" content="0; url=/redaktion">')
    expect(await isIn(anna)).toBe(true)
    expect(lines.filter(({ event }) => event === 'editor_signed_in')).toMatchObject([{ by: 'Anna Muster' }])
  })

  it('does so in a real browser, which comes from another site', async () => {
    const chromium = await launchChromium()
    const page = await chromium.newPage({ viewport: { width: 1000, height: 640 } })
    page.setDefaultTimeout(8000)
    await page.goto(`http://localhost:${port}/redaktion`)
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/anmelden.png` })
    await page.getByRole('link', { name: 'Mit Ihrem Konto anmelden' }).click()
    await page.getByRole('link', { name: 'Ich bin es' }).click()
    await page.getByRole('heading', { name: 'Übersicht' }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/redaktion')
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/angemeldet.png` })
    await page.getByRole('button', { name: 'Abmelden' }).click()
    await page.getByText('Sie sind abgemeldet.').waitFor()
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/abgemeldet.png` })
    await chromium.close()
  })

  it('signs out here, and is shown the way out there', async () => {
    const anna = browser()
    await anna.get(await anna.toProvider())
    const out = await anna.get('/redaktion/abmelden', { method: 'POST' })
    expect(await isIn(anna)).toBe(false)
    const page = await (await anna.get(out.headers.get('location')!)).text()
    expect(page).toContain('Sie sind abgemeldet.')
    expect(page).toContain(`href="${issuer.url}/logout?`)
  })

  it('is asked again after eight hours', async () => {
    const anna = browser()
    await anna.get(await anna.toProvider())
    now = new Date(now.getTime() + 8 * 3_600_000 - 1)
    expect(await isIn(anna)).toBe(true)
    now = new Date(now.getTime() + 1)
    expect(await isIn(anna)).toBe(false)
  })

  it('may be named by a group that only the user info tells', async () => {
    const berta = browser()
    issuer.person = { sub: 'p-2', email: 'berta@example.org', email_verified: true }
    issuer.more = { groups: ['Alle', 'Redaktion Nord'] }
    expect((await berta.get(await berta.toProvider())).status).toBe(200)
    expect(await isIn(berta)).toBe(true)
  })
})

describe('nobody gets in', () => {
  const refused = async (why: string, attempt: (visitor: ReturnType<typeof browser>) => Promise<Response>, problem?: string) => {
    const visitor = browser()
    const before = lines.length
    const answer = await attempt(visitor)
    expect(answer.status).toBe(403)
    expect(answer.headers.getSetCookie().join()).not.toContain('wegweiser-redaktion')
    expect(await isIn(visitor)).toBe(false)
    expect(lines.slice(before).filter(({ event }) => event === 'editor_refused')).toMatchObject([
      { why, ...(problem && { problem: expect.stringContaining(problem) }) },
    ])
  }
  const lied = (lie: Issuer['lie'], problem: string) =>
    refused(
      'failed',
      async (visitor) => {
        issuer.lie = lie
        return visitor.get(await visitor.toProvider())
      },
      problem,
    )

  it.each([
    ['the nonce of another sign-in', { claims: { nonce: 'andere' } }, 'CLAIM_COMPARISON'],
    ['no nonce', { claims: { nonce: undefined } }, 'INVALID_RESPONSE'],
    ['another audience', { claims: { aud: 'anderes-programm' } }, 'CLAIM_COMPARISON'],
    ['several audiences, meant for another', { claims: { aud: ['wegweiser', 'anderes'], azp: 'anderes' } }, 'CLAIM_COMPARISON'],
    ['another issuer', { claims: { iss: 'https://boese.example' } }, 'CLAIM_COMPARISON'],
    ['an end in the past', { claims: { exp: 1_700_000_000 } }, 'TIMESTAMP'],
    ['a beginning in the future', { claims: { nbf: 4_000_000_000 } }, 'TIMESTAMP'],
    ['no signature', { signed: 'none' }, 'UNSUPPORTED'],
    ['a signature by a key of somebody else', { signed: 'stranger' }, 'INVALID_RESPONSE'],
  ] as const)('with a token with %s', async (_, lie, problem) => lied(lie, problem))

  it('with the same way back twice, in whichever browser, and the code is not even tried', async () => {
    const anna = browser()
    const back = await anna.toProvider()
    const stolen = new Map(anna.jar)
    await anna.get(back)
    const exchanged = issuer.exchanged()
    await refused('stale', (visitor) => visitor.get(back))
    await refused('stale', (visitor) => {
      for (const [name, value] of stolen) visitor.jar.set(name, value)
      return visitor.get(back)
    })
    expect(issuer.exchanged()).toBe(exchanged)
  })

  it('with a state that is missing, forged, of another browser, or ten minutes old', async () => {
    const other = await browser().toProvider()
    await refused('stale', async (visitor) => {
      await visitor.toProvider()
      return visitor.get(other)
    })
    await refused('stale', async (visitor) => visitor.get((await visitor.toProvider()).replace(/state=[^&]+/, '')))
    await refused('stale', async (visitor) => {
      const back = await visitor.toProvider()
      visitor.jar.set('wegweiser-anmeldung', `${visitor.jar.get('wegweiser-anmeldung')}x`)
      return visitor.get(back)
    })
    await refused('stale', async (visitor) => {
      const back = await visitor.toProvider()
      now = new Date(now.getTime() + 600_000)
      return visitor.get(back)
    })
  })

  it('whom the provider refuses, or whose code it does not know', async () => {
    await refused('failed', async (visitor) => visitor.get((await visitor.toProvider()).replace(/code=[^&]+/, 'error=access_denied')))
    await refused('failed', async (visitor) => visitor.get((await visitor.toProvider()).replace(/code=[^&]+/, 'code=erfunden')))
  })

  it('whom nobody has named, and no line of the log says who it was', async () => {
    issuer.person = { sub: 'p-3', name: 'Carla Fremd', email: 'carla@example.de', email_verified: true }
    await refused('stranger', async (visitor) => visitor.get(await visitor.toProvider()))
    expect(JSON.stringify(lines)).not.toMatch(/carla/i)
  })

  it('by an address that the provider has not verified, or by a domain that only ends alike', () => {
    const allow = ['anna@example.de', '@redaktion.example']
    expect(isAllowed(ANNA, allow)).toBe(true)
    expect(isAllowed({ ...ANNA, email: 'ANNA@Example.de' }, allow)).toBe(true)
    expect(isAllowed({ ...ANNA, email_verified: false }, allow)).toBe(false)
    expect(isAllowed({ email: 'anna@example.de' }, allow)).toBe(false)
    for (const email of ['x@redaktion.example', 'x@boese.redaktion.example', 'x@boeseredaktion.example', 'x@redaktion.example@boese.de'])
      expect(isAllowed({ email, email_verified: true }, allow), email).toBe(email === 'x@redaktion.example')
    expect(isAllowed({ groups: ['anna@example.de'], roles: 'admin' }, allow)).toBe(false)
    expect(isAllowed({ roles: 'leitung' }, ['leitung'])).toBe(true)
  })
})

describe('the settings', () => {
  const problems = (more: Record<string, string | undefined>) => {
    const read = readSettings({ ...settings(), ...more })
    return read.ok ? [] : read.problems
  }
  it('want the provider, our id there, and whom to let in; and https, but for this machine', () => {
    expect(problems({})).toEqual([])
    expect(problems({ EDITOR_OIDC_ALLOW: undefined })).toEqual([expect.stringContaining('EDITOR_OIDC_ALLOW')])
    expect(problems({ EDITOR_OIDC_ISSUER: undefined })).toEqual([expect.stringContaining('EDITOR_OIDC_ISSUER')])
    expect(problems({ EDITOR_OIDC_ISSUER: 'http://anmeldung.example.de' })).toEqual([expect.stringContaining('https')])
  })
})
