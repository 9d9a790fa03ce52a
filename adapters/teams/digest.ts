/** The weekly digest: what was not answered, what ends soon, what is open, and whether the secret is about to expire. */
import { type Day, daysBetween, writeDay } from '../../bot/knowledge/day.ts'
import type { TeamsInsights } from './open-cards.ts'
import { endingText, requestsText, unansweredText } from './overviews.ts'

/** From so many days before its end a secret is warned of. */
export const SECRET_WARNING_DAYS = 30

/** Markdown for a channel. `secretExpires`: last day of the client secret, if known. */
export function digestText(insights: TeamsInsights, today: Day, secretExpires: Day | undefined): string {
  const parts = [
    `**Wochenbericht vom ${writeDay(today)}**`,
    requestsText(insights.requests),
    unansweredText(insights),
    endingText(insights),
  ]
  const left = secretExpires === undefined ? undefined : daysBetween(today, secretExpires)
  if (left !== undefined && left <= SECRET_WARNING_DAYS)
    parts.push(
      left < 0
        ? `**Achtung:** Das Kennwort der Teams-App ist seit dem ${writeDay(secretExpires!)} abgelaufen.`
        : `**Achtung:** Das Kennwort der Teams-App läuft am ${writeDay(secretExpires!)} ab. So erneuern Sie es: docs/teams.md.`,
    )
  return parts.join('\n\n')
}
