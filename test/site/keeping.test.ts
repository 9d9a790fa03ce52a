/** Pages are made once, sent often, and never kept beyond their time. */

import { request } from 'node:http'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { entryText, knowledgeFolder, save } from '../fixtures/knowledge-folder.ts'
import { NOW, startSite, wordsIn } from './real-site.ts'

const QUESTIONS = ['Eine Frage?', 'noch eine', 'und noch eine dritte']
const overlay = knowledgeFolder({
  'articles/notiz.md': entryText('Notiz', QUESTIONS, { fields: 'topics: [einstieg]\n', body: 'Erste Fassung.' }),
  'events/heute.md': entryText('Heute am Vormittag', QUESTIONS, {
    fields: 'start: 2026-11-22T09:00\nend: 2026-11-22T11:00\nmode: online\norganiser: Beispielverein\n',
  }),
  'events/abends.md': entryText('Heute am Abend', QUESTIONS, {
    fields: 'start: 2026-11-22T19:00\nend: 2026-11-22T21:00\nmode: online\norganiser: Beispielverein\n',
  }),
})
const site = await startSite({ overlay })

/** The bytes as they come, which `fetch` would unpack. */
function bytes(path: string, encoding: string): Promise<{ encoding: string | undefined; body: Buffer }> {
  return new Promise((resolve, reject) => {
    request(site.url + path, { headers: { 'Accept-Encoding': encoding } }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => resolve({ encoding: response.headers['content-encoding'], body: Buffer.concat(chunks) }))
    })
      .on('error', reject)
      .end()
  })
}

describe('a page', () => {
  it('comes with a strict policy and a tag', async () => {
    const { headers } = await site.get('/wissen/e-rechnung')
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; frame-src 'self'; form-action 'self'; connect-src 'self'; base-uri 'none'; frame-ancestors 'self'",
    )
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('etag')).toMatch(/^W\/"[\w-]{16}"$/)
    expect(headers.get('set-cookie')).toBeNull()
  })

  it('is not sent again to somebody who has it', async () => {
    const first = await site.get('/wissen/e-rechnung')
    const again = await site.get('/wissen/e-rechnung', { 'If-None-Match': `"x", ${first.headers.get('etag')}` })
    expect([again.status, await again.text()]).toEqual([304, ''])
    expect(again.headers.get('content-security-policy')).toBe(first.headers.get('content-security-policy'))
  })

  it('is the same page in every encoding', async () => {
    const plain = await bytes('/foerderung', 'identity')
    const brotli = await bytes('/foerderung', 'gzip, br')
    const gzip = await bytes('/foerderung', 'gzip')
    expect([plain.encoding, brotli.encoding, gzip.encoding]).toEqual([undefined, 'br', 'gzip'])
    expect(brotliDecompressSync(brotli.body).equals(plain.body)).toBe(true)
    expect(gunzipSync(gzip.body).equals(plain.body)).toBe(true)
    expect(brotli.body.length).toBeLessThan(plain.body.length / 3)
  })

  it('answers HEAD as GET, without a body', async () => {
    const response = await fetch(`${site.url}/wissen`, { method: 'HEAD' })
    expect([response.status, await response.text()]).toEqual([200, ''])
    expect(response.headers.get('etag')).toBe((await site.get('/wissen')).headers.get('etag'))
  })

  it('changes when an editor saves', async () => {
    expect(await site.text('/wissen/notiz')).toContain('Erste Fassung.')
    save(overlay, 'articles/notiz.md', entryText('Notiz', QUESTIONS, { fields: 'topics: [einstieg]\n', body: 'Zweite Fassung.' }))
    site.reload()
    expect(wordsIn(await site.text('/wissen/notiz'))).toContain('Zweite Fassung.')
  })

  it('changes within the day, when an event ends', async () => {
    site.setNow('2026-11-22T10:59:00+01:00')
    expect(wordsIn(await site.text('/veranstaltungen'))).toContain('Heute am Vormittag')
    site.setNow('2026-11-22T11:01:00+01:00')
    const page = wordsIn(await site.text('/veranstaltungen'))
    expect(page.slice(0, page.indexOf('In Ihrem Kalender'))).not.toContain('Heute am Vormittag')
    expect(page).toContain('Heute am Abend')
    site.setNow(NOW)
  })

  it('of a search is made anew each time', async () => {
    const one = await site.text('/wissen?q=Backup')
    expect(await site.text('/wissen?q=Passwort')).not.toBe(one)
    expect(await site.text('/wissen?q=Backup')).toBe(one)
  })
})

describe('files', () => {
  it('may be kept for good under the name that pages use', async () => {
    const path = (await site.text('/wissen')).match(/href="(\/site\/site\.css\?v=[^"]+)"/)![1]!
    const response = await site.get(path)
    expect(response.headers.get('content-type')).toBe('text/css; charset=utf-8')
    expect(response.headers.get('cache-control')).toContain('immutable')
    expect((await site.get('/site/site.css')).headers.get('cache-control')).toBe('no-cache')
    expect((await site.get('/site/out.svg')).status).toBe(200)
    expect((await site.get('/site/..%2froutes.ts')).status).toBe(404)
  })
})
