/**
 * How probable each entry is to be the right answer.
 *
 * Two questions, two logistic curves, both over shares that mean the same on any content. Is the question about something
 * we have at all? The score of the best entry, as a share of the best possible, tells. If so, is the best entry the right one?
 * Its lead over the second tells. The product is the probability; the others share what is left by how close they came.
 *
 * Fitted by maximum likelihood on the calibration part of `questions.md` (its out-of-scope questions included) together with
 * four sets of our own under `test/search/fixtures`, each of them with half of its entries withheld:
 * `npm run bench -- search --calibrate` fits it again and prints the reliability table.
 */
import type { Ranked } from './rank.ts'

export const CURVES = {
  /** Logit of "in scope" = constant + slope · √share. */
  inScope: { constant: -2.8, slope: 3.1 },
  /** Logit of "the best is right, given in scope" = constant + slope · lead. */
  best: { constant: -0.4, slope: 2.35 },
  /** The right one is among the ranked ones that often, given that the best is not. */
  among: 0.9,
  /** How fast probability falls with a smaller share among the others. */
  sharpness: 2.5,
}

const logistic = (logit: number) => 1 / (1 + Math.exp(-logit))

/** What the curves are read at. */
export function evidenceOf(ranked: readonly Ranked[]): { share: number; lead: number } {
  const share = Math.max(0, ranked[0]?.share ?? 0)
  return { share, lead: share - Math.max(0, ranked[1]?.share ?? 0) }
}

/** One probability an entry, in the order given; they add up to at most 1. */
export function probabilities(ranked: readonly Ranked[]): number[] {
  if (ranked.length === 0) return []
  const { share, lead } = evidenceOf(ranked)
  const inScope = logistic(CURVES.inScope.constant + CURVES.inScope.slope * Math.sqrt(share))
  const best = logistic(CURVES.best.constant + CURVES.best.slope * lead)
  const weights = ranked.map((one, position) => (position === 0 ? 0 : Math.exp(CURVES.sharpness * (one.share - share))))
  const sum = weights.reduce((total, weight) => total + weight, 0) || 1
  const left = inScope * (1 - best) * CURVES.among
  return weights.map((weight, position) => (position === 0 ? inScope * best : Math.min(inScope * best, (left * weight) / sum)))
}
