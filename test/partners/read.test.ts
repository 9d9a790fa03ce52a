/** Ugly feeds, file by file: what is read of each, and what is told. The same reader runs in a thread in the program. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readAnyFormat } from '../../adapters/partners/any-format.ts'
import type { FoundEvent } from '../../adapters/partners/found.ts'
import { readFeedAnswer } from '../../adapters/partners/reading.ts'
import { ROOT } from '../program.ts'

const TODAY = '2026-11-27'
const address = 'https://feed.example/kalender'
const bytesOf = (name: string) => readFileSync(join(ROOT, 'test/fixtures/feeds', name))
const read = (name: string) => readAnyFormat({ bytes: bytesOf(name), contentType: '', address, today: TODAY })
const readText = (text: string) => readAnyFormat({ bytes: Buffer.from(text), contentType: '', address, today: TODAY })
const told = (name: string) => read(name).problems.map(({ message }) => message)
const when = ({ title, start, end }: FoundEvent) => [title, start, ...(end ? [end] : [])]

describe('times', () => {
  it('are those of our clocks, whatever zone they are in and however it is defined', () => {
    expect(read('zones.ics').events.map(when)).toEqual([
      ['Zeit in UTC', '2026-12-10T14:00', '2026-12-10T16:00'],
      ['Ohne Zone', '2026-12-11T14:00', '2026-12-11T15:30'],
      ['Zone ohne Erklärung', '2026-12-12T14:00', '2026-12-12T16:00'],
      ['Zone von Windows', '2026-12-13T14:00'],
      ['Zone von anderswo', '2026-12-14T15:00'],
      ['Eigene Zone', '2026-12-15T10:00'],
      ['Zone die niemand kennt', '2026-12-16T14:00'],
      ['Ganzer Tag', '2026-12-17'],
      ['Drei Tage', '2026-12-18', '2026-12-20'],
      ['Ganzer Tag von Outlook', '2026-12-22'],
    ])
    expect(told('zones.ics')).toEqual(['Die Zeitzone „Mars/Olympus“ kennt niemand; gelesen wird Ortszeit.'])
  })
})

describe('a series', () => {
  const { events } = read('series.ics')
  it('stays one, without the dates that fall out or are moved', () => {
    expect(events[0]).toMatchObject({
      title: 'Digitale Runde',
      start: '2026-12-03T17:00',
      recurrence: { rule: 'FREQ=MONTHLY;BYDAY=1TH', until: '2027-06-30', except: ['2027-01-07', '2027-02-04', '2027-03-04'] },
    })
  })
  it('has its moved date as an event of its own', () => {
    expect(events[1]).toMatchObject({ uid: 'runde@x#2027-02-04', start: '2027-02-11T18:00', place: { name: 'Kammerhaus' } })
  })
  it('of a zone whose clocks change on other days becomes single dates', () => {
    const calls = events.filter(({ title }) => title === 'Monday Call').map(({ start }) => start)
    expect(calls).toEqual(['2026-12-07T15:00', '2026-12-14T15:00', '2026-12-21T15:00', '2026-12-28T15:00'])
  })
  it('takes in days that are added', () => {
    expect(events.filter(({ title }) => title === 'Mit Zusatztag').map(({ start }) => start)).toEqual(['2027-03-01', '2027-03-15'])
  })
})

describe('a calendar bomb', () => {
  it('leaves of each series what can be told, and the good event beside it', () => {
    const { events, problems } = read('bombs.ics')
    expect(events.map(({ title }) => title)).toEqual([
      'Jede Sekunde',
      'Jede Minute',
      'Seltsame Regel',
      'Täglich seit langem',
      'Viele Ausnahmen',
      'Dauert ewig',
      'Ein guter Termin',
    ])
    expect(events.find(({ title }) => title === 'Dauert ewig')).not.toHaveProperty('end')
    expect(problems).toHaveLength(4)
  })
  it('of thousands of events gives the next three hundred', () => {
    const day = (i: number) => new Date(Date.UTC(2026, 11, 1 + Math.floor(i / 20))).toISOString().slice(0, 10).replaceAll('-', '')
    const one = (i: number) => `BEGIN:VEVENT\r\nUID:${i}\r\nSUMMARY:Termin ${i}\r\nDTSTART;VALUE=DATE:${day(i)}\r\nEND:VEVENT\r\n`
    const { events, isWhole, problems } = readText(
      `BEGIN:VCALENDAR\r\n${Array.from({ length: 4_000 }, (_, i) => one(i)).join('')}END:VCALENDAR\r\n`,
    )
    expect([events.length, isWhole, problems.length]).toEqual([300, false, 2])
  })
  it('that defines entities is not unfolded', () => {
    expect(read('bomb.rss').news[0]?.title.length).toBeLessThan(60)
  })
})

describe('broken lines', () => {
  const { events } = read('broken-lines.ics')
  it('cost themselves', () => {
    expect(events.map(({ title }) => title)).toEqual(['Umbruch mitten im Titel', 'Nicht geschlossen', 'Mit Wecker'])
    expect(told('broken-lines.ics')).toEqual([
      'Zeile 3 ist keine Kalenderzeile und bleibt weg.',
      'Ein Termin (ab Zeile 29) hat kein END:VEVENT.',
      'Der Termin ab Zeile 16 hat keinen lesbaren Beginn und bleibt weg.',
      'Der Termin ab Zeile 20 hat keinen lesbaren Beginn und bleibt weg.',
      'Der Termin ab Zeile 25 hat keinen Titel und bleibt weg.',
    ])
  })
  it('leave nothing of who attends and who organises', () => {
    expect(JSON.stringify(events)).not.toMatch(/Erika|Max|example\.de/)
  })
  it('a file that is cut off is read as far as it goes, and says so', () => {
    const { events: before, isWhole } = read('cut-off.ics')
    expect([before.map(({ title }) => title), isWhole]).toEqual([['Vor dem Abbruch'], false])
  })
})

describe('words', () => {
  it('in markup lose the markup, what is personal, and every way to lead elsewhere', () => {
    const [event] = read('html-inside.ics').events
    expect(event).toMatchObject({ title: 'KI & Recht kompakt', mode: 'online' })
    expect(event!.text).toContain('Fragen an [E-Mail-Adresse] oder [Telefonnummer].')
    expect(event!.text).not.toMatch(/alert|<|erika/)
    expect(event).not.toHaveProperty('link')
    expect(event).not.toHaveProperty('place')
  })
  it.each([
    ['latin1.ics', 'Förderung für Gründer'],
    ['utf16.ics', 'Größe in UTF-16'],
  ])('in another encoding are read: %s', (name, title) => {
    expect(read(name).events[0]?.title).toBe(title)
  })
  it('that say a date is off are heeded', () => {
    expect(read('cancel.ics').events[0]).toMatchObject({ title: 'Herbsttreffen', cancelled: true })
  })
})

describe('news feeds and pages', () => {
  it('an item with a date is an event, one without is news, and never on the day it was published', () => {
    const { events, news, pages } = read('events.rss')
    expect(events).toMatchObject([
      {
        title: 'Werkstatt & Web',
        start: '2026-12-09T17:00',
        end: '2026-12-09T19:00',
        place: { name: 'Innungshaus', street: 'Lindenweg 3', postcode: '12345', city: 'Musterstadt' },
        text: 'Für das Handwerk.',
      },
    ])
    expect(news.map(({ title, day }) => [title, day])).toEqual([
      ['Neues Heft erschienen', '2026-11-24'],
      ['Seite mit Angaben', '2026-11-24'],
    ])
    expect(pages.map(({ link }) => link)).toEqual(['https://feed.example/heft', 'https://feed.example/seite-mit-angaben'])
  })
  it('broken XML is read as far as it goes', () => {
    expect(read('broken.rss').news[0]).toMatchObject({ title: 'Titel & Mehr', text: 'offen' })
  })
  it('Atom in another encoding, with markup as elements', () => {
    expect(read('news.atom').news[0]).toMatchObject({
      title: 'Förderung neu',
      text: 'Mehr dazu.',
      link: 'https://feed.example/foerderung-neu',
    })
  })
  it('a page says its events in the words of schema.org', () => {
    const { events, isWhole, problems } = read('page.html')
    expect(events).toMatchObject([
      {
        title: 'Digitalfrühstück',
        start: '2026-12-08T08:30',
        cost: 'kostenfrei',
        mode: 'vor Ort',
        link: 'https://feed.example/fruehstueck',
      },
      { title: 'Webinar KI', start: '2026-12-10', cancelled: true, mode: 'online' },
    ])
    expect([isWhole, problems.length]).toEqual([false, 2])
    expect(JSON.stringify(events)).not.toMatch(/Erika|example\.de/)
  })
  it.each([
    ['no-calendar.ics', 'Das ist weder ein Kalender noch ein Feed noch eine Webseite.'],
    ['page-without.html', 'Auf der Seite stehen keine schema.org-Angaben (application/ld+json).'],
  ])('%s is refused with the reason', (name, reason) => {
    expect(() => read(name)).toThrow(reason)
  })
})

describe('the thread', () => {
  it('gives what the reader gives, and a reading that takes too long ends', async () => {
    const question = { bytes: bytesOf('events.rss'), contentType: '', address, today: TODAY }
    expect(await readFeedAnswer(question)).toEqual(read('events.rss'))
    await expect(readFeedAnswer(question, 1)).rejects.toThrow('dauert zu lange')
  })
})
