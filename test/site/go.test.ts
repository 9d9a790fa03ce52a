import { describe, expect, it } from 'vitest'
import { entryText, knowledgeFolder } from '../fixtures/knowledge-folder.ts'
import { NOW, startSite } from './real-site.ts'

const QUESTIONS = ['Was ist das hier?', 'noch eine frage', 'und die dritte']
const FIELDS = 'organisation: Beispielstelle\nrole: Beispiele\n'
const event = (booking: string) => `start: 2026-12-03\nmode: online\norganiser: Beispielverein\nbooking: { title: Anmelden, ${booking} }\n`
const overlay = knowledgeFolder({
  'contacts/eigene.md': entryText('Beispielstelle', QUESTIONS, { fields: `${FIELDS}web: https://www.beispiel.example/start\n` }),
  'events/eigen.md': entryText('Mit Anmeldung', QUESTIONS, {
    fields: event('provider: link, url: "https://termine.beispiel.example/buchen?x=1", utm: { source: wegweiser }'),
  }),
  'events/skript.md': entryText('Mit Skript', QUESTIONS, { fields: event('provider: link, url: "javascript:alert(1)"') }),
  'events/fremd.md': entryText('Mit fremder Adresse', QUESTIONS, { fields: event('provider: link, url: "https://boese.example/"') }),
  'events/telefon.md': entryText('Mit Telefon', QUESTIONS, { fields: event('provider: phone, url: "+49 391 12345"') }),
})
const site = await startSite({ overlay })
const counted = async () =>
  (await site.store.clicks.between('2026-01-01', '2027-12-31')).map(({ target, day, count }) => [target, day, count])

describe('/go', () => {
  it('sends to the address in the knowledge and counts the click by day, not by person', async () => {
    for (const _twice of [1, 2]) {
      const response = await site.get('/go/contacts/eigene/web', { Cookie: 'a=b', 'User-Agent': 'x' })
      expect([response.status, response.headers.get('location')]).toEqual([302, 'https://www.beispiel.example/start'])
      expect(response.headers.get('cache-control')).toBe('no-store')
      expect(response.headers.get('set-cookie')).toBeNull()
    }
    await expect.poll(counted).toEqual([['contacts/eigene/web', '2026-11-22', 2]])
  })

  it('knows booking pages with their campaign marks, and official pages', async () => {
    const to = async (path: string) => (await site.get(path)).headers.get('location')
    expect(await to('/go/events/eigen/booking')).toBe('https://termine.beispiel.example/buchen?x=1&utm_source=wegweiser')
    expect(await to('/go/funding/bafa-beratung/link')).toBe('https://www.bafa.de')
  })

  it('takes no address from the request', async () => {
    for (const path of [
      '/go/https://boese.example/x',
      '/go/contacts/eigene/web?url=https://boese.example',
      '/go/contacts/eigene/source',
      '/go/contacts/eigene/phone',
      '/go/contacts/eigene/constructor',
      '/go/contacts/gibtesnicht/web',
      '/go/articles/e-rechnung/link',
      '/go/contacts/..%2f..%2fboese.example/web',
      '/go//boese.example/web',
      '/go/__proto__/x/web',
    ]) {
      const response = await site.get(path)
      const location = response.headers.get('location')
      expect(location === null || location === 'https://www.beispiel.example/start', `${path} → ${location}`).toBe(true)
      if (location === null) expect(response.status, path).toBeGreaterThanOrEqual(400)
    }
  })

  it('leads to no script, to no host that the knowledge does not name, and dials no number', async () => {
    for (const slug of ['skript', 'fremd', 'telefon']) expect((await site.get(`/go/events/${slug}/booking`)).status, slug).toBe(404)
    for (const slug of ['skript', 'fremd']) expect(await site.text(`/veranstaltungen/${slug}`), slug).not.toMatch(/javascript:|boese/)
    expect(await site.text('/veranstaltungen/telefon')).toContain('<a class="button" href="tel:+4939112345">Anmelden</a>')
  })

  it('sends to our own page, uncounted, when the entry is over', async () => {
    const before = await counted()
    site.setNow('2027-01-01T12:00:00+01:00')
    expect((await site.get('/go/events/eigen/booking')).headers.get('location')).toBe('/veranstaltungen/eigen')
    expect((await site.get('/go/funding/bafa-beratung/link')).headers.get('location')).toBe('/foerderung/bafa-beratung')
    site.setNow(NOW)
    expect(await counted()).toEqual(before)
  })

  it('does not count a browser that only looks ahead', async () => {
    const before = await counted()
    expect((await site.get('/go/contacts/eigene/web', { 'Sec-Purpose': 'prefetch' })).status).toBe(302)
    expect(await counted()).toEqual(before)
  })

  it('still sends people on when the database is away', async () => {
    await site.loseDatabase()
    const response = await site.get('/go/contacts/eigene/web')
    expect(response.status).toBe(302)
    await expect.poll(() => site.logged.join()).toContain('click_not_counted')
  })
})
