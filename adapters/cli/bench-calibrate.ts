/** Fits the two curves of `bot/search/confidence.ts` again, on the calibration part of `questions.md`, and prints what to write there. */
import type { Knowledge } from '../../bot/knowledge/knowledge.ts'
import { CURVES } from '../../bot/search/confidence.ts'
import { buildIndex, search } from '../../bot/search/search.ts'

interface Point {
  x: number
  happened: boolean
}

const TODAY = '2026-11-22'

export function calibrate(knowledge: Knowledge): void {
  const index = buildIndex(knowledge)
  const scope: Point[] = []
  const best: Point[] = []
  for (const { question, expected, part } of knowledge.questions) {
    if (part !== 'calibration') continue
    const { hits, evidence } = search(index, { utterance: question, today: TODAY }).explain()
    const first = hits[0]
    // What only says who else is responsible is neither an answer nor a mistake.
    if (!first || knowledge.entries.get(first)?.elsewhere) continue
    const { strength, lead } = evidence
    scope.push({ x: Math.sqrt(strength), happened: expected.length > 0 })
    if (expected.length > 0) best.push({ x: Math.sqrt(lead), happened: expected.includes(first) })
  }
  const inScope = logisticFit(scope)
  const { growth } = CURVES.inScope
  const chance = -inScope.constant / inScope.slope - growth * Math.log(index.contentWords)
  const right = logisticFit(best)
  console.log(`${scope.length} questions, ${index.contentWords} words of content\n`)
  console.log(`inScope: { slope: ${inScope.slope.toFixed(1)}, chance: ${chance.toFixed(2)}, growth: ${growth} }`)
  console.log(`best: { constant: ${right.constant.toFixed(2)}, slope: ${right.slope.toFixed(2)} }\n`)
}

const STEPS = 50

/** Maximum likelihood of `P(happened) = 1 / (1 + e^-(constant + slope x))`, by Newton's method. */
export function logisticFit(points: readonly Point[]): { constant: number; slope: number } {
  let constant = 0
  let slope = 0
  for (let step = 0; step < STEPS; step++) {
    let [g0, g1, h00, h01, h11] = [0, 0, 1e-6, 0, 1e-6]
    for (const { x, happened } of points) {
      const p = 1 / (1 + Math.exp(-(constant + slope * x)))
      const error = p - (happened ? 1 : 0)
      const weight = p * (1 - p)
      g0 += error
      g1 += error * x
      h00 += weight
      h01 += weight * x
      h11 += weight * x * x
    }
    const determinant = h00 * h11 - h01 * h01
    constant -= (h11 * g0 - h01 * g1) / determinant
    slope -= (h00 * g1 - h01 * g0) / determinant
  }
  return { constant, slope }
}
