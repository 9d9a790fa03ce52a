/** The instant and the day a command works with: `--now`, or the clock. */
import { type Day, dayIn, isDay } from '../../bot/knowledge/day.ts'

/** `--now 2027-01-01` means noon of that day; a full instant (`2027-01-01T08:00:00Z`) is taken as it is. Exits 2 on anything else. */
export function instant(now: string | undefined): Date {
  if (now === undefined) return new Date()
  const moment = new Date(isDay(now) ? `${now}T12:00:00+01:00` : now)
  if (Number.isNaN(moment.getTime()) || (now.length === 10 && !isDay(now))) {
    console.error(`--now ${now} ist kein Tag. Schreiben Sie zum Beispiel --now 2027-01-01.`)
    process.exit(2)
  }
  return moment
}

export function today(now: string | undefined): Day {
  return dayIn(instant(now))
}
