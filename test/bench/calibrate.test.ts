import { describe, expect, it } from 'vitest'
import { logisticFit, type Point } from '../../bench/calibrate.ts'

const logistic = (logit: number) => 1 / (1 + Math.exp(-logit))

/** Each combination as often as its probability says, out of a thousand. */
function drawn(weights: readonly [number, number], constant: number): Point[] {
  const points: Point[] = []
  for (const x of [-1, -0.5, 0, 0.5, 1]) {
    for (const y of [0, 1]) {
      const yes = Math.round(1_000 * logistic(weights[0] * x + weights[1] * y + constant))
      for (let i = 0; i < 1_000; i++) points.push({ x: [x, y], happened: i < yes })
    }
  }
  return points
}

describe('fitting the curves', () => {
  it('finds the weights that the outcomes were drawn with', () => {
    const [a, b, constant] = logisticFit([drawn([2, -1], 0.5)])
    expect(a).toBeCloseTo(2, 1)
    expect(b).toBeCloseTo(-1, 1)
    expect(constant).toBeCloseTo(0.5, 1)
  })

  it('weighs a small set as much as a large one', () => {
    const yes: Point[] = [{ x: [0], happened: true }]
    const no: Point[] = Array.from({ length: 99 }, () => ({ x: [0], happened: false }))
    const [, constant] = logisticFit([yes, no])
    expect(logistic(constant!)).toBeCloseTo(0.5, 2)
  })
})
