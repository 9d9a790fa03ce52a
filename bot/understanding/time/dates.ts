/** A *date*: words that name days by themselves, without "ab", "bis", "vor" or "nach". */
import { addDays, type Day, daysBetween, isDay } from '../../knowledge/day.ts'
import { readNamedPeriod, yearAt } from './named-periods.ts'
import {
  type Days,
  day,
  monthNumberOf,
  monthSpan,
  monthsSpan,
  movedWeekday,
  periodAround,
  seasonSpan,
  thirdOf,
  weekdayOf,
  weekSpan,
  yearOf,
  yearSpan,
} from './periods.ts'
import { afterLeads, HORIZON_DAYS, type Read, type Sentence, until } from './sentence.ts'
import * as words from './time-words.ts'

/** "Bald", "demnächst". */
const SOON_DAYS = 60

/** A date that begins here or after words that say nothing about time themselves ("am", "in der"). */
export function readDateAfterLeads(sentence: Sentence, at: number): Read | undefined {
  return readDate(sentence, afterLeads(sentence.tokens, at))
}

/** A date that begins exactly at this token. */
export function readDate(sentence: Sentence, at: number): Read | undefined {
  if (at >= sentence.tokens.length) return undefined
  return (
    readThird(sentence, at) ??
    readWrittenDay(sentence, at) ??
    readRelativeDay(sentence, at) ??
    readMoved(sentence, at) ??
    readWeekday(sentence, at) ??
    readNamedPeriod(sentence, at) ??
    readYear(sentence, at)
  )
}

type Third = 'beginning' | 'middle' | 'end'
const THIRDS: ReadonlyMap<string, Third> = new Map([
  ['anfang', 'beginning'],
  ['beginn', 'beginning'],
  ['beginning', 'beginning'],
  ['start', 'beginning'],
  ['early', 'beginning'],
  ['mitte', 'middle'],
  ['middle', 'middle'],
  ['mid', 'middle'],
  ['ende', 'end'],
  ['end', 'end'],
  ['late', 'end'],
])
const WHOLE_WORDS: ReadonlyMap<string, [unit: 'month' | 'year' | 'week', which: Third]> = new Map([
  ['monatsende', ['month', 'end']],
  ['monatsanfang', ['month', 'beginning']],
  ['wochenanfang', ['week', 'beginning']],
  ['jahresende', ['year', 'end']],
  ['jahresanfang', ['year', 'beginning']],
])

/** "Anfang Dezember", "Ende der Woche", "Mitte nächsten Jahres", "Monatsende", "im zweiten Halbjahr", "erste Hälfte 2027". */
function readThird(sentence: Sentence, at: number): Read | undefined {
  const { tokens, today } = sentence
  const whole = WHOLE_WORDS.get(tokens[at]!)
  if (whole) return { days: comingThird(today, ...whole), next: at + 1 }
  const half = words.ordinalOf(tokens[at]!)
  if ((half === 1 || half === 2) && ['halfte', 'half', 'halbjahr', 'halbjahres'].includes(tokens[at + 1] ?? '')) {
    const inner = readDateAfterLeads(sentence, at + 2)
    const year = inner ? yearOf(inner.days.from) : yearOf(today) + (half === 1 && monthNumberOf(today) > 6 ? 1 : 0)
    const days =
      inner && !/^halbjahr/.test(tokens[at + 1]!) && inner.days.to < addDays(inner.days.from, 40)
        ? halfOf(inner.days, half)
        : monthsSpan(year, half === 1 ? 1 : 7, 6)
    return { days, next: inner?.next ?? at + 2 }
  }
  const which = THIRDS.get(tokens[at]!)
  if (!which) return undefined
  const start = afterLeads(tokens, at + 1)
  const unit = words.UNITS_OF_TIME.get(tokens[start] ?? '')
  if (unit === 'week' || unit === 'month' || unit === 'year') return { days: comingThird(today, unit, which), next: start + 1 }
  const inner = readDate(sentence, start)
  return inner && { days: thirdOf(inner.days, which), next: inner.next }
}

function halfOf({ from, to }: Days, half: 1 | 2): Days {
  const middle = addDays(from, Math.floor(daysBetween(from, to) / 2))
  return half === 1 ? { from, to: middle } : { from: addDays(middle, 1), to }
}

/** "Mitte des Monats", said when it is over, means the next one's. */
function comingThird(today: Day, unit: 'week' | 'month' | 'year', which: Third): Days {
  const days = thirdOf(periodAround(today, unit, 0), which)
  return days.to >= today ? days : thirdOf(periodAround(today, unit, 1), which)
}

