/** A search that throws half way leaves nothing behind: the questions after it are answered as by a searcher that has seen none. */
import { describe, expect, it } from 'vitest'
import { momentOn } from '../../bot/moment.ts'
import { buildSearcher, type Searcher, search, searcherOn } from '../../bot/search/search.ts'
import { knowledgeFrom, textSet } from './content.ts'

const moment = momentOn('2026-11-26')
const { files, questions } = textSet('krankenkasse')
const knowledge = knowledgeFrom(files)
const QUESTIONS = questions.map(([question]) => question)
const LATER = QUESTIONS.slice(-50)
const HOSTILE = [QUESTIONS[0]!, 'Wie bekome ich eine neue Gesundheitskarte, und was kostet das am 3.12.?', 'krankengeltt']

class Injected extends Error {}

/** The searcher, and all plain objects in it, so that the `at`-th reading of any of their members throws. */
function throwing(searcher: Searcher, at: number): { searcher: Searcher; readings(): number } {
  let readings = 0
  const wrap = <T extends object>(target: T): T =>
    new Proxy(target, {
      get: (object, key, receiver) => {
        readings++
        if (readings === at) throw new Injected(`reading ${String(key)}`)
        const value: unknown = Reflect.get(object, key, receiver)
        const isPlain = typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
        return isPlain ? wrap(value as object) : value
      },
    })
  return { searcher: wrap(searcher), readings: () => readings }
}

const answersOf = (searcher: Searcher, questions: readonly string[]) =>
  questions.map((utterance) => {
    const { decision, hits } = search(searcher, { utterance, moment })
    return { utterance, decision, hits }
  })

describe('a search that throws', () => {
  const expected = answersOf(buildSearcher(knowledge), LATER)

  it.each(HOSTILE)('at any point does not change the next answers: %s', (utterance) => {
    const searcher = buildSearcher(knowledge)
    // What is open today is remembered from the first search on.
    search(searcher, { utterance, moment })
    // The same question lies in the memory before each try.
    answersOf(searcher, LATER)
    const whole = throwing(searcher, 0)
    search(whole.searcher, { utterance, moment })
    answersOf(searcher, LATER)
    const points = Array.from({ length: 24 }, (_, i) => 1 + Math.floor((i * (whole.readings() - 1)) / 23))
    for (const at of points) {
      expect(() => search(throwing(searcher, at).searcher, { utterance, moment })).toThrow(Injected)
      expect(answersOf(searcher, LATER)).toEqual(expected)
    }
  })

  it('again and again, with no right one between, does not pile up', () => {
    const searcher = buildSearcher(knowledge)
    for (const utterance of QUESTIONS.slice(0, 20)) {
      const whole = throwing(searcherOn(searcher.index), 0)
      search(whole.searcher, { utterance, moment })
      for (const part of [0.2, 0.5, 0.7, 0.9, 0.99])
        expect(() => search(throwing(searcher, Math.ceil(part * whole.readings())).searcher, { utterance, moment })).toThrow(Injected)
    }
    expect(answersOf(searcher, LATER)).toEqual(expected)
  })
})
