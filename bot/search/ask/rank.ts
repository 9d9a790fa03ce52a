/**
 * One score from all that was measured. Everything is counted in idf and divided by the best that the question could
 * score, so a share of 1 means "as good as plain words can be" on any content.
 */
import type { Index } from '../index/index.ts'
import type { Look } from './closer-look.ts'
import type { Question } from './question.ts'

export const INGREDIENTS = ['words', 'grams', 'sentence', 'headings', 'example', 'intent', 'context'] as const
export type Ingredient = (typeof INGREDIENTS)[number]

export interface Ranked {
  look: Look
  share: number
  /** What each ingredient gave, adding up to `share`. */
  parts: Record<Ingredient, number>
}

/**
 * Best first; ties by the order of the entries; entries that nothing speaks for are left out, but not the utterance's `owner`.
 * `shift`: what place, audience and day give an entry.
 */
export function rank(
  { weights }: Index,
  question: Question,
  looks: readonly Look[],
  shift: (entry: number) => number,
  owner = -1,
): Ranked[] {
  const per = 1 / Math.max(question.best, 1e-6)
  const perGram = 1 / Math.max(question.bestGrams, 1e-6)
  const ranked: Ranked[] = []
  for (const look of looks) {
    const parts = {
      words: look.words * per,
      grams: weights.grams * look.grams * perGram,
      sentence: weights.sentence * look.sentence * per,
      headings: weights.title * look.title + weights.heading * look.heading,
      example: weights.example * look.example * per,
      intent: 0,
      context: 0,
    }
    const said = parts.words + parts.grams + parts.sentence + parts.headings + parts.example
    if (said <= 0 && look.entry !== owner) continue
    parts.context = shift(look.entry)
    ranked.push({ look, parts, share: said + parts.context })
  }
  return ranked.sort(byShare)
}

/** The same with what the intent model says of the first ones. */
export function withVotes({ weights }: Index, ranked: Ranked[], votes: ArrayLike<number>): Ranked[] {
  for (let position = 0; position < votes.length; position++) {
    const one = ranked[position]!
    one.parts.intent = weights.intent * votes[position]!
    one.share += one.parts.intent
  }
  return ranked.sort(byShare)
}

const byShare = (a: Ranked, b: Ranked) => b.share - a.share || a.look.entry - b.look.entry
