/**
 * Counts that tell nothing about few people. Every month is closed by itself and published once and for all: what is hidden in it is never part of
 * a sum, so two periods that overlap differ by whole published months. Within a month, counts that add up to a known total are hidden until
 * what is hidden is several groups of together five or more, so that no total gives one of them away.
 */

/** A group of fewer is not told. */
export const MIN_GROUP = 5

/** Counts by name. Names without a count are not there. */
export type Counts = ReadonlyMap<string, number>

export interface Published {
  shown: Counts
  /** All that is not shown, together: 0, or at least five from at least two groups; missing where even that would tell too much. */
  rest?: number
}

/** True for a count that may be told. */
export const isTellable = (count: number): boolean => count === 0 || count >= MIN_GROUP

/**
 * Groups that add up to a total which is, or can be, known: each thing counted is in exactly one. The smallest are hidden until what is hidden
 * is two groups or more with five or more together; where only one is left to be shown beside them that is fine, and where nothing is left
 * nothing is shown.
 */
export function publishParts(counts: Counts): Published {
  const sorted = [...counts].filter(([, count]) => count > 0).sort(([a, x], [b, y]) => x - y || (a < b ? -1 : 1))
  const isSafe = (hidden: readonly (readonly [string, number])[]) => hidden.length === 0 || (hidden.length > 1 && sum(hidden) >= MIN_GROUP)
  let at = sorted.filter(([, count]) => count < MIN_GROUP).length
  while (at < sorted.length && !isSafe(sorted.slice(0, at))) at++
  const hidden = sorted.slice(0, at)
  return { shown: new Map(sorted.slice(at).reverse()), ...(isSafe(hidden) && { rest: sum(hidden) }) }
}

/** Groups that overlap, out of a known total: hidden is also a group that all but a few are in. */
export function publishOverlapping(counts: Counts, total: number): Published {
  const shown = [...counts].filter(([, count]) => count >= MIN_GROUP && isTellable(total - count))
  return { shown: new Map(shown.sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))) }
}

/** What several months published, added up; the rest is missing where one month could not tell it. */
export function addUp(months: readonly Published[]): Published {
  const shown = new Map<string, number>()
  for (const month of months) for (const [name, count] of month.shown) shown.set(name, (shown.get(name) ?? 0) + count)
  const rests = months.flatMap(({ rest }) => (rest === undefined ? [] : [rest]))
  const sorted = new Map([...shown].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)))
  return { shown: sorted, ...(rests.length === months.length && { rest: rests.reduce((all, rest) => all + rest, 0) }) }
}

function sum(groups: readonly (readonly [string, number])[]): number {
  return groups.reduce((all, [, count]) => all + count, 0)
}
