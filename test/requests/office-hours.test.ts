import { describe, expect, it } from 'vitest'
import { clockIn, dayIn } from '../../bot/knowledge/day.ts'
import { momentOn } from '../../bot/moment.ts'
import { addOfficeHours, nextReading } from '../../bot/requests/office-hours.ts'

/** Monday to Thursday 9 to 15, Friday 9 to 12, closed on Tuesday 1 December 2026. */
const HOURS = {
  hours: [...[1, 2, 3, 4].map((weekday) => ({ weekday, from: '09:00', to: '15:00' })), { weekday: 5, from: '09:00', to: '12:00' }],
  closed: [{ from: '2026-12-01', until: '2026-12-01' }],
  land: 'ST' as const,
}
const NONE = { hours: [], closed: [], land: 'ST' as const }
const at = (day: string, clock: string) => momentOn(day, clock).now
const written = (instant: Date) => `${dayIn(instant)} ${clockIn(instant)}`

describe('the next reading', () => {
  it.each([
    ['Sunday', '2026-11-22', '12:00', { day: '2026-11-23', clock: '09:00' }],
    ['early on Monday', '2026-11-23', '08:59', { day: '2026-11-23', clock: '09:00' }],
    ['Monday at opening', '2026-11-23', '09:00', 'now'],
    ['Monday at closing', '2026-11-23', '15:00', { day: '2026-11-24', clock: '09:00' }],
    ['Friday afternoon', '2026-11-27', '13:00', { day: '2026-11-30', clock: '09:00' }],
    ['the evening before a closed day', '2026-11-30', '18:00', { day: '2026-12-02', clock: '09:00' }],
    ['New Year, a public holiday on a Friday', '2027-01-01', '10:00', { day: '2027-01-04', clock: '09:00' }],
    ['Epiphany, a holiday of Sachsen-Anhalt', '2027-01-06', '10:00', { day: '2027-01-07', clock: '09:00' }],
  ])('on %s', (_, day, clock, expected) => expect(nextReading({ today: day, clock }, HOURS)).toEqual(expected))

  it('is not promised when no hours are known', () => expect(nextReading(momentOn('2026-11-23', '10:00'), NONE)).toBeUndefined())
})

describe('office hours', () => {
  it.each([
    ['within one day', '2026-11-23', '09:30', 4, '2026-11-23 13:30'],
    ['over night', '2026-11-23', '13:00', 4, '2026-11-24 11:00'],
    ['over a weekend', '2026-11-27', '11:00', 2, '2026-11-30 10:00'],
    ['from a Sunday on', '2026-11-22', '12:00', 4, '2026-11-23 13:00'],
    ['past a closed day', '2026-11-30', '14:00', 2, '2026-12-02 10:00'],
  ])('pass %s', (_, day, clock, count, expected) => expect(written(addOfficeHours(at(day, clock), count, HOURS))).toBe(expected))

  it('are all hours when none are known', () =>
    expect(written(addOfficeHours(at('2026-11-22', '12:00'), 4, NONE))).toBe('2026-11-22 16:00'))
})

describe('wall clock to instant', () => {
  it.each([
    ['winter', '2026-11-22', '12:00', '2026-11-22T11:00:00.000Z'],
    ['summer', '2026-07-01', '12:00', '2026-07-01T10:00:00.000Z'],
    ['the night clocks go back', '2026-10-25', '04:00', '2026-10-25T03:00:00.000Z'],
    ['the night clocks go forward', '2027-03-28', '03:00', '2027-03-28T01:00:00.000Z'],
    ['just after midnight', '2026-11-22', '00:10', '2026-11-21T23:10:00.000Z'],
  ])('in %s', (_, day, clock, expected) => expect(momentOn(day, clock).now.toISOString()).toBe(expected))
})
