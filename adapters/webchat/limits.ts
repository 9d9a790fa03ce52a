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
  const filled = (bucket: { left: number; at: number }, at: number) => Math.min(burst, bucket.left + ((at - bucket.at) / 1000) * perSecond)

  /** Full buckets say no more than no bucket. */
  const sweep = (at: number) => {
    for (const [key, bucket] of buckets) if (filled(bucket, at) >= burst) buckets.delete(key)
    // All of them half empty: somebody is at it from many sources. Forgetting is kinder than growing without end.
    if (buckets.size >= MAX_BUCKETS) buckets.clear()
  }

  return {
    take: (key) => {
      const at = now().getTime()
      const bucket = buckets.get(key)
      const left = bucket ? filled(bucket, at) : burst
      if (left < 1) return Math.ceil(((1 - left) / perSecond) * 1000)
      if (bucket) {
        bucket.left = left - 1
        bucket.at = at
      } else {
        if (buckets.size >= MAX_BUCKETS) sweep(at)
        buckets.set(key, { left: left - 1, at })
      }
      return 0
    },
  }
}
