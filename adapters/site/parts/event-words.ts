/** When and where, in words, for pages, the calendar mail and calendar files. */
import { addressLine } from '../../../bot/knowledge/address.ts'
import { type Lang, sayDay } from '../../../bot/knowledge/day.ts'
import type { Occurrence } from '../../../bot/knowledge/occurrences.ts'
import type { Event } from '../../../bot/knowledge/schema.ts'

/** "14:00 bis 16:00 Uhr"; empty when only days are known. */
export function hoursWords({ start, end, day, until }: Occurrence, lang: Lang = 'de'): string {
  if (!start) return ''
  if (lang === 'en') return end && day === until ? `${start} to ${end}` : start
  return end && day === until ? `${start} bis ${end} Uhr` : `${start} Uhr`
}

/** "Donnerstag, 3. Dezember 2026", with the last day of an event over several days. */
export function daysWords({ day, until }: Occurrence, lang: Lang = 'de'): string {
  return day === until ? sayDay(day, lang) : `${sayDay(day, lang)} ${lang === 'en' ? 'to' : 'bis'} ${sayDay(until, lang)}`
}

/** "Festung Mark, Hohepfortestraße 1, 39104 Magdeburg"; empty when no place is known. */
export function placeWords({ place }: Event): string {
  return place ? addressLine(place) : ''
}

/** "online" or the town: the short form for lists. */
export function whereWords(event: Event): string {
  const town = event.place?.city ?? event.place?.name
  if (event.mode === 'online' || !town) return event.mode
  return `${event.mode}, ${town}`
}
