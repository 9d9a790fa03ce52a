/** The instant and the day a command works with: `--now`, or the clock. */
import { type Day, dayIn, isDay } from '../../bot/knowledge/day.ts'
import { refuse } from './arguments.ts'

/** `--now 2027-01-01` means noon of that day; a full instant (`2027-01-01T08:00:00Z`) is taken as it is. Exits 2 on anything else. */
export function instant(now: string | undefined): Date {
  if (now === undefined) return new Date()
  return readInstant(now) ?? refuse(`--now ${now} ist kein Tag. Schreiben Sie zum Beispiel --now 2027-01-01.`)
}

/** As `instant`; undefined for what is neither a day nor an instant. */
export function readInstant(text: string): Date | undefined {
  const moment = new Date(isDay(text) ? `${text}T12:00:00+01:00` : text)
  return Number.isNaN(moment.getTime()) || (text.length === 10 && !isDay(text)) ? undefined : moment
}

export function today(now: string | undefined): Day {
  return dayIn(instant(now))
}
