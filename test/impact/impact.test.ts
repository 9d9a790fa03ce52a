import { describe, expect, it } from 'vitest'
import type { UsageEvent } from '../../adapters/storage/storage.ts'
import { endingSoon, overdueChecks } from '../../bot/impact/entries-due.ts'
import { gapsIn } from '../../bot/impact/unanswered.ts'
import { guideMovesOf, guidesOf, questionsOf, topicsOf, totalsOf } from '../../bot/impact/usage-report.ts'
import { momentOn } from '../../bot/moment.ts'
import { knownFrom } from '../real-bot.ts'

const at = (day: string) => new Date(`${day}T10:00:00Z`)
const asked = (text: string, decision: 'answer' | 'none' = 'none', day = '2026-11-20', topics: string[] = []): UsageEvent => ({
  at: at(day),
  kind: 'question',
  body: { text, decision, topics, lang: 'de' },
})

describe('gaps', () => {
  const texts = (list: string[]) => gapsIn(questionsOf(list.map((text) => asked(text)))).map(({ wordings, count }) => [count, ...wordings])

  it('hold together what asks for the same thing in other words, forms and order', () =>
    expect(
      texts(['Gibt es Fördergeld für Drohnen?', 'fördergeld drohne', 'Wo parke ich?', 'Drohnen: Fördergelder?', 'Wo parke ich?']),
    ).toEqual([
      [3, 'fördergeld drohne', 'Drohnen: Fördergelder?', 'Gibt es Fördergeld für Drohnen?'],
      [2, 'Wo parke ich?'],
    ]))

  it('do not mix what shares only small words', () =>
    expect(texts(['Wo bekomme ich eine Brezel?', 'Wo bekomme ich einen Pass?'])).toHaveLength(2))
  it('leave out what was answered', () => expect(gapsIn(questionsOf([asked('x y z', 'answer')]))).toEqual([]))
  it('keep questions of small words apart', () => expect(texts(['was?', 'wie?'])).toHaveLength(2))
})

describe('figures', () => {
  const events = [
    asked('a', 'answer', '2026-11-20', ['ki', 'recht']),
    asked('b', 'answer', '2026-11-21', ['ki']),
    asked('c', 'none', '2026-11-21'),
    asked('d', 'answer', '2026-11-01', ['recht', 'recht']),
    { at: at('2026-11-20'), kind: 'question', body: 'nonsense' },
    { at: at('2026-11-20'), kind: 'greeting', body: {} },
  ]
  it('count by decision', () => expect(totalsOf(questionsOf(events))).toEqual({ questions: 4, answered: 3, clarified: 0, unanswered: 1 }))
  it('set topics beside the span before', () =>
    expect(topicsOf(questionsOf(events), at('2026-11-15'))).toEqual([
      { topic: 'ki', now: 2, before: 0 },
      { topic: 'recht', now: 1, before: 1 },
    ]))

  it('say where people leave a guide', () => {
    const move = (conversation: string, body: object): UsageEvent => ({
      at: at('2026-11-20'),
      kind: 'guide',
      conversation,
      body: { entry: 'guides/start', ...body },
    })
    const moves = [
      move('a', { step: 'wer' }),
      move('a', { step: 'wo' }),
      move('b', { step: 'wer' }),
      move('c', { step: 'wer' }),
      move('c', { step: 'wo' }),
      move('d', { step: 'wer' }),
      move('d', { outcome: 'fahrplan' }),
    ]
    expect(guidesOf(guideMovesOf(moves))).toEqual([
      {
        guide: 'guides/start',
        begun: 4,
        finished: 1,
        steps: [
          { step: 'wer', reached: 4 },
          { step: 'wo', reached: 2 },
        ],
        left: [
          { step: 'wo', count: 2 },
          { step: 'wer', count: 1 },
        ],
      },
    ])
  })
})

describe('entries to look at', () => {
  const { knowledge } = knownFrom()
  it('are those that end within thirty days, and none that has ended', () => {
    const soon = endingSoon(knowledge, momentOn('2026-11-22'), 400)
    for (const { day } of soon) expect(day! >= '2026-11-22' && day! <= '2027-12-27').toBe(true)
    expect(soon.map(({ day }) => day)).toEqual([...soon.map(({ day }) => day)].sort())
  })
  it('are those whose check is overdue, which all are in ten years', () => {
    expect(overdueChecks(knowledge, momentOn('2036-01-01')).length).toBeGreaterThan(50)
    for (const { id } of overdueChecks(knowledge, momentOn('2026-11-22'))) expect(knowledge.entries.get(id)).toBeDefined()
  })
})
