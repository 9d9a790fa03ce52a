import fc from 'fast-check'
import ICAL from 'ical.js'
import nodeIcal from 'node-ical'
import { beforeAll, describe, expect, it } from 'vitest'
import { calendarFile, singleDate } from '../../adapters/feeds/ics.ts'
import { loadKnowledge } from '../../adapters/load-knowledge.ts'
import { datesOf } from '../../adapters/site/parts/dates.ts'
import { addDays, type Day, dayIn } from '../../bot/knowledge/day.ts'
import type { Event } from '../../bot/knowledge/schema.ts'
import { emptyVocabulary } from '../../bot/knowledge/vocabulary.ts'
import { event, oddEvent } from '../site/entries.ts'
import { type RealSite, startSite } from '../site/real-site.ts'

const TODAY = '2026-11-22'
const view = {
  publicUrl: 'https://wegweiser.example',
  today: TODAY,
  knowledge: { entries: new Map(), vocabulary: emptyVocabulary(), site: loadKnowledge([]).knowledge.site, questions: [] } as never,
}
const file = (...events: Event[]) => calendarFile(events, 'Termine', view)

/** Reads a file back with the library alone. */
function read(text: string): ICAL.Component {
  return new ICAL.Component(ICAL.parse(text))
}

function vevents(text: string): ICAL.Component[] {
  return read(text).getAllSubcomponents('vevent')
}

/** Days on which a calendar program shows an event: rule, exceptions and added days, as RFC 5545 has them. */
function shownDays(vevent: ICAL.Component, to: Day): Day[] {
  const days: Day[] = []
  const iterator = new ICAL.Event(vevent).iterator()
  for (let time = iterator.next(); time; time = iterator.next()) {
    const day = time.toString().slice(0, 10)
    if (day > to) break
    days.push(day)
  }
  return [...new Set(days)].sort()
}

/** Bytes of each line, without its end. */
const octets = (text: string) => text.split('\r\n').map((line) => Buffer.byteLength(line))

/** Days of 2027 as a second library, with code of its own for rules, shows them. */
function daysByNodeIcal(text: string): Day[] {
  const range = { from: new Date('2026-12-31T00:00:00Z'), to: new Date('2028-01-01T00:00:00Z') }
  const days = Object.values(nodeIcal.sync.parseICS(text)).flatMap((part) => {
    if (part?.type !== 'VEVENT') return []
    return part.rrule ? nodeIcal.expandRecurringEvent(part, range).map(({ start }) => start) : [part.start]
  })
  return [...new Set(days.map((day) => dayIn(day)))].filter((day) => day.startsWith('2027')).sort()
}

describe('read back by two libraries', () => {
  const series = (rule: string, more = '', start = '2026-12-03T14:00') =>
    event(`start: ${start}\nend: ${start.slice(0, 10)}T16:00\nrecurrence: { rule: "${rule}", holidays: entfällt${more} }\n`)
  it.each([
    ['every first Thursday', series('FREQ=MONTHLY;BYDAY=1TH', ', until: 2027-10-31')],
    ['every second week', series('FREQ=WEEKLY;INTERVAL=2;BYDAY=TH', ', except: [2027-01-14]')],
    [
      'put off by a week on holidays',
      oddEvent({
        ...series('FREQ=MONTHLY;BYDAY=1TH'),
        recurrence: { rule: 'FREQ=MONTHLY;BYDAY=1TH', except: [], holidays: 'eine Woche später' },
      }),
    ],
    ['late in the evening', series('FREQ=WEEKLY;BYDAY=TH;COUNT=30', '', '2026-12-03T14:30')],
    ['twice a year', series('FREQ=YEARLY;BYMONTH=5,11;BYDAY=1TU', '', '2026-11-03T09:00')],
    ['one date', event('start: 2027-03-02T10:00\n')],
  ])('%s: the dates of 2027 are those of the site', (_, one) => {
    const text = file(one)
    const ours = datesOf(one, '2027-01-01', '2027-12-31').map(({ day }) => day)
    expect(ours.length).toBeGreaterThan(0)
    // The second library reads no RDATE, as some programs do not.
    const added = vevents(text)[0]!
      .getAllProperties('rdate')
      .map((one) => String(one.getFirstValue()).slice(0, 10))
    expect(daysByNodeIcal(text)).toEqual(ours.filter((day) => !added.includes(day)))
    expect(shownDays(vevents(text)[0]!, '2027-12-31').filter((day) => day.startsWith('2027'))).toEqual(ours)
  })
})

