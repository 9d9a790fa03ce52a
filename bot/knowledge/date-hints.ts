/** Days, months and moments as people write them → as fields hold them; and for a day that no calendar has, those beside it. */
import { addDays, isDay } from './day.ts'

const MONTHS = ['januar', 'februar', 'märz', 'april', 'mai', 'juni', 'juli', 'august', 'september', 'oktober', 'november', 'dezember']

/** What is written, as far as it is clear: the parts of a day, and a time. */
interface Written {
  year: string
  /** `01` to `99`, as written. */
  month: string
  day: string
  /** `T14:00`, or nothing. */
  time: string
}

/** A day, with its time where one is given, as a field holds it. */
export function momentIn(value: string): string | undefined {
  const written = partsOf(value)
  const day = written && `${written.year}-${written.month}-${written.day}`
  if (!day || !isDay(day)) return undefined
  return written.time === 'T24:00' ? `${addDays(day, 1)}T00:00` : day + written.time
}

/** What to write for a day that no calendar has: the days beside it, or the day and the month changed about. */
export function besideIn(value: string, withTime: boolean): string | undefined {
  const written = partsOf(value)
  if (!written) return undefined
  const { year, month, day } = written
  const time = withTime && written.time !== 'T24:00' ? written.time : ''
  const first = `${year}-${month}-01`
  if (!isDay(first))
    return isDay(`${year}-${day}-${month}`) ? `Schreiben Sie ${year}-${day}-${month}${time}; der Monat steht vor dem Tag.` : undefined
  const next = `${addDays(first, 31).slice(0, 7)}-01`
  const last = addDays(next, -1)
  if (Number(day) <= Number(last.slice(8)) || Number(day) > 31) return undefined
  const name = MONTHS[Number(month) - 1]!
  const named = `Der ${name[0]!.toUpperCase()}${name.slice(1)} ${year} hat nur ${last.slice(8)} Tage.`
  return `${named} Schreiben Sie ${last}${time} oder ${next}${time}.`
}

/** A day, a month or a year as a source's day holds it: `November 2026`, `11/2026`, `3.11.2026`. */
export function asOfIn(value: string): string | undefined {
  const day = momentIn(value)?.slice(0, 10)
  if (day) return day
  const [, month, year] = /^(\d{1,2}|\p{L}+)\.?\s*[./-]?\s*(\d{4})$/u.exec(value) ?? []
  const right = month && `${year}-${monthIn(month).padStart(2, '0')}`
  return right && isDay(`${right}-01`) ? right : undefined
}

/** The beginning and the end, where a moment was given as a span of hours: `3.12.2026, 14-16 Uhr`. */
export function hoursIn(value: string): string | undefined {
  const [, day = '', from, fromMinutes = '00', to, toMinutes = '00'] =
    /^(.*?)[\s,]+(?:von\s+)?(\d{1,2})(?:[:.](\d{2}))?(?:\s*Uhr)?\s*(?:-|–|bis)\s*(\d{1,2})(?:[:.](\d{2}))?\s*(?:Uhr)?$/.exec(value) ?? []
  const found = momentIn(day.trim())
  if (found?.length !== 10 || !from || !to || Number(from) > 23 || Number(to) > 23) return undefined
  const at = (hour: string, minutes: string) => `${found}T${hour.padStart(2, '0')}:${minutes}`
  return `Schreiben Sie ${at(from, fromMinutes)}, und in eine Zeile darunter end: ${at(to, toMinutes)}.`
}

/** What is said for a day without its year. */
export function withoutYear(value: string): string | undefined {
  const [, day, month] = /^(\d{1,2})\.\s*(\d{1,2})\.?$/.exec(value) ?? []
  return day && month && isDay(`2024-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
    ? `Ergänzen Sie das Jahr: JJJJ-${month.padStart(2, '0')}-${day.padStart(2, '0')}.`
    : undefined
}

function partsOf(written: string): Written | undefined {
  const value = written.replace(/^(?:Mo|Di|Mi|Do|Fr|Sa|So)\p{L}*\.?,?\s+/u, '').replaceAll(/(?<=\d)[–—−](?=\d)/g, '-')
  const clock = /(?:^|[T\s,]|um )(\d{1,2})(?:[:.](\d{2})(?::\d{2})?(?:\s*Uhr)?|\s*Uhr)$/.exec(value.replace(DATE, ''))
  const [found, isoYear, isoMonth, isoDay, germanDay, germanMonth, germanYear, slashDay, slashMonth, slashYear] = DATE.exec(value) ?? []
  const rest = value.slice(found?.length ?? 0).trim()
  // A time zone, a second day, a remark: what it means is for people to say.
  if (found === undefined || (rest !== '' && !clock) || /[Z+]/.test(rest)) return undefined
  // 03/12 is two days; 25/12 is one.
  if (slashDay !== undefined && Number(slashDay) < 13 && slashDay !== slashMonth) return undefined
  const year = isoYear ?? germanYear ?? slashYear!
  const month = isoMonth ?? slashMonth ?? monthIn(germanMonth!)
  const hours = clock?.[1]?.padStart(2, '0')
  const minutes = clock?.[2] ?? '00'
  const time = hours === undefined ? '' : `T${hours}:${minutes}`
  if (time > 'T24:00' || minutes > '59') return undefined
  const twoFigures = (number: string) => number.padStart(2, '0')
  return {
    year: year.length === 2 ? `20${year}` : year,
    month: twoFigures(month),
    day: twoFigures(isoDay ?? germanDay ?? slashDay!),
    time,
  }
}

/** 2026-12-03, 2026/12/3, 20261203; 3.12.2026, 3. Dez. 26; 25/12/2026. */
const DATE =
  /^(?:(\d{4})(?:[-/.](?=\d)|(?=\d{4}(?!\d)))(\d{1,2})(?:[-/.](?=\d)|(?=\d{2}(?!\d)))(\d{1,2})(?!\d)|(\d{1,2})\.\s*(\d{1,2}\.|\p{L}+\.?)\s*(\d{4}|\d{2})(?!\d)|(\d{1,2})\/(\d{1,2})\/(\d{4})(?!\d))/u

function monthIn(written: string): string {
  const word = written.toLowerCase().replace('.', '')
  return /^\d/.test(word) ? word : String(MONTHS.findIndex((name) => name === word || (word.length > 2 && name.startsWith(word))) + 1)
}
