import { describe, expect, it } from 'vitest'
import { plannedDates } from '../../adapters/feeds/planned-dates.ts'
import { addDays, dayIn, daysBetween, isDay, sayDay } from '../../bot/knowledge/day.ts'
import { isPublicHoliday } from '../../bot/knowledge/holidays.ts'
import { nextOccurrence, occurrences } from '../../bot/knowledge/occurrences.ts'
import { parseKnowledge } from '../../bot/knowledge/parse.ts'
import type { Entry, Event } from '../../bot/knowledge/schema.ts'
import { isOverdue, statusOn } from '../../bot/knowledge/validity.ts'
import { momentOn } from '../../bot/moment.ts'

const HEAD = 'title: X\nquestions: [Eins?, Zwei?, Drei?]\nchecked: 2026-06-01\ncheckedBy: Redaktion\nsource: { name: Q }\n'
function entry(kind: string, fields: string): Entry {
  const parsed = parseKnowledge([
    { name: `${kind}/x.md`, path: 'x.md', layer: 0, stamp: '', read: () => `---\n${HEAD}${fields}---\n\nText.\n` },
  ])
  expect(parsed.issues).toEqual([])
  return [...parsed.knowledge.entries.values()][0]!
}
const event = (fields: string) => entry('events', `mode: online\norganiser: Netzwerk\n${fields}`) as Event
const sprechtag = (holidays: string) =>
  event(`start: 2026-12-03\nrecurrence:\n  rule: FREQ=MONTHLY;BYDAY=1TH\n  holidays: ${holidays}\n  except: [2027-02-04]\n`)

describe('days', () => {
  it('exist or not', () => {
    expect([isDay('2028-02-29'), isDay('2027-02-29'), isDay('2026-13-01'), isDay('26-01-01')]).toEqual([true, false, false, false])
  })

  it('come from instants in the chambers’ time zone', () => {
    expect(dayIn(new Date('2026-12-31T23:30:00Z'))).toBe('2027-01-01')
    expect(dayIn(new Date('2026-06-30T21:59:00Z'))).toBe('2026-06-30')
  })

  it('count across the change of clocks', () => {
    expect(addDays('2026-10-24', 2)).toBe('2026-10-26')
    expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2)
    expect(sayDay('2026-12-03')).toBe('Donnerstag, 3. Dezember 2026')
  })
})

describe('occurrences', () => {
  it('fall on the first Thursday, except on single days that are named', () => {
    expect(occurrences(sprechtag('entfällt'), '2026-11-22', '2027-04-30').map(({ day }) => day)).toEqual([
      '2026-12-03',
      '2027-01-07',
      '2027-03-04',
      '2027-04-01',
    ])
  })

  it('follow the holiday rule on Ascension Day 2027', () => {
    expect(isPublicHoliday('2027-05-06', 'ST')).toBe(true)
    const may = (rule: string) => occurrences(sprechtag(rule), '2027-05-01', '2027-05-31').map(({ day }) => day)
    expect([may('entfällt'), may('eine Woche später'), may('findet statt')]).toEqual([[], ['2027-05-13'], ['2027-05-06']])
  })

  it('know the holidays that only Sachsen-Anhalt and few others have', () => {
    expect([isPublicHoliday('2027-01-06', 'ST'), isPublicHoliday('2026-10-31', 'ST'), isPublicHoliday('2026-11-01', 'ST')]).toEqual([
      true,
      true,
      false,
    ])
  })

  it('of an event over several days last until its last day', () => {
    const fair = event('start: 2026-12-01T09:00\nend: 2026-12-03T17:00\n')
    expect(nextOccurrence(fair, momentOn('2026-12-03', '16:00'))).toMatchObject({ day: '2026-12-01', until: '2026-12-03' })
    expect(nextOccurrence(fair, momentOn('2026-12-03', '17:30'))).toBeUndefined()
  })

  it.each([
    ['2028-02-29', 'FREQ=YEARLY', ['2028-02-29', '2032-02-29', '2036-02-29']],
    ['2028-02-29', 'FREQ=YEARLY;INTERVAL=3', ['2028-02-29', '2040-02-29']],
    ['2028-02-29', 'FREQ=YEARLY;BYMONTH=2;COUNT=2', ['2028-02-29', '2032-02-29']],
    ['2027-03-16', 'FREQ=YEARLY;COUNT=3', ['2027-03-16', '2028-03-16', '2029-03-16']],
    ['2027-03-31', 'FREQ=YEARLY;BYMONTH=4', []],
  ])('from %s by %s never run into another day', (start, rule, days) => {
    const yearly: Event = { ...event('start: 2026-01-01\n'), start, recurrence: { rule, except: [], holidays: 'findet statt' } }
    const last = days.at(-1) ?? '2040-12-31'
    expect(occurrences(yearly, start, last).map(({ day }) => day)).toEqual(days)
    expect(plannedDates({ ...yearly, valid: { until: last } }, start)?.first).toBe(days[0])
  })

  it('end with the recurrence, and never come for a cancelled event', () => {
    expect(
      nextOccurrence(event('start: 2026-01-01\nrecurrence: { rule: FREQ=WEEKLY, until: 2026-02-01 }\n'), momentOn('2026-02-02')),
    ).toBeUndefined()
    expect(nextOccurrence(event('start: 2026-12-03\ncancelled: true\n'), momentOn('2026-11-22'))).toBeUndefined()
  })
})

describe('status', () => {
  const funding = (fields: string) =>
    entry(
      'funding',
      `provider: Bund\ntype: Zuschuss\narea: [Beratung]\nterritory: bundesweit\neligible: { who: Alle }\nfunds: [Beratung]\napplyBeforeStart: true\n${fields}`,
    )

  it('of a programme ends with its last day', () => {
    const bafa = funding('state: offen\nvalid: { until: 2026-12-31 }\n')
    expect([statusOn(bafa, momentOn('2026-12-31')), statusOn(bafa, momentOn('2027-01-01'))]).toEqual(['open', 'over'])
  })

  it('of a programme follows its own state and its application windows', () => {
    expect(statusOn(funding('state: ausgelaufen\n'), momentOn('2026-11-22'))).toBe('over')
    expect(statusOn(funding('state: Antragsstopp\n'), momentOn('2026-11-22'))).toBe('paused')
    expect(statusOn(funding('state: angekündigt\n'), momentOn('2026-11-22'))).toBe('soon')
    expect(statusOn(funding('state: unklar\n'), momentOn('2026-11-22'))).toBe('unclear')
    expect(statusOn(funding('state: unklar\nvalid: { until: 2026-11-21 }\n'), momentOn('2026-11-22'))).toBe('over')
    const window = funding('state: offen\ncalls: [{ from: 2026-06-01, until: 2026-06-30 }]\n')
    expect(['2026-05-31', '2026-06-01', '2026-06-30', '2026-07-01'].map((day) => statusOn(window, momentOn(day)))).toEqual([
      'soon',
      'open',
      'open',
      'paused',
    ])
  })

  it('of a contact ends with its term', () => {
    const centre = entry('contacts', 'organisation: Zentrum\nrole: Beratung\nvalid: { until: 2026-12-31 }\n')
    expect([statusOn(centre, momentOn('2026-12-31')), statusOn(centre, momentOn('2027-01-01'))]).toEqual(['open', 'over'])
  })

  it('tells a check that is overdue', () => {
    const article = entry('articles', 'reviewEvery: 30\n')
    expect([isOverdue(article, momentOn('2026-07-01')), isOverdue(article, momentOn('2026-07-02'))]).toEqual([false, true])
  })
})
