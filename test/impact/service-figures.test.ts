/** The four published figures: what is counted as what, what is left out, and the page that shows them. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { countJudged, type JudgedAnswer } from '../../adapters/cli/judged.ts'
import { figuresIn, keepFigures } from '../../adapters/kept-figures.ts'
import { loadKnowledge, SHIPPED_KNOWLEDGE } from '../../adapters/load-knowledge.ts'
import { figuresPage } from '../../adapters/site/figures-page.ts'
import { markupOf } from '../../adapters/site/frame/html.ts'
import type { View } from '../../adapters/site/frame/view.ts'
import { endingsOf } from '../../bot/impact/endings.ts'
import { impactReport } from '../../bot/impact/impact-report.ts'
import { judgedFigures, usedFigures } from '../../bot/impact/service-figures.ts'
import type { KeptEvent } from '../../bot/impact/usage-report.ts'
import { temporaryFolder } from '../fixtures/knowledge-folder.ts'

const at = new Date('2026-10-10T10:00:00Z')
const event = (kind: string, conversation: string, body: object): KeptEvent => ({ at, kind, conversation, body })
const rating = (conversation: string, helped: boolean) => event('rating', conversation, { entry: 'articles/a', helped })
const act = (conversation: string, name: string) => event('interruption', conversation, { act: name, detail: name })

describe('judged answers', () => {
  it('count as given, as led on, or as failed; what waits for a judgement and what does not belong here counts nowhere', () => {
    const kinds = [
      'nützlich',
      'nützlich',
      'falsch',
      'falscher Teil',
      'gut zurückgefragt',
      'unnütz zurückgefragt',
      'zu Unrecht abgelehnt',
      'richtig abgelehnt',
      undefined,
    ] as const
    const answers = kinds.map(
      (holds): JudgedAnswer => ({ section: '', question: '', answer: '', now: '', text: '', ...(holds && { holds }) }),
    )
    const counts = countJudged(answers)
    expect(counts).toEqual({ right: 2, wrong: 2, ledOn: 1, failed: 2 })
    expect(judgedFigures(counts)).toEqual({ accurate: { good: 2, of: 4 }, 'in-scope': { good: 5, of: 7 } })
    expect(judgedFigures({ right: 0, wrong: 0, ledOn: 0, failed: 0 })).toEqual({})
  })
})

describe('talks', () => {
  it('end as the last word about them says; those without one, and staff’s, do not count', () => {
    const events = [
      ...[rating('a', false), act('a', 'thanks')],
      ...[act('b', 'praise'), rating('b', false)],
      ...[act('c', 'help'), event('question', 'c', { decision: 'answer' })],
      event('interruption', 'd', { act: 'thanks', channel: 'msteams' }),
      event('interruption', 'e', { detail: 'complaint' }),
    ]
    expect(endingsOf(events)).toEqual({ yes: 1, no: 2 })
  })

  it('are published by whole months, and not where they are few', () => {
    const figures = (good: number, bad: number) => {
      const events = [...Array(good).keys()]
        .map((i) => rating(`g${i}`, true))
        .concat([...Array(bad).keys()].map((i) => rating(`b${i}`, false)))
      return usedFigures(impactReport(['2026-10'], { events, clicks: [], requests: [] }).total)
    }
    expect(figures(30, 10)).toEqual({ useful: { good: 30, of: 40 }, satisfied: { good: 30, of: 40 } })
    expect(figures(30, 4)).toEqual({})
    expect(figures(4, 0)).toEqual({})
  })
})

describe('who, where and how soon', () => {
  const asked = (i: number) =>
    event('question', `q${i}`, {
      decision: 'answer',
      ...(i < 12 && { audiences: ['handwerk'] }),
      ...(i < 3 && { regions: ['salzlandkreis'] }),
    })
  const request = (reactedAfter?: number) => ({ created: at, state: 'claimed', ...(reactedAfter !== undefined && { reactedAfter }) })
  const total = (requests: ReturnType<typeof request>[]) =>
    impactReport(['2026-10'], { events: [...Array(30).keys()].map(asked), clicks: [], requests }).total

  it('are counted as they were said, and not where they are few', () => {
    const { audiences, districts } = total([])
    expect([...audiences.shown]).toEqual([['handwerk', 12]])
    expect([...districts.shown]).toEqual([])
  })

  it('are told in steps, and not where a few still wait', () => {
    const quick = Array.from({ length: 6 }, () => request(60))
    const slow = Array.from({ length: 5 }, () => request(3000))
    expect([...total([...quick, ...slow]).reaction.shown]).toEqual([
      ['4h', 6],
      ['later', 5],
    ])
    expect(total([...quick, ...slow, request()]).reaction).toEqual({ shown: new Map() })
  })
})

describe('the page', () => {
  const view = { knowledge: loadKnowledge(SHIPPED_KNOWLEDGE).knowledge } as unknown as View

  it('shows what was published last, with how each was found, and says what nobody knows', () => {
    const folder = temporaryFolder()
    const read = figuresIn(folder)
    expect(read()).toBeUndefined()
    keepFigures(folder, { day: '2026-11-27', figures: { accurate: { good: 177, of: 215 } } })
    const page = markupOf(figuresPage(read()!, 'de', view).main)
    expect(page).toMatch(/Richtig geantwortet<\/th><td>82\s?%<\/td><td>177 von 215/)
    expect(page.match(/noch nicht bekannt/g)).toHaveLength(3)
    keepFigures(folder, { day: '2026-11-27', months: { first: '2026-10', last: '2026-10' }, figures: { useful: { good: 30, of: 40 } } })
    expect(markupOf(figuresPage(read()!, 'en', view).main)).toMatch(/Answers that helped<\/th><td>75%<\/td><td>30 of 40/)
    writeFileSync(join(folder, 'figures.json'), 'half a fi')
    expect(read()).toBeUndefined()
  })
})
