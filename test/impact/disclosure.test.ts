/** An attack on the report: whoever has the reports of every period must not learn of any group of one to four people. */
import { describe, expect, it } from 'vitest'
import { addUp, MIN_GROUP, type Published, publishOverlapping, publishParts } from '../../bot/impact/disclosure.ts'
import { impactReport, monthsBetween, SECTIONS } from '../../bot/impact/impact-report.ts'
import type { KeptEvent } from '../../bot/impact/usage-report.ts'

/** Park and Miller 1988. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48271) % 2147483647
    return state / 2147483647
  }
}

/** Months of made-up counts with many small ones; each thing has one language and one door. */
function quarter(seed: number): Map<string, number>[][] {
  const random = randomFrom(seed + 1)
  return Array.from({ length: 4 }, () => {
    const total = Math.floor(random() * 40)
    return [2, 3, 7].map((groups) => {
      const counts = new Map<string, number>()
      for (let i = 0; i < total; i++) {
        const name = `g${Math.floor(random() ** 2 * groups)}`
        counts.set(name, (counts.get(name) ?? 0) + 1)
      }
      return counts
    })
  })
}

const small = (count: number) => count > 0 && count < MIN_GROUP
const sum = (counts: Iterable<number>) => [...counts].reduce((all, count) => all + count, 0)

/** Small numbers that can be worked out from what is published of all periods: what is told, its differences, and what is left of a known total. */
function leaks(months: Published[][]): number {
  let found = 0
  for (let dimension = 0; dimension < months[0]!.length; dimension++) {
    const periods = new Map<string, Published>()
    for (let from = 0; from < months.length; from++)
      for (let to = from; to < months.length; to++)
        periods.set(`${from} ${to}`, addUp(months.slice(from, to + 1).map((month) => month[dimension]!)))
    for (const [wide, published] of periods) {
      for (const [narrow, inner] of periods) {
        const [[from, to], [start, end]] = [wide, narrow].map((name) => name.split(' ').map(Number)) as [[number, number], [number, number]]
        if (start < from || end > to || wide === narrow) continue
        for (const [name, count] of published.shown) if (small(count - (inner.shown.get(name) ?? 0))) found++
        if (small((published.rest ?? 0) - (inner.rest ?? 0)) && published.rest !== undefined && inner.rest !== undefined) found++
      }
      for (const count of published.shown.values()) if (small(count)) found++
      if (published.rest !== undefined && small(published.rest)) found++
    }
  }
  // The total of a month is known where any table of it hides nothing.
  for (const month of months) {
    const whole = month.filter(({ rest }) => rest !== undefined).map(({ shown, rest }) => sum(shown.values()) + rest!)
    for (const { shown } of month) if (shown.size > 0 && whole[0] !== undefined && small(whole[0] - sum(shown.values()))) found++
  }
  return found
}

describe('the attack', () => {
  const SEEDS = 300
  const run = (publish: (counts: Map<string, number>) => Published) =>
    sum(Array.from({ length: SEEDS }, (_, seed) => leaks(quarter(seed).map((month) => month.map(publish)))))

  it('finds small groups where only small cells are left out', () => {
    const naive = run((counts) => ({
      shown: new Map([...counts].filter(([, count]) => count >= MIN_GROUP)),
      rest: sum([...counts.values()].filter(small)),
    }))
    expect(naive).toBeGreaterThan(500)
  })

  it('finds none in what is published', () => {
    expect(run(publishParts)).toBe(0)
  })

  it('does not win by hiding all: most of what is counted is told', () => {
    const all = Array.from({ length: SEEDS }, (_, seed) => quarter(seed)).flat(2)
    const told = sum(all.map((counts) => sum(publishParts(counts).shown.values())))
    expect(told / sum(all.map((counts) => sum(counts.values())))).toBeGreaterThan(0.6)
  })

  it('never hides one group alone, and never all but a few', () => {
    expect(
      publishParts(
        new Map([
          ['de', 40],
          ['en', 3],
        ]),
      ),
    ).toEqual({ shown: new Map(), rest: 43 })
    expect(
      publishParts(
        new Map([
          ['a', 40],
          ['b', 9],
          ['c', 3],
        ]),
      ),
    ).toEqual({ shown: new Map([['a', 40]]), rest: 12 })
    expect(publishParts(new Map([['a', 3]]))).toEqual({ shown: new Map() })
    expect(
      publishOverlapping(
        new Map([
          ['ki', 18],
          ['recht', 9],
          ['geld', 2],
        ]),
        20,
      ),
    ).toEqual({ shown: new Map([['recht', 9]]) })
  })
})

