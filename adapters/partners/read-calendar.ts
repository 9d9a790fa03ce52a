/**
 * A calendar file (RFC 5545) → its events, as our own `events/` would say them. Series stay series where they are of a kind we know;
 * single dates of a series that were moved are events of their own. Everything is bounded: no file can make it work for ever.
 */
import ICAL from 'ical.js'
import { addDays, type Day, daysBetween } from '../../bot/knowledge/day.ts'
import { occurrences } from '../../bot/knowledge/occurrences.ts'
import { type CalendarPart, calendarParts } from './calendar-lines.ts'
import { expandedDays, ownSeries } from './calendar-series.ts'
import { CalendarClock, type CalendarTime } from './calendar-times.ts'
import { DAYS_TAKEN_AHEAD, type FeedReading, type FoundEvent, MAX_TEXT, MAX_TITLE, modeOf, UnreadableFeed } from './found.ts'
import { saysOnline, whereIs } from './place-words.ts'
import { lineOf, paragraphsOf } from './plain-words.ts'
import { ourTime } from './wall-clock.ts'

const MAX_PARTS = 2_000
const MAX_EXCEPT = 200
const MAX_ALSO = 24
const MAX_UID = 300
/** Longer is no event. */
const MAX_DAYS = 60
const CANCELLED_TITLE = /^\W*(abgesagt|entfällt|fällt aus|cancell?ed)\b\W*/i

/** Throws `UnreadableFeed` for what is no calendar. `today`: what is over before it is left out. */
export function readCalendar(text: string, today: Day): FeedReading {
  const { events: parts, zones, isCancelling, problems } = calendarParts(text)
  const isWhole = /END:VCALENDAR\s*$/i.test(text)
  if (parts.length === 0 && !isWhole) throw new UnreadableFeed('Die Kalenderdatei bricht ab, bevor ein Termin kommt.')
  const reading: FeedReading = { format: 'ics', events: [], news: [], pages: [], problems: [...problems], isWhole }
  if (!isWhole) reading.problems.push({ message: 'Die Kalenderdatei bricht ab (END:VCALENDAR fehlt).' })
  const wanted = parts.filter((part) => mayBeAhead(part, today))
  if (wanted.length > MAX_PARTS) {
    reading.isWhole = false
    reading.problems.push({ message: `${wanted.length} Termine sind mehr, als gelesen werden; es bleiben die ersten ${MAX_PARTS}.` })
  }
  const problem: Problem = (line, message) => reading.problems.push({ line, message })
  const clock = new CalendarClock(zones, problem)
  const parsed = wanted.slice(0, MAX_PARTS).flatMap((part) => parsedPart(part, clock, problem) ?? [])
  for (const same of Map.groupBy(parsed, ({ uid }) => uid).values())
    reading.events.push(...eventsOf(same, today, problem).map((event) => (isCancelling ? { ...event, cancelled: true } : event)))
  return reading
}

type Problem = (line: number, message: string) => void

/** A glance at the days, so that an archive of decades costs nothing. */
function mayBeAhead({ lines }: CalendarPart, today: Day): boolean {
  if (lines.some(({ name }) => name === 'RRULE' || name === 'RDATE' || name === 'DURATION')) return true
  const days = lines
    .filter(({ name }) => name === 'DTSTART' || name === 'DTEND')
    .flatMap(({ text }) => /(\d{8})/.exec(text.slice(text.indexOf(':')))?.[1] ?? [])
  const last = days.sort().at(-1)
  return last === undefined || last >= addDays(today, -2).replaceAll('-', '')
}

/** A component, read but not yet put together with the others of its series. */
interface ParsedPart {
  uid: string
  sequence: number
  line: number
  event: Omit<FoundEvent, 'uid' | 'sequence'>
  isLikeOurs: boolean
  /** The date of the series that this one replaces. */
  replaces?: Day
  rule?: string
  except: Day[]
  also: string[]
}

/** Undefined, and told, for what has no beginning or no title. */
function parsedPart(part: CalendarPart, clock: CalendarClock, problem: Problem): ParsedPart | undefined {
  const found = new Map<string, ICAL.Property[]>()
  for (const { name, text, line } of part.lines) {
    try {
      found.set(name, [...(found.get(name) ?? []), ICAL.Property.fromString(text)])
    } catch {
      problem(line, `Zeile ${line} (${name}) ist nicht zu lesen und bleibt weg.`)
    }
  }
  const first = (name: string) => found.get(name)?.[0]
  const words = (name: string) => wordsIn(first(name))
  const times = (name: string) => (found.get(name) ?? []).flatMap((property) => clock.times(property, part.line))
  const [start] = times('DTSTART')
  const written = lineOf(words('SUMMARY'), MAX_TITLE)
  const title = written.replace(CANCELLED_TITLE, '').trim()
  if (!start || title === '') {
    problem(part.line, `Der Termin ab Zeile ${part.line} hat keinen ${start ? 'Titel' : 'lesbaren Beginn'} und bleibt weg.`)
    return undefined
  }
  const text = paragraphsOf(words('DESCRIPTION'), MAX_TEXT)
  const where = whereIs(words('LOCATION'))
  const meets = found.has('X-GOOGLE-CONFERENCE') || found.has('X-MICROSOFT-SKYPETEAMSMEETINGURL')
  const mode = modeOf(where.place, where.isOnline || meets || (!where.place && saysOnline(`${title} ${text.slice(0, 300)}`)))
  const link = words('URL')
  const [replaced] = times('RECURRENCE-ID')
  const rule = ruleIn(first('RRULE'))
  return {
    uid: words('UID').slice(0, MAX_UID) || `ohne-uid ${title} ${start.local}`,
    sequence: Math.max(0, Math.min(1_000_000, Number.parseInt(words('SEQUENCE'), 10) || 0)),
    line: part.line,
    isLikeOurs: start.isLikeOurs,
    ...(replaced && { replaces: replaced.local.slice(0, 10) }),
    ...(rule !== undefined && { rule }),
    except: [...new Set(times('EXDATE').map(({ local }) => local.slice(0, 10)))].slice(0, MAX_EXCEPT),
    also: times('RDATE')
      .map(({ local }) => local)
      .slice(0, MAX_ALSO),
    event: {
      title,
      ...spanOf(start, times('DTEND')[0]?.local ?? endAfter(start, first('DURATION'))),
      ...(where.place && { place: where.place }),
      ...(mode && { mode }),
      text,
      ...(/^https?:\/\/\S+$/i.test(link) && URL.canParse(link) && { link: new URL(link).href }),
      cancelled: words('STATUS').toUpperCase() === 'CANCELLED' || title !== written,
      tentative: words('STATUS').toUpperCase() === 'TENTATIVE',
    },
  }
}

