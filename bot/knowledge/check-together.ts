/** Fields of one entry held against each other: each is well written by itself, and together they cannot be meant. */
import { inFunding } from './check-funding.ts'
import { inSeries } from './check-series.ts'
import { type Contradiction, reversed, wrong } from './contradiction.ts'
import { addDays, clockIn, dayIn, writeDay } from './day.ts'
import { ruleProblem } from './recurrence-rule.ts'
import type { Contact, Entry, Event } from './schema.ts'
import { readWeekRow } from './week-hours.ts'

/** What in this entry contradicts itself. Needs no clock: what is compared with today is checked where today is known. */
export function contradictionsIn(entry: Entry): Contradiction[] {
  const found = [...reversed(['valid', 'until'], entry.valid.from, entry.valid.until, 'valid.from'), ...namedTwice(entry)]
  if (entry.kind === 'events') found.push(...inEvent(entry))
  if (entry.kind === 'funding') found.push(...inFunding(entry))
  if (entry.kind === 'contacts') found.push(...inHours(entry))
  return found
}

/** Words of a list that stand there before; what `not` shuts out cannot be one of the questions. */
function namedTwice(entry: Entry): Contradiction[] {
  const { questions, not, topics, audience, region } = entry
  const lists: [PropertyKey[], readonly string[]][] = [
    [['questions'], questions],
    [['not'], not],
    [['topics'], topics],
    [['audience'], audience],
    [['region'], region],
  ]
  if (entry.kind === 'funding') lists.push([['type'], entry.type])
  if (entry.kind === 'events' && entry.recurrence) lists.push([['recurrence', 'except'], entry.recurrence.except])
  const twice = lists.flatMap(([keys, list]) =>
    list.flatMap((word, i): Contradiction[] =>
      list.indexOf(word) === i
        ? []
        : [
            {
              keys: [...keys, i],
              severity: 'warning',
              code: 'named-twice',
              message: `„${word}“ steht zweimal unter ${String(keys.at(-1))}.`,
              hint: 'Löschen Sie eine der beiden Angaben.',
            },
          ],
    ),
  )
  const both = not.flatMap((question, i) =>
    questions.includes(question)
      ? [
          wrong(
            ['not', i],
            'asked-and-shut-out',
            `„${question}“ steht unter questions und unter not.`,
            'Löschen Sie eine der beiden Angaben.',
          ),
        ]
      : [],
  )
  return [...twice, ...both]
}

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

/** Longer ones are a mistyped year, or a series. */
const MAX_EVENT_DAYS = 120

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
  if (end !== undefined && end.length > 10 && end === start)
    found.push({
      keys: ['end'],
      severity: 'warning',
      code: 'no-length',
      message: 'Beginn und Ende sind gleich.',
      hint: 'Berichtigen Sie end, oder löschen Sie die Zeile.',
    })
  if (end !== undefined && end.slice(0, 10) > addDays(start.slice(0, 10), MAX_EVENT_DAYS))
    found.push({
      keys: ['end'],
      severity: 'warning',
      code: 'very-long',
      message: `Die Veranstaltung dauert über ${MAX_EVENT_DAYS} Tage.`,
      hint: 'Berichtigen Sie das Jahr von end; für einzelne Termine nehmen Sie recurrence.',
    })
  if (recurrence && !ruleProblem(recurrence.rule)) found.push(...inSeries(event, recurrence))
  return [...found, ...whereIn(event)]
}

/** Somebody would travel to what is only online, or not know where to go. */
function whereIn({ mode, place, tentative }: Event): Contradiction[] {
  if (mode === 'online' && place)
    return [
      wrong(
        ['mode'],
        'online-with-place',
        `Die Veranstaltung ist nur online und hat trotzdem einen Ort (${place.name}).`,
        'Schreiben Sie mode: hybrid oder mode: vor Ort, oder löschen Sie place.',
      ),
    ]
  // Where the place is open, `tentative` says so to everybody.
  if (mode === 'online' || place || tentative) return []
  return [
    {
      keys: ['mode'],
      severity: 'warning',
      code: 'no-place',
      message: `„${mode}“ ohne Ort: Wer kommen will, weiß nicht wohin.`,
      hint: 'Ergänzen Sie place: { name: Haus oder Raum, city: Ort }, oder schreiben Sie mode: online.',
    },
  ]
}

/** Whether a clock on the wall ever shows this local time (`2027-03-28T02:30`). */
function exists(moment: string): boolean {
  return [1, 2].some((offset) => {
    const instant = new Date(`${moment}:00Z`)
    instant.setUTCHours(instant.getUTCHours() - offset)
    return `${dayIn(instant)}T${clockIn(instant)}` === moment
  })
}
