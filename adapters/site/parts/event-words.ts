/** When and where, in words, for pages, the calendar mail and calendar files. */
import { addressLine } from '../../../bot/knowledge/address.ts'
import { sayDay } from '../../../bot/knowledge/day.ts'
import type { Occurrence } from '../../../bot/knowledge/occurrences.ts'
import type { Event } from '../../../bot/knowledge/schema.ts'
import type { PageWords } from '../frame/page-words.ts'

/** "14:00 bis 16:00 Uhr"; empty when only days are known. */
export function hoursWords({ start, end, day, until }: Occurrence, { text }: PageWords): string {
  if (!start) return ''
  return end && day === until ? text('event.from-to', { start, end }) : text('event.from', { start })
}

/** "Donnerstag, 3. Dezember 2026", with the last day of an event over several days. */
export function daysWords({ day, until }: Occurrence, { lang, text }: PageWords): string {
  return day === until ? sayDay(day, lang) : text('event.days', { from: sayDay(day, lang), to: sayDay(until, lang) })
}

/** "Kammerhaus, Marktplatz 1, 12345 Musterstadt"; empty when no place is known. */
export function placeWords({ place }: Event): string {
  return place ? addressLine(place) : ''
}

/** "online" or the town: the short form for lists. */
export function whereWords(event: Event, { text }: PageWords): string {
  const town = event.place?.city ?? event.place?.name
  const mode = text(`mode.${event.mode}`)
  return event.mode === 'online' || !town ? mode : `${mode}, ${town}`
}