describe('the report', () => {
  it('counts what a script counts, and hides what is few', () => {
    const random = randomFrom(7)
    const events: KeptEvent[] = Array.from({ length: 2_000 }, (_, i) => ({
      at: new Date(Date.UTC(2026, 6 + Math.floor(random() * 3), 1 + Math.floor(random() * 28), 12)),
      kind: 'question',
      conversation: `c${i % 700}`,
      body: {
        text: 'x',
        decision: random() < 0.7 ? 'answer' : random() < 0.5 ? 'clarify' : 'none',
        lang: random() < 0.8 ? 'de' : 'en',
        channel: 'webchat',
        topics: random() < 0.002 ? ['selten'] : ['ki', 'recht'].filter(() => random() < 0.5),
      },
    }))
    const { total } = impactReport(['2026-07', '2026-08', '2026-09'], { events, clicks: [], requests: [] })
    const of = (test: (body: { decision: string; lang: string; topics: string[] }) => boolean) =>
      events.filter(({ body }) => test(body as never)).length
    expect(total.overview.shown.get('questions')).toBe(2_000)
    expect(Object.fromEntries(total.outcome.shown)).toEqual({
      answer: of(({ decision }) => decision === 'answer'),
      clarify: of(({ decision }) => decision === 'clarify'),
      none: of(({ decision }) => decision === 'none'),
    })
    expect(Object.fromEntries(total.languages.shown)).toEqual({ de: of(({ lang }) => lang === 'de'), en: of(({ lang }) => lang === 'en') })
    expect(total.topics.shown.get('ki')).toBe(of(({ topics }) => topics.includes('ki')))
    expect(of(({ topics }) => topics.includes('selten'))).toBeGreaterThan(0)
    expect(total.topics.shown.has('selten')).toBe(false)
    for (const section of SECTIONS) for (const count of total[section].shown.values()) expect(small(count)).toBe(false)
  })

  it('does not tell of the few who left a guide by the difference', () => {
    const move = (conversation: number, body: object): KeptEvent => ({
      at: new Date('2026-09-02T12:00:00Z'),
      kind: 'guide',
      conversation: `c${conversation}`,
      body: { entry: 'guides/start', ...body },
    })
    const events = Array.from({ length: 12 }, (_, i) => [
      move(i, { step: 'wer' }),
      ...(i < 10 ? [move(i, { outcome: 'plan' })] : []),
    ]).flat()
    const { total } = impactReport(['2026-09'], { events, clicks: [], requests: [] })
    expect([total['guides-begun'].shown.get('guides/start'), total['guides-finished'].shown.size, total.outcomes.shown.size]).toEqual([
      12, 0, 0,
    ])
  })

  it('counts whole months that are over', () => {
    expect(monthsBetween('2026-10-15', '2026-12-31', '2026-12-31')).toEqual(['2026-10', '2026-11'])
    expect(monthsBetween('2026-11-01', '2027-02-28', '2027-06-01')).toEqual(['2026-11', '2026-12', '2027-01', '2027-02'])
    expect(monthsBetween('2027-01-01', '2027-01-31', '2027-01-31')).toEqual([])
  })
})
