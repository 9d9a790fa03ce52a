/** `/termin.ics`: a date that people of a place proposed, for the visitor's calendar. Its address says all of it, and nothing of a person. */
import { createHash } from 'node:crypto'
import ICAL from 'ical.js'
import { isDay, TIME_ZONE } from '../../bot/knowledge/day.ts'
import { message } from '../../bot/messages.ts'
import { proposedDate } from '../../bot/requests/request.ts'
import type { View } from '../site/frame/view.ts'
import { BERLIN, timeZoneComponent } from './time-zone.ts'

/** How long it is held in the calendar. */
const HELD_MINUTES = 60

/** The file's text; undefined for a date or a place that does not exist. `am`: `2026-12-03T10:00`, `bei`: a channel of routing.md. */
export function appointmentFile(query: URLSearchParams, { knowledge, publicUrl, now }: Pick<View, 'knowledge' | 'publicUrl' | 'now'>) {
  const start = proposedDate.safeParse(query.get('am'))
  const place = knowledge.routing.channels.find(({ id }) => id === query.get('bei'))
  if (!start.success || !isDay(start.data.slice(0, 10)) || !place) return undefined
  const calendar = new ICAL.Component(['vcalendar', [], []])
  calendar.addPropertyWithValue('prodid', '-//Wegweiser//Termine//DE')
  calendar.addPropertyWithValue('version', '2.0')
  calendar.addPropertyWithValue('method', 'PUBLISH')
  calendar.addSubcomponent(timeZoneComponent())
  const event = new ICAL.Component('vevent')
  const uid = createHash('sha256').update(`${start.data} ${place.id}`).digest('hex').slice(0, 24)
  event.addPropertyWithValue('uid', `${uid}@${new URL(publicUrl).hostname}`)
  event.addPropertyWithValue('dtstamp', ICAL.Time.fromJSDate(now, true))
  const begins = ICAL.Time.fromDateTimeString(`${start.data}:00`)
  begins.zone = BERLIN
  event.addPropertyWithValue('dtstart', begins).setParameter('tzid', TIME_ZONE)
  event.addPropertyWithValue('duration', ICAL.Duration.fromSeconds(HELD_MINUTES * 60))
  event.addPropertyWithValue('summary', message(knowledge.messages, 'de', 'hand-off.date.title', { place: place.label }))
  event.addPropertyWithValue('status', 'TENTATIVE')
  calendar.addSubcomponent(event)
  return `${calendar.toString()}\r\n`
}
