/** A contact's opening hours: read from its rows, how old they are, and whether somebody is there at a moment. */
import type { Moment } from '../moment.ts'
import { addDays, lastDayOf } from './day.ts'
import type { Contact } from './schema.ts'
import { type Openings, type OpenState, openStateAt, readClosed, readWeekRow } from './week-hours.ts'

/** Hours older than this, checked by nobody, are shown with their day and claim nothing about now. */
const OLD_AFTER_DAYS = 730

/** A contact's hours, read; undefined where its entry gives no week. */
export function openingsOf({ hours, land }: Contact): Openings | undefined {
  if (!hours || hours.week.length === 0) return undefined
  return {
    hours: hours.week.flatMap((row) => readWeekRow(row) ?? []),
    closed: hours.closed.flatMap((span) => readClosed(span) ?? []),
    land: hours.land ?? land,
    onHolidays: hours.holidays === 'geöffnet',
  }
}

/** True for hours that nobody here checked and whose day is more than two years back: they may be shown, and promise nothing. */
export function areHoursOld({ hours, asOf, checked }: Contact, { today }: Pick<Moment, 'today'>): boolean {
  if (checked !== undefined) return false
  const known = hours?.asOf ?? asOf
  return known === undefined || addDays(lastDayOf(known), OLD_AFTER_DAYS) < today
}

/** Whether somebody is there at a moment; undefined without hours, and where they are too old to say so. */
export function openStateOf(contact: Contact, moment: Moment): OpenState | undefined {
  const openings = openingsOf(contact)
  return openings && !areHoursOld(contact, moment) ? openStateAt(moment, openings) : undefined
}