describe('a calendar file', () => {
  it('ends its lines with CRLF and keeps each within 75 octets, without splitting a sign', () => {
    const long = event(
      'start: 2026-12-03T14:00\ntentative: "Ääää öööö üüüü ßßßß 😀😀😀😀 €€€€ — „Anführung“ und noch viel mehr Text, damit mehrere Zeilen gefaltet werden müssen"\n',
      'Größe, Übung; Maß\\Stab und 日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語.',
    )
    const text = file(long)
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true)
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    expect(Math.max(...octets(text))).toBeLessThanOrEqual(75)
    expect(Math.max(...octets(text))).toBeGreaterThan(70)
    expect(text).not.toContain('\ufffd')
    const [vevent] = vevents(text)
    expect(vevent!.getFirstPropertyValue('summary')).toBe('Probe: Öffnung & Ärger (unter Vorbehalt)')
    expect(vevent!.getFirstPropertyValue('description')).toContain('😀😀😀😀 €€€€ — „Anführung“')
    expect(vevent!.getFirstPropertyValue('description')).toContain('Größe, Übung; Maß\\Stab und 日本語')
  })

  it('keeps every line within 75 octets whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }), (text) => {
        const title = text.replace(/\s+/g, ' ').trim() || 'x'
        const made = file({ ...event('start: 2026-12-03\n'), title })
        expect(Math.max(...octets(made))).toBeLessThanOrEqual(75)
        expect(Buffer.from(made, 'utf8').toString('utf8')).toBe(made)
        expect(vevents(made)[0]!.getFirstPropertyValue('summary')).toBe(title)
      }),
      { numRuns: 60 },
    )
  })

  it('gives events of days an end that is exclusive', () => {
    const [one] = vevents(file(event('start: 2026-12-03\n')))
    expect([one!.getFirstPropertyValue('dtstart')!.toString(), one!.getFirstPropertyValue('dtend')!.toString()]).toEqual([
      '2026-12-03',
      '2026-12-04',
    ])
    const text = file(event('start: 2026-12-31\nend: 2027-01-02\n'))
    expect(text).toContain('DTSTART;VALUE=DATE:20261231\r\n')
    expect(text).toContain('DTEND;VALUE=DATE:20270103\r\n')
  })

  it('gives events with a time the zone of Berlin, summer and winter', () => {
    const text = file(event('start: 2026-12-03T14:00\nend: 2026-12-03T16:30\n'))
    expect(text).toContain('DTSTART;TZID=Europe/Berlin:20261203T140000\r\n')
    expect(text).toContain('DTEND;TZID=Europe/Berlin:20261203T163000\r\n')
    const zone = new ICAL.Timezone(read(text).getFirstSubcomponent('vtimezone')!)
    const utc = (local: string) => {
      const time = ICAL.Time.fromDateTimeString(local)
      time.zone = zone
      return time.toJSDate().toISOString()
    }
    for (const local of [
      '2026-12-03T14:00:00',
      '2027-07-01T14:00:00',
      '2027-03-28T12:00:00',
      '2027-10-31T12:00:00',
      '2027-10-30T12:00:00',
    ]) {
      const offset = new Intl.DateTimeFormat('en-US', { timeZone: 'Europe/Berlin', timeZoneName: 'longOffset' })
        .format(new Date(`${local}Z`))
        .match(/GMT(.*)$/)![1]!
      expect(utc(local), local).toBe(new Date(local + offset).toISOString())
    }
  })

  it('leaves out an end that is not known or lies before the beginning', () => {
    expect(file(event('start: 2026-12-03T14:00\n'))).not.toContain('DTEND')
    expect(file(oddEvent({ start: '2026-12-03T14:00', end: '2026-12-03T13:00' }))).not.toContain('DTEND')
    expect(file(event('start: 2026-12-03T14:00\nend: 2026-12-05T13:00\n'))).toContain('DTEND;TZID=Europe/Berlin:20261205T130000\r\n')
  })

  it('has a stable UID, the day as stamp, and says what is not confirmed or cancelled', () => {
    const [vevent] = vevents(file(event('start: 2026-12-03\n')))
    expect(vevent!.getFirstPropertyValue('uid')).toBe('probe@wegweiser.wegweiser')
    expect(vevent!.getFirstPropertyValue('dtstamp')!.toString()).toBe('2026-11-22T00:00:00Z')
    expect(vevent!.getFirstPropertyValue('status')).toBe('CONFIRMED')
    expect(file(event('start: 2026-12-03\ntentative: Ort fehlt\n'))).toContain('STATUS:TENTATIVE\r\n')
    expect(file(event('start: 2026-12-03\ncancelled: true\n'))).toContain('STATUS:CANCELLED\r\n')
  })

  it('bounds a series by its last date, also where the rule counts', () => {
    const series = 'start: 2026-12-03\nrecurrence: { rule: FREQ=WEEKLY;BYDAY=TH;COUNT=5, until: 2026-12-20, holidays: findet statt }\n'
    expect(file(event(series))).toContain('RRULE:FREQ=WEEKLY;BYDAY=TH;UNTIL=20261217\r\n')
    const timed = event('start: 2026-12-03T00:30\nrecurrence: { rule: FREQ=DAILY, until: 2026-12-05, holidays: findet statt }\n')
    expect(file(timed)).toContain('UNTIL=20261204T233000Z\r\n')
    expect(shownDays(vevents(file(timed))[0]!, '2027-12-31')).toEqual(['2026-12-03', '2026-12-04', '2026-12-05'])
  })

  it('says a place or nothing, and a count of changes that rises', () => {
    expect(file(event('start: 2026-12-03\n'))).not.toContain('LOCATION')
    expect(file(oddEvent({ mode: 'vor Ort', place: { name: 'Rathaus', city: 'Musterstadt' } }))).toContain(
      'LOCATION:Rathaus\\, Musterstadt\r\n',
    )
    const sequence = (over: Partial<Event>) => Number(/SEQUENCE:(\d+)/.exec(file(oddEvent(over)))![1])
    const [before, after, off] = [{ checked: '2026-11-01' }, { checked: '2026-11-20' }, { checked: '2026-11-20', cancelled: true }].map(
      sequence,
    )
    expect(before).toBeLessThan(after!)
    expect(after).toBeLessThan(off!)
  })

  it('has the same UID wherever it is served', () => {
    const one = event('start: 2026-12-03\n')
    const uid = (publicUrl: string) => /UID:(.*)/.exec(calendarFile([one], 'Termine', { ...view, publicUrl }))![1]
    expect(uid('https://a.example')).toBe(uid('https://b.example/unter'))
  })

  it('leaves out a series that ends before it begins', () => {
    expect(
      vevents(file(oddEvent({ recurrence: { rule: 'FREQ=MONTHLY;BYDAY=1TH', until: '2026-12-01', except: [], holidays: 'entfällt' } }))),
    ).toEqual([])
  })

  it('of single dates has one event each, with an id of its own', () => {
    const series = event('start: 2026-12-03T14:00\nend: 2026-12-03T16:00\nrecurrence: { rule: FREQ=MONTHLY;BYDAY=1TH }\n')
    const text = file(singleDate(series, '2027-01-07'), singleDate(series, '2027-02-04'))
    expect(text).not.toContain('RRULE:FREQ=MONTHLY')
    expect(vevents(text).map((one) => [one.getFirstPropertyValue('uid'), one.getFirstPropertyValue('dtend')!.toString()])).toEqual([
      ['probe-2027-01-07@wegweiser.wegweiser', '2027-01-07T16:00:00'],
      ['probe-2027-02-04@wegweiser.wegweiser', '2027-02-04T16:00:00'],
    ])
  })
})

