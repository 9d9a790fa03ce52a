/** The entry whose own question was asked goes first (`index/own-questions.ts`). */
import type { Ranked } from './rank.ts'

/** Not quite 1: somebody may mean something else by the same words. */
const CERTAIN = 0.99

/** The owner first with at least CERTAIN; the others keep at most 1 − CERTAIN each. */
export function ownerFirst(ranked: readonly Ranked[], scores: readonly number[], owner: number): { ranked: Ranked[]; scores: number[] } {
  const others = (_: unknown, place: number) => place !== owner
  return {
    ranked: [ranked[owner]!, ...ranked.filter(others)],
    scores: [Math.max(scores[owner]!, CERTAIN), ...scores.filter(others).map((score) => Math.min(score, 1 - CERTAIN))],
  }
}
