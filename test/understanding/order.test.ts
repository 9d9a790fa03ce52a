/** The order in which examples are learned mixes the acts, however many examples there are. */
import { describe, expect, it } from 'vitest'
import { learningOrder } from '../../bot/understanding/acts/act-model.ts'

const PARTS = 8

describe('the order of learning', () => {
  it('has each example once', () => {
    for (const count of [1, 2, 3, 10, 7919, 15_838])
      expect(learningOrder(count).sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, at) => at))
  })

  it('comes by every part of the list within a few steps', () => {
    for (let count = 15_800; count < 15_900; count++) {
      const order = learningOrder(count)
      for (let at = 0; at + 32 <= count; at += 997) {
        const parts = new Set(order.slice(at, at + 32).map((line) => Math.floor((line * PARTS) / count)))
        expect(parts.size, `${count} examples, from place ${at}`).toBe(PARTS)
      }
    }
  })
})
