/**
 * One score from all that was measured. Everything is counted in idf and divided by the best that the question could
 * score, so a share of 1 means "as good as plain words can be" on any content.
 */
import type { Look } from './closer-look.ts'
import type { Index } from './index-build.ts'
import type { Question } from './question.ts'

export interface Ranked {
  look: Look
  share: number
  /** What each ingredient gave, adding up to `share`. */
  parts: Record<Ingredient, number>
}

export const INGREDIENTS = ['words', 'functionWords', 'grams', 'pairs', 'sentence', 'headings', 'example', 'context'] as const
export type Ingredient = (typeof INGREDIENTS)[number]

/** Best first; ties by the order of the entries. `shift`: what place, audience and day give an entry. */
export function rank(
  index: Index,
  question: Question,
  looks: readonly Look[],
  votes: ArrayLike<number>,
  shift: (entry: number) => number,
): Ranked[] {
  const { weights } = index
  const best = Math.max(question.best, 1e-6)
  const ranked = looks.map((look, position) => {
    const parts = {
      words: look.words / best,
      functionWords: (weights.functionWord * look.functionWords) / best,
      grams: (weights.grams * look.grams) / Math.max(question.bestGrams, 1e-6),
      pairs: (weights.pair * look.pairs) / best,
      sentence: (weights.sentence * look.sentence) / best,
      headings: weights.title * look.titleCover + weights.heading * look.headingCover,
      example: (weights.example * look.example + weights.nextExample * look.nextExample + weights.votes * votes[position]!) / best,
      context: shift(look.entry),
    }
    return { look, parts, share: INGREDIENTS.reduce((sum, name) => sum + parts[name], 0) }
  })
  return ranked.sort((a, b) => b.share - a.share || a.look.entry - b.look.entry)
}
