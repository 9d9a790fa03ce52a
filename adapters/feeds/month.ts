/** The events of one month as the monthly mail shows them: by day, each with what somebody needs in order to come. */

import { addDays, type Day, type Lang, sayMonth, writeDay } from '../../bot/knowledge/day.ts'
import { pathOf } from '../../bot/knowledge/references.ts'
import type { Event } from '../../bot/knowledge/schema.ts'
import { targetHref } from '../../bot/knowledge/targets.ts'
import { type Moment, momentOn, notBefore } from '../../bot/moment.ts'
import { coloursOf } from '../brand.ts'
import { goPath, wayTo } from '../site/frame/go.ts'
import { type PageWords, pageWords } from '../site/frame/page-words.ts'
import type { View } from '../site/frame/view.ts'
import { type EventDate, eventDatesBetween } from '../site/parts/dates.ts'
import { daysWords, hoursWords, placeWords } from '../site/parts/event-words.ts'

export interface MonthItem {
  title: string
  /** Absolute address of the event's page. */
  page: string
  calendar: string
  facts: { label: string; value: string; href?: string }[]
  tentative?: string | undefined
}

export interface Month {
  /** The sentences around it. */
  words: PageWords
  /** The area's, as `#rrggbb`. */
  colours: ReturnType<typeof coloursOf>
  /** "Dezember 2026". */
  name: string
  asOf: string
  /** All dates as a calendar to subscribe to. */
  subscription: string
  days: { day: Day; heading: string; items: MonthItem[] }[]
}

export type MonthView = Moment & Pick<View, 'knowledge' | 'publicUrl'>

/** `month`: `YYYY-MM`. What will be over or not open by then is left out, and so is what is over already, or not `wanted`. */
export function monthOf(month: string, view: MonthView, wanted: (event: Event) => boolean = () => true, lang: Lang = 'de'): Month {
  const words = pageWords(view.knowledge, lang)
  const days = Map.groupBy(
    monthDates(month, view).filter(({ event }) => wanted(event)),
    ({ occurrence }) => occurrence.day,
  )
  return {
    words,
    colours: coloursOf(view.knowledge.area),
    name: sayMonth(month, words.lang),
    asOf: writeDay(view.today, words.lang),
    subscription: `${view.publicUrl}/veranstaltungen.ics`,
    days: [...days].map(([day, dates]) => ({
      day,
      heading: daysWords(dates[0]!.occurrence, words),
      items: dates.map((date) => itemOf(date, words, view)),
    })),
  }
}

/** The month's dates, asked on its first day, or today when it has begun. */
export function monthDates(month: string, view: MonthView): EventDate[] {
  const first = `${month}-01`
  const last = addDays(`${addDays(first, 31).slice(0, 7)}-01`, -1)
  const asked = notBefore(first, view)
  return eventDatesBetween(view.knowledge, asked.today, last, asked)
}

function itemOf({ event, occurrence }: EventDate, words: PageWords, view: MonthView): MonthItem {
  const { text } = words
  const page = view.publicUrl + pathOf(event.id)
  const booking = bookingFact(event, occurrence.day, words, view)
  const several = occurrence.day === occurrence.until ? '' : daysWords(occurrence, words)
  const facts: MonthItem['facts'] = [
    { label: text('month.period'), value: several },
    { label: text('month.hours'), value: hoursWords(occurrence, words) },
    { label: text('month.place'), value: placeWords(event) || (event.mode === 'online' ? '' : text('month.place.unknown')) },
    { label: text('month.mode'), value: text(`mode.${event.mode}`) },
    { label: text('month.cost'), value: event.cost ?? '' },
    ...(booking ? [booking] : []),
    { label: text('month.organiser'), value: event.organiser },
  ]
  return {
    title: event.title,
    page,
    calendar: `${page}.ics`,
    facts: facts.filter(({ value }) => value !== ''),
    tentative: event.tentative,
  }
}

/** Web addresses go through the counter; phone numbers and mail addresses stand for themselves. */
function bookingFact(
  { id, booking }: Event,
  day: Day,
  { text }: PageWords,
  { knowledge, publicUrl }: MonthView,
): MonthItem['facts'][number] | undefined {
  if (!booking) return undefined
  if (booking.provider === 'phone' || booking.provider === 'mail')
    return {
      label: text('month.booking'),
      value: text('month.booking.direct', { title: booking.title, address: booking.url }),
      href: targetHref(booking),
    }
  const way = wayTo(id, 'booking', { knowledge, ...momentOn(day) })
  return way && !way.closed ? { label: text('month.booking'), value: booking.title, href: publicUrl + goPath(id, 'booking') } : undefined
}