/** "2026-12-10", "10.12.2026", "10.12.", "10. Dezember 2026", "zehnten Dezember", "December 10th", "am 10ten". */
function readWrittenDay({ tokens, today }: Sentence, at: number): Read | undefined {
  const token = tokens[at]!
  if (/^\d{4}-/.test(token)) return isDay(token) ? { days: day(token), next: at + 1 } : undefined
  const dotted = /^(\d{1,2})\.\s?(\d{1,2})\.?\s?(\d{2,4})?$/.exec(token)
  if (dotted) {
    const found = dayOf(
      today,
      Number(dotted[1]),
      Number(dotted[2]),
      dotted[3] && Number(dotted[3].length === 2 ? `20${dotted[3]}` : dotted[3]),
    )
    return found && { days: day(found), next: at + 1 }
  }
  const number = words.ordinalOf(token) ?? (/^\d{1,2}$/.test(token) ? Number(token) : undefined)
  if (number !== undefined) {
    const monthAt = tokens[at + 1] === 'of' ? at + 2 : at + 1
    const month = words.MONTHS.get(tokens[monthAt] ?? '')
    if (month !== undefined) {
      const { year, next } = yearAt(tokens, monthAt + 1)
      const found = dayOf(today, number, month, year)
      return found && { days: day(found), next }
    }
    // "am 10ten", "am zehnten": the next day of that number. A bare figure is no day.
    const alone =
      words.ordinalOf(token) !== undefined &&
      /^(am|den|on|the|zum|vom|ab|bis)$/.test(tokens[at - 1] ?? '') &&
      !/^(tag|termin|sprechtag|platz|mal|stock|quartal|halbjahr|kalenderwoche|kw|woche|advent|quarter|half|week|step|question|frage|schritt)/.test(
        tokens[at + 1] ?? '',
      )
    if (!alone || number > 31) return undefined
    const here = dayOf(today, number, monthNumberOf(today), yearOf(today))
    const later = here && here >= today ? here : nextMonthsDay(today, number)
    return later && { days: day(later), next: at + 1 }
  }
  const month = words.MONTHS.get(token)
  const second = month === undefined ? undefined : words.ordinalOf(tokens[at + 1] ?? '')
  if (month === undefined || second === undefined || !/\d|th/.test(tokens[at + 1]!)) return undefined
  const { year, next } = yearAt(tokens, at + 2)
  const found = dayOf(today, second, month, year)
  return found && { days: day(found), next }
}

function nextMonthsDay(today: Day, number: number): Day | undefined {
  const { from } = monthSpan(yearOf(today), monthNumberOf(today) + 1)
  const found = `${from.slice(0, 8)}${String(number).padStart(2, '0')}`
  return isDay(found) ? found : undefined
}

/** A day and a month; without a year the next such day from today on. */
function dayOf(today: Day, number: number, month: number, year: number | '' | undefined): Day | undefined {
  const on = (y: number) => `${y}-${String(month).padStart(2, '0')}-${String(number).padStart(2, '0')}`
  const found = year ? on(year) : on(yearOf(today)) >= today ? on(yearOf(today)) : on(yearOf(today) + 1)
  return isDay(found) ? found : undefined
}

/** "heute", "morgen", "übermorgen", "heute in acht Tagen", "bald", "demnächst". */
function readRelativeDay({ tokens, today }: Sentence, at: number): Read | undefined {
  const word = tokens[at]!
  if (/^(bald|demnachst|nachstens|zeitnah|kurze|soon|upcoming)$/.test(word)) return { days: until(today, SOON_DAYS), next: at + 1 }
  const move = words.RELATIVE_DAYS.get(word)
  if (move === undefined) return undefined
  // "Guten Morgen" and "am Morgen" are no tomorrow.
  if (word === 'morgen' && /^(am|guten|gutn|jeden|heute|gestern|schonen)$/.test(tokens[at - 1] ?? '')) return undefined
  const count = tokens[at + 1] === 'in' ? words.numberOf(tokens[at + 2] ?? '') : undefined
  if (count !== undefined) {
    const unit = words.UNITS_OF_TIME.get(tokens[at + 3] ?? '')
    // "Heute in acht Tagen" is a week from now, "in vierzehn Tagen" two.
    if (unit === 'day') return { days: day(addDays(today, move + (count === 8 ? 7 : count === 15 ? 14 : count))), next: at + 4 }
    if (unit === 'week') return { days: day(addDays(today, move + 7 * count)), next: at + 4 }
    // "Heute in einem Monat" is that month and not today.
    if (unit !== undefined) return undefined
  }
  return { days: day(addDays(today, move)), next: at + 1 }
}

