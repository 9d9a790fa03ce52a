/** The three views of `/veranstaltungen`: the coming dates as a list, one month as a sheet, what is over as an archive. */
import { addDays, type Day, sayDay, sayMonth } from '../../../bot/knowledge/day.ts'
import { entriesOf } from '../../../bot/knowledge/knowledge.ts'
import { occurrences } from '../../../bot/knowledge/occurrences.ts'
import { pathOf } from '../../../bot/knowledge/references.ts'
import { statusOn } from '../../../bot/knowledge/validity.ts'
import { type Html, html } from '../frame/html.ts'
import type { PageWords } from '../frame/page-words.ts'
import type { View } from '../frame/view.ts'
import { datesOf, type EventDate, eventDatesBetween } from '../parts/dates.ts'
import { type EventFilter, filterQuery, nearnessOf, wanted } from '../parts/event-filter.ts'
import { hoursWords } from '../parts/event-words.ts'
import { langAttribute } from '../parts/onward.ts'
import { dateItem } from './date-item.ts'

/** How far ahead the list looks. */
const DAYS_AHEAD = 184
/** How far the sheets can be turned, in months from this one. */
const MONTHS_BACK = 12
const MONTHS_AHEAD = 24
/** How far the archive looks back. */
const ARCHIVE_DAYS = 5 * 366

export interface Viewing {
  query: URLSearchParams
  filter: EventFilter
  words: PageWords
  view: View
}

/** By month; each date with what the visitor's place makes of it. */
export function comingDates({ filter, words, view }: Viewing): Html {
  const { knowledge, today } = view
  const { text, line } = words
  const dates = eventDatesBetween(knowledge, today, addDays(today, DAYS_AHEAD), view).filter(({ event }) =>
    wanted(event, filter, knowledge),
  )
  if (dates.length === 0) return html`<p class="empty">${line(isFiltered(filter) ? 'events.none-fits' : 'events.empty')}</p>`
  const months = [...Map.groupBy(dates, ({ occurrence }) => (occurrence.day < today ? today : occurrence.day).slice(0, 7))]
  const near = ({ event }: EventDate) => {
    const nearness = filter.place && nearnessOf(event, filter.place, knowledge)
    return nearness && html`<p><span class="badge badge--open">${text(`events.near.${nearness}`)}</span></p>`
  }
  return html`${months.map(
    ([month, found]) => html`<section aria-labelledby="m-${month}"><h2 id="m-${month}">${sayMonth(month)}</h2>
<ul class="dates">${found.map((date) => dateItem(date, words, near(date)))}</ul></section>`,
  )}`
}

export function isFiltered({ topic, audience, way, isFree, place }: EventFilter): boolean {
  return topic !== undefined || audience !== undefined || way !== undefined || isFree || place !== undefined
}

/** The month that the address names, as near as it can be shown; this one without. */
export function monthIn(query: URLSearchParams, today: Day): string {
  const asked = query.get('monat') ?? ''
  const [first, last] = [shift(today.slice(0, 7), -MONTHS_BACK), shift(today.slice(0, 7), MONTHS_AHEAD)]
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(asked)) return today.slice(0, 7)
  return asked < first ? first : asked > last ? last : asked
}

const WEEKDAY = new Intl.DateTimeFormat('de-DE', { weekday: 'short', timeZone: 'UTC' })
const weekday = (day: Day): string => WEEKDAY.format(new Date(`${day}T00:00:00Z`))
/** Some Monday and the days after it. */
const WEEK: readonly Day[] = Array.from({ length: 7 }, (_, i) => addDays('2026-11-30', i))

/** The month so many months later. */
function shift(month: string, months: number): string {
  const [year, of] = month.split('-').map(Number) as [number, number]
  return new Date(Date.UTC(year, of - 1 + months, 1)).toISOString().slice(0, 7)
}