describe('a recurring event', () => {
  const rules = ['FREQ=MONTHLY;BYDAY=1TH', 'FREQ=MONTHLY;BYDAY=2TH', 'FREQ=WEEKLY;BYDAY=MO', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH']
    .concat(['FREQ=MONTHLY;BYMONTHDAY=1', 'FREQ=MONTHLY;BYDAY=-1FR', 'FREQ=DAILY;COUNT=400', 'FREQ=YEARLY;BYMONTH=5;BYDAY=1TH'])
    .concat(['FREQ=MONTHLY;BYMONTHDAY=31;UNTIL=20280101', 'FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=31'])

  it('shows in a calendar program on the very days that the site names', () => {
    fc.assert(
      fc.property(
        fc.record({
          rule: fc.constantFrom(...rules),
          start: fc.integer({ min: 0, max: 400 }).map((days) => addDays('2026-06-01', days)),
          clock: fc.constantFrom('', 'T09:00', 'T14:30', 'T23:45'),
          until: fc.option(
            fc.integer({ min: 0, max: 900 }).map((days) => addDays('2026-06-01', days)),
            { nil: undefined },
          ),
          holidays: fc.constantFrom('entfällt' as const, 'eine Woche später' as const, 'findet statt' as const),
          except: fc.array(
            fc.integer({ min: 0, max: 700 }).map((days) => addDays('2026-06-01', days)),
            { maxLength: 12 },
          ),
        }),
        ({ rule, start, clock, until, holidays, except }) => {
          const series = oddEvent({ start: `${start}${clock}`, recurrence: { rule, ...(until && { until }), except, holidays } })
          const expected = datesOf(series, '2026-01-01', '2029-12-31').map(({ day }) => day)
          const [vevent] = vevents(file(series))
          expect(vevent ? shownDays(vevent, '2029-12-31') : []).toEqual(expected)
        },
      ),
      { numRuns: 100 },
    )
  })

  it('leaves out Ascension Day 2027, or takes place a week later', () => {
    const series = (holidays: string) => event(`start: 2026-12-03\nrecurrence: { rule: FREQ=MONTHLY;BYDAY=1TH, holidays: ${holidays} }\n`)
    expect(file(series('entfällt'))).toContain('EXDATE;VALUE=DATE:20270506\r\n')
    expect(file(series('eine Woche später'))).toContain('RDATE;VALUE=DATE:20270513\r\n')
    expect(file(series('findet statt'))).not.toMatch(/EXDATE|RDATE/)
  })
})

describe('the calendar to subscribe to', () => {
  let site: RealSite
  beforeAll(async () => {
    site = await startSite()
  })

  it('has all events that are offered, none that is over', async () => {
    const response = await site.get('/veranstaltungen.ics')
    expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
    const text = await response.text()
    expect(Math.max(...octets(text))).toBeLessThanOrEqual(75)
    const ids = vevents(text).map((one) => one.getFirstPropertyValue('uid'))
    expect(ids).toEqual(['sprechtag-halle@sachsen-anhalt.wegweiser', 'sprechtag-magdeburg@sachsen-anhalt.wegweiser'])
  })

  it('shows the shipped consultation days as the site does, without the holiday', async () => {
    for (const slug of ['sprechtag-halle', 'sprechtag-magdeburg']) {
      const [vevent] = vevents(await site.text(`/veranstaltungen/${slug}.ics`))
      const entry = site.knowledge.entries.get(`events/${slug}`) as Event
      const days = shownDays(vevent!, '2029-12-31')
      expect(days).toEqual(datesOf(entry, '2026-01-01', '2029-12-31').map(({ day }) => day))
      expect(days.length).toBeGreaterThan(10)
      expect(days).not.toContain('2027-05-06')
    }
  })

  it('is empty but whole when nothing is known any more', async () => {
    site.setNow('2029-01-01T12:00:00+01:00')
    expect(vevents(await site.text('/veranstaltungen.ics'))).toEqual([])
  })
})
