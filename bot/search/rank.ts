/**
 * One score from all that was measured. Everything is counted in idf and divided by the best that the question could
 * score, so a share of 1 means "as good as plain words can be" on any content.
 */
import type { Look } from './closer-look.ts'
import type { Index } from './index-build.ts'
import type { Question } from './question.ts'

export const INGREDIENTS = ['words', 'functionWords', 'grams', 'pairs', 'sentence', 'headings', 'example', 'context'] as const
export type Ingredient = (typeof INGREDIENTS)[number]

export interface Ranked {
  look: Look
  share: number
  /** What each ingredient gave, adding up to `share`. */
  parts: Record<Ingredient, number>
}

/**
 * Best first; ties by the order of the entries; entries that nothing speaks for are left out.
 * `votes`: one a look. `shift`: what place, audience and day give an entry.
 */
export function rank(
  { weights }: Index,
  question: Question,
  looks: readonly Look[],
  votes: ArrayLike<number>,
  shift: (entry: number) => number,
): Ranked[] {
  const per = 1 / Math.max(question.best, 1e-6)
  const perGram = 1 / Math.max(question.bestGrams, 1e-6)
  const ranked: Ranked[] = []
  looks.forEach((look, position) => {
    const parts = {
      words: look.words * per,
      functionWords: weights.functionWord * look.functionWords * per,
      grams: weights.grams * look.grams * perGram,
      pairs: weights.pair * look.pairs * per,
      sentence: weights.sentence * look.sentence * per,
      headings: weights.title * look.title + weights.heading * look.heading,
      example: (weights.example * look.example + weights.nextExample * look.nextExample + weights.votes * votes[position]!) * per,
      context: 0,
    }
    const said = parts.words + parts.functionWords + parts.grams + parts.pairs + parts.sentence + parts.headings + parts.example
    if (said <= 0) return
    parts.context = shift(look.entry)
    ranked.push({ look, parts, share: said + parts.context })
  })
  return ranked.sort((a, b) => b.share - a.share || a.look.entry - b.look.entry)
}
