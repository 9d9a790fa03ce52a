/** A search that throws half way leaves nothing behind: the questions after it are answered as by an index that has seen none. */
import { describe, expect, it } from 'vitest'
import { buildIndex, type SearchIndex, search } from '../../bot/search/search.ts'
import { knowledgeFrom, textSet } from './content.ts'

const TODAY = '2026-11-26'
const { files, questions } = textSet('krankenkasse')
const knowledge = knowledgeFrom(files)
const QUESTIONS = questions.map(([question]) => question)
const LATER = QUESTIONS.slice(-50)
const HOSTILE = [QUESTIONS[0]!, 'Wie bekome ich eine neue Gesundheitskarte, und was kostet das am 3.12.?', 'krankengeltt']

class Injected extends Error {}

/** The index, and all plain objects in it, so that the `at`-th reading of any of their members throws. */
function throwing(index: SearchIndex, at: number): { index: SearchIndex; readings(): number } {
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
  return { index: wrap(index), readings: () => readings }
}

const answersOf = (index: SearchIndex, questions: readonly string[]) =>
  questions.map((utterance) => {
    const { decision, hits } = search(index, { utterance, today: TODAY })
    return { utterance, decision, hits }
  })

describe('a search that throws', () => {
  const expected = answersOf(buildIndex(knowledge), LATER)

  it.each(HOSTILE)('at any point does not change the next answers: %s', (utterance) => {
    const index = buildIndex(knowledge)
    // What is open today is remembered from the first search on.
    search(index, { utterance, today: TODAY })
    const whole = throwing(index, 0)
    search(whole.index, { utterance, today: TODAY })
    const points = Array.from({ length: 24 }, (_, i) => 1 + Math.floor((i * (whole.readings() - 1)) / 23))
    for (const at of points) {
      expect(() => search(throwing(index, at).index, { utterance, today: TODAY })).toThrow(Injected)
      expect(answersOf(index, LATER)).toEqual(expected)
    }
  })

  it('again and again, with no right one between, does not pile up', () => {
    const index = buildIndex(knowledge)
    for (const utterance of QUESTIONS.slice(0, 20)) {
      const whole = throwing(index, 0)
      search(whole.index, { utterance, today: TODAY })
      for (const part of [0.2, 0.5, 0.7, 0.9, 0.99])
        expect(() => search(throwing(index, Math.ceil(part * whole.readings())).index, { utterance, today: TODAY })).toThrow(Injected)
    }
    expect(answersOf(index, LATER)).toEqual(expected)
  })
})
