/** The weekly digest: what was not answered, what ends soon, what is open, and whether the secret is about to expire. */
import { type Day, daysBetween, writeDay } from '../../bot/knowledge/day.ts'
import type { StaffText } from '../words/staff-text.ts'
import type { TeamsInsights } from './open-cards.ts'
import { endingText, ratingsText, requestsText, unansweredText } from './overviews.ts'

/** From so many days before its end a secret is warned of. */
export const SECRET_WARNING_DAYS = 30

/** Markdown for a channel. `secretExpires`: last day of the client secret, if known. */
export function digestText(insights: TeamsInsights, text: StaffText, today: Day, secretExpires: Day | undefined): string {
  const parts = [
    `**${text('digest.title', { day: writeDay(today) })}**`,
    requestsText(insights.requests, text),
    unansweredText(insights, text),
    ...[ratingsText(insights, text)].filter((part) => part !== ''),
    endingText(insights, text),
  ]
  const left = secretExpires === undefined ? undefined : daysBetween(today, secretExpires)
  if (left !== undefined && left <= SECRET_WARNING_DAYS)
    parts.push(text(left < 0 ? 'digest.secret.over' : 'digest.secret.soon', { day: writeDay(secretExpires!) }))
  return parts.join('\n\n')
}
