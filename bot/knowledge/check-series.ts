/** A series held against itself: a rule that yields nothing, does not hold its own beginning, or leaves out what was meant. */
import { momentOn } from '../moment.ts'
import { type Contradiction, reversed, wrong } from './contradiction.ts'
import { addDays, type Day, writeDay } from './day.ts'
import { nextDates, writeDates } from './next-dates.ts'
import { occurrences } from './occurrences.ts'
import type { Event } from './schema.ts'

const NEAR_DAYS = 366
const SERIES_LOOKED_AT_DAYS = 4 * 366

/** Days 29 to 31 and fifth weekdays are in some months only; with another day beside them no month is left out. */
function leavesMonthsOut(rule: string, start: Day): boolean {
  const [, list = start.slice(8, 10)] = /;(?:BYMONTHDAY|BYDAY)=([^;]+)/.exec(rule) ?? []
  return list.split(',').every((one) => /^-?(?:29|30|31)$|^-?5[A-Z]/.test(one))
}

/** The days of a series around one that is none of it. */
function nearDates(days: (from: Day, to: Day) => Day[], day: Day): string {
  const before = days(addDays(day, -NEAR_DAYS), day).at(-1)
  const near = [...(before === undefined ? [] : [before]), ...days(day, addDays(day, NEAR_DAYS)).slice(0, 1)]
  return near.length === 0 ? '' : `Nach der Regel wären es ${writeDates(near)}.`
}

/** What a rule says against its beginning, its end and its exceptions. The holidays of a land are not known yet; those of all are. */
export function inSeries(event: Event, recurrence: NonNullable<Event['recurrence']>): Contradiction[] {
  const { rule, until, except } = recurrence
  const start: Day = event.start.slice(0, 10)
  if (until !== undefined && until < start) return reversed(['recurrence', 'until'], start, until, 'start')
  const last = /UNTIL=(\d{4})(\d\d)(\d\d)/.exec(rule)?.slice(1).join('-')
  if (until !== undefined && last !== undefined && last !== until)
    return [
      wrong(
        ['recurrence', 'until'],
        'two-ends',
        `Die Regel endet am ${writeDay(last)} (UNTIL), das Feld until nennt den ${writeDay(until)}.`,
        'Löschen Sie UNTIL aus der Regel, und lassen Sie den richtigen Tag bei until stehen.',
      ),
    ]
  // As planned, before holidays and exceptions.
  const planned: Event = { ...event, land: 'BUND', cancelled: false, recurrence: { ...recurrence, except: [], holidays: 'findet statt' } }
  const days = (from: Day, to: Day) => occurrences(planned, from, to).map(({ day }) => day)
  const span = until === undefined || until > addDays(start, SERIES_LOOKED_AT_DAYS) ? addDays(start, SERIES_LOOKED_AT_DAYS) : until
  const [first] = days(start, span)
  /** What the rule does, where it may not be what was meant. */
  const shown = `Nach der Regel wären es ${writeDates(nextDates(planned, momentOn(start, '00:00')).map(({ day }) => day))}.`
  const at = ['recurrence', 'rule']
  if (first === undefined)
    return [wrong(at, 'empty-series', `Nach „${rule}“ findet von ${writeDay(start)} an kein Termin statt.`, 'Prüfen Sie rule und until.')]
  const found: Contradiction[] = []
  if (first !== start)
    found.push(
      wrong(
        ['start'],
        'start-not-in-series',
        `Der Beginn ${start} ist kein Tag von „${rule}“; der erste wäre ${first}.`,
        `Schreiben Sie start: ${first}${event.start.slice(10)}, oder ändern Sie die Regel. ${shown}`,
      ),
    )
  except.forEach((day, i) => {
    if (days(day, day).includes(day)) return
    found.push(
      wrong(
        ['recurrence', 'except', i],
        'except-hits-nothing',
        `Am ${writeDay(day)} findet nach „${rule}“ ohnehin nichts statt.`,
        `Berichtigen Sie den Tag, oder löschen Sie die Zeile. ${nearDates(days, day)}`,
      ),
    )
  })
  if (found.length === 0 && occurrences({ ...event, land: 'BUND', cancelled: false }, start, span).length === 0)
    found.push(
      wrong(
        at,
        'no-date-left',
        `Von „${rule}“ bleibt kein einziger Termin: Alle fallen auf Feiertage, unter except oder aus valid heraus.`,
        'Berichtigen Sie except oder valid, oder schreiben Sie holidays: findet statt.',
      ),
    )
  if (start.endsWith('-02-29') && /^FREQ=YEARLY(;INTERVAL=1)?$/.test(rule))
    found.push({
      keys: ['start'],
      severity: 'warning',
      code: 'leap-day',
      message: 'Einen 29. Februar gibt es nur alle vier Jahre; in den anderen Jahren fällt der Termin aus.',
      hint: `Nehmen Sie den 28. Februar, oder lassen Sie es so. ${shown}`,
    })
  if (/^FREQ=MONTHLY\b/.test(rule) && leavesMonthsOut(rule, start))
    found.push({
      keys: at,
      severity: 'warning',
      code: 'not-every-month',
      message: `Was „${rule}“ nennt, gibt es nicht in jedem Monat; in den anderen fällt der Termin aus.`,
      hint: `Nehmen Sie ${rule.includes('BYDAY') ? 'eine -1 vor dem Wochentag für den letzten im Monat' : 'BYMONTHDAY=-1 für den letzten Tag im Monat'}, oder lassen Sie es so. ${shown}`,
    })
  return found
}
