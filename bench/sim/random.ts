/** Randomness with a seed: the same seed, the same draws, on every machine. */

export interface Random {
  /** From 0 (included) to 1 (excluded). */
  next(): number
  /** From 0 to `below` (excluded). */
  integer(below: number): number
  chance(share: number): boolean
  pick<T>(from: readonly T[]): T
  /** Milliseconds: mostly about `usual`, now and then ten times and rarely a hundred times as long. */
  delay(usual: number): number
  /** As of version 4, made of draws. */
  uuid(): string
}

/** mulberry32: 32 bits of state, good enough to shuffle events. */
export function seeded(seed: number): Random {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const integer = (below: number) => Math.floor(next() * below)
  const hex = (digits: number) => Array.from({ length: digits }, () => integer(16).toString(16)).join('')
  return {
    next,
    integer,
    chance: (share) => next() < share,
    pick: (from) => from[integer(from.length)]!,
    delay: (usual) => {
      const kind = next()
      const times = kind < 0.9 ? 1 : kind < 0.99 ? 10 : 100
      return usual * times * 2 * next()
    },
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
  }
}
