/**
 * "nächste Woche vormittags", "nach dem 10. Dezember", "zwischen Januar und März", "in the first quarter": what a sentence says about
 * time, as days and wall clocks. A small recursive reader over folded words: a *date* names days ("Dezember", "nächste Woche"),
 * a *bound* bends it ("ab", "bis", "vor", "Ende"), and parts of the day add clocks.
 *
 * chrono-node was tried first: its German misses weeks, quarters, feasts, bounds and most relative words of the table in
 * `test/understanding/time/expressions.ts`.
 */
import { addDays, type Day, isDay } from '../../knowledge/day.ts'
import type { Moment } from '../../moment.ts'
import { fold } from '../../search/words/fold.ts'
import { readDate, readDateAfterLeads } from './dates.ts'
import { readDayPart } from './day-part.ts'
import { type Days, day, monthNumberOf, monthSpan, weekSpan, yearOf, yearSpan } from './periods.ts'
import { afterLeads, HORIZON_DAYS, type Read, type Sentence, until } from './sentence.ts'
import * as words from './time-words.ts'

export interface TimeSpan extends Days {
  /** The words read, folded, as they stand in the sentence. */
  words: string
  /** Only on these days of the week (1 Monday … 7 Sunday). */
  weekdays?: readonly number[] | undefined
  /** Only within these wall clocks. */
  clock?: { from: string; to: string } | undefined
}

/** "In den nächsten Tagen", "bald". */
const FEW_DAYS = 10
const MAX_TOKENS = 80

const TOKEN =
  /\d{4}-\d{2}-\d{2}|\d{1,2}\.\s?\d{1,2}\.(?:\s?\d{4}|\s?\d{2}(?!\d|\.|:))?|\d{1,2}\.\d{1,2}\.?(?=\s*[-–]|$|[\s?!,])|\d{1,2}:\d{2}|q[1-4]\b|kw\s?\d{1,2}|\d{1,4}(?:st|nd|rd|th|ten)\b|\d+\.(?!\d)|\d+|[a-z]+|[-–]/g

/** What the sentence says about time, or undefined. Several dates without a bound between them: the first one. */
export function readTime(utterance: string, { today }: Pick<Moment, 'today'>): TimeSpan | undefined {
  const tokens = (fold(utterance).match(TOKEN) ?? []).slice(0, MAX_TOKENS).map(words.correctTimeWord)
  const sentence: Sentence = { tokens, today }
  const part = readDayPart(tokens)
  for (let at = 0; at < tokens.length; at++) {
    const read = readBounded(sentence, at) ?? readDate(sentence, at)
    if (!read) continue
    return {
      ...read.days,
      words: tokens.slice(at, read.next).join(' '),
      ...(read.weekdays && { weekdays: read.weekdays }),
      ...(part && { clock: part.clock }),
    }
  }
  if (!part) return undefined
  return { ...(part.day === 'today' ? day(today) : until(today, HORIZON_DAYS)), words: part.words, clock: part.clock }
}

/** "ab Februar", "bis Ende Januar", "vor Weihnachten", "nach Ostern", "zwischen … und …", "von … bis …", "in den nächsten zwei Wochen". */
function readBounded(sentence: Sentence, at: number): Read | undefined {
  const { tokens, today } = sentence
  const word = tokens[at]!
  if (word === 'zwischen' || word === 'between') return readRange(sentence, at + 1, ['und', 'and', '-', '–'])
  if (word === 'von' || word === 'vom' || word === 'from') {
    const range = readRange(sentence, at + 1, ['bis', 'to', 'until', '-', '–'])
    if (range) return range
    const from = word === 'from' ? readDateAfterLeads(sentence, at + 1) : undefined
    return from && { days: { from: from.days.from, to: addDays(today, HORIZON_DAYS) }, next: from.next }
  }
  if (word === 'ab' || word === 'seit' || word === 'since') {
    const read = readDateAfterLeads(sentence, at + 1)
    return read && { ...read, days: { from: read.days.from, to: addDays(read.days.from, HORIZON_DAYS) } }
  }
  if (word === 'bis' || word === 'by' || word === 'until' || word === 'till' || word === 'spatestens') {
    const read = readDateAfterLeads(sentence, at + 1)
    return read && { ...read, days: { from: read.days.to < today ? read.days.from : today, to: read.days.to } }
  }
  if (word === 'vor' || word === 'before') {
    const read = readDateAfterLeads(sentence, at + 1)
    return (
      read && {
        ...read,
        days: { from: read.days.from <= today ? addDays(read.days.from, -HORIZON_DAYS) : today, to: addDays(read.days.from, -1) },
      }
    )
  }
  if (word === 'nach' || word === 'after') {
    const read = readDateAfterLeads(sentence, at + 1)
    return read && { ...read, days: until(addDays(read.days.to, 1), HORIZON_DAYS) }
  }
  return readCount(sentence, at)
}

