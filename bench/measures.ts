/** What is measured of ranked answers, with the uncertainty of a finite number of questions. Pure. */

export interface Rated {
  /** Place of the first right answer, from 1; 0 when it was not found. */
  place: number
  /** Confidence of the first answer. */
  score: number
  outOfScope: boolean
}

/** A number between 0 and 1 with the ends of its 95 % interval. */
export interface Measured {
  value: number
  low: number
  high: number
}

export const rightAt = (most: number) => (rated: readonly Rated[]) =>
  mean(rated.filter(isInScope).map(({ place }) => (place > 0 && place <= most ? 1 : 0)))
export const reciprocalRank = (rated: readonly Rated[]) => mean(rated.filter(isInScope).map(({ place }) => (place > 0 ? 1 / place : 0)))

/** Probability that a question we can answer scores higher than one we cannot: the area under the curve, by ranks. */
export function separation(rated: readonly Rated[]): number {
  const sorted = [...rated].sort((a, b) => a.score - b.score)
  const inScope = sorted.filter(isInScope).length
  const outside = sorted.length - inScope
  let ranks = 0
  for (let at = 0; at < sorted.length; ) {
    let end = at
    while (end < sorted.length && sorted[end]!.score === sorted[at]!.score) end++
    for (let tied = at; tied < end; tied++) if (isInScope(sorted[tied]!)) ranks += (at + end + 1) / 2
    at = end
  }
  return (ranks - (inScope * (inScope + 1)) / 2) / (inScope * outside)
}

/** Share of foreign questions refused by a threshold that refuses 5 % of ours. */
export function refused(rated: readonly Rated[]): number {
  const ours = rated
    .filter(isInScope)
    .map(({ score }) => score)
    .sort((a, b) => a - b)
  const threshold = ours[Math.floor(0.05 * ours.length)] ?? 0
  const foreign = rated.filter((one) => one.outOfScope)
  return mean(foreign.map(({ score }) => (score < threshold ? 1 : 0)))
}

const isInScope = (rated: Rated) => !rated.outOfScope
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)

const RESAMPLES = 400

/** A measure with its 95 % bootstrap interval: the questions drawn again with replacement, by a seed. */
export function withInterval(rated: readonly Rated[], measure: (rated: readonly Rated[]) => number, seed = 1): Measured {
  const random = randomFrom(seed)
  const values = Array.from({ length: RESAMPLES }, () => measure(rated.map(() => rated[Math.floor(random() * rated.length)]!))).filter(
    (value) => !Number.isNaN(value),
  )
  values.sort((a, b) => a - b)
  return {
    value: measure(rated),
    low: values[Math.floor(0.025 * values.length)] ?? Number.NaN,
    high: values[Math.floor(0.975 * values.length)] ?? Number.NaN,
  }
}

/** A share with its 95 % interval after Wilson (1927): right also for few cases and for none or all of them. */
export function shareOf(right: number, of: number): Measured {
  if (of === 0) return { value: Number.NaN, low: Number.NaN, high: Number.NaN }
  const z = 1.96
  const value = right / of
  const middle = value + (z * z) / (2 * of)
  const half = z * Math.sqrt((value * (1 - value)) / of + (z * z) / (4 * of * of))
  const whole = 1 + (z * z) / of
  return { value, low: Math.max(0, (middle - half) / whole), high: Math.min(1, (middle + half) / whole) }
}

export const percent = (value: number): string => (Number.isNaN(value) ? '–' : (100 * value).toFixed(1))

/** "89.7 [85.1–93.0]", in percent. */
export function writeMeasured({ value, low, high }: Measured): string {
  return `${percent(value)} [${percent(low)}–${percent(high)}]`
}

/** `share` of the sorted values lie below the result. */
export function percentile(values: readonly number[], share: number): number {
  return [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))]!
}

/** Numbers in [0, 1) that are the same on every machine for a seed. Source: "mulberry32" (public domain, T. Ettinger). */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
