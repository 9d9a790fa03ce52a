/** What becomes of a rule, as days that an editor can look at: the surest way to see that it says what was meant. */
import type { Moment } from '../moment.ts'
import { addDays, type Day, writeDayOfWeek } from './day.ts'
import { isOver, MAX_DAYS_AHEAD, type Occurrence, occurrences, type Planned } from './occurrences.ts'

/** So many show what a rule does. */
const DATES_SHOWN = 3
/** Rare rules take longer: 29 February comes every four years, and twice in eight. */
const DAYS_AHEAD: readonly number[] = [MAX_DAYS_AHEAD, 13 * 366]

/** The next three dates of an event that are not over, or fewer where there are no more. */
export function nextDates(event: Planned, moment: Moment): Occurrence[] {
  for (const days of DAYS_AHEAD) {
    const found = occurrences(event, moment.today, addDays(moment.today, days)).filter((occurrence) => !isOver(occurrence, moment))
    if (found.length >= DATES_SHOWN || days === DAYS_AHEAD.at(-1)) return found.slice(0, DATES_SHOWN)
  }
  return []
}

/** "Do 03.12.2026, Do 07.01.2027, Do 04.02.2027". */
export function writeDates(days: readonly Day[]): string {
  return days.map(writeDayOfWeek).join(', ')
}
