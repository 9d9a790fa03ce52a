/** Stretches of the calendar that have a name of their own: months, weeks of the year, quarters, seasons, feasts. */
import type { Day } from '../../knowledge/day.ts'
import { type Days, feastSpan, isoWeekSpan, monthNumberOf, monthSpan, periodAround, quarterSpan, seasonSpan, yearOf } from './periods.ts'
import { afterLeads, type Read, type Sentence } from './sentence.ts'
import * as words from './time-words.ts'

/** A year that stands at this place. */
export function yearAt(tokens: readonly string[], at: number): { year?: number; next: number } {
  return /^20\d\d$/.test(tokens[at] ?? '') ? { year: Number(tokens[at]), next: at + 1 } : { next: at }
}

/** "Dezember 2026", "KW 50", "erstes Quartal 2027", "Q1", "Sommer", "Ostern", "Wochenende", "zwischen den Jahren". */
export function readNamedPeriod(sentence: Sentence, at: number): Read | undefined {
  const { tokens, today } = sentence
  const word = tokens[at]!
  // "Die letzte Januarwoche" is some week of January: the month holds it.
  const month = words.MONTHS.get(word) ?? words.MONTHS.get(word.replace(/(?:wochen?|halfte|termine?)$/, ''))
  if (month !== undefined && !(word === 'may' && !/^(in|by|until|of|this|next|end|from|to)$/.test(tokens[at - 1] ?? ''))) {
    const { year, next } = yearAt(tokens, at + 1)
    return { days: monthSpan(year ?? yearOf(today) + (month < monthNumberOf(today) ? 1 : 0), month), next }
  }
  const week =
    /^kw\s?(\d{1,2})$/.exec(word)?.[1] ??
    (/^(kw|kalenderwoche|week)$/.test(word) && /^\d{1,2}\.?$/.test(tokens[at + 1] ?? '') ? tokens[at + 1] : undefined) ??
    (/^(kw|kalenderwoche)$/.test(tokens[at + 1] ?? '') && words.ordinalOf(word) !== undefined ? word : undefined)
  if (week !== undefined) {
    const { year, next } = yearAt(tokens, /^kw\s?\d/.test(word) ? at + 1 : at + 2)
    const number = Number.parseInt(week, 10)
    if (number < 1 || number > 53) return undefined
    const here = isoWeekSpan(year ?? yearOf(today), number)
    return { days: year === undefined && here.to < today ? isoWeekSpan(yearOf(today) + 1, number) : here, next }
  }
  const quarter = /^q([1-4])$/.exec(word)?.[1] ?? (/^(quartal|quarter)$/.test(tokens[at + 1] ?? '') ? words.ordinalOf(word) : undefined)
  if (quarter !== undefined) {
    const { year, next } = yearAt(tokens, afterLeads(tokens, word.startsWith('q') && word.length === 2 ? at + 1 : at + 2))
    const here = quarterSpan(year ?? yearOf(today), Number(quarter))
    return { days: year === undefined && here.to < today ? quarterSpan(yearOf(today) + 1, Number(quarter)) : here, next }
  }
  if (word === 'wochenende' || word === 'weekend') return { days: periodAround(today, 'weekend', 0), next: at + 1 }
  if (word === 'jahren' && tokens[at - 1] === 'den' && tokens[at - 2] === 'zwischen')
    return { days: feast(today, 'between the years'), next: at + 1 }
  if (word === 'advent' || word === 'adventszeit')
    return { days: { from: `${yearOf(today)}-11-29`, to: `${yearOf(today)}-12-24` }, next: at + 1 }
  const season = words.SEASONS.get(word)
  if (season && !(word === 'spring' && tokens[at - 1] !== 'in')) {
    const { year, next } = yearAt(tokens, at + 1)
    const here = seasonSpan(year ?? yearOf(today), season)
    return { days: year === undefined && here.to < today ? seasonSpan(yearOf(today) + 1, season) : here, next }
  }
  const named = words.FEASTS.get(word)
  if (!named) return undefined
  const { year, next } = yearAt(tokens, at + 1)
  return { days: year === undefined ? feast(today, named) : feastSpan(year, named), next }
}

/** The next feast that is not over. */
function feast(today: Day, named: Parameters<typeof feastSpan>[1]): Days {
  const here = feastSpan(yearOf(today), named)
  return here.to < today ? feastSpan(yearOf(today) + 1, named) : here
}
