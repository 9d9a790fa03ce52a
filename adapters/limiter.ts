/**
 * How much one source may ask for: a bucket of tokens that fills up again by itself. Generous, for a refused message is a
 * message lost to the visitor; there to keep one script from drowning everybody else.
 */
export interface Rate {
  /** How many at once. */
  burst: number
  /** How many a second in the long run. */
  perSecond: number
}

export interface Limiter {
  /** 0 when it may go on, else the milliseconds to wait. */
  take(key: string): number
}

const MAX_BUCKETS = 20_000

export function createLimiter({ burst, perSecond }: Rate, now: () => Date): Limiter {
  const buckets = new Map<string, { left: number; at: number }>()
  // A clock that was set back takes nothing away, or it would refuse everybody for as long as it was wrong.
  const filled = (bucket: { left: number; at: number }, at: number) =>
    Math.min(burst, bucket.left + (Math.max(0, at - bucket.at) / 1000) * perSecond)

  return {
    take: (key) => {
      const at = now().getTime()
      const bucket = buckets.get(key)
      const left = bucket ? filled(bucket, at) : burst
      const waitMs = left < 1 ? Math.ceil(((1 - left) / perSecond) * 1000) : 0
      // Kept in the order of their last use. The one unused for longest makes room, so that whoever is busy cannot be forgotten by it.
      buckets.delete(key)
      const [oldest] = buckets.size >= MAX_BUCKETS ? buckets.keys() : []
      if (oldest !== undefined) buckets.delete(oldest)
      buckets.set(key, { left: waitMs > 0 ? left : left - 1, at })
      return waitMs
    },
  }
}
