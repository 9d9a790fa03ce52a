/** Fields of one entry held against each other: each is well written by itself, and together they cannot be meant. */
import { momentOn } from '../moment.ts'
import { addDays, clockIn, type Day, dayIn, writeDay } from './day.ts'
import { nextDates, writeDates } from './next-dates.ts'
import { occurrences } from './occurrences.ts'
import { ruleProblem } from './recurrence-rule.ts'
import type { Contact, Entry, Event, Funding } from './schema.ts'
import { readWeekRow } from './week-hours.ts'

export interface Contradiction {
  keys: PropertyKey[]
  severity: 'error' | 'warning'
  code: string
  message: string
  hint: string
}

/** What in this entry contradicts itself. Needs no clock: what is compared with today is checked where today is known. */
export function contradictionsIn(entry: Entry): Contradiction[] {
  const found = [...reversed(['valid', 'until'], entry.valid.from, entry.valid.until, 'valid.from')]
  if (entry.kind === 'events') found.push(...inEvent(entry))
  if (entry.kind === 'funding') found.push(...inFunding(entry))
  if (entry.kind === 'contacts') found.push(...inHours(entry))
  return found
}

const wrong = (keys: PropertyKey[], code: string, message: string, hint: string): Contradiction => ({
  keys,
  severity: 'error',
  code,
  message,
  hint,
})

/** Rows of which two hold the same day at the same time, and hours that say nothing. */
function inHours({ hours }: Contact): Contradiction[] {
  if (!hours) return []
  if (hours.week.length === 0 && hours.note === undefined)
    return [wrong(['hours'], 'no-hours', '„hours“ nennt keine Zeiten.', 'Ergänzen Sie week: ["Mo-Do 8:00-12:00"], oder löschen Sie hours.')]
  const rows = hours.week.map((row) => readWeekRow(row) ?? [])
  const overlaps = (i: number) =>
    rows[i]!.some((one, at) =>
      rows
        .slice(0, i + 1)
        .some((row, j) =>
          row.some((other, to) => (j < i || to < at) && one.weekday === other.weekday && one.from < other.to && other.from < one.to),
        ),
    )
  return hours.week.flatMap((row, i) =>
    overlaps(i)
      ? [
          wrong(
            ['hours', 'week', i],
            'hours-overlap',
            `„${row}“ überschneidet sich mit einer anderen Zeit desselben Tages.`,
            'Fassen Sie beide zu einer Zeit zusammen.',
          ),
        ]
      : [],
  )
}

/** A span whose end lies before its beginning; `begins` names the field of the beginning. */
function reversed(keys: PropertyKey[], from: string | undefined, until: string | undefined, begins: string): Contradiction[] {
  if (from === undefined || until === undefined || until >= from) return []
  return [
    wrong(
      keys,
      'end-before-start',
      `„${until}“ liegt vor „${begins}“ (${from}).`,
      'Tauschen Sie die beiden Angaben, oder berichtigen Sie das Jahr.',
    ),
  ]
}

function inEvent(event: Event): Contradiction[] {
  const { start, end, recurrence } = event
  const found: Contradiction[] = []
  // A day alone and a day with its time compare by the day.
  const length = Math.min(start.length, end?.length ?? start.length)
  found.push(...reversed(['end'], start.slice(0, length), end?.slice(0, length), 'start'))
  for (const [key, moment] of [
    ['start', start],
    ['end', end],
  ] as const) {
    if (moment === undefined || moment.length <= 10 || exists(moment)) continue
    found.push(
      wrong(
        [key],
        'no-such-time',
        `Die Uhrzeit ${moment.slice(11)} gibt es am ${writeDay(moment.slice(0, 10))} nicht: Die Uhren werden vorgestellt.`,
        `Schreiben Sie zum Beispiel ${moment.slice(0, 10)}T03:30.`,
      ),
    )
  }
  if (recurrence && !ruleProblem(recurrence.rule)) found.push(...inSeries(event, recurrence))
  return found
}

/** Whether a clock on the wall ever shows this local time (`2027-03-28T02:30`). */
function exists(moment: string): boolean {
  return [1, 2].some((offset) => {
    const instant = new Date(`${moment}:00Z`)
    instant.setUTCHours(instant.getUTCHours() - offset)
    return `${dayIn(instant)}T${clockIn(instant)}` === moment
  })
}

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

const NEAR_DAYS = 366
const SERIES_LOOKED_AT_DAYS = 4 * 366

function inSeries(event: Event, recurrence: NonNullable<Event['recurrence']>): Contradiction[] {
  const { rule, until, except } = recurrence
  const start: Day = event.start.slice(0, 10)
  if (until !== undefined && until < start) return reversed(['recurrence', 'until'], start, until, 'start')
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

function inFunding({ calls, eligible, amount, rate }: Funding): Contradiction[] {
  const found = calls.flatMap(({ from, until }, i) => reversed(['calls', i, 'until'], from, until, 'from'))
  const pairs: [PropertyKey[], number | undefined, number | undefined][] = [
    [['eligible', 'employees', 'min'], eligible.employees?.min, eligible.employees?.max],
    [['amount', 'min'], amount?.min, amount?.max],
  ]
  for (const [keys, min, max] of pairs)
    if (min !== undefined && max !== undefined && min > max)
      found.push(
        wrong(
          keys,
          'min-above-max',
          `Mindestens ${min} und höchstens ${max} zugleich geht nicht.`,
          `Schreiben Sie min: ${max} und max: ${min}, oder berichtigen Sie eine Zahl.`,
        ),
      )
  const percent = Math.max(0, ...[...(rate ?? '').matchAll(/(\d+)(?:,\d+)?\s*(?:%|Prozent)/g)].map(([, number]) => Number(number)))
  if (percent > 100)
    found.push(
      wrong(['rate'], 'out-of-range', `${percent} Prozent Fördersatz sind mehr als alles.`, 'Schreiben Sie einen Satz bis 100 Prozent.'),
    )
  return found
}
