/**
 * Fits the two curves of `bot/search/ask/confidence.ts` again and prints what to write there: on the calibration part of
 * `questions.md`, and on a foreign set where one is given, each weighing the same.
 */

import type { Knowledge } from '../bot/knowledge/knowledge.ts'
import { momentOn } from '../bot/moment.ts'
import { CURVES } from '../bot/search/ask/confidence.ts'
import { buildSearcher, search } from '../bot/search/search.ts'
import type { BenchQuestion } from './questions.ts'

/** Evidence of one question, and whether the event it speaks for came true. */
export interface Point {
  x: readonly number[]
  happened: boolean
}

export interface RatedSet {
  knowledge: Knowledge
  questions: readonly BenchQuestion[]
}

const TODAY = '2026-11-22'

export function calibrate(sets: readonly RatedSet[]): void {
  const measured = sets.map(evidenceIn)
  const scope = logisticFit(measured.map((set) => set.map(({ raw, inScope }) => ({ x: [raw], happened: inScope }))))
  const [slope, constant] = scope as [number, number]
  const chance = -constant / slope
  const right = logisticFit(measured.map((set) => set.map(({ raw, lead, isRight }) => ({ x: [raw - chance, lead], happened: isRight }))))
  console.log(`${measured.map((set) => set.length).join(' + ')} questions\n`)
  console.log(`inScope: { slope: ${slope.toFixed(1)}, chance: ${chance.toFixed(2)}, growth: ${CURVES.inScope.growth} }`)
  console.log(`right: { constant: ${right[2]!.toFixed(2)}, reach: ${right[0]!.toFixed(2)}, lead: ${right[1]!.toFixed(2)} }\n`)
}

interface Measured {
  /** √strength − growth · ln(words of the content). */
  raw: number
  /** √lead. */
  lead: number
  inScope: boolean
  isRight: boolean
}

function evidenceIn({ knowledge, questions }: RatedSet): Measured[] {
  const searcher = buildSearcher(knowledge)
  const found: Measured[] = []
  for (const { question, expected } of questions) {
    const { hits, evidence } = search(searcher, { utterance: question, moment: momentOn(TODAY) }).explain()
    const first = hits[0]
    // What only says who else is responsible is neither an answer nor a mistake.
    if (!first || knowledge.entries.get(first)?.elsewhere) continue
    found.push({
      raw: Math.sqrt(evidence.strength) - CURVES.inScope.growth * Math.log(searcher.index.contentWords),
      lead: Math.sqrt(evidence.lead),
      inScope: expected.length > 0,
      isRight: expected.includes(first),
    })
  }
  return found
}

const STEPS = 50
/** Keeps the equations solvable where every question agrees. */
const RIDGE = 1e-3

/**
 * Maximum likelihood of `P(happened) = 1 / (1 + e^-(w · x + constant))`, by Newton's method; every set weighs the same.
 * Returns w and, last, the constant.
 */
export function logisticFit(sets: readonly (readonly Point[])[]): number[] {
  const size = (sets[0]?.[0]?.x.length ?? 0) + 1
  const w = new Array<number>(size).fill(0)
  for (let step = 0; step < STEPS; step++) {
    const system = w.map((weight, row) => [...w.map((_, column) => (row === column ? RIDGE : 0)), RIDGE * weight])
    for (const set of sets) {
      for (const { x, happened } of set) {
        const features = [...x, 1]
        const p = 1 / (1 + Math.exp(-features.reduce((sum, value, k) => sum + value * w[k]!, 0)))
        const error = (p - (happened ? 1 : 0)) / set.length
        const curvature = (p * (1 - p)) / set.length
        features.forEach((value, row) => {
          features.forEach((other, column) => {
            system[row]![column]! += curvature * value * other
          })
          system[row]![size]! += error * value
        })
      }
    }
    solved(system).forEach((change, k) => {
      w[k]! -= change
    })
  }
  return w
}

/** Gauss and Jordan: each row ends with its right side. */
function solved(system: number[][]): number[] {
  system.forEach((row, i) => {
    const pivot = row[i]!
    for (let k = i; k < row.length; k++) row[k]! /= pivot
    system.forEach((other, j) => {
      if (j === i) return
      const factor = other[i]!
      for (let k = i; k < row.length; k++) other[k]! -= factor * row[k]!
    })
  })
  return system.map((row) => row.at(-1)!)
}
