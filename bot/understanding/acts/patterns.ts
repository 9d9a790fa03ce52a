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
