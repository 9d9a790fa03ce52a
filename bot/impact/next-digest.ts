/** When the weekly digest is due: weekday and wall clock of routing.md. */
import { addDays } from '../knowledge/day.ts'
import type { Digest } from '../knowledge/knowledge.ts'
import { momentAt, momentOn } from '../moment.ts'

/** Days it looks back on. */
export const DIGEST_DAYS = 7

/** The next instant at which a digest is due, strictly after `now`. */
export function nextDigest(now: Date, digest: Pick<Digest, 'weekday' | 'clock'>): Date {
  const { today } = momentAt(now)
  for (let ahead = 0; ; ahead++) {
    const day = addDays(today, ahead)
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay() || 7
    const at = momentOn(day, digest.clock).now
    if (weekday === digest.weekday && at > now) return at
  }
}
