/** The region is content: another chamber's folder over the core goes through every door, and nothing of ours is left. */
import ICAL from 'ical.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allIssues, loadKnowledge } from '../../adapters/load-knowledge.ts'
import { run } from '../program.ts'
import { knownFrom } from '../real-bot.ts'
import { type RealSite, startSite } from '../site/real-site.ts'
import { type Office, openOffice } from '../teams/office.ts'
import { visit } from '../visitor.ts'
import { CHAMBER, FOLDERS, foreignNames } from './chamber.ts'

const NOW = '2026-11-26T10:00:00+01:00'

describe('the folder', () => {
  it('has no error', () => {
    expect(allIssues(loadKnowledge(FOLDERS), '2026-11-26').filter(({ severity }) => severity === 'error')).toEqual([])
  })
  it('is told apart from ours', () => {
    expect(foreignNames('Die Kammer in Magdeburg, Sachsen-Anhalt; in Gotha und Weimar nicht, auch nicht in der Halle.')).toEqual([
      'Magdeburg',
      'Sachsen-Anhalt',
    ])
  })
})

describe('its pages', () => {
  let site: RealSite
  const pages = new Map<string, string>()
  beforeAll(async () => {
    site = await startSite({ folders: FOLDERS })
    const queue = [
      '/wissen',
      '/foerderung',
      '/veranstaltungen',
      '/anlaufstellen',
      '/wegweiser',
      '/plan',
      '/nirgendwo',
      '/wissen?q=datenschutz',
    ]
    for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
      if (pages.has(path)) continue
      const html = await site.text(path)
      pages.set(path, html)
      for (const [, href] of html.matchAll(/\shref="(\/(?:wissen|foerderung|veranstaltungen|anlaufstellen|wegweiser)[^"#]*)/g))
        queue.push(href!.replaceAll('&amp;', '&'))
    }
  })

  it('name the chamber and its service', () => {
    expect(pages.size).toBeGreaterThan(80)
    for (const path of ['/wissen', '/anlaufstellen', '/nirgendwo']) {
      const html = pages.get(path)!
      expect(html.match(/<title>(.*?)<\/title>/)?.[1], path).toContain('Kammerlotse')
      expect(html.match(/class="brand".*?<span>(.*?)<\/span>/)?.[1], path).toBe('Kammerlotse <small>Gründen in Mittelthüringen</small>')
    }
    expect(pages.get('/anlaufstellen')).toContain('0361 5550100')
  })

  it('say no name of our region', () => {
    const found = [...pages].flatMap(([path, html]) => foreignNames(html).map((name) => `${path}: ${name}`))
    expect(found).toEqual([])
  })

  it('wear its colours and say what it says of places outside', async () => {
    expect(pages.get('/wissen')).toContain('href="/webchat/brand.css"')
    expect(await site.text('/webchat/brand.css')).toContain('--brand:#5b2a6b')
    expect(await site.text('/anlaufstellen?ort=Kassel')).toContain('wir beraten nur in Mittelthüringen')
  })

  it('wear its picture', async () => {
    for (const path of ['/', '/wissen', '/chat']) {
      const html = await site.text(path)
      expect(html, path).toContain('<img')
      expect(html, path).toMatch(/<link rel="icon" href="\/webchat\/logo.svg[^"]*" type="image\/svg\+xml">/)
      expect(html.match(/src="(\/webchat\/logo.svg[^"]*)"/), path).toBeTruthy()
    }
    const logo = await site.get('/webchat/logo.svg')
    expect([logo.status, logo.headers.get('content-type')]).toEqual([200, 'image/svg+xml'])
    expect(await logo.text()).toContain('<title>Kammerlotse</title>')
  })

  it('know its holidays', () => {
    const ics = pages.get('/veranstaltungen/montagsrunde.ics')!
    const days = (text: string) => {
      const event = new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent('vevent')!
      const iterator = new ICAL.Event(event).iterator()
      const found: string[] = []
      for (let time = iterator.next(); time && found.length < 80; time = iterator.next()) found.push(time.toString().slice(0, 10))
      return found
    }
    // Children's Day is a holiday in Thuringia, Epiphany is none; in Saxony-Anhalt it is the other way round.
    expect(days(ics)).toContain('2027-09-13')
    expect(days(ics)).not.toContain('2027-09-20')
    expect(days(pages.get('/veranstaltungen/gruendertag.ics')!)).toContain('2027-01-06')
  })
})

describe('its chat', () => {
  let office: Office
  beforeAll(async () => {
    office = await openOffice({ now: NOW, known: knownFrom(...FOLDERS), withoutTeams: true })
  })
  afterAll(() => office.close())
  /** Says one thing after another as somebody new; each answer as the client gets it, cards and buttons too. */
  const talk = async (...texts: string[]): Promise<string[]> => {
    const visitor = await visit(office.url)
    const answers: string[] = []
    for (const text of texts) answers.push(JSON.stringify(await visitor.say(text)))
    return answers
  }
  const say = async (...texts: string[]) => (await talk(...texts)).at(-1)!

  it('ends "Mensch" at its one contact, although no Teams is set up', async () => {
    const answer = await say('Mensch')
    expect(answer).toContain('Gründungslotsen')
    expect(answer).toContain('0361 5550100')
    // With one contact there is nothing that hangs on the place.
    expect(answer).not.toContain('hängt vom Ort')
  })
  it('opens "Wo fange ich an?" with its own guide', async () => {
    expect(await say('Wo fange ich an?')).toContain('Was haben Sie vor?')
    expect(await say('Wo fange ich an?', 'Neu gründen')).toContain('Ihr Weg zur Gründung')
  })
  it('knows its borders and what lies outside', async () => {
    expect(await say('Mensch', 'Wen frage ich?', '99448')).toContain('wahrscheinlich die Lotsen in Weimar')
    expect(await say('Mensch', 'Wen frage ich?', 'Kassel')).toContain('außerhalb von Mittelthüringen')
  })
  it('says what it says of places outside', async () => {
    expect(await say('Ich gründe in Kassel, mit wem kann ich sprechen?')).toContain('wir beraten nur in Mittelthüringen')
  })
  it('answers from the core and says who runs it', async () => {
    expect(await say('Ab wann ist die E-Rechnung Pflicht?')).toContain('01.01.2025')
    expect(await say('Wer betreibt diesen Dienst?')).toContain('die Wirtschaftskammer Mittelthüringen')
  })
  it('says no name of our region', async () => {
    const questions = [
      ['Hallo', 'Was kannst du?', 'Hilfe', 'Danke', 'Tschüss'],
      ['Welche Förderung gibt es?', 'Wer hilft mir?', 'Mensch'],
      ['Wie wird das Wetter?', 'asdf', 'Gilt das auch in Berlin?'],
      ['Was muss ich beim Datenschutz beachten?', 'simpler', 'Warum diese Antwort?'],
      ['How do I start?', 'Who can help me?'],
      ['Ich will nicht mehr leben'],
      ['Wir wurden gehackt', 'Mensch'],
      ['Wann ist der nächste Termin?', 'Wann ist der Gründertag?'],
    ]
    const found: string[] = []
    for (const texts of questions)
      for (const [turn, answer] of (await talk(...texts)).entries())
        found.push(...foreignNames(answer).map((name) => `${texts[turn]}: ${name}`))
    expect(found).toEqual([])
  })
})

describe('its Teams', () => {
  it('says no name of our region, to staff or visitors', async () => {
    const office = await openOffice({ now: NOW, known: knownFrom(...FOLDERS) })
    try {
      await office.inChannel('19:lotsen@thread.tacv2', 'verbinden lotsen')
      for (const text of ['Hilfe', 'Was kannst du?', 'Wie gründe ich?', 'Wer hilft mir?', 'Anfragen', 'Wo fange ich an?', 'Neu gründen'])
        await office.personally(text)
      await office.inChannel('19:lotsen@thread.tacv2', 'Bericht')
      await office.settle()
      const said = office.teams.messages.map(({ activity }) => JSON.stringify(activity))
      expect(said.length).toBeGreaterThan(6)
      expect(said.join()).toContain('Gründungslotsen')
      expect(said.flatMap(foreignNames)).toEqual([])
    } finally {
      await office.close()
    }
  })
})

describe('its commands', () => {
  it('send its calendar of a month', async () => {
    const { code, out } = await run('calendar', [
      '--month',
      '2027-01',
      '--now',
      '2026-11-26',
      ...FOLDERS.flatMap((folder) => ['--knowledge', folder]),
    ])
    expect(code).toBe(0)
    expect(out).toContain('Mittwoch, 6. Januar 2027')
    expect(out).toContain('Gründung und Nachfolge in Mittelthüringen')
    expect(foreignNames(out)).toEqual([])
  })
  it('check it', async () => {
    const { code, out } = await run('check', [...FOLDERS, '--now', '2026-11-26'])
    expect([code, foreignNames(out)]).toEqual([0, []])
    expect(out).toContain('Keine Fehler')
    expect(CHAMBER).toMatch(/thueringen$/)
  })
})
