/** Opening hours: what editors may write, and what is said of now at the edges of breaks, days, holidays and years. */
import { describe, expect, it } from 'vitest'
import { loadKnowledge } from '../../adapters/load-knowledge.ts'
import { contactData } from '../../adapters/site/entries/json-ld.ts'
import { momentOf, type View } from '../../adapters/site/frame/view.ts'
import { contactCard } from '../../bot/answers/contact.ts'
import { openStateOf } from '../../bot/knowledge/opening-hours.ts'
import type { Contact } from '../../bot/knowledge/schema.ts'
import { openStateAt, readClosed, readWeekRow, weekRows } from '../../bot/knowledge/week-hours.ts'
import { momentOn } from '../../bot/moment.ts'
import { knowledgeFolder } from '../fixtures/knowledge-folder.ts'

const AREA =
  '---\nname: { de: Wegweiser, en: Guide }\nsubtitle: { de: Musterland, en: Musterland }\nsubject: { de: Digitales, en: digital }\nterritory: { de: Musterland, en: Musterland }\nregion: musterland\nland: ST\n---\n'
const HOURS = 'hours:\n  week: ["Mo-Do 8:00-12:00, 13:00-17:00", "Fr 8 bis 14.30 Uhr"]\n  closed: [2026-12-28 bis 2026-12-31]\n'
const contactText = (head: string, asOf = '2026-11-01') =>
  `---\ntitle: Kammer\nquestions: [Eins?, Zwei?, Drei?]\nsource: { name: Blatt }\nasOf: ${asOf}\norganisation: Kammer\nrole: Beratung\naddress: { street: Markt 1, city: Musterstadt }\nphone: "0391 123456"\n${head}---\n\nWir beraten Sie.\n`

function loaded(head: string, asOf?: string) {
  const { knowledge, issues } = loadKnowledge([knowledgeFolder({ 'area.md': AREA, 'contacts/kammer.md': contactText(head, asOf) })])
  return { knowledge, issues, contact: knowledge.entries.get('contacts/kammer') as Contact }
}
const { knowledge, contact } = loaded(`${HOURS}languages: [de, uk]\naccess: [vor Ort, Telefon]\n`)
function cardAt(day: string, clock: string, lang: 'de' | 'en' = 'de'): Map<string, string> {
  return new Map(contactCard(contact, { knowledge, lang, ...momentOn(day, clock) }).facts.map(({ label, value }) => [label, value]))
}

