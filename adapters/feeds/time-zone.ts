/** Europe/Berlin for calendar files: the rules of summer time in force since 1996. */
import ICAL from 'ical.js'
import { TIME_ZONE } from '../../bot/knowledge/day.ts'

const TEXT = `BEGIN:VTIMEZONE
TZID:${TIME_ZONE}
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
END:STANDARD
END:VTIMEZONE`.replaceAll('\n', '\r\n')

/** A fresh component each time: a component can stand in one calendar only. */
export function timeZoneComponent(): ICAL.Component {
  return new ICAL.Component(ICAL.parse(TEXT))
}

export const BERLIN = new ICAL.Timezone(timeZoneComponent())
