import { describe, expect, it } from 'vitest'
import { type CountedRequest, closedWithHelp, handedOver, isLate, reactionsOf, toDo } from '../../bot/impact/week.ts'
import { knownFrom } from '../real-bot.ts'

/** Mondays to Thursdays 9 to 15, Fridays 9 to 12. */
const { routing } = knownFrom().knowledge
const THIS = { from: new Date('2026-11-23T00:00:00+01:00'), to: new Date('2026-11-30T00:00:00+01:00') }
const PAST = { from: new Date('2026-11-16T00:00:00+01:00'), to: THIS.from }
const made = (created: string, steps: [what: 'claim' | 'answer' | 'close', at: string, text?: string][], reminded = 0): CountedRequest => ({
  created: new Date(created),
  state: steps.some(([what]) => what === 'close') ? 'closed' : steps.length > 0 ? 'claimed' : 'open',
  channel: 'allgemein',
  details: { reminded, topics: [], history: steps.map(([what, at, text]) => ({ what, at, ...(text !== undefined && { text }) })) },
})

const CASES = [
  // Friday 11:00 to Monday 10:00: two hours in which somebody is there.
  made('2026-11-20T11:00:00+01:00', [
    ['claim', '2026-11-23T10:00:00+01:00'],
    ['close', '2026-11-24T10:00:00+01:00', 'geholfen'],
  ]),
  made('2026-11-23T09:00:00+01:00', [['answer', '2026-11-23T09:10:00+01:00']]),
  made('2026-11-24T09:00:00+01:00', [
    ['claim', '2026-11-24T14:00:00+01:00'],
    ['close', '2026-11-24T15:00:00+01:00', 'nicht-erreicht'],
  ]),
  made('2026-11-25T09:00:00+01:00', [], 1),
]

describe('a week', () => {
  it('counts what was handed over in it, and what ended in it with help', () => {
    expect([handedOver(CASES, THIS), handedOver(CASES, PAST)]).toEqual([3, 1])
    expect([closedWithHelp(CASES, THIS), closedWithHelp(CASES, PAST)]).toEqual([1, 0])
  })

  it('says how long half of the requests waited, in office hours', () => {
    const quick = made('2026-11-25T09:00:00+01:00', [['claim', '2026-11-25T09:30:00+01:00']])
    expect(reactionsOf([...CASES, quick, quick], THIS, PAST, routing)).toEqual({
      first: { now: { minutes: 30, of: 5 }, before: { of: 0 } },
      // Of so few the time would be one person's.
      end: { now: { of: 2 }, before: { of: 0 } },
    })
  })

  it('names what wants doing, late requests first, and no more than it is asked for', () => {
    expect(CASES.map(isLate)).toEqual([false, false, false, true])
    const all = {
      requests: [{ late: true }, { late: false }],
      gaps: [{ title: 'Wo parke ich?', count: 4 }],
      poor: [{ title: 'Rechnung', no: 2 }],
      ending: [{ title: 'Zuschuss', day: '2026-12-01' }],
      overdue: [],
    }
    expect(toDo(all, 3)).toEqual([
      { kind: 'late', count: 1 },
      { kind: 'gap', title: 'Wo parke ich?', count: 4 },
      { kind: 'open', count: 1 },
    ])
    expect(toDo({ ...all, requests: [], gaps: [] }, 3)).toEqual([
      { kind: 'poor', title: 'Rechnung', count: 2 },
      { kind: 'ending', title: 'Zuschuss', day: '2026-12-01' },
    ])
  })
})
