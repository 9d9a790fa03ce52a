/**
 * Events → a calendar file (RFC 5545): recurring ones as a rule with its exceptions, so that a subscribed calendar shows the same
 * dates as the site. ical.js writes it.
 */
import ICAL from 'ical.js'
import { addDays, type Day, daysBetween, TIME_ZONE } from '../../bot/knowledge/day.ts'
import { isPublicHoliday, ruleProblem } from '../../bot/knowledge/occurrences.ts'
import { pathOf } from '../../bot/knowledge/references.ts'
import type { Event } from '../../bot/knowledge/schema.ts'
import { placeWords } from './event-words.ts'
import { BERLIN, timeZoneComponent } from './time-zone.ts'
import { labelsOf, type View } from './view.ts'

/** ical.js counts a folded line without the blank it begins with; one less keeps every line within the 75 octets of the standard. */
ICAL.foldLength = 74
/** Exceptions of a rule without an end are written for so many days ahead; whoever subscribes gets later ones in time. */
const EXCEPTIONS_AHEAD = 5 * 366
const MOST_STEPS = 5_000

export type CalendarView = Pick<View, 'knowledge' | 'publicUrl' | 'today'>

/** The file's text: CRLF, folded at 75 octets. Events whose rule never comes true are left out. */
export function calendarFile(events: readonly Event[], name: string, view: CalendarView): string {
  const calendar = new ICAL.Component(['vcalendar', [], []])
  calendar.addPropertyWithValue('prodid', '-//Wegweiser//Veranstaltungen//DE')
  calendar.addPropertyWithValue('version', '2.0')
  calendar.addPropertyWithValue('calscale', 'GREGORIAN')
  calendar.addPropertyWithValue('method', 'PUBLISH')
  calendar.addPropertyWithValue('x-wr-calname', name)
  calendar.addPropertyWithValue('x-wr-timezone', TIME_ZONE)
  calendar.addPropertyWithValue('refresh-interval', ICAL.Duration.fromString('P1D'))
  calendar.addPropertyWithValue('x-published-ttl', 'P1D')
  calendar.addSubcomponent(timeZoneComponent())
  for (const event of events) {
    const component = eventComponent(event, view)
    if (component) calendar.addSubcomponent(component)
  }
  return `${calendar.toString()}\r\n`
}

/** One date of an event as an event of its own. */
export function singleDate(event: Event, day: Day): Event {
  const { recurrence: _none, ...once } = event
  const length = event.end ? daysBetween(event.start.slice(0, 10), event.end.slice(0, 10)) : 0
  return {
    ...once,
    slug: `${event.slug}-${day}`,
    start: day + event.start.slice(10),
    ...(event.end && { end: addDays(day, length) + event.end.slice(10) }),
  }
}

function eventComponent(event: Event, view: CalendarView): ICAL.Component | undefined {
  const dates = plannedDates(event, view.today)
  if (!dates) return undefined
  const vevent = new ICAL.Component('vevent')
  vevent.addPropertyWithValue('uid', `${event.slug}@${new URL(view.publicUrl).hostname}`)
  // The day, not the second: the same knowledge gives the same file, which a client can keep.
  vevent.addPropertyWithValue('dtstamp', ICAL.Time.fromDateTimeString(`${view.today}T00:00:00Z`))
  vevent.addPropertyWithValue('summary', event.unverified ? `${event.title} (unter Vorbehalt)` : event.title)
  vevent.addPropertyWithValue('description', descriptionOf(event, view))
  vevent.addPropertyWithValue('location', placeWords(event) || (event.mode === 'online' ? 'Online' : event.mode))
  vevent.addPropertyWithValue('url', view.publicUrl + pathOf(event.id))
  vevent.addPropertyWithValue('status', event.cancelled ? 'CANCELLED' : event.unverified ? 'TENTATIVE' : 'CONFIRMED')
  vevent.addPropertyWithValue('transp', 'TRANSPARENT')
  const topics = labelsOf(event.topics, view.knowledge.vocabulary.topics)
  if (topics.length > 0) vevent.addProperty(categories(topics))

  setTime(vevent, 'dtstart', event, dates.first)
  const end = endOf(event, dates.first)
  if (end) addTime(vevent, 'dtend', end)
  if (dates.rule) {
    vevent.addPropertyWithValue('rrule', dates.rule)
    for (const day of dates.left) setTime(vevent, 'exdate', event, day)
    for (const day of dates.moved) setTime(vevent, 'rdate', event, day)
  }
  return vevent
}

interface PlannedDates {
  first: Day
  rule?: ICAL.Recur
  /** Days of the rule on which nothing takes place. */
  left: Day[]
  /** Days outside the rule on which it takes place instead. */
  moved: Day[]
}

