/** Parts of a day and wall clocks: "vormittags", "nach 17 Uhr", "zwischen 9 und 12 Uhr", "nach Feierabend". */
import { DAY_PARTS, numberOf } from './time-words.ts'

export interface DayPart {
  clock: { from: string; to: string }
  words: string
  /** "heute Abend": the part belongs to today, and to no other day. */
  day?: 'today'
}

/** Events that begin within half an hour of a clock that was named. */
const AROUND_MINUTES = 30

/** The first part of a day that the tokens name. `tokens`: folded words and figures. */
export function readDayPart(tokens: readonly string[]): DayPart | undefined {
  for (let at = 0; at < tokens.length; at++) {
    const clock = clockAt(tokens, at)
    if (clock) return clock
    const part = partAt(tokens, at)
    if (part) return part
  }
  return undefined
}

function partAt(tokens: readonly string[], at: number): DayPart | undefined {
  const word = tokens[at]!
  const before = tokens[at - 1] ?? ''
  // "Am Morgen", "jeden Morgen": the part of the day, where "morgen" alone is tomorrow.
  if (word === 'morgen' && /^(am|jeden|heute|gestern)$/.test(before)) return { clock: { from: '06:00', to: '11:00' }, words: word }
  if (word === 'fruh' && !/^(morgen|heute|montag|dienstag|mittwoch|donnerstag|freitag|samstag)$/.test(before)) return undefined
  if (/^(morning|evening|afternoon)$/.test(word) && before === 'good') return undefined
  const clock = DAY_PARTS.get(word)
  if (!clock || (/^(abend|tag|nachmittag)$/.test(word) && before === 'guten')) return undefined
  return { clock, words: word }
}

/** "um 10 Uhr", "nach 17 Uhr", "ab 18:30", "vor 12 Uhr", "bis 12 Uhr", "zwischen 9 und 12 Uhr", "after 5 pm". */
function clockAt(tokens: readonly string[], at: number): DayPart | undefined {
  const word = tokens[at]!
  if (!/^(um|gegen|ab|nach|vor|bis|zwischen|von|after|before|at|from|between|until)$/.test(word)) return undefined
  const first = clockOf(tokens, at + 1)
  if (!first) {
    if (word !== 'zwischen' && word !== 'von' && word !== 'between' && word !== 'from') return undefined
    const hour = numberOf(tokens[at + 1] ?? '')
    const end = /^(und|bis|and|to|-|–)$/.test(tokens[at + 2] ?? '') ? clockOf(tokens, at + 3) : undefined
    if (hour === undefined || hour > 24 || !end) return undefined
    return { clock: { from: written(hour * 60), to: written(end.minutes) }, words: tokens.slice(at, end.next).join(' ') }
  }
  const { minutes, next } = first
  const words = tokens.slice(at, next).join(' ')
  if (word === 'ab' || word === 'nach' || word === 'after' || word === 'from')
    return { clock: { from: written(minutes), to: '23:59' }, words }
  if (word === 'vor' || word === 'bis' || word === 'before' || word === 'until')
    return { clock: { from: '00:00', to: written(minutes) }, words }
  if (word === 'zwischen' || word === 'von' || word === 'between') {
    const end = clockOf(tokens, next + 1)
    return end && { clock: { from: written(minutes), to: written(end.minutes) }, words: tokens.slice(at, end.next).join(' ') }
  }
  return { clock: { from: written(minutes - AROUND_MINUTES), to: written(minutes + AROUND_MINUTES) }, words }
}

/** "10 Uhr", "10:30", "10:30 Uhr", "5 pm". A bare figure is no clock. */
function clockOf(tokens: readonly string[], at: number): { minutes: number; next: number } | undefined {
  const token = tokens[at] ?? ''
  const [, hours, minutes] = /^(\d{1,2}):(\d{2})$/.exec(token) ?? []
  if (hours !== undefined)
    return Number(hours) < 24 && Number(minutes) < 60
      ? { minutes: Number(hours) * 60 + Number(minutes), next: at + (tokens[at + 1] === 'uhr' ? 2 : 1) }
      : undefined
  const hour = numberOf(token)
  const unit = tokens[at + 1] ?? ''
  if (hour === undefined || hour > 24 || !/^(uhr|am|pm|oclock)$/.test(unit)) return undefined
  return { minutes: ((unit === 'pm' && hour < 12 ? hour + 12 : hour) % 24) * 60, next: at + 2 }
}

function written(minutes: number): string {
  const within = Math.min(Math.max(minutes, 0), 23 * 60 + 59)
  return `${String(Math.floor(within / 60)).padStart(2, '0')}:${String(within % 60).padStart(2, '0')}`
}
