import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { COST, decide } from '../../../bot/search/ask/decide.ts'

const probability = fc.double({ min: 0, max: 1, noNaN: true })

describe('the decision', () => {
  it('answers only where a wrong answer costs less than asking back', () => {
    fc.assert(
      fc.property(probability, probability, (right, rest) => {
        const among = Math.min(1, right + rest * (1 - right))
        if (decide(right, among, 3) === 'answer')
          expect(COST.wrongAnswer * (1 - right)).toBeLessThanOrEqual(COST.unnecessary * right + COST.nothingRight * (1 - among) + 1e-9)
      }),
    )
  })
  it('needs three of four to answer when the right entry is surely offered', () => {
    expect(decide(0.76, 1, 2)).toBe('answer')
    expect(decide(0.74, 1, 2)).toBe('clarify')
  })
  it('asks back only with something to choose from', () => expect(decide(0.5, 0.5, 1)).not.toBe('clarify'))
  it('refuses what is probably not there', () => expect(decide(0.1, 0.2, 3)).toBe('none'))
})