/** "diese Woche", "nächsten Monat", "letztes Jahr", "nächste Woche Donnerstag", "kommenden Dienstag", "nächsten Sommer". */
function readMoved(sentence: Sentence, at: number): Read | undefined {
  const { tokens, today } = sentence
  const word = tokens[at + 1] ?? ''
  if (/^neue[ns]?$/.test(tokens[at]!) && word === 'jahr') return { days: yearSpan(yearOf(today) + 1), next: at + 2 }
  const move = words.MOVES.get(tokens[at]!)
  if (move === undefined) return undefined
  const unit = words.UNITS_OF_TIME.get(word)
  if (unit) {
    const days = periodAround(today, unit, unit === 'weekend' && move === 1 && weekdayOf(today) <= 4 ? nextWeekend(tokens[at]!) : move)
    const weekday = unit === 'week' ? words.WEEKDAYS.get(tokens[at + 2] ?? '') : undefined
    if (weekday) return { days: day(addDays(days.from, weekday - 1)), next: at + 3 }
    return { days, next: at + 2 }
  }
  const weekday = words.WEEKDAYS.get(word)
  if (weekday && !words.SHORT_WEEKDAY.test(word)) return { days: day(movedWeekday(today, weekday, move)), next: at + 2 }
  const season = words.SEASONS.get(word)
  if (season) {
    const now = seasonSpan(yearOf(today), season)
    // The last one is this year's once it is over; the next one this year's until it begins.
    const isThisYears = move === 1 ? now.from > today : move === -1 && now.to < today
    const year = yearOf(today) + (isThisYears ? 0 : move) + (move === 0 && now.to < today ? 1 : 0)
    return { days: seasonSpan(year, season), next: at + 2 }
  }
  const month = words.MONTHS.get(word)
  if (month === undefined) return undefined
  const year = yearOf(today) + (move < 0 ? (month < monthNumberOf(today) ? 0 : -1) : month < monthNumberOf(today) ? 1 : 0)
  return { days: monthSpan(year, month), next: at + 2 }
}

/** Early in a week "kommendes Wochenende" is this week's, "nächstes Wochenende" the one after it. */
const nextWeekend = (word: string) => (word.startsWith('nachst') || word === 'next' ? 1 : 0)

/** "Donnerstag", "am Donnerstag nächster Woche", "Donnerstag in einer Woche", "donnerstags", "jeden Donnerstag". */
function readWeekday({ tokens, today }: Sentence, at: number): Read | undefined {
  const word = tokens[at]!
  const every = words.EVERY_WEEKDAY.get(word)
  if (every) return { days: until(today, HORIZON_DAYS), weekdays: [every], next: at + 1 }
  if (/^(jeden|jeder|every)$/.test(word)) {
    const named = words.WEEKDAYS.get(tokens[at + 1] ?? '')
    return named ? { days: until(today, HORIZON_DAYS), weekdays: [named], next: at + 2 } : undefined
  }
  if (/^(werktags|wochentags|weekdays)$/.test(word)) return { days: until(today, HORIZON_DAYS), weekdays: [1, 2, 3, 4, 5], next: at + 1 }
  // "Der zweite Donnerstag im Monat" is a rule and no day.
  if (words.ordinalOf(tokens[at - 1] ?? '') !== undefined) return undefined
  const weekday = words.WEEKDAYS.get(word)
  if (!weekday || (words.SHORT_WEEKDAY.test(word) && !/^(am|den)$/.test(tokens[at - 1] ?? ''))) return undefined
  const move = words.MOVES.get(tokens[at + 1] ?? '')
  if (move !== undefined && /^woche$/.test(tokens[at + 2] ?? ''))
    return { days: day(addDays(weekSpan(today, move).from, weekday - 1)), next: at + 3 }
  const coming = movedWeekday(today, weekday, 0)
  const weeks =
    tokens[at + 1] === 'in' && words.UNITS_OF_TIME.get(tokens[at + 3] ?? '') === 'week' ? words.numberOf(tokens[at + 2] ?? '') : undefined
  if (weeks !== undefined) return { days: day(addDays(coming, 7 * weeks)), next: at + 4 }
  return { days: day(coming), next: at + 1 }
}

/** "2027", "im Jahr 2027". A figure beside a sum, a law or a programme is none. */
function readYear({ tokens }: Sentence, at: number): Read | undefined {
  const word = tokens[at]!
  if ((word === 'jahr' || word === 'jahre' || word === 'year') && /^20\d\d$/.test(tokens[at + 1] ?? ''))
    return { days: yearSpan(Number(tokens[at + 1])), next: at + 2 }
  return /^20[2-4]\d$/.test(word) && !/^(euro|eur|uhr|mitarbeiter|leute|stuck)$/.test(tokens[at + 1] ?? '')
    ? { days: yearSpan(Number(word)), next: at + 1 }
    : undefined
}