describe('a row of opening hours', () => {
  it.each([
    ['Mo-Do 8:00-12:00, 13:00-17:00', 8],
    ['Mo bis Fr 9 bis 15 Uhr', 5],
    ['Montag–Mittwoch 9-12 und 13-16 Uhr', 6],
    ['Di, Do: 14.00-18.00', 2],
    ['Täglich 0-24 Uhr', 7],
  ])('%s is read', (row, spans) => expect(readWeekRow(row)).toHaveLength(spans))

  it.each(['nach Vereinbarung', 'Mo-Do', 'Do-Mo 8-12', 'Mo 18-2', 'Mo 8-8', 'Mo 25:00-26:00', 'Xx 8-12', 'Mo 8-12 nur im Winter', ''])(
    '%s is none',
    (row) => expect(readWeekRow(row)).toBeUndefined(),
  )

  it.each([
    ['hours: { week: [Mo-Do morgens] }', 'wrong-value'],
    ['hours: { week: [Mo 8-12, Mo-Di 11-13] }', 'hours-overlap'],
    ['hours: { holidays: zu, week: [Mo 8-12] }', 'unknown-value'],
    ['hours: { closed: [2027-02-30] }', 'wrong-value'],
    ['hours: {}', 'no-hours'],
    ['languages: [Deutsch]', 'wrong-value'],
    ['hours: Mo-Do 9-12 Uhr, Fr nach Vereinbarung', 'retired-field'],
  ])('%s is told as %s', (field, code) => expect(loaded(`${field}\n`).issues.map((issue) => issue.code)).toContain(code))

  it('of the old form stays: read where it can be, else shown as it is', () => {
    expect(loaded('hours: "Mo–Do 8–17 Uhr, Fr 8–16 Uhr"\n').contact.hours).toMatchObject({ week: ['Mo–Do 8–17 Uhr', 'Fr 8–16 Uhr'] })
    expect(loaded('hours: nach Vereinbarung\n').contact.hours).toMatchObject({ week: [], note: 'nach Vereinbarung' })
  })

  it('is closed on spans that exist', () => {
    expect(readClosed('2026-12-24 bis 2027-01-01')).toEqual({ from: '2026-12-24', until: '2027-01-01' })
    expect([readClosed('2027-02-30'), readClosed('2027-01-02 bis 2027-01-01'), readClosed('Weihnachten')]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })
})

describe('whether it is open', () => {
  it.each([
    ['before the first minute', '2026-11-26', '07:59', { open: false, because: 'early', opens: { day: '2026-11-26', clock: '08:00' } }],
    ['in the first minute', '2026-11-26', '08:00', { open: true, until: '12:00' }],
    ['in the break', '2026-11-26', '12:00', { open: false, because: 'break', opens: { day: '2026-11-26', clock: '13:00' } }],
    ['in the evening', '2026-11-26', '17:00', { open: false, because: 'late', opens: { day: '2026-11-27', clock: '08:00' } }],
    ['on a Saturday', '2026-11-28', '10:00', { open: false, because: 'day off', opens: { day: '2026-11-30', clock: '08:00' } }],
    ['on a holiday of the land', '2027-01-06', '10:00', { open: false, because: 'holiday', opens: { day: '2027-01-07', clock: '08:00' } }],
    [
      'on closed days, over New Year and its weekend',
      '2026-12-28',
      '10:00',
      { open: false, because: 'day off', opens: { day: '2027-01-04', clock: '08:00' } },
    ],
  ])('%s', (_, day, clock, expected) => expect(openStateOf(contact, momentOn(day, clock))).toEqual(expected))

  it('needs no end where it never shuts, and midnight is none between two days', () => {
    const week = (...rows: string[]) => ({
      hours: rows.flatMap((row) => readWeekRow(row)!),
      closed: [],
      land: 'ST' as const,
      onHolidays: true,
    })
    expect(openStateAt(momentOn('2026-12-25', '03:00'), week('Mo-So 0-24'))).toEqual({ open: true })
    expect(openStateAt(momentOn('2026-12-25', '23:00'), week('Fr 20-24', 'Sa 0-2'))).toEqual({ open: true, until: '02:00' })
    expect(openStateAt(momentOn('2026-12-25', '23:00'), week('Fr 20-24'))).toEqual({ open: true, until: '24:00' })
    expect(openStateAt(momentOn('2026-11-26', '09:00'), week('Do 8-12, 12-16'))).toEqual({ open: true, until: '16:00' })
  })

  it('is not said from hours that are too old, unless somebody checked them', () => {
    const at = momentOn('2026-11-26', '09:00')
    expect(openStateOf(loaded(HOURS, '"2022"').contact, at)).toBeUndefined()
    expect(openStateOf(loaded(`${HOURS}  asOf: 2020-12\n`).contact, at)).toBeUndefined()
    expect(openStateOf(loaded(`${HOURS}  asOf: 2020-12\nchecked: 2026-11-20\n`).contact, at)).toMatchObject({ open: true })
  })
})

describe('a contact', () => {
  it('shows its hours, and what holds now', () => {
    const open = cardAt('2026-11-26', '09:00')
    expect(open.get('Öffnungszeiten')).toBe('Mo–Do 8–12 und 13–17 Uhr, Fr 8–14.30 Uhr')
    expect([open.get('Jetzt'), open.get('Sprachen'), open.get('Beratung')]).toEqual([
      'geöffnet bis 12 Uhr',
      'Deutsch, Ukrainisch',
      'vor Ort, Telefon',
    ])
    expect(cardAt('2026-11-26', '12:30').get('Jetzt')).toBe('geschlossen, öffnet heute um 13 Uhr')
    expect(cardAt('2027-01-06', '12:30').get('Jetzt')).toBe(
      'geschlossen, öffnet am Donnerstag, 7. Januar 2027 um 8 Uhr (heute ist Feiertag)',
    )
    expect(cardAt('2026-11-27', '15:00', 'en').get('Right now')).toBe('closed, opens on Monday, 30 November 2026 at 8:00')
  })

  it('says of old hours only of when they are', () => {
    const old = loaded(`${HOURS}  asOf: 2020-12\n`)
    const facts = contactCard(old.contact, { knowledge: old.knowledge, lang: 'de', ...momentOn('2026-11-26', '09:00') }).facts
    expect(facts.map(({ value }) => value)).toContain('Mo–Do 8–12 und 13–17 Uhr, Fr 8–14.30 Uhr (Stand Dezember 2020)')
    expect(facts.map(({ label }) => label)).not.toContain('Jetzt')
  })

  it('tells machines its week, in the words of schema.org', () => {
    const view = { knowledge, publicUrl: 'https://example.org', ...momentOn('2026-11-26', '09:00') } as unknown as View
    const data = contactData(contact, view) as { contactPoint: { hoursAvailable: object[] }; location: object }
    expect(data.contactPoint.hoursAvailable).toHaveLength(3)
    expect(data.location).toMatchObject({
      '@type': 'Place',
      openingHoursSpecification: [
        { opens: '08:00', closes: '12:00', dayOfWeek: expect.arrayContaining(['https://schema.org/Monday']) },
        {},
        {},
      ],
    })
  })

  it('changes its page when it opens and shuts, and not between', () => {
    const at = (clock: string) => momentOf({ knowledge, ...momentOn('2026-11-26', clock) })
    expect(new Set(['07:59', '08:00', '12:00', '13:00', '17:00'].map(at)).size).toBe(5)
    expect(at('09:00')).toBe(at('11:59'))
  })
})

it('days with the same times stand together', () => {
  expect(weekRows(readWeekRow('Mo, Di, Do 8-12')!)).toMatchObject([{ weekdays: [1, 2] }, { weekdays: [4] }])
})
