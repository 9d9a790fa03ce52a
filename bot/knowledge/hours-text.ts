/** Opening hours as a contact writes them in words ("Mo–Do 8–17 Uhr, Fr 8–16 Uhr"), as rows to reckon with. */
import type { OfficeHours } from './knowledge.ts'

const WEEKDAYS = ['mo', 'di', 'mi', 'do', 'fr', 'sa', 'so']
const NAMES = ['montag', 'dienstag', 'mittwoch', 'donnerstag', 'freitag', 'samstag', 'sonntag']
const TIME = String.raw`(\d{1,2})(?:[:.](\d{2}))?`
const SPAN = new RegExp(`${TIME}-${TIME}`, 'y')
/** "(Stand 2026)", "(Stand 02/2026)": the year the words are from. */
const AS_OF = /\s*\(stand (?:\d{1,2}[/.])?(\d{4})\)$/
/** Hours of an older year are shown in their words, and nothing is concluded from them. */
const MAX_YEARS_OLD = 1

/**
 * One row for each span of a weekday. Undefined where any part is not plainly days and times ("Hotline …", "nach Vereinbarung"), or the
 * words say that they are from before last year: who reads more out of them than they say sends somebody to a closed door.
 *
 * year: the one in which they are read.
 */
export function hoursIn(text: string, year: number): OfficeHours[] | undefined {
  const lower = text.toLowerCase().trim()
  const from = AS_OF.exec(lower)?.[1]
  if (from !== undefined && Number(from) < year - MAX_YEARS_OLD) return undefined
  const plain = lower
    .replace(AS_OF, '')
    .replace(/\s*(?:[-–—]|\bbis\b)\s*/g, '-')
    .replace(/\s+(?:und|sowie|\+)\s+|;/g, ',')
    .replace(/\b(?:von|uhr)\b/g, ' ')
    .replace(/\s*,\s*/g, ',')
    .replace(/\s+/g, ' ')
    .trim()
  const rows: OfficeHours[] = []
  let days: number[] = []
  /** Days that are named and have no time yet: "Mo, Di 9–12". */
  let waiting: number[] = []
  for (const part of plain.split(',')) {
    const [, named = '', times = ''] = /^([a-zäöü.-]*)\s*:?\s*([\d:.-]*)$/.exec(part.trim()) ?? []
    const meant = named === '' ? [] : weekdaysIn(named)
    if (meant === undefined || (named === '' && times === '')) return undefined
    if (meant.length > 0) waiting.push(...meant)
    if (times === '') continue
    const span = spanIn(times)
    if (waiting.length > 0) {
      days = waiting
      waiting = []
    }
    if (!span || days.length === 0) return undefined
    rows.push(...days.map((weekday) => ({ weekday, ...span })))
  }
  return rows.length > 0 && waiting.length === 0 ? rows : undefined
}

/** "mo", "mo.-fr.", "montag-donnerstag" → 1 for Monday. */
function weekdaysIn(text: string): number[] | undefined {
  const [first, last = first] = text.split('-').map((word) => {
    const bare = word.replace(/\.$/, '')
    return Math.max(WEEKDAYS.indexOf(bare), NAMES.indexOf(bare)) + 1
  })
  if (!first || !last || last < first) return undefined
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
}

function spanIn(text: string): Pick<OfficeHours, 'from' | 'to'> | undefined {
  SPAN.lastIndex = 0
  const found = SPAN.exec(text)
  if (!found || SPAN.lastIndex !== text.length) return undefined
  const [from, to] = [clockOf(found[1]!, found[2]), clockOf(found[3]!, found[4])]
  return from !== undefined && to !== undefined && from < to ? { from, to } : undefined
}

function clockOf(hour: string, minute = '00'): string | undefined {
  return Number(hour) <= 24 && Number(minute) < 60 ? `${hour.padStart(2, '0')}:${minute}` : undefined
}
