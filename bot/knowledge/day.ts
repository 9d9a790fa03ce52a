/**
 * Calendar days as `YYYY-MM-DD` strings. A day is never a `Date`: it has no time zone and compares as text.
 * The one place where an instant becomes a day is `dayIn`, with the time zone said aloud.
 */
export type Day = string & { readonly __day?: never }

export const TIME_ZONE = 'Europe/Berlin'
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/

/** True for a day that exists in the Gregorian calendar (`2026-02-30` does not). */
export function isDay(text: string): boolean {
  const match = DAY.exec(text)
  if (!match) return false
  const utc = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(utc.getTime()) && utc.toISOString().startsWith(text)
}

/** Making a format costs half a millisecond, using one a microsecond. */
const clocks = new Map<string, Intl.DateTimeFormat>()
function clock(timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = timeZone + Object.keys(options)[0]
  const known = clocks.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat('sv-SE', { timeZone, ...options })
  clocks.set(key, made)
  return made
}

/** The calendar day of an instant in a time zone (default: where the chambers are). */
export function dayIn(instant: Date, timeZone = TIME_ZONE): Day {
  return clock(timeZone, { dateStyle: 'short' }).format(instant)
}

/** Wall-clock `HH:MM` of an instant in a time zone. */
export function clockIn(instant: Date, timeZone = TIME_ZONE): string {
  return clock(timeZone, { timeStyle: 'short' }).format(instant)
}

export const DAY_MS = 86_400_000

/** `days` may be negative. */
export function addDays(day: Day, days: number): Day {
  const utc = new Date(`${day}T00:00:00Z`)
  utc.setUTCDate(utc.getUTCDate() + days)
  return utc.toISOString().slice(0, 10)
}

/** Whole days from one day to another; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS)
}

export type Lang = 'de' | 'en'

/** The day of a source as exactly as it is known: `2026-11-22`, `2026-11` or `2026`. */
export type AsOf = string

/** True for a day, a month or a year that exists. */
export function isAsOf(text: string): boolean {
  return isDay(text) || isDay(`${text}-01`) || isDay(`${text}-01-01`)
}

/** The last day that a day, month or year holds. */
export function lastDayOf(asOf: AsOf): Day {
  if (isDay(asOf)) return asOf
  if (!isDay(`${asOf}-01`)) return `${asOf}-12-31`
  const [year, month] = asOf.split('-').map(Number) as [number, number]
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10)
}

/** English for English clients (`en`, `en-GB`), German for everybody else. */
export function langOf(locale: string | undefined): Lang {
  return locale?.toLowerCase().startsWith('en') ? 'en' : 'de'
}

const LOCALES: Record<Lang, string> = { de: 'de-DE', en: 'en-GB' }
const formats = new Map<string, Intl.DateTimeFormat>()

function format(lang: Lang, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = lang + JSON.stringify(options)
  const known = formats.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(LOCALES[lang], { ...options, timeZone: 'UTC' })
  formats.set(key, made)
  return made
}

/** A day in words: "Donnerstag, 3. Dezember 2026" / "Thursday 3 December 2026". */
export function sayDay(day: Day, lang: Lang = 'de'): string {
  return format(lang, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(new Date(`${day}T00:00:00Z`))
}

/** A day in figures: "22.11.2026" / "22/11/2026". */
export function writeDay(day: Day, lang: Lang = 'de'): string {
  return format(lang, { day: '2-digit', month: '2-digit', year: 'numeric' }).format(new Date(`${day}T00:00:00Z`))
}

/** A day in figures with its weekday, in German: "Do 03.12.2026". */
export function writeDayOfWeek(day: Day): string {
  return `${format('de', { weekday: 'short' }).format(new Date(`${day}T00:00:00Z`))} ${writeDay(day)}`
}

/** A month in words: "Dezember 2026". `month` is `YYYY-MM`. */
export function sayMonth(month: string, lang: Lang = 'de'): string {
  return format(lang, { month: 'long', year: 'numeric' }).format(new Date(`${month}-01T00:00:00Z`))
}

/** A source's day as people write it: "22.11.2026", "November 2026", "2026"; what is no day stays as it is ("o. J."). */
export function writeAsOf(asOf: AsOf, lang: Lang = 'de'): string {
  if (isDay(asOf)) return writeDay(asOf, lang)
  return isDay(`${asOf}-01`) ? sayMonth(asOf, lang) : asOf
}
