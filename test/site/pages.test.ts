import { describe, expect, it } from 'vitest'
import { pathOf } from '../../bot/knowledge/references.ts'
import { dataIn, linksIn, listedIn, NOW, startSite, wordsIn } from './real-site.ts'

const site = await startSite()
const words = async (path: string) => wordsIn(await site.text(path))

describe('an article', () => {
  it('shows its text, where it comes from and when it was checked', async () => {
    const page = await words('/wissen/e-rechnung')
    expect(page).toContain('E-Rechnung empfangen und schreiben')
    expect(page).toContain('Empfangen muss jedes Unternehmen in Deutschland sie schon seit dem 01.01.2025')
    expect(page).toMatch(/Stand: [\p{L}\d. ]*202\d\.\s/u)
    expect(page).toContain('§ 14 UStG, Ausstellung von Rechnungen (externe Seite)')
  })

  it('offers next steps that are open, the chat and a person', async () => {
    const html = await site.text('/wissen/e-rechnung')
    expect(html).toContain('href="/wissen/aufbewahrung"')
    expect(html).toContain('href="/chat?q=E-Rechnung+empfangen+und+schreiben"')
    expect(html).toContain('href="/ansprechperson/wissen/e-rechnung"')
    expect(html).toContain('href="/anlaufstellen"')
  })

  it('has the anchors of the bot’s passages', async () => {
    const html = await site.text('/wissen/e-rechnung')
    const headed = site.knowledge.entries.get('articles/e-rechnung')!.passages.filter(({ heading }) => heading !== '')
    expect(headed.length).toBeGreaterThan(2)
    for (const { id, heading } of headed) expect(html).toContain(`<h2 id="${id.split('#')[1]}">${heading}</h2>`)
  })

  it('whose headings ask is a list of questions and answers for machines', async () => {
    const [data] = dataIn(await site.text('/wissen/e-rechnung'))
    expect(data).toMatchObject({
      '@type': 'FAQPage',
      inLanguage: 'de',
      dateModified: site.knowledge.entries.get('articles/e-rechnung')!.asOf,
      url: 'https://wegweiser.example/wissen/e-rechnung',
    })
    expect((data!.mainEntity as { name: string }[]).map(({ name }) => name)).toContain('Ab wann muss ich E-Rechnungen schreiben?')
  })

  it('asks to make sure of what was true years ago', async () => {
    expect(await words('/wissen/partnernetzwerk')).toContain('Stand: 2022. Fragen Sie nach, ob das noch gilt.')
  })

  it('does not show visitors what the house should still confirm', async () => {
    const open = [...site.knowledge.entries.values()].filter(({ kind, confirm }) => kind === 'articles' && confirm.length > 0)
    expect(open.length).toBeGreaterThan(20)
    for (const { id, confirm } of open) expect(await words(pathOf(id)), id).not.toContain(confirm[0])
  })

  it('in English has English words around it and leads to the German one', async () => {
    const html = await site.text('/wissen/en-e-rechnung')
    expect(html).toContain('<html lang="en">')
    expect(html).toContain('aria-label="You are here"')
    expect(html).toContain('<a href="/wissen/e-rechnung" lang="de" hreflang="de">Diese Seite auf Deutsch</a>')
    expect(html).toContain('<link rel="alternate" hreflang="de" href="https://wegweiser.example/wissen/e-rechnung">')
    expect(await site.text('/wissen/e-rechnung')).toContain(
      '<a href="/wissen/en-e-rechnung" lang="en" hreflang="en">This page in English</a>',
    )
  })
})

