/**
 * Hours of a week: rows as editors write them ("Mo-Do 8:00-12:00, 13:00-17:00") to spans, and a moment to "open until" or "opens at".
 * Days and wall clocks `HH:MM` where the area is; public holidays and closed days are shut. Nothing asks the clock.
 */
import type { Moment } from '../moment.ts'
import { addDays, type Day, isDay } from './day.ts'
import { isPublicHoliday, type Land } from './holidays.ts'

/** When an office opens, or a post is due: day and wall clock `HH:MM`. */
export interface DayTime {
  day: Day
  clock: string
}

/** `weekday`: 1 is Monday, 7 is Sunday. Wall clock `HH:MM`, the end excluded. */
export interface OfficeHours {
  weekday: number
  from: string
  to: string
}

/** What opening follows from: the week, what is shut besides, and whether public holidays are. */
export interface Openings {
  hours: readonly OfficeHours[]
  closed: readonly { from: Day; until: Day }[]
  land: Land
  onHolidays?: boolean
}

/** `until` is missing where it never shuts. `opens` is missing where nothing is known of an opening ahead. */
export type OpenState =
  | { open: true; until?: string }
  | { open: false; opens?: DayTime; because: 'early' | 'break' | 'late' | 'day off' | 'holiday' }

const WEEKDAYS = ['mo', 'di', 'mi', 'do', 'fr', 'sa', 'so']
const LAST_WEEKDAY = 7
/** Further ahead nobody plans; without an opening by then there is none. */
const MAX_DAYS_AHEAD = 60

/** True for a wall clock that exists, `00:00` to `23:59`. */
export function isClock(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text)
}

/** 1 for "mo" to 7 for "so"; 0 for what is no weekday. */
export function weekdayNumber(word: string): number {
  return WEEKDAYS.indexOf(word.toLowerCase()) + 1
}

/** "Mo-Do", "Fr", "Mo, Mi" → 1, 2, 3, 4; empty when a word is no weekday. */
export function readWeekdays(text: string): number[] {
  const found: number[] = []
  for (const part of text.toLowerCase().split(',')) {
    const [first, last = first] = part
      .trim()
      .split(/\s*[-–]\s*/)
      .map(weekdayNumber)
    if (!first || !last || last < first) return []
    for (let weekday = first; weekday <= last; weekday++) found.push(weekday)
  }
  return found
}

const ROW = /^((?:[a-z]{2}(?: ?- ?[a-z]{2})?(?: ?, ?)?)+?) ?:? ?(\d.*)$/
const SPAN = /^(\d{1,2})(?:[:.](\d{2}))? ?- ?(\d{1,2})(?:[:.](\d{2}))?$/

/** "Mo-Do 8:00-12:00, 13-17 Uhr", "Täglich 0-24 Uhr" → its spans; undefined for what is no such row. */
export function readWeekRow(text: string): OfficeHours[] | undefined {
  const plain = text
    .toLowerCase()
    .replace(/\b(mon|diens|donners|frei|sams|sonn)tags?\b/g, (day) => day.slice(0, 2))
    .replace(/\bmittwochs?\b/g, 'mi')
    .replace(/^täglich\b/, 'mo-so')
    .replace(/ ?(?:–|\bbis\b) ?/g, '-')
    .replace(/\s*\buhr\b/g, '')
    .replace(/\s*\bund\b\s*/g, ', ')
    .replace(/\s+/g, ' ')
    .trim()
  const [, days = '', times = ''] = ROW.exec(plain) ?? []
  const weekdays = readWeekdays(days.replace(/,\s*$/, ''))
  const spans = times.split(',').map((span) => readSpan(span.trim()))
  if (weekdays.length === 0 || spans.some((span) => span === undefined)) return undefined
  return weekdays.flatMap((weekday) => spans.map((span) => ({ weekday, ...span! })))
}

