/** A month of a simulated quarter: the report says what its visitors saw, and a count that is off by one is found. The long one is `npm run quarter`. */
import { beforeAll, describe, expect, it } from 'vitest'
import { type Quarter, simulateQuarter } from '../../bench/quarter/quarter.ts'
import { compare, count } from '../../bench/quarter/tally.ts'

let quarter: Quarter
beforeAll(async () => {
  quarter = await simulateQuarter({ seed: 3, visitors: 40, pages: 60, asked: 40, months: 1 })
}, 60_000)

describe('a quarter of visitors by seed', () => {
  it('gives a report whose counts are those that its visitors saw', () => {
    const { compared, report } = quarter
    expect(compared.differences, 'seed 3').toEqual([])
    expect(compared.told).toBeGreaterThan(8)
    expect(report.total.overview.shown.get('talks')).toBe(40)
    for (const section of [
      'outcome',
      'topics',
      'doors',
      'clicks',
      'guides-begun',
      'bookings',
      'survey-helped',
      'survey-recommends',
    ] as const)
      expect(
        report.months.some(({ sections }) => sections[section].shown.size > 0),
        section,
      ).toBe(true)
  })

  it('would show every count that is off by one', () => {
    const { report, tally } = quarter
    for (const { month, sections } of report.months)
      for (const [section, { shown }] of Object.entries(sections))
        for (const name of shown.keys()) {
          const other = structuredClone(tally)
          count(other, month, section as 'topics', name)
          expect(compare(report, other).differences, `${month} ${section} ${name}`).not.toEqual([])
        }
  })
})
