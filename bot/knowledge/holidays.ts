/** Public holidays of the lands, from feiertagejs. */
import { getHolidays } from 'feiertagejs'
import { type Day, dayIn } from './day.ts'

/** The lands as feiertagejs calls them; `BUND` has only the holidays of all of them. */
export const LANDS = ['BW', 'BY', 'BE', 'BB', 'HB', 'HH', 'HE', 'MV', 'NI', 'NW', 'RP', 'SL', 'SN', 'ST', 'SH', 'TH', 'BUND'] as const
export type Land = (typeof LANDS)[number]

/** True on a public holiday of the land. */
export function isPublicHoliday(day: Day, land: Land): boolean {
  const year = day.slice(0, 4)
  const key = year + land
  let days = holidays.get(key)
  if (!days) {
    days = new Set(getHolidays(year, land).map(({ date }) => dayIn(date)))
    holidays.set(key, days)
  }
  return days.has(day)
}
/** Year and land → its holidays; feiertagejs works them out anew at every question, which takes milliseconds. */
const holidays = new Map<string, ReadonlySet<Day>>()