function readSpan(text: string): { from: string; to: string } | undefined {
  const [, fromHour, fromMinute = '00', toHour, toMinute = '00'] = SPAN.exec(text) ?? []
  if (fromHour === undefined || toHour === undefined) return undefined
  const from = `${fromHour.padStart(2, '0')}:${fromMinute}`
  const to = `${toHour.padStart(2, '0')}:${toMinute}`
  return isClock(from) && (isClock(to) || to === '24:00') && from < to ? { from, to } : undefined
}

/** "2026-12-24 bis 2027-01-01" or one day. Both days are included; undefined for what is no such span. */
export function readClosed(text: string): { from: Day; until: Day } | undefined {
  const [from = '', until = from] = text.trim().split(/\s+bis\s+/)
  return isDay(from) && isDay(until) && from <= until ? { from, until } : undefined
}

/** The opening times of one day, earliest first; empty on holidays and closed days. */
export function openingsOn(day: Day, { hours, closed, land, onHolidays = false }: Openings): { from: string; to: string }[] {
  if ((!onHolidays && isPublicHoliday(day, land)) || closed.some(({ from, until }) => from <= day && day <= until)) return []
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay() || LAST_WEEKDAY
  return hours.filter((row) => row.weekday === weekday).sort((a, b) => (a.from < b.from ? -1 : 1))
}

/** Whether it is open at a moment, until when, or when it opens next. Undefined when no hours are known: then nothing may be said. */
export function openStateAt({ today, clock }: Pick<Moment, 'today' | 'clock'>, openings: Openings): OpenState | undefined {
  if (openings.hours.length === 0) return undefined
  const now = openingsOn(today, openings)
  if (now.some(({ from, to }) => from <= clock && clock < to)) return { open: true, ...endOf(today, clock, openings) }
  const opens = nextOpening(today, clock, openings)
  const because =
    now.length > 0
      ? clock < now[0]!.from
        ? 'early'
        : now.some(({ from }) => clock < from)
          ? 'break'
          : 'late'
      : !openings.onHolidays && isPublicHoliday(today, openings.land)
        ? 'holiday'
        : 'day off'
  return { open: false, because, ...(opens && { opens }) }
}

/** When it shuts; spans that touch are one, and so are days that touch at midnight. Nothing for what never shuts within a week. */
function endOf(today: Day, clock: string, openings: Openings): { until?: string } {
  let at = clock
  for (let ahead = 0; ahead <= LAST_WEEKDAY; ahead++) {
    const spans = openingsOn(addDays(today, ahead), openings)
    if (ahead > 0 && spans[0]?.from !== '00:00') return { until: '24:00' }
    if (ahead > 0) at = '00:00'
    for (const { from, to } of spans) if (from <= at && at < to) at = to
    if (at !== '24:00') return { until: at }
  }
  return {}
}

function nextOpening(today: Day, clock: string, openings: Openings): DayTime | undefined {
  for (let ahead = 0; ahead < MAX_DAYS_AHEAD; ahead++) {
    const day = addDays(today, ahead)
    const next = openingsOn(day, openings).find(({ from }) => ahead > 0 || clock < from)
    if (next) return { day, clock: next.from }
  }
  return undefined
}

/** Days of the week that have the same times, in the week's order. */
export interface WeekRow {
  weekdays: number[]
  spans: { from: string; to: string }[]
}

/** The week as rows, neighbours with the same times together. */
export function weekRows(hours: readonly OfficeHours[]): WeekRow[] {
  const rows: WeekRow[] = []
  for (let weekday = 1; weekday <= LAST_WEEKDAY; weekday++) {
    const spans = hours
      .filter((row) => row.weekday === weekday)
      .map(({ from, to }) => ({ from, to }))
      .sort((a, b) => (a.from < b.from ? -1 : 1))
    if (spans.length === 0) continue
    const last = rows.at(-1)
    if (last && last.weekdays.at(-1) === weekday - 1 && JSON.stringify(last.spans) === JSON.stringify(spans)) last.weekdays.push(weekday)
    else rows.push({ weekdays: [weekday], spans })
  }
  return rows
}
