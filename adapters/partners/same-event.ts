/**
 * Whether two feeds speak of one event: the same day, clocks that do not contradict, words of the title, the place. Every yes says why, in
 * German, because an editor has to be able to see it.
 */
import { addDays } from '../../bot/knowledge/day.ts'
import { occurrences } from '../../bot/knowledge/occurrences.ts'
import { fold } from '../../bot/search/words/fold.ts'
import type { FoundEvent } from './found.ts'

type NamedPlace = { name?: string | undefined; postcode?: string | undefined; city?: string | undefined }

/** What is compared: of a feed's event, or of an entry of the editors. */
export type Comparable = Pick<FoundEvent, 'title' | 'start'> & {
  end?: string | undefined
  recurrence?: FoundEvent['recurrence'] | undefined
  place?: NamedPlace | undefined
  link?: string | undefined
}

/** Clocks that differ by less are one beginning: doors open, talk begins. */
const MAX_MINUTES_APART = 30
/** Shares of the words of the titles that are the same. */
const MIN_ALIKE = 0.72
const MIN_ALIKE_WITH_ALL_ELSE = 0.5
const MIN_ALIKE_WITH_LINK = 0.3
const FILLERS = new Set(
  'der die das und oder fur mit von vom zum zur im in am an auf ein eine einer des den dem the and for with of'.split(' '),
)

/** Why both are one event, or undefined. */
export function sameEvent(a: Comparable, b: Comparable): string[] | undefined {
  const { share, common, all } = alike(a.title, b.title)
  // Cheap, and nearly always the answer.
  if (share < MIN_ALIKE_WITH_LINK || !sameDay(a, b)) return undefined
  const minutes = minutesApart(a.start, b.start)
  if (minutes !== undefined && minutes > MAX_MINUTES_APART) return undefined
  const where = samePlace(a.place, b.place)
  if (where === false) return undefined
  const because = [
    'derselbe Tag',
    ...(minutes === undefined ? [] : [minutes === 0 ? 'dieselbe Uhrzeit' : `nur ${minutes} Minuten auseinander`]),
    `im Titel ${common} von ${all} Wörtern gleich`,
    ...(where === true ? [`derselbe Ort (${a.place?.city ?? a.place?.name})`] : []),
  ]
  if (a.link !== undefined && a.link === b.link && share >= MIN_ALIKE_WITH_LINK) return [...because, 'dieselbe Seite']
  if (share >= MIN_ALIKE) return because
  return share >= MIN_ALIKE_WITH_ALL_ELSE && minutes === 0 && where === true ? because : undefined
}

/** The same series, the same day, or a day of the other's series. */
function sameDay(a: Comparable, b: Comparable): boolean {
  const [one, other] = [a.start.slice(0, 10), b.start.slice(0, 10)]
  if (a.recurrence && b.recurrence) {
    const [rule, otherRule] = [a, b].map(({ recurrence }) => recurrence!.rule)
    return rule === otherRule && (one === other || isOn(a, other) || isOn(b, one))
  }
  if (one === other) return true
  return (a.recurrence !== undefined && isOn(a, other)) || (b.recurrence !== undefined && isOn(b, one))
}

function isOn(series: Comparable, day: string): boolean {
  const { start, recurrence } = series
  return occurrences({ start, recurrence, end: undefined, valid: {}, cancelled: false, land: 'BUND' }, addDays(day, 0), day).some(
    (date) => date.day === day,
  )
}

/** Undefined where one of them has no clock. */
function minutesApart(a: string, b: string): number | undefined {
  const [one, other] = [a.slice(11), b.slice(11)]
  if (one === '' || other === '') return undefined
  const minutes = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))
  return Math.abs(minutes(one) - minutes(other))
}

/** True, false, or undefined where one of them does not say enough. */
function samePlace(a: Comparable['place'], b: Comparable['place']): boolean | undefined {
  if (!a || !b) return undefined
  if (a.postcode && b.postcode && a.postcode === b.postcode) return true
  const names = ({ name, city }: NamedPlace) => [city, name].filter((one) => one !== undefined).map(fold)
  const [mine, yours] = [names(a), names(b)]
  const meets = mine.some((one) => yours.some((other) => one === other || one.includes(other) || other.includes(one)))
  if (a.city && b.city) return fold(a.city) === fold(b.city)
  return meets ? true : undefined
}

/** Share of the words of the shorter title that stand in the longer, weighed with how much is left over. */
export function alike(a: string, b: string): { share: number; common: number; all: number } {
  const [mine, yours] = [wordsOfTitle(a), wordsOfTitle(b)]
  const [few, many] = mine.size <= yours.size ? [mine, yours] : [yours, mine]
  const common = [...few].filter((word) => many.has(word) || [...many].some((other) => isNearly(word, other))).length
  const all = Math.max(few.size, 1)
  // Two titles of one word in common say little, unless both are just that.
  const share = few.size >= 3 || few.size === many.size ? common / all : (2 * common) / Math.max(few.size + many.size, 1)
  return { share, common, all }
}

/** "Sprechtag" and "Sprechtage", "Digitalisierung" and "Digitalisierungs". */
function isNearly(a: string, b: string): boolean {
  return Math.min(a.length, b.length) >= 5 && Math.abs(a.length - b.length) <= 2 && (a.startsWith(b) || b.startsWith(a))
}

function wordsOfTitle(title: string): Set<string> {
  const words = fold(title).split(/[^\p{L}\p{N}]+/u)
  const kept = words.filter((word) => word.length > 1 && !FILLERS.has(word))
  return new Set(kept.length > 0 ? kept : words.filter((word) => word !== ''))
}