/** A sheet with a cell a day; on a narrow screen only days on which something is. Past days keep their dates. */
export function monthSheet({ query, filter, words, view }: Viewing): Html {
  const { knowledge, today } = view
  const { text } = words
  const month = monthIn(query, today)
  const first: Day = `${month}-01`
  const last = addDays(`${shift(month, 1)}-01`, -1)
  const dates = entriesOf(knowledge, 'events')
    .filter((event) => wanted(event, filter, knowledge))
    .flatMap((event) => datesOf(event, first, last).map((occurrence) => ({ event, occurrence })))
    .sort((a, b) => ((a.occurrence.start ?? '') < (b.occurrence.start ?? '') ? -1 : 1))
  // Monday first.
  const lead = (new Date(`${first}T00:00:00Z`).getUTCDay() + 6) % 7
  const days = Array.from({ length: Number(last.slice(8)) }, (_, i) => addDays(first, i))
  const others = filterQuery(query).slice(1)
  const link = (to: string) => `/veranstaltungen?${others === '' ? '' : `${others}&`}ansicht=monat&monat=${to}`
  const turn = (to: string, id: 'events.month.before' | 'events.month.after') =>
    monthIn(new URLSearchParams({ monat: to }), today) === to &&
    html`<a class="button button--plain" href="${link(to)}">${text(id, { month: sayMonth(to) })}</a>`
  const cell = (day: Day) => {
    const found = dates.filter(({ occurrence }) => occurrence.day <= day && day <= occurrence.until)
    const name = Number(day.slice(8))
    return html`<li class="${found.length === 0 ? 'free' : day === today ? 'has today' : 'has'}"><h3><time datetime="${day}"><span aria-hidden="true"><small>${weekday(day)}</small> ${name}</span><span class="only-heard">${sayDay(day)}</span></time></h3>
${
  found.length > 0 &&
  html`<ul>${found.map(({ event, occurrence }) => html`<li><a href="${pathOf(event.id)}"${langAttribute(event.lang, words.lang)}>${event.short ?? event.title}</a> <small>${occurrence.day === day ? hoursWords({ ...occurrence, until: day }, words) : ''}</small></li>`)}</ul>`
}</li>`
  }
  return html`<section aria-labelledby="monat"><div class="month-top"><h2 id="monat">${sayMonth(month)}</h2>
<p>${turn(shift(month, -1), 'events.month.before')}${turn(shift(month, 1), 'events.month.after')}</p></div>
${dates.length === 0 && html`<p class="empty">${text('events.month.none', { month: sayMonth(month) })}</p>`}
<p class="weekdays" aria-hidden="true">${WEEK.map((day) => html`<span>${weekday(day)}</span>`)}</p>
<ol class="month month--from-${lead + 1}">${days.map(cell)}</ol></section>`
}

/** What is over, by year, the latest first; of a series its dates, so that it can be looked up when something was. */
export function archive({ filter, words, view }: Viewing): Html {
  const { knowledge, today } = view
  const { text, line } = words
  const from = addDays(today, -ARCHIVE_DAYS)
  const past = entriesOf(knowledge, 'events')
    .filter((event) => wanted(event, filter, knowledge))
    .flatMap((event) => {
      const days = occurrences(event, from, addDays(today, -1)).filter(({ until }) => until < today)
      const last = days.at(-1)
      if (last) return [{ event, day: last.day, count: days.length }]
      return statusOn(event, view) === 'over' && event.start.slice(0, 10) < today
        ? [{ event, day: event.start.slice(0, 10), count: 1 }]
        : []
    })
    .sort((a, b) => (a.day < b.day ? 1 : -1))
  if (past.length === 0) return html`<p class="empty">${text('events.archive.none')}</p>`
  return html`<p class="quiet">${line('events.past.note')}</p>
${[...Map.groupBy(past, ({ day }) => day.slice(0, 4))].map(
  ([year, found]) => html`<section aria-labelledby="j-${year}"><h2 id="j-${year}">${year}</h2>
<ul class="archive">${found.map(
    ({ event, day, count }) =>
      html`<li><time datetime="${day}">${sayDay(day)}</time> <a href="${pathOf(event.id)}">${event.title}</a>${count > 1 && html` <small>${text('events.archive.series', { count: String(count) })}</small>`}</li>`,
  )}</ul></section>`,
)}`
}