describe('a programme', () => {
  it('shows every field, and who may apply in words', async () => {
    const page = await words('/foerderung/bafa-beratung')
    for (const text of [
      'offen',
      'Fördergeber Bundeswirtschaftsministerium und ESF Plus, Anträge beim BAFA',
      'Förderart Zuschuss',
      'Fördersatz 80 % in Sachsen-Anhalt',
      'Höhe bis 2.800 €',
      'Antrag vor Beginn stellen: erst Antrag, dann Auftrag',
      'Antragsfenster ab 01.01.2023 bis 31.12.2026',
      'Läuft bis 31.12.2026',
      'Ausgeschlossen Landwirtschaft, Vereine und Ehrenamt, Kommunen und öffentliche Einrichtungen',
      'Beschäftigte höchstens 249',
      'Nicht gefördert wird Software und Seminare',
    ])
      expect(page).toContain(text)
  })

  it('that ended says so, names what to use instead, and leads to no application', async () => {
    const html = await site.text('/foerderung/digital-jetzt')
    const page = wordsIn(html)
    expect(page).toMatch(/Digital Jetzt \(beendet\).{0,80}nicht mehr/)
    expect(page).toContain('Stattdessen kommt in Frage: KfW ERP-Förderkredit Digitalisierung')
    expect(html).not.toContain('href="/go/')
    expect(page).not.toContain('Voraussetzungen')
    expect(dataIn(html)[0]).toMatchObject({ '@type': 'WebPage' })
  })

  it('ends on the day its term runs out, without anybody editing it', async () => {
    expect(await site.text('/foerderung/bafa-beratung')).toContain('badge--open')
    site.setNow('2026-12-31T23:59:00+01:00')
    expect(await site.text('/foerderung/bafa-beratung')).toContain('badge--open')
    site.setNow('2027-01-01T00:01:00+01:00')
    const html = await site.text('/foerderung/bafa-beratung')
    expect(html).not.toContain('badge--open')
    expect(wordsIn(html)).toContain('beendet')
    expect(wordsIn(html)).toContain('Läuft bis 31.12.2026 (vorbei)')
    expect(html).not.toContain('href="/go/funding/bafa-beratung/link"')
    expect(dataIn(html)[0]).toMatchObject({ '@type': 'WebPage' })
    site.setNow(NOW)
  })
})

describe('the list of programmes', () => {
  const section = (html: string, id: string) => html.match(new RegExp(`<section aria-labelledby="${id}">.*?</section>`, 's'))?.[0] ?? ''

  it('keeps open, unclear, foreign and ended ones apart', async () => {
    const html = await site.text('/foerderung')
    expect(listedIn(section(html, 'offen'))).toContain('/foerderung/bafa-beratung')
    expect(listedIn(section(html, 'unklar'))).toContain('/foerderung/digital-innovation')
    expect(listedIn(section(html, 'angekuendigt'))).toContain('/foerderung/zim')
    expect(listedIn(section(html, 'anderswo'))).toContain('/foerderung/digitalbonus-bayern')
    expect(listedIn(section(html, 'beendet'))).toContain('/foerderung/go-digital')
    expect(section(html, 'beendet').includes('<strong>Stattdessen:</strong> <a href="/foerderung/')).toBe(true)
    const listed = listedIn(html)
    expect(listed.length).toBe(new Set(listed).size)
  })

  it('moves a programme to the ended ones on 1 January', async () => {
    site.setNow('2027-01-01T09:00:00+01:00')
    const html = await site.text('/foerderung')
    expect(listedIn(section(html, 'offen'))).not.toContain('/foerderung/bafa-beratung')
    expect(listedIn(section(html, 'beendet'))).toContain('/foerderung/bafa-beratung')
    expect(linksIn(section(html, 'beendet')).filter((link) => link === '/foerderung/bafa-beratung')).toHaveLength(1)
    site.setNow(NOW)
  })

  it('is narrowed by who asks and by kind', async () => {
    const clubs = listedIn(await site.text('/foerderung?fuer=verein'))
    expect(clubs).toContain('/foerderung/dsee')
    expect(clubs).not.toContain('/foerderung/bafa-beratung')
    const html = await site.text('/foerderung?art=darlehen')
    expect(listedIn(html)).toContain('/foerderung/ib-mittelstandsdarlehen')
    expect(listedIn(html)).not.toContain('/foerderung/bafa-beratung')
    expect(html.includes('<option value="darlehen" selected>')).toBe(true)
    expect(html.includes('<meta name="robots" content="noindex, follow">')).toBe(true)
  })

  it('takes an unknown filter for none', async () => {
    expect(await site.text('/foerderung?fuer=marsmenschen&art=%3Cscript%3E')).toBe(await site.text('/foerderung'))
  })
})