/** Two dates with a word between them. A bare first day takes its month from the second: "vom 1. bis 15. Dezember". */
function readRange(sentence: Sentence, at: number, between: readonly string[]): Read | undefined {
  const { tokens } = sentence
  const start = afterLeads(tokens, at)
  const first = readDate(sentence, start)
  const joint = tokens.findIndex((token, place) => place > start - 1 && place <= start + 5 && between.includes(token))
  if (joint < 0) return undefined
  const second = readDateAfterLeads(sentence, joint + 1)
  if (!second) return undefined
  const bare = words.ordinalOf(tokens[start] ?? '') ?? (first ? undefined : words.numberOf(tokens[start] ?? ''))
  if (bare !== undefined && joint === start + 1) {
    const from = `${second.days.from.slice(0, 8)}${String(bare).padStart(2, '0')}`
    return isDay(from) && from <= second.days.to ? { days: { from, to: second.days.to }, next: second.next } : undefined
  }
  if (!first || first.next > joint) return undefined
  // "von November bis Januar" ends in the year after.
  const to = second.days.to < first.days.from ? `${yearOf(second.days.to) + 1}${second.days.to.slice(4)}` : second.days.to
  // "zwischen Januar und März 2027" names the year once.
  const year = yearOf(second.days.from)
  const from = first.days.from > to ? `${year}${first.days.from.slice(4)}` : first.days.from
  return from <= to ? { days: { from, to }, next: second.next } : undefined
}

/** "in drei Tagen", "in den nächsten zwei Wochen", "innerhalb von vier Wochen", "die nächsten Tage". */
function readCount({ tokens, today }: Sentence, at: number): Read | undefined {
  let place = at
  const within = /^(innerhalb|binnen|within)$/.test(tokens[place] ?? '')
  const ahead = tokens[place] === 'in'
  while (['in', 'innerhalb', 'binnen', 'within', 'von', 'den', 'der', 'die', 'the', 'an', 'auf'].includes(tokens[place] ?? '')) place++
  const move = words.MOVES.get(tokens[place] ?? '')
  const next = move !== undefined && move === 1
  if (next) place++
  const count = words.numberOf(tokens[place] ?? '') ?? undefined
  if (count !== undefined) place++
  const unitWord = tokens[place] ?? ''
  const unit = words.UNITS_OF_TIME.get(unitWord)
  const plural = /^(tage|tagen|wochen|monate|monaten|days|weeks|months|jahren|years|quartale)$/.test(unitWord)
  if (!unit || unit === 'weekend' || unit === 'half' || unit === 'quarter') return undefined
  if (next ? !plural : !within && !(ahead && count !== undefined)) return undefined
  const many = count ?? { day: FEW_DAYS, week: 4, month: 3, year: 2 }[unit]
  const moved = movedBy(today, unit, many)
  if (next || within) return { days: { from: today, to: moved }, next: place + 1 }
  if (unit === 'day') return { days: day(moved), next: place + 1 }
  if (unit === 'week') return { days: weekSpan(moved), next: place + 1 }
  return { days: unit === 'month' ? monthSpan(yearOf(moved), monthNumberOf(moved)) : yearSpan(yearOf(moved)), next: place + 1 }
}

function movedBy(today: Day, unit: 'day' | 'week' | 'month' | 'year', many: number): Day {
  if (unit === 'day') return addDays(today, many)
  if (unit === 'week') return addDays(today, 7 * many)
  const months = unit === 'month' ? many : 12 * many
  const month = monthSpan(yearOf(today), monthNumberOf(today) + months)
  const same = `${month.from.slice(0, 8)}${today.slice(8)}`
  return isDay(same) ? same : month.to
}
