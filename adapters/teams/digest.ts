/** The weekly digest: what was not answered, what ends soon, what is open, and whether the secret is about to expire. */
import { addDays, DAY_MS, type Day, daysBetween, writeDay } from '../../bot/knowledge/day.ts'
import type { Routing } from '../../bot/knowledge/knowledge.ts'
import { momentAt, momentOn } from '../../bot/moment.ts'
import { SECRET_WARNING_DAYS } from '../office/clock.ts'
import type { Insights } from '../office/insights.ts'
import type { StaffText } from '../words/staff-text.ts'
import { endingText, requestsText, unansweredText } from './overviews.ts'

/** Days it looks back on. */
export const DIGEST_DAYS = 7

/** The next instant at which a digest is due, strictly after `now`. Without one in routing.md: in a week, to look again. */
export function nextDigest(now: Date, digest: Routing['digest']): Date {
  if (!digest) return new Date(now.getTime() + DIGEST_DAYS * DAY_MS)
  const { today } = momentAt(now)
  for (let ahead = 0; ; ahead++) {
    const day = addDays(today, ahead)
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay() || 7
    const at = momentOn(day, digest.clock).now
    if (weekday === digest.weekday && at > now) return at
  }
}

/** Markdown for a channel. `secretExpires`: last day of the client secret, if known. */
export function digestText(insights: Insights, text: StaffText, today: Day, secretExpires: Day | undefined): string {
  const parts = [
    `**${text('digest.title', { day: writeDay(today) })}**`,
    requestsText(insights.requests, text),
    unansweredText(insights, text),
    endingText(insights, text),
  ]
  const left = secretExpires === undefined ? undefined : daysBetween(today, secretExpires)
  if (left !== undefined && left <= SECRET_WARNING_DAYS)
    parts.push(text(left < 0 ? 'digest.secret.over' : 'digest.secret.soon', { day: writeDay(secretExpires!) }))
  return parts.join('\n\n')
}