describe('the list of articles', () => {
  it('has each article once', async () => {
    const links = linksIn(await site.text('/wissen'))
    for (const { kind, slug } of site.knowledge.entries.values())
      if (kind === 'articles')
        expect(
          links.filter((link) => link === `/wissen/${slug}`),
          slug,
        ).toHaveLength(1)
  })

  it('is narrowed by topic, also where the topic is not the first, and by audience', async () => {
    const html = await site.text('/wissen?thema=recht')
    expect(wordsIn(html)).toContain('Wissen: Recht und Pflichten')
    expect(listedIn(html)).toContain('/wissen/e-rechnung')
    expect(listedIn(html)).not.toContain('/wissen/backup')
    const clubs = linksIn(await site.text('/wissen?fuer=verein'))
    expect(clubs).toContain('/wissen/verein')
    expect(clubs).not.toContain('/wissen/handwerk')
  })
})

describe('search', () => {
  it('finds with the bot’s own search and leads to the page', async () => {
    const html = await site.text(`/wissen?${new URLSearchParams({ q: 'Ab wann muss ich E-Rechnungen schreiben?' })}`)
    const first = html.slice(html.indexOf('data-decision="answer"'))
    expect(first.match(/<h3><a href="([^"]+)"/)![1]).toBe('/wissen/e-rechnung')
  })

  it('says so when there is no text', async () => {
    const page = await words(`/wissen?${new URLSearchParams({ q: 'qwertz asdfgh yxcvbn' })}`)
    expect(page).toContain('Dazu habe ich keinen Text')
    expect(page).toContain('Anlaufstelle')
  })

  it('shows of an ended programme that it ended', async () => {
    const html = await site.text(`/wissen?${new URLSearchParams({ q: 'Digital Jetzt' })}`)
    expect(html).toMatch(/<span class="badge badge--over">beendet<\/span><\/p>\s*<h3><a href="\/foerderung\/digital-jetzt"/)
  })

  it('repeats what was asked as text, not as markup', async () => {
    const html = await site.text(`/wissen?${new URLSearchParams({ q: '"><script>alert(1)</script>' })}`)
    expect(html).toContain('&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(html).not.toContain('<script>alert')
  })

  it('reads a very long question without a fuss', async () => {
    expect((await site.get(`/wissen?${new URLSearchParams({ q: 'E-Rechnung '.repeat(500) })}`)).status).toBe(200)
  })
})

describe('contacts', () => {
  it('show how to reach them', async () => {
    const html = await site.text('/anlaufstellen/hwk-magdeburg')
    expect(html).toContain('<a href="tel:039162680">0391 6268-0</a>')
    expect(wordsIn(html)).toContain('Gareisstraße 10, 39106 Magdeburg')
    expect(html).toContain('href="/go/contacts/hwk-magdeburg/web"')
    expect(dataIn(html)[0]).toMatchObject({
      '@type': 'Organization',
      contactPoint: { '@type': 'ContactPoint', telephone: '0391 6268-0' },
      address: { postalCode: '39106' },
    })
  })

  it('whose term has run out are no longer offered, and their page says so', async () => {
    expect(await site.text('/anlaufstellen')).toContain('href="/anlaufstellen/mdz-magdeburg"')
    site.setNow('2027-01-01T09:00:00+01:00')
    expect(await site.text('/anlaufstellen')).not.toContain('href="/anlaufstellen/mdz-magdeburg"')
    const html = await site.text('/anlaufstellen/mdz-magdeburg')
    expect(html).toContain('notice--status')
    expect(html).not.toContain('/go/contacts/mdz-magdeburg')
    expect(dataIn(html)).toEqual([])
    site.setNow(NOW)
  })

  it('are found by district, town and postcode', async () => {
    for (const place of ['Stendal', '39576', 'Landkreis Stendal', 'tangermuende']) {
      const page = await words(`/anlaufstellen?${new URLSearchParams({ ort: place })}`)
      expect(page, place).toContain('IHK Magdeburg')
      expect(page, place).not.toContain('IHK Halle-Dessau')
    }
  })

  it('are named for all districts that share a postcode', async () => {
    const page = await words('/anlaufstellen?ort=39264')
    expect(page).toContain('mehrere Gebiete')
    expect(page).toContain('IHK Magdeburg')
    expect(page).toContain('IHK Halle-Dessau')
  })

  it('elsewhere are not ours', async () => {
    expect(await words('/anlaufstellen?ort=Leipzig')).toContain('außerhalb von Sachsen-Anhalt')
    expect(await words('/anlaufstellen?ort=Atlantis')).toContain('„Atlantis“ kennen wir nicht')
  })
})

describe('events', () => {
  it('are listed with the dates counted from today, by month', async () => {
    const html = await site.text('/veranstaltungen')
    expect(wordsIn(html)).toMatch(/Dezember 2026 .*Donnerstag, 3\. Dezember 2026 .*Donnerstag, 10\. Dezember 2026 .*Januar 2027/)
    // Ascension Day 2027 is the first Thursday of May.
    expect(html).not.toContain('datetime="2027-05-06"')
    expect(html).toContain('datetime="2027-05-13"')
  })

  it('leave the list when their day is over', async () => {
    site.setNow('2026-12-03T18:00:00+01:00')
    expect((await site.text('/veranstaltungen')).includes('datetime="2026-12-03"')).toBe(true)
    site.setNow('2026-12-04T00:01:00+01:00')
    expect((await site.text('/veranstaltungen')).includes('datetime="2026-12-03"')).toBe(false)
    site.setNow(NOW)
  })

  it('show the next date first, and say what is not confirmed', async () => {
    const html = await site.text('/veranstaltungen/sprechtag-halle')
    const page = wordsIn(html)
    expect(page).toMatch(/Nächster Termin Donnerstag, 3\. Dezember 2026 noch nicht bestätigt/)
    expect(page).toContain('Noch nicht bestätigt: Der Rhythmus')
    expect(html).toContain('href="/veranstaltungen/sprechtag-halle.ics"')
    expect(dataIn(html)[0]).toMatchObject({
      '@type': 'Event',
      startDate: '2026-12-03',
      description: expect.stringContaining('Noch nicht bestätigt'),
    })
  })

  it('that are over offer no booking and no calendar', async () => {
    const html = await site.text('/veranstaltungen/sprechtag-virtuell-2020')
    expect(html).toContain('notice--status')
    expect(html).not.toContain('sprechtag-virtuell-2020.ics')
    expect(html).not.toContain('/go/')
  })
})

describe('guides', () => {
  it('are listed, "Wo fange ich an" first', async () => {
    const html = await site.text('/wegweiser')
    const links = [...html.matchAll(/<h2><a href="(\/wegweiser\/[^"]+)"/g)].map(([, path]) => path)
    expect(links[0]).toBe('/wegweiser/start')
    expect(links.length).toBeGreaterThanOrEqual(7)
  })
})

describe('an address without a page', () => {
  it('gets a page in the same look with what may have been meant', async () => {
    const response = await site.get('/wissen/e-rechnungen')
    expect(response.status).toBe(404)
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
    const html = await response.text()
    expect(html).toContain('Diese Seite gibt es nicht')
    expect(html).toContain('href="/wissen/e-rechnung"')
    expect(html).toContain('role="search"')
  })

  it('is told to a person as a page and to a program as a short answer', async () => {
    const page = await site.get('/irgendwas/ganz/anderes')
    expect([page.status, page.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8'])
    const answer = await site.get('/irgendwas/ganz/anderes', { Accept: 'application/json' })
    expect([answer.status, await answer.json()]).toEqual([404, { error: { code: 'ResourceNotFound', message: expect.any(String) } }])
  })

  it('stands even broken signs in the address', async () => {
    expect((await site.get('/wissen/%E0%A4%A')).status).toBeGreaterThanOrEqual(400)
    expect((await site.get('/wissen/%3Cscript%3E')).status).toBe(404)
    expect(await site.text('/wissen/%3Cscript%3Ealert(1)')).not.toContain('<script>alert')
  })
})

describe('for machines', () => {
  it('there are robots.txt and a sitemap of every entry', async () => {
    expect(await site.text('/robots.txt')).toMatch(/Disallow: \/go\/[\s\S]*Sitemap: https:\/\/wegweiser\.example\/sitemap\.xml/)
    const map = await site.text('/sitemap.xml')
    expect(map.split('<url>').length - 1).toBe(site.knowledge.entries.size + 9)
    expect(map).toContain('<url><loc>https://wegweiser.example/wissen/e-rechnung</loc><lastmod>2')
  })
})
