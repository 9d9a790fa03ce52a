/** The calendar's pages: which dates an address shows, how near they are, and that the calendar file holds just these. */
import ICAL from 'ical.js'
import { beforeAll, describe, expect, it } from 'vitest'
import { entryText, knowledgeFolder } from '../fixtures/knowledge-folder.ts'
import { linksIn, listedIn, type RealSite, startSite, wordsIn } from './real-site.ts'

const VOCABULARY = `# Listen

## Themen

| Kennung | Name | Wörter |
|---|---|---|
| ki | KI | ki |
| recht | Recht | recht |

## Zielgruppen

| Kennung | Name | Wörter |
|---|---|---|
| handwerk | Handwerk | handwerk |
| verein | Verein | verein |

## Regionen

| Kennung | Name | gehört zu | Wörter | Postleitzahlen |
|---|---|---|---|---|
| land | Musterland | | | |
| nord | Norden | land | | |
| sued | Süden | land | | |
| musterkreis | Musterkreis | nord | musterstadt | 12345 |
| nebenkreis | Nebenkreis | nord | nebenstadt | 12400 |
| fernkreis | Fernkreis | sued | fernstadt | 54321 |
`
const talk = (name: string, fields: string) =>
  entryText(`Abend ${name}`, [`${name}?`, `${name} wann?`, `was ist ${name}?`], { fields: `organiser: Haus\n${fields}` })
const at = (city: string, postcode: string) => `mode: vor Ort\nplace: { name: Rathaus, city: ${city}, postcode: "${postcode}" }\n`

let site: RealSite
beforeAll(async () => {
  const folder = knowledgeFolder({
    'vocabulary.md': VOCABULARY,
    'events/hier.md': talk('hier', `start: 2026-12-01T18:00\ntopics: [ki]\ncost: kostenfrei\n${at('Musterstadt', '12345')}`),
    'events/daneben.md': talk(
      'daneben',
      `start: 2026-12-02T18:00\ntopics: [recht]\ncost: 20 €\naudience: [handwerk]\n${at('Nebenstadt', '12400')}`,
    ),
    'events/fern.md': talk('fern', `start: 2026-12-03T18:00\n${at('Fernstadt', '54321')}`),
    'events/netz.md': talk('netz', 'start: 2026-12-04T18:00\nmode: online\ntopics: [ki]\naudience: [verein]\n'),
    'events/sueden.md': talk('sueden', 'start: 2026-12-05T18:00\nmode: online\nregion: [sued]\n'),
    'events/runde.md': talk(
      'runde',
      `start: 2026-10-06T18:00\nrecurrence: { rule: FREQ=MONTHLY;BYDAY=1TU }\n${at('Musterstadt', '12345')}`,
    ),
    'events/alt.md': talk('alt', `start: 2024-05-05T18:00\ntopics: [ki]\n${at('Musterstadt', '12345')}`),
  })
  site = await startSite({ alone: folder })
})
const names = (html: string) => [...new Set(listedIn(html).map((path) => path.replace('/veranstaltungen/', '')))]
const shown = async (query: string) => names(await site.text(`/veranstaltungen${query}`))
const inFile = async (query: string) => {
  const text = await site.text(`/veranstaltungen.ics${query}`)
  return new ICAL.Component(ICAL.parse(text))
    .getAllSubcomponents('vevent')
    .map((one) => String(one.getFirstPropertyValue('uid')).split('@')[0]!)
    .sort()
}

describe('filters in the address', () => {
  it.each([
    ['', ['hier', 'runde', 'daneben', 'fern', 'netz', 'sueden']],
    ['?thema=ki', ['hier', 'netz']],
    ['?fuer=handwerk', ['hier', 'runde', 'daneben', 'fern', 'sueden']],
    ['?teilnahme=online', ['netz', 'sueden']],
    ['?teilnahme=vor-ort&kosten=frei', ['hier']],
    ['?ort=Musterstadt', ['hier', 'runde', 'daneben', 'netz']],
    ['?ort=54321&teilnahme=vor-ort', ['fern']],
    ['?thema=ki&ort=12400', ['hier', 'netz']],
    ['?thema=gibtsnicht&unsinn=1', ['hier', 'runde', 'daneben', 'fern', 'netz', 'sueden']],
  ])('%s shows just these, and the calendar file the same', async (query, expected) => {
    expect((await shown(query)).sort()).toEqual([...expected].sort())
    expect(await inFile(query)).toEqual([...expected].sort())
  })

  it('are what the page offers to subscribe to, and stay when the view changes', async () => {
    const html = await site.text('/veranstaltungen?thema=ki&ort=Musterstadt')
    expect(html).toContain('href="webcal://wegweiser.example/veranstaltungen.ics?thema=ki&amp;ort=Musterstadt"')
    expect(linksIn(html)).toContain('/veranstaltungen?thema=ki&amp;ort=Musterstadt&amp;ansicht=monat')
    expect(html).toContain('noindex')
  })

  it('say how near a date is, and what to do where nothing fits', async () => {
    expect(wordsIn(await site.text('/veranstaltungen?ort=Musterstadt'))).toMatch(
      /Abend hier .*in Ihrem Kreis.*Abend daneben .*in Ihrer Nähe.*Abend netz .*online dabei/,
    )
    expect(wordsIn(await site.text('/veranstaltungen?thema=recht&teilnahme=online'))).toContain(
      'Zu dieser Auswahl ist zurzeit kein Termin bekannt.',
    )
    expect(wordsIn(await site.text('/veranstaltungen?ort=Atlantis'))).toContain('„Atlantis“ kennen wir nicht')
  })
})

describe('the month', () => {
  it('shows its days with what is on them, and the way to the months around', async () => {
    const html = await site.text('/veranstaltungen?ansicht=monat&monat=2026-12')
    expect(html.match(/<li class="(free|has)/g)).toHaveLength(31)
    expect(html).toContain('month--from-2')
    expect(html).toMatch(/datetime="2026-12-01"[\s\S]*?Abend hier[\s\S]*?Abend runde[\s\S]*?datetime="2026-12-02"/)
    expect(linksIn(html)).toEqual(
      expect.arrayContaining(['/veranstaltungen?ansicht=monat&amp;monat=2026-11', '/veranstaltungen?ansicht=monat&amp;monat=2027-01']),
    )
  })
  it('ends two years ahead, whatever is asked for', async () => {
    const html = await site.text('/veranstaltungen?ansicht=monat&monat=9999-12')
    expect(wordsIn(html)).toContain('November 2028')
    expect(html).not.toContain('monat=2028-12')
    expect(wordsIn(await site.text('/veranstaltungen?ansicht=monat&monat=x'))).toContain('November 2026')
  })
})

describe('the archive', () => {
  it('has what is over by year, and of a series its last date', async () => {
    const page = wordsIn(await site.text('/veranstaltungen?ansicht=archiv'))
    expect(page).toMatch(/2026 Dienstag, 3\. November 2026 Abend runde \(letzter von 2 Terminen\).*2024 Sonntag, 5\. Mai 2024 Abend alt/)
    expect(page).not.toContain('Abend hier')
  })
  it('can be narrowed, too', async () => {
    expect(wordsIn(await site.text('/veranstaltungen?ansicht=archiv&thema=ki'))).not.toContain('Abend runde')
  })
})
