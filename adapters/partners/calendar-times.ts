/** Times in a calendar file → our wall clocks, whatever zone they are in and however it is defined. */
import ICAL from 'ical.js'
import { lineOf } from './plain-words.ts'
import { instantIn, namedZone, ourTime, ownZone } from './wall-clock.ts'

export interface CalendarTime {
  /** A day, or a day with our wall clock. */
  local: string
  /** Whether its zone goes like ours through the year. */
  isLikeOurs: boolean
  /** Missing for days. */
  instant?: Date
}

const OURS = 'Europe/Berlin'
/** Winter and summer: a zone that shows our time in both goes like ours. */
const SEASONS = ['2027-01-15', '2027-07-15']
const MAX_TIMES = 500

/** `zones`: the file's own definitions. `problem` is told once of each zone that nobody knows. */
export class CalendarClock {
  readonly #zones: ReadonlyMap<string, string[]>
  readonly #made = new Map<string, ICAL.Timezone | undefined>()
  readonly #told = new Set<string>()
  readonly #problem: (line: number, message: string) => void

  constructor(zones: ReadonlyMap<string, string[]>, problem: (line: number, message: string) => void) {
    this.#zones = zones
    this.#problem = problem
  }

  /** All times of a property; none where it cannot be read ("DTSTART:morgen um zehn"). */
  times(property: ICAL.Property | undefined, line: number): CalendarTime[] {
    let values: unknown[]
    try {
      values = property?.getValues() ?? []
    } catch {
      return []
    }
    return values.slice(0, MAX_TIMES).flatMap((value) => {
      const time = value instanceof ICAL.Period ? value.start : value
      return time instanceof ICAL.Time ? (this.#local(time, property!, line) ?? []) : []
    })
  }

  #local(time: ICAL.Time, property: ICAL.Property, line: number): CalendarTime | undefined {
    const { year, month, day, hour, minute } = time
    const isSensible = year >= 1970 && year <= 2200 && month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour < 24 && minute < 60
    if (!isSensible || Number.isNaN(year + month + day + hour + minute)) return undefined
    const written = time.toString()
    const on = written.slice(0, 10)
    if (time.isDate) return { local: on, isLikeOurs: true }
    const clock = written.slice(11, 16)
    if (time.zone === ICAL.Timezone.utcTimezone) return inZone('UTC', on, clock)
    const tzid = property.getParameter('tzid')
    // A time without a zone is meant where people read it.
    if (typeof tzid !== 'string') return inZone(OURS, on, clock)
    const named = namedZone(tzid)
    if (named) return inZone(named, on, clock)
    const own = this.#ownZone(tzid)
    if (own) {
      const there = ICAL.Time.fromDateTimeString(`${on}T${clock}:00`)
      there.zone = own
      const instant = there.toJSDate()
      return { local: ourTime(instant), isLikeOurs: ourTime(instant) === `${on}T${clock}`, instant }
    }
    if (!this.#told.has(tzid)) this.#problem(line, `Die Zeitzone „${lineOf(tzid, 60)}“ kennt niemand; gelesen wird Ortszeit.`)
    this.#told.add(tzid)
    return inZone(OURS, on, clock)
  }

  #ownZone(tzid: string): ICAL.Timezone | undefined {
    if (!this.#made.has(tzid)) {
      const lines = this.#zones.get(tzid)
      this.#made.set(tzid, lines && ownZone(lines))
    }
    return this.#made.get(tzid)
  }
}

function inZone(zone: string, day: string, clock: string): CalendarTime {
  const instant = instantIn(zone, day, clock)
  const isLikeOurs = zone === OURS || SEASONS.every((season) => ourTime(instantIn(zone, season, clock)) === `${season}T${clock}`)
  return { local: ourTime(instant), isLikeOurs, instant }
}
