import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import pino from 'pino'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { chooseEncoding } from '../../adapters/encoding.ts'
import { loadKnowledge, SHIPPED_KNOWLEDGE } from '../../adapters/load-knowledge.ts'
import { createServer, type HttpServer } from '../../adapters/server.ts'
import { frameAncestors, pageRoutes } from '../../adapters/webchat/static.ts'
import { vendorWebChat } from '../../adapters/webchat/vendor.ts'
import { contrast } from '../../bot/knowledge/colours.ts'

const warnings: string[] = []
const log = pino({ level: 'warn' }, { write: (line: string) => warnings.push(line) })
let http: HttpServer
let port: number
const SHIPPED = loadKnowledge(SHIPPED_KNOWLEDGE).knowledge
let knowledge = SHIPPED

beforeAll(async () => {
  http = createServer({ log, publicUrl: 'http://127.0.0.1' })
  pageRoutes(http.router, {
    embedOrigins: ['https://www.kammer.example', 'javascript:alert(1)', 'https://*.netz.example'],
    knowledge: () => knowledge,
    log,
  })
  port = await http.listen(0, '127.0.0.1')
})
afterAll(() => http.close(1000))

/** Plain HTTP, because fetch decompresses behind our back. */
function get(path: string, headers: Record<string, string> = {}, method = 'GET') {
  return new Promise<{ status: number; headers: Record<string, string | string[] | undefined>; body: Buffer }>((resolve, reject) => {
    const asked = request({ port, host: '127.0.0.1', path, method, headers }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) }))
    })
    asked.on('error', reject)
    asked.end()
  })
}

describe('the page files', () => {
  it('are the demo page, the chat and the bubble', async () => {
    expect((await get('/vorschau')).body.toString()).toContain('Vorführung')
    expect((await get('/chat')).body.toString()).toContain('id="webchat"')
    const embed = await get('/embed.js')
    expect(embed.headers['content-type']).toBe('text/javascript; charset=utf-8')
    expect(embed.headers['cross-origin-resource-policy']).toBe('cross-origin')
  })

  it('come compressed as the browser asks, and mean the same', async () => {
    const plain = await get('/webchat/chat.js')
    expect(plain.headers['content-encoding']).toBeUndefined()
    const brotli = await get('/webchat/chat.js', { 'accept-encoding': 'gzip, deflate, br' })
    expect(brotli.headers['content-encoding']).toBe('br')
    expect(brotliDecompressSync(brotli.body)).toEqual(plain.body)
    const gzip = await get('/webchat/chat.js', { 'accept-encoding': 'gzip, br;q=0' })
    expect(gzip.headers['content-encoding']).toBe('gzip')
    expect(gunzipSync(gzip.body)).toEqual(plain.body)
    expect(plain.headers.vary).toContain('Accept-Encoding')
  })

  it('are not sent again when the browser has them', async () => {
    const first = await get('/embed.js')
    const again = await get('/embed.js', { 'if-none-match': String(first.headers.etag) })
    expect(again.status).toBe(304)
    expect(again.body.length).toBe(0)
    expect((await get('/embed.js', { 'if-none-match': 'W/"other"' })).status).toBe(200)
  })

  it('are kept for good only under the address that names their content', async () => {
    const address = /"(\/webchat\/chat\.css\?v=\w{12})"/.exec((await get('/chat')).body.toString())?.[1]
    expect(address).toBeDefined()
    expect((await get(address ?? '')).headers['cache-control']).toContain('immutable')
    expect((await get('/webchat/chat.css?v=000000000000')).headers['cache-control']).toBe('no-cache')
  })

  it('answer HEAD with the same headers and no body', async () => {
    const [head, whole] = [await get('/chat', {}, 'HEAD'), await get('/chat')]
    expect(head.status).toBe(200)
    expect(head.body.length).toBe(0)
    expect(head.headers['content-length']).toBe(whole.headers['content-length'])
  })

  it('are these and no others', async () => {
    for (const path of ['/webchat/nothing.js', '/webchat/tsconfig.json', '/webchat/..%2fstatic.ts', '/webchat/vendor/..%2f..%2fstatic.ts'])
      expect((await get(path)).status, path).toBe(404)
  })

  it('allow scripts of ours alone, and frames only where the settings say so', async () => {
    const chat = String((await get('/chat')).headers['content-security-policy'])
    expect(chat).toContain("default-src 'none'")
    expect(chat).toContain("script-src 'self';")
    expect(chat).toMatch(/frame-ancestors 'self' https:\/\/www\.kammer\.example https:\/\/\*\.netz\.example$/)
    expect(warnings.join()).toContain('javascript:alert(1)')
    expect(String((await get('/vorschau')).headers['content-security-policy'])).toContain("frame-ancestors 'self'")
  })
})

