/**
 * How probable each entry is to be the right answer.
 *
 * Two logistic curves. Is the question about something we have at all? How far the best entry reaches tells: its score as a
 * share of the best possible, and the more so the more was named, for one word may meet by chance, five do not. The best of many
 * chance meetings is better than the best of few, so more is asked of large content. Is the best entry the right one? Its reach
 * tells again, and its lead over the second. What the first curve promises and the second does not is the others', by how close
 * they came. Everything is a share or a count of words, so the curves hold on any content.
 *
 * `npm run bench -- search --calibrate` fits both curves again, by maximum likelihood on the calibration part of
 * `questions.md` and on foreign text where it is given; `--reliability` compares what was promised with what came true on the
 * measuring part. The numbers here lie between the fit on our own content and those on encyclopedia text with half of its
 * topics withheld.
 */
import type { Ranked } from './rank.ts'

export const CURVES = {
  /** Logit of "in scope" = slope · reach, where reach = √strength − chance − growth · ln(words of the content). */
  inScope: { slope: 11, chance: 0.28, growth: 0.09 },
  /** Logit of "the best is right" = constant + reach's slope · reach + lead's slope · √lead. */
  right: { constant: -2.3, reach: 4.47, lead: 1.67 },
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
    strength: Math.max(0, first.share - first.parts.context - first.parts.example - first.parts.intent) * Math.sqrt(worth),
    lead: Math.max(0, first.share - Math.max(0, second?.share ?? 0)),
  }
}

const logistic = (logit: number) => 1 / (1 + Math.exp(-logit))

/** One probability an entry, in the order given; they add up to at most 1. */
export function probabilities(ranked: readonly Ranked[], worth: number, contentWords: number): number[] {
  const { strength, lead } = evidenceOf(ranked, worth)
  const { slope, chance, growth } = CURVES.inScope
  const reach = Math.sqrt(strength) - chance - growth * Math.log(contentWords)
  const right = logistic(CURVES.right.constant + CURVES.right.reach * reach + CURVES.right.lead * Math.sqrt(lead))
  const weights = ranked.map(({ share }, position) => (position === 0 ? 0 : Math.exp(CURVES.sharpness * (share - ranked[0]!.share))))
  const sum = weights.reduce((total, weight) => total + weight, 0) || 1
  const left = Math.max(0, logistic(slope * reach) - right) * CURVES.among
  return weights.map((weight, position) => (position === 0 ? right : Math.min(right, (left * weight) / sum)))
}
