/** What editors write as patterns: words that must come together in a sentence, and words that must not. */
import { type Acts, isGroupName, type Pattern } from '../../knowledge/acts-file.ts'
import { type Marks, type SetTable, setNumberOf } from './marks.ts'
import { MAX_WORDS } from './words.ts'

/** Sets are named by their numbers in a table. */
export interface CompiledPattern {
  all: readonly number[]
  /** What each of `all` counts, and how much must come together. */
  points: readonly number[]
  least: number
  none: number
  mostWords: number
}

/** A group's words stand wherever its name is written. */
export function compile({ all, points, none, mostWords = MAX_WORDS }: Pattern, groups: Acts['groups'], sets: SetTable): CompiledPattern {
  const wordsOf = (word: string) => (isGroupName(word) ? (groups.get(word) ?? []) : [word])
  return {
    all: all.map((word) => setNumberOf(sets, wordsOf(word))),
    points: points?.each ?? all.map(() => 1),
    least: points?.least ?? all.length,
    none: setNumberOf(sets, none.flatMap(wordsOf)),
    mostWords,
  }
}

/** Enough of `all` is marked and `none` is not; longer sentences (`count` words) than the pattern allows never match. */
export function matchesPattern({ all, points, least, none, mostWords }: CompiledPattern, marks: Marks, count: number): boolean {
  if (count > mostWords || marks[none] === 1) return false
  let sum = 0
  for (let at = 0; at < all.length; at++) if (marks[all[at]!] === 1) sum += points[at]!
  return sum >= least
}

/** Patterns by a set without which they cannot match, so that most of them are never looked at. */
export interface PatternIndex<P extends { pattern: CompiledPattern }> {
  patterns: readonly P[]
  /** Set → positions of patterns. One of which all is needed stands under its rarest set alone, any other under each that counts. */
  bySet: ReadonlyMap<number, readonly number[]>
  /** Those that need nothing. */
  always: readonly number[]
}

/** Made once for all patterns. */
export function patternIndex<P extends { pattern: CompiledPattern }>(patterns: readonly P[]): PatternIndex<P> {
  const uses = new Map<number, number>()
  for (const { pattern } of patterns) for (const set of pattern.all) uses.set(set, (uses.get(set) ?? 0) + 1)
  const bySet = new Map<number, number[]>()
  const always: number[] = []
  for (const [at, { pattern }] of patterns.entries()) {
    const { all, points, least } = pattern
    const sum = points.reduce((total, one) => total + one, 0)
    const counting = all.filter((_, place) => points[place]! > 0)
    const needsAll = counting.length === all.length && points.every((one) => sum - one < least)
    const rarest = counting.reduce((best, set) => (uses.get(set)! < uses.get(best)! ? set : best), counting[0]!)
    if (least <= 0) always.push(at)
    else for (const set of needsAll ? [rarest] : new Set(counting)) bySet.set(set, [...(bySet.get(set) ?? []), at])
  }
  return { patterns, bySet, always }
}

/** Positions of the patterns that match `count` words with these marks, in order. */
export function matching<P extends { pattern: CompiledPattern }>(
  { patterns, bySet, always }: PatternIndex<P>,
  marks: Marks,
  count: number,
): number[] {
  const found = new Set<number>()
  const look = (at: number) => {
    if (matchesPattern(patterns[at]!.pattern, marks, count)) found.add(at)
  }
  always.forEach(look)
  for (let set = 0; set < marks.length; set++) if (marks[set] === 1) bySet.get(set)?.forEach(look)
  return [...found].sort((a, b) => a - b)
}