describe('what the chat says around the bot', () => {
  const text = async (path: string) => (await get(path)).body.toString()
  const words = async () => JSON.parse((await text('/webchat/words.js')).replace('export const WORDS = ', ''))
  const said = (id: string, sentence: string) => {
    knowledge = { ...knowledge, site: { ...knowledge.site, de: { ...knowledge.site.de, [id]: sentence } } }
  }
  afterEach(() => {
    knowledge = SHIPPED
  })

  it('is whole: no page and no script has a place left to fill', async () => {
    for (const path of ['/vorschau', '/vorschau?lang=en', '/chat', '/chat?lang=en', '/embed.js', '/webchat/words.js', '/webchat/icon.svg'])
      expect(await text(path), path).not.toMatch(/\{\{|\{(service|subtitle|subject|territory)\}|WEGWEISER_FILLED/)
  })

  it('comes in both languages', async () => {
    expect(await text('/vorschau')).toMatch(/<html lang="de">[\s\S]*Frage stellen/)
    expect(await text('/vorschau?lang=en')).toMatch(/<html lang="en">[\s\S]*Ask a question/)
    expect(await text('/chat?lang=en')).toContain('The chat needs JavaScript')
    const { de, en } = await words()
    expect(Object.keys(en)).toEqual(Object.keys(de))
    expect([de.restart, en.restart]).toEqual(['Neu beginnen', 'Start over'])
  })

  it('is the knowledge’s, sentence by sentence, as soon as it is saved', async () => {
    const before = (await get('/embed.js')).headers.etag
    said('chat.restart', 'Von vorn')
    said('embed.open', 'Fragen Sie uns')
    said('demo.ask', 'Los geht’s')
    expect((await words()).de).toMatchObject({ restart: 'Von vorn', close: 'Chat schließen' })
    expect(await text('/embed.js')).toContain('"Fragen Sie uns"')
    expect((await get('/embed.js')).headers.etag).not.toBe(before)
    expect(await text('/vorschau')).toContain('>Los geht’s</a>')
  })

  it('is text wherever it stands: no sentence becomes markup or script', async () => {
    const evil = '"><script>alert(1)</script>\u2028\\'
    for (const id of ['demo.title', 'demo.greeting', 'chat.title', 'chat.placeholder', 'embed.open']) said(id, evil)
    knowledge = { ...knowledge, area: { ...knowledge.area, examples: { de: [evil], en: [evil] }, name: { de: evil, en: evil } } }
    for (const path of ['/vorschau', '/chat']) expect(await text(path), path).not.toContain('<script>alert')
    expect((await words()).de.placeholder).toBe(evil)
    const embed = await text('/embed.js')
    expect(() => new Function(embed)).not.toThrow()
  })

  it('asks the questions of the area, not those of another', async () => {
    const examples = { de: ['Wie melde ich mich an?'], en: ['How do I register?'] }
    knowledge = { ...knowledge, area: { ...knowledge.area, examples } }
    expect(await text('/vorschau')).toContain('data-ask="Wie melde ich mich an?"')
    expect(await text('/vorschau?lang=en')).toContain('href="/chat?lang=en&amp;q=How%20do%20I%20register%3F"')
  })

  it('wears the colours of the area, light and dark, and its own without any', async () => {
    knowledge = { ...knowledge, area: { ...knowledge.area, colours: { brand: '#7a0019', sign: '#ffffff' } } }
    const sheet = await text('/webchat/brand.css')
    expect(sheet).toContain('--brand:#7a0019')
    expect(sheet).toContain('--sign:#ffffff')
    const dark = /dark\)\{:root\{--link:(#\w{6})/.exec(sheet)![1]!
    expect(contrast(dark, '#1b272b')).toBeGreaterThanOrEqual(7)
    expect(await text('/embed.js')).toContain('"brand":"#7a0019","sign":"#ffffff"')
    expect(await text('/webchat/icon.svg')).toContain('#7a0019')
    expect(await text('/vorschau')).toContain('data-color="#7a0019"')
    knowledge = { ...knowledge, area: { ...knowledge.area, colours: undefined } }
    expect(await text('/webchat/brand.css')).toContain('--brand:#0b5563')
  })
})

it('frameAncestors never lets a setting add a second directive', () => {
  expect(frameAncestors(['https://a.example; script-src *', '*', 'https://a.example/path', 'https://a.example:8443'], log)).toBe(
    "'self' https://a.example:8443",
  )
})

it('chooseEncoding prefers the smallest and takes a refusal seriously', () => {
  expect(chooseEncoding('gzip, deflate, br, zstd')).toBe('br')
  expect(chooseEncoding('gzip;q=0.5, br;q=0.0')).toBe('gzip')
  expect(chooseEncoding('br;q=0, gzip')).toBe('gzip')
  expect(chooseEncoding('gzip;q=1')).toBe('gzip')
  expect(chooseEncoding('deflate')).toBe('identity')
  expect(chooseEncoding(undefined)).toBe('identity')
})

describe('npm run prepare', () => {
  it('lays the file and its compressed copies down, and does it once', async () => {
    const [from, to] = [await folder(), await folder()]
    await writeFile(`${from}webchat.js`, 'let a = 1\n'.repeat(1000))
    await writeFile(`${from}webchat.js.LICENSE.txt`, 'MIT')
    expect(await vendorWebChat(from, to, false)).toContain('bereit (10 kB')
    expect(gunzipSync(await readFile(`${to}webchat.js.gz`))).toEqual(await readFile(`${from}webchat.js`))
    expect(brotliDecompressSync(await readFile(`${to}webchat.js.br`))).toEqual(await readFile(`${from}webchat.js`))
    const { mtimeMs } = await stat(`${to}webchat.js.br`)
    expect(await vendorWebChat(from, to, false)).toContain('schon bereit')
    expect((await stat(`${to}webchat.js.br`)).mtimeMs).toBe(mtimeMs)
    await Promise.all([from, to].map((path) => rm(path, { recursive: true })))
  })

  it('says what is missing without the package, and leaves a file that is there', async () => {
    const [from, to] = [await folder(), await folder()]
    expect(await vendorWebChat(from, to, false)).toContain('npm run prepare')
    await writeFile(`${to}webchat.js`, '// brought along')
    expect(await vendorWebChat(from, to, false)).toContain('bleibt')
    expect(await readFile(`${to}webchat.js`, 'utf8')).toBe('// brought along')
    await Promise.all([from, to].map((path) => rm(path, { recursive: true })))
  })

  const folder = async () => `${await mkdtemp(join(tmpdir(), 'wegweiser-vendor-'))}/`
})
