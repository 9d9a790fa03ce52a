/** Public holidays of the lands, from feiertagejs. */
import { isHoliday } from 'feiertagejs'
import type { Day } from './day.ts'

/** The lands as feiertagejs calls them; `BUND` has only the holidays of all of them. */
export const LANDS = ['BW', 'BY', 'BE', 'BB', 'HB', 'HH', 'HE', 'MV', 'NI', 'NW', 'RP', 'SL', 'SN', 'ST', 'SH', 'TH', 'BUND'] as const
export type Land = (typeof LANDS)[number]

/** True on a public holiday of the land. Noon UTC keeps the day the same in every European zone. */
export function isPublicHoliday(day: Day, land: Land): boolean {
  const key = day + land
  const known = holidays.get(key)
  if (known !== undefined) return known
  const holiday = isHoliday(new Date(`${day}T12:00:00Z`), land)
  holidays.set(key, holiday)
  return holiday
}
/** feiertagejs works a whole year out at every question (2 to 3 ms); the calendar of past and coming years does not change. */
const holidays = new Map<string, boolean>()
