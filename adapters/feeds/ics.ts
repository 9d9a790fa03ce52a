/**
 * Events → a calendar file (RFC 5545): recurring ones as a rule with its exceptions, so that a subscribed calendar shows the same
 * dates as the site. ical.js writes it.
 */
import ICAL from 'ical.js'
import { addDays, type Day, daysBetween, lastDayOf, TIME_ZONE } from '../../bot/knowledge/day.ts'
import { pathOf } from '../../bot/knowledge/references.ts'
import type { Event } from '../../bot/knowledge/schema.ts'
import { pageWords } from '../site/frame/page-words.ts'
import { labelsOf, type View } from '../site/frame/view.ts'
import { placeWords } from '../site/parts/event-words.ts'
import { plannedDates, timeAt } from './planned-dates.ts'
import { BERLIN, timeZoneComponent } from './time-zone.ts'

/** ical.js counts a folded line without the blank it begins with; one less keeps every line within the 75 octets of the standard. */
ICAL.foldLength = 74

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

/** Rises whenever an entry says a newer day of itself, and when it is cancelled; the same from every instance. */
function sequenceOf({ asOf, checked, cancelled }: Event, { today }: CalendarView): number {
  const days = [asOf && lastDayOf(asOf), checked].filter((day) => day !== undefined && day !== '' && day <= today) as Day[]
  const last = days.sort().at(-1)
  return last === undefined ? Number(cancelled) : Math.max(0, daysBetween(SEQUENCE_FROM, last)) * 2 + Number(cancelled)
}
const SEQUENCE_FROM = '2020-01-01'

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
  const { text } = pageWords(view.knowledge, 'de')
  const vevent = new ICAL.Component('vevent')
  vevent.addPropertyWithValue('uid', `${event.slug}@${view.knowledge.area?.region ?? 'wegweiser'}.wegweiser`)
  vevent.addPropertyWithValue('sequence', sequenceOf(event, view))
  // The day, not the second: the same knowledge gives the same file, which a client can keep.
  vevent.addPropertyWithValue('dtstamp', ICAL.Time.fromDateTimeString(`${view.today}T00:00:00Z`))
  vevent.addPropertyWithValue('summary', event.tentative ? text('calendar.tentative', { title: event.title }) : event.title)
  vevent.addPropertyWithValue('description', descriptionOf(event, view))
  // A place or nothing: calendar programs lead people there.
  if (placeWords(event) !== '') vevent.addPropertyWithValue('location', placeWords(event))
  vevent.addPropertyWithValue('url', view.publicUrl + pathOf(event.id))
  vevent.addPropertyWithValue('status', event.cancelled ? 'CANCELLED' : event.tentative ? 'TENTATIVE' : 'CONFIRMED')
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
function descriptionOf(event: Event, { knowledge, publicUrl }: CalendarView): string {
  const { text } = pageWords(knowledge, 'de')
  const { booking } = event
  return [
    event.tentative && text('calendar.tentative.note', { note: event.tentative }),
    event.passages[0]?.heading === '' ? event.passages[0].plain.split('\n')[0] : undefined,
    text('calendar.part', { mode: text(`mode.${event.mode}`), organiser: event.organiser }),
    event.cost && text('calendar.cost', { cost: event.cost }),
    booking &&
      (booking.provider === 'phone' || booking.provider === 'mail') &&
      text('calendar.booking', { title: booking.title, address: booking.url }),
    text('calendar.more', { address: publicUrl + pathOf(event.id) }),
  ]
    .filter(Boolean)
    .join('\n\n')
}
