/** Days as people type them: "3.12.", "3. Dezember", "morgen", "nächsten Donnerstag", "im Januar", "2026-12-03". */
import { addDays, type Day, isDay } from '../../knowledge/day.ts'
import { fold } from '../../search/words/fold.ts'
import { germanNumber, ordinal } from '../../search/words/numbers.ts'

const MONTHS = ['januar', 'februar', 'marz', 'april', 'mai', 'juni', 'juli', 'august', 'september', 'oktober', 'november', 'dezember']
const WEEKDAYS = ['sonntag', 'montag', 'dienstag', 'mittwoch', 'donnerstag', 'freitag', 'samstag']

export interface SaidDay {
  day: Day
  /** `month`: only a month was said; `day` is its first day, or today within the running month. */
  precision: 'day' | 'week' | 'month'
}

/** The first day that is named; undefined if none is. A day without a year is the next one from `today` on. */
export function readDay(utterance: string, today: Day): SaidDay | undefined {
  const text = ` ${fold(utterance.slice(0, 500)).replace(/\s+/g, ' ')} `
  return figures(text, today) ?? relative(text, today) ?? withMonthName(text, today) ?? weekday(text, today)
}

function figures(text: string, today: Day): SaidDay | undefined {
  const iso = /(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)/.exec(text)
  if (iso) return exact(`${iso[1]}-${iso[2]}-${iso[3]}`)
  const german = /(?<!\d)(\d{1,2})\. ?(\d{1,2})\.? ?(\d{4}|\d{2}(?!\d))?(?!\d)/.exec(text)
  if (!german) return undefined
  return built(Number(german[1]), Number(german[2]), german[3], today)
}

function relative(text: string, today: Day): SaidDay | undefined {
  if (/ ubermorgen /.test(text)) return { day: addDays(today, 2), precision: 'day' }
  if (/ morgen[ ,.!]/.test(text)) return { day: addDays(today, 1), precision: 'day' }
  if (/ (heute|sofort|gleich|jetzt|diese woche|so bald|sobald|schnellstmoglich)[ ,.!]/.test(text)) return { day: today, precision: 'day' }
  const monday = addDays(today, (8 - weekdayOf(today)) % 7 || 7)
  if (/ nachste(r|n)? woche /.test(text)) return { day: monday, precision: 'week' }
  if (/ (diese|in diesem) monat| dieser monat/.test(text)) return { day: today, precision: 'month' }
  if (/ nachste(r|n|m)? monat /.test(text)) return { day: firstOfNextMonth(today), precision: 'month' }
  if (/ nachste(s|m|n)? jahr /.test(text)) return { day: `${Number(today.slice(0, 4)) + 1}-01-01`, precision: 'month' }
  const later = / in (\w+) (tag|woche|monat)/.exec(text)
  const count = later ? (/^\d+$/.test(later[1]!) ? Number(later[1]) : germanNumber(later[1]!)) : undefined
  if (later && count !== undefined && count < 400)
    return { day: addDays(today, count * { tag: 1, woche: 7, monat: 30 }[later[2] as 'tag' | 'woche' | 'monat']), precision: 'day' }
  return undefined
}

function withMonthName(text: string, today: Day): SaidDay | undefined {
  const month = MONTHS.findIndex((name) => new RegExp(`(?<!\\p{L})(${name}(?!\\p{L})|${name.slice(0, 3)}\\.)`, 'u').test(text)) + 1
  if (month === 0) return undefined
  const before = new RegExp(`(\\d{1,2})\\.? ?(?:${MONTHS[month - 1]}|${MONTHS[month - 1]!.slice(0, 3)}\\.)`).exec(text)
  const word = new RegExp(`(\\p{L}+) ${MONTHS[month - 1]}`, 'u').exec(text)
  const year = /(?<!\d)(20\d{2})(?!\d)/.exec(text)?.[1]
  const day = before ? Number(before[1]) : word ? ordinal(word[1]!, 31) : undefined
  if (day !== undefined) return built(day, month, year, today)
  const first = built(1, month, year ?? String(Number(today.slice(0, 4)) + (month < Number(today.slice(5, 7)) ? 1 : 0)), today)
  return first && { day: first.day < today ? today : first.day, precision: 'month' }
}

function weekday(text: string, today: Day): SaidDay | undefined {
  const wanted = WEEKDAYS.findIndex((name) => new RegExp(`(?<!\\p{L})${name}(?!\\p{L})`, 'u').test(text.replace('sonnabend', 'samstag')))
  if (wanted < 0) return undefined
  return { day: addDays(today, (wanted - weekdayOf(today) + 7) % 7 || 7), precision: 'day' }
}

/** A day and month with or without a year; without one, the next such day from today on. */
function built(day: number, month: number, year: string | undefined, today: Day): SaidDay | undefined {
  const two = (value: number) => String(value).padStart(2, '0')
  const given = year === undefined ? today.slice(0, 4) : year.length === 2 ? `20${year}` : year
  const candidate = `${given}-${two(month)}-${two(day)}`
  if (year === undefined && candidate < today) return exact(`${Number(given) + 1}-${two(month)}-${two(day)}`)
  return exact(candidate)
}

function exact(day: string): SaidDay | undefined {
  return isDay(day) ? { day, precision: 'day' } : undefined
}

function weekdayOf(day: Day): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay()
}

function firstOfNextMonth(day: Day): Day {
  return `${addDays(`${day.slice(0, 7)}-28`, 4).slice(0, 7)}-01`
}
