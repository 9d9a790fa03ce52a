/** Times of strangers' zones → days and wall clocks of ours. */
import ICAL from 'ical.js'
import { clockIn, type Day, dayIn, isDay } from '../../bot/knowledge/day.ts'

/** Names that Windows programs write, of the zones that partners may be in. */
const WINDOWS: ReadonlyMap<string, string> = new Map([
  ['w. europe standard time', 'Europe/Berlin'],
  ['w. europe', 'Europe/Berlin'],
  ['central europe standard time', 'Europe/Berlin'],
  ['central european standard time', 'Europe/Warsaw'],
  ['romance standard time', 'Europe/Paris'],
  ['gmt standard time', 'Europe/London'],
  ['greenwich standard time', 'UTC'],
  ['utc', 'UTC'],
  ['fle standard time', 'Europe/Helsinki'],
  ['gtb standard time', 'Europe/Athens'],
  ['e. europe standard time', 'Europe/Chisinau'],
  ['eastern standard time', 'America/New_York'],
  ['pacific standard time', 'America/Los_Angeles'],
])

/** A zone by its name in the wild: `Europe/Berlin`, `/freeassociation.sourceforge.net/Europe/Berlin`, `W. Europe Standard Time`. */
export function namedZone(tzid: string): string | undefined {
  const plain = tzid.replaceAll('"', '').trim()
  const [tail] = /[A-Z][A-Za-z]+\/[A-Z][A-Za-z_]+$/.exec(plain) ?? [plain]
  for (const name of [tail, WINDOWS.get(plain.toLowerCase())]) if (name !== undefined && isZone(name)) return name
  return undefined
}

function isZone(name: string): boolean {
  // A bare abbreviation ("EST") is a zone to the machine, and to people often another.
  if (name !== 'UTC' && !name.includes('/')) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** The instant at which clocks of a zone show this; where they skip it, the one right after. */
export function instantIn(zone: string, day: Day, clock: string): Date {
  const shown = Date.parse(`${day}T${clock}:00Z`)
  const ahead = (instant: number) => Date.parse(`${dayIn(new Date(instant), zone)}T${clockIn(new Date(instant), zone)}:00Z`) - instant
  const guess = shown - ahead(shown)
  return new Date(shown - ahead(guess))
}

/** `2026-12-03T14:00` as our clocks show an instant. */
export function ourTime(instant: Date): string {
  return `${dayIn(instant)}T${clockIn(instant)}`
}

/** A time as schema.org and RSS write it: a day, a local time, or one with an offset. Undefined for what is none. */
export function timeOf(text: string): string | undefined {
  const [, day, clock, offset] =
    /^\s*(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?\s*$/.exec(text) ?? []
  if (day === undefined || !isDay(day)) return undefined
  if (clock === undefined) return day
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(clock)) return undefined
  if (offset === undefined) return `${day}T${clock}`
  const instant = new Date(`${day}T${clock}:00${offset === 'Z' ? 'Z' : offset.replace(/^(...):?/, '$1:')}`)
  return Number.isNaN(instant.getTime()) ? undefined : ourTime(instant)
}

/** A calendar's own definition of a zone, where it is one that can be worked out: changes of the clock by yearly rules alone. */
export function ownZone(lines: readonly string[]): ICAL.Timezone | undefined {
  if (lines.length > 400 || lines.some((line) => /^RRULE[:;]/i.test(line) && !/FREQ=YEARLY/i.test(line))) return undefined
  try {
    return new ICAL.Timezone(new ICAL.Component(ICAL.parse(lines.join('\r\n'))))
  } catch {
    return undefined
  }
}
