import { expect, it } from 'vitest'
import { hoursIn } from '../../bot/knowledge/hours-text.ts'

const rows = (text: string) => hoursIn(text, 2026)?.map(({ weekday, from, to }) => `${weekday} ${from}-${to}`)

it('reads days and times as people write them', () => {
  expect(rows('Mo–Do 8–17 Uhr, Fr 8–16 Uhr (Stand 2026)')).toEqual([
    '1 08:00-17:00',
    '2 08:00-17:00',
    '3 08:00-17:00',
    '4 08:00-17:00',
    '5 08:00-16:00',
  ])
  expect(rows('Mo bis Do 9 bis 15 Uhr')).toHaveLength(4)
  expect(rows('Montag und Mittwoch: 9.30–12 und 13:00 - 16:00 Uhr')).toEqual([
    '1 09:30-12:00',
    '3 09:30-12:00',
    '1 13:00-16:00',
    '3 13:00-16:00',
  ])
  expect(rows('Di. 9-12 Uhr; Do. von 14 bis 18 Uhr')).toEqual(['2 09:00-12:00', '4 14:00-18:00'])
})

it('concludes nothing from words that say more or less than that', () => {
  for (const text of [
    'Hotline Mo–Do 8–18 Uhr, Fr 8–15 Uhr',
    'nach Vereinbarung',
    'Mo–Fr',
    '8–17 Uhr',
    'jeden 1. Mo 9–12 Uhr',
    'Mo 17–9 Uhr',
    'Do–Mo 9–12 Uhr',
    'Mo 9–12 Uhr, sonst nach Absprache',
    'Mo–Do 8–17 Uhr (Stand 02/2022)',
    'Mo 9–26 Uhr',
    '',
  ])
    expect(rows(text), text).toBeUndefined()
})
