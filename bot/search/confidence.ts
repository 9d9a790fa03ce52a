/**
 * How probable each entry is to be the right answer.
 *
 * Two questions, two logistic curves. Is the question about something we have at all? The score of the best entry tells, as a
 * share of the best possible, and the more so the more was named: one word may meet by chance, five do not. The best of many
 * chance meetings is better than the best of few, so more is asked of large content. If it is in scope, is the best entry the
 * right one? Its lead over the second tells. The product is the probability; the others share what is left by how close they
 * came. Everything is a share or a count of words, so the curves hold on any content.
 *
 * `npm run bench -- search --calibrate` fits both curves again, by maximum likelihood on the calibration part of
 * `questions.md`; `--reliability` compares what was promised with what came true on the measuring part.
 */
import type { Ranked } from './rank.ts'

export const CURVES = {
  /** Logit of "in scope" = slope · (√strength − chance − growth · ln(words of the content)). */
  inScope: { slope: 9.2, chance: 0.23, growth: 0.09 },
  /** Logit of "the best is right, given in scope" = constant + slope · √lead. */
  best: { constant: -1.45, slope: 3.6 },
  /** The right one is among the ranked ones that often, given that the best is not. */
  among: 0.9,
  /** How fast probability falls with a smaller share among the others. */
  sharpness: 2.5,
}

export interface Evidence {
  /** What the words say for the best entry (examples, place, audience and day left out), times the root of the words' worth. */
  strength: number
  /** How far the second is behind, as a share of the best possible score. */
  lead: number
}

/** `worth`: what was named, in words as rare as can be (`question.best / highestIdf`). */
export function evidenceOf(ranked: readonly Ranked[], worth: number): Evidence {
  const [first, second] = ranked
  if (!first) return { strength: 0, lead: 0 }
  return {
    strength: Math.max(0, first.share - first.parts.context - first.parts.example) * Math.sqrt(worth),
    lead: Math.max(0, first.share - Math.max(0, second?.share ?? 0)),
  }
}

const logistic = (logit: number) => 1 / (1 + Math.exp(-logit))

/** One probability an entry, in the order given; they add up to at most 1. */
export function probabilities(ranked: readonly Ranked[], worth: number, contentWords: number): number[] {
  const { strength, lead } = evidenceOf(ranked, worth)
  const { slope, chance, growth } = CURVES.inScope
  const inScope = logistic(slope * (Math.sqrt(strength) - chance - growth * Math.log(contentWords)))
  const best = logistic(CURVES.best.constant + CURVES.best.slope * Math.sqrt(lead))
  const weights = ranked.map(({ share }, position) => (position === 0 ? 0 : Math.exp(CURVES.sharpness * (share - ranked[0]!.share))))
  const sum = weights.reduce((total, weight) => total + weight, 0) || 1
  const left = inScope * (1 - best) * CURVES.among
  return weights.map((weight, position) => (position === 0 ? inScope * best : Math.min(inScope * best, (left * weight) / sum)))
}
