/** A person is one step away on every page, and knows what was read or answered there. */
import { describe, expect, it } from 'vitest'
import { startSite, wordsIn } from './real-site.ts'

const site = await startSite()
const linkOn = async (path: string) => /class="person-link" href="([^"]*)"/.exec(await site.text(path))?.[1]?.replaceAll('&amp;', '&')

describe('a person', () => {
  it('is one step away from every kind of page', async () => {
    expect(await linkOn('/wissen')).toBe('/ansprechperson')
    expect(await linkOn('/wissen/e-rechnung')).toBe('/ansprechperson/wissen/e-rechnung')
    expect(await linkOn('/wissen?q=E-Rechnung')).toBe('/ansprechperson')
    expect(await linkOn('/nirgendwo')).toBe('/ansprechperson')
    expect((await site.get('/ansprechperson/wissen/gibt-es-nicht')).status).toBe(404)
    expect((await site.get('/ansprechperson/constructor/constructor')).status).toBe(404)
  })

  it('takes the subject of a page along, and asks for the place', async () => {
    const page = await site.text('/ansprechperson/wissen/e-rechnung')
    expect(page).toContain('action="/ansprechperson/wissen/e-rechnung"')
    expect(page).toMatch(/href="mailto:[^"]*E-Rechnung/)
    expect(page).toContain('<meta name="robots" content="noindex, follow">')
    const there = wordsIn(await site.text('/ansprechperson/wissen/e-rechnung?ort=06712'))
    expect(there).toContain('Handwerkskammer Halle')
    expect(there).not.toContain('Handwerkskammer Magdeburg')
  })

  it('takes the answers of a guide along', async () => {
    const [, query = ''] = ((await linkOn('/wegweiser/start?betrieb=handwerk&ort=06712')) ?? '').split('?')
    expect(query).toBe('betrieb=handwerk&ort=06712')
    const page = await site.text(`/ansprechperson/wegweiser/start?${query}`)
    expect(wordsIn(page)).toContain('Handwerkskammer Halle')
    expect(wordsIn(page)).not.toContain('Handwerkskammer Magdeburg')
    expect(decodeURIComponent(/href="(mailto:[^"]*)/.exec(page)![1]!)).toMatch(/- .*: Handwerk/)
    expect(page).toContain(`href="/wegweiser/start?${query.replace('&', '&amp;')}"`)
  })

  it('names the emergency number first in an emergency', async () => {
    const page = await site.text('/ansprechperson/wegweiser/notfall')
    expect(wordsIn(page)).toContain('110')
    expect(page.indexOf('tel:03912502244')).toBeLessThan(page.indexOf('href="tel:', page.indexOf('tel:03912502244') + 5))
    expect(/href="(tel:[^"]*)"/.exec(page)![1]).toBe('tel:03912502244')
  })

  it('offers no request where nobody takes one', async () => {
    expect(await site.text('/ansprechperson')).not.toContain('Anfrage übergeben')
  })
})