function wordsIn(property: ICAL.Property | undefined): string {
  try {
    return String(property?.getFirstValue() ?? '')
  } catch {
    return ''
  }
}

function ruleIn(property: ICAL.Property | undefined): string | undefined {
  try {
    const rule = property?.getFirstValue()
    return rule instanceof ICAL.Recur ? rule.toString() : undefined
  } catch {
    return undefined
  }
}

/** One series with what is moved in it: the newest version of each of its parts. */
function eventsOf(same: readonly ParsedPart[], today: Day, problem: Problem): FoundEvent[] {
  const newest = new Map<string, ParsedPart>()
  for (const one of same) {
    const before = newest.get(one.replaces ?? '')
    if (!before || one.sequence >= before.sequence) newest.set(one.replaces ?? '', one)
  }
  const master = newest.get('')
  const moved = [...newest.values()].filter(({ replaces }) => replaces !== undefined)
  const made = (one: ParsedPart, uid: string, event = one.event): FoundEvent => ({ ...event, uid, sequence: one.sequence })
  const singles = moved
    // That one date of a series falls out is said by the series.
    .filter(({ event }) => !(event.cancelled && master?.rule))
    .map((one) => made(one, `${one.uid}#${one.replaces}`))
  if (!master) return ahead(singles, today)
  const { rule, event, uid, line } = master
  const also = master.also.map((start) => made(master, `${uid}#${start.slice(0, 10)}`, shifted(event, start)))
  if (rule === undefined) return ahead([made(master, uid), ...also, ...singles], today)
  const first = event.start.slice(0, 10)
  const clock = event.start.slice(10)
  const except = [...new Set([...master.except, ...moved.map(({ replaces }) => replaces!)])].sort()
  // Another zone's clocks would move a series of ours twice a year.
  const series = master.isLikeOurs || clock === '' ? ownSeries(rule, first, except, today) : undefined
  if (series)
    return ahead(
      [{ ...made(master, uid, shifted(event, series.start + clock)), recurrence: series.recurrence }, ...also, ...singles],
      today,
    )
  const days = expandedDays(rule, first, except, today, (reason) =>
    problem(line, `Die Wiederholung des Termins ab Zeile ${line} (${rule.slice(0, 60)}) ${reason}; es bleibt der erste Tag.`),
  )
  const dates = days.map((day) => made(master, `${uid}#${day}`, shifted(event, day + clock)))
  return ahead([...dates, ...also, ...singles], today)
}

/** Neither what is over nor what is years away. */
function ahead(events: readonly FoundEvent[], today: Day): FoundEvent[] {
  const last = addDays(today, DAYS_TAKEN_AHEAD)
  const planned = { valid: {}, land: 'BUND' as const, cancelled: false }
  return events.filter((event) => occurrences({ ...event, ...planned, recurrence: event.recurrence }, today, last).length > 0)
}

/** From a DURATION, as `end` of an event; undefined where it is none. */
function endAfter(start: CalendarTime, property: ICAL.Property | undefined): string | undefined {
  let seconds = 0
  try {
    const length = property?.getFirstValue()
    if (length instanceof ICAL.Duration) seconds = length.toSeconds()
  } catch {
    // "DURATION:zwei Stunden"
  }
  if (!(seconds > 0) || seconds > MAX_DAYS * 86_400) return undefined
  if (!start.instant) return addDays(start.local.slice(0, 10), Math.ceil(seconds / 86_400))
  return ourTime(new Date(start.instant.getTime() + seconds * 1000))
}

/** Whole days where both clocks show midnight; an exclusive end becomes the last day; an end before the beginning is none. */
function spanOf({ local: start }: CalendarTime, end: string | undefined): Pick<FoundEvent, 'start' | 'end'> {
  const isMidnight = start.endsWith('T00:00') && (end?.endsWith('T00:00') ?? false)
  const first = start.slice(0, 10)
  const isTooLong = end !== undefined && end.slice(0, 10) > addDays(first, MAX_DAYS)
  if (start.length === 10 || isMidnight) {
    const last = end && addDays(end.slice(0, 10), end.length === 10 || isMidnight ? -1 : 0)
    return { start: first, ...(last && last > first && !isTooLong && { end: last }) }
  }
  return { start, ...(end && end.length > 10 && end > start && !isTooLong && { end }) }
}

/** The same event on another day. */
function shifted(event: ParsedPart['event'], start: string): ParsedPart['event'] {
  const { end, ...rest } = event
  const begins = start.length === event.start.length ? start : start.slice(0, 10) + event.start.slice(10)
  const days = end ? daysBetween(event.start.slice(0, 10), end.slice(0, 10)) : 0
  return { ...rest, start: begins, ...(end && { end: addDays(begins.slice(0, 10), days) + end.slice(10) }) }
}