/** The same reading of rule, exceptions and holidays as in `bot/knowledge/occurrences.ts`; a test holds the two together. */
function plannedDates(event: Event, today: Day): PlannedDates | undefined {
  const { recurrence } = event
  const start = event.start.slice(0, 10)
  if (!recurrence) return { first: start, left: [], moved: [] }
  if (ruleProblem(recurrence.rule)) return undefined
  const end = [recurrence.until, event.valid.until].filter((day) => day !== undefined).sort()[0]
  const { days, isWhole } = daysOfRule(
    recurrence.rule,
    start,
    end ?? addDays(today > start ? today : start, EXCEPTIONS_AHEAD),
    end !== undefined,
  )
  const [first] = days
  const last = days.at(-1)
  if (first === undefined || last === undefined) return undefined
  const off = (day: Day) => isPublicHoliday(day) && recurrence.holidays !== 'findet statt'
  const movedTo =
    recurrence.holidays === 'eine Woche später'
      ? days
          .filter((day) => off(day) && !recurrence.except.includes(day))
          .map((day) => addDays(day, 7))
          .filter((day) => !isPublicHoliday(day) && (end === undefined || day <= end))
      : []
  const left = days.filter((day) => (recurrence.except.includes(day) || off(day)) && !movedTo.includes(day))
  const moved = movedTo.filter((day) => !days.includes(day))
  const rule = ICAL.Recur.fromString(recurrence.rule)
  // One bound for all the ways in which a series can end; RFC 5545 allows COUNT or UNTIL, not both.
  if (isWhole) {
    rule.count = null
    rule.until = timeAt(event, last)
    if (!rule.until.isDate) rule.until = rule.until.convertToZone(ICAL.Timezone.utcTimezone)
  }
  return { first, rule, left, moved }
}

/** Days that the rule names up to `last`. `isWhole`: these are all there are. */
function daysOfRule(rule: string, start: Day, last: Day, isBounded: boolean): { days: Day[]; isWhole: boolean } {
  const iterator = ICAL.Recur.fromString(rule).iterator(ICAL.Time.fromDateString(start))
  const days: Day[] = []
  for (let step = 0; step < MOST_STEPS; step++) {
    const day = iterator.next()?.toString().slice(0, 10)
    if (day === undefined) return { days, isWhole: true }
    if (day > last) return { days, isWhole: isBounded }
    days.push(day)
  }
  return { days, isWhole: isBounded }
}

/** A day, or a day with the event's wall clock in Berlin. */
function timeAt(event: Event, day: Day): ICAL.Time {
  const clock = event.start.slice(11)
  if (clock === '') return ICAL.Time.fromDateString(day)
  const time = ICAL.Time.fromDateTimeString(`${day}T${clock}:00`)
  time.zone = BERLIN
  return time
}

/** The day after the last one for events of days (the end is exclusive); the clock's end for events with times, if it is known. */
function endOf(event: Event, day: Day): ICAL.Time | undefined {
  const length = event.end ? Math.max(0, daysBetween(event.start.slice(0, 10), event.end.slice(0, 10))) : 0
  const lastDay = addDays(day, length)
  if (event.start.length === 10) return ICAL.Time.fromDateString(addDays(lastDay, 1))
  const clock = event.end?.slice(11)
  const end = clock
    ? ICAL.Time.fromDateTimeString(`${lastDay}T${clock}:00`)
    : event.end && ICAL.Time.fromDateTimeString(`${addDays(lastDay, 1)}T00:00:00`)
  if (!end || end.compare(ICAL.Time.fromDateTimeString(`${day}T${event.start.slice(11)}:00`)) <= 0) return undefined
  end.zone = BERLIN
  return end
}

function setTime(component: ICAL.Component, name: string, event: Event, day: Day): void {
  addTime(component, name, timeAt(event, day))
}

function addTime(component: ICAL.Component, name: string, time: ICAL.Time): void {
  const property = component.addPropertyWithValue(name, time)
  if (!time.isDate) property.setParameter('tzid', TIME_ZONE)
}

function categories(labels: string[]): ICAL.Property {
  const property = new ICAL.Property('categories')
  property.setValues(labels)
  return property
}

/** What is not confirmed comes first: a calendar shows little more than the beginning. */
function descriptionOf(event: Event, { publicUrl }: CalendarView): string {
  const { booking } = event
  return [
    event.unverified && `Noch nicht bestätigt: ${event.unverified}`,
    event.passages[0]?.heading === '' ? event.passages[0].plain.split('\n')[0] : undefined,
    `Teilnahme: ${event.mode}. Veranstalter: ${event.organiser}.`,
    event.cost && `Kosten: ${event.cost}.`,
    booking && (booking.provider === 'phone' || booking.provider === 'mail') && `Anmeldung: ${booking.title}, ${booking.url}`,
    `Mehr und Anmeldung: ${publicUrl}${pathOf(event.id)}`,
  ]
    .filter(Boolean)
    .join('\n\n')
}
