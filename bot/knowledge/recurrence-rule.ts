/**
 * Which recurrence rules an editor may write. RFC 5545 knows many more parts; taken are those that ical.js works out rightly in
 * these combinations, and everything else is refused with the words for what works, so that working dates out never fails later.
 */
import { type Day, isDay } from './day.ts'

export interface RuleProblem {
  message: string
  hint: string
}

const FREQUENCIES = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const
type Frequency = (typeof FREQUENCIES)[number]

/** The parts besides FREQ that each frequency may have. */
const PARTS: Record<Frequency, readonly string[]> = {
  DAILY: ['INTERVAL', 'COUNT', 'UNTIL'],
  WEEKLY: ['INTERVAL', 'COUNT', 'UNTIL', 'BYDAY'],
  MONTHLY: ['INTERVAL', 'COUNT', 'UNTIL', 'BYDAY', 'BYMONTHDAY', 'BYMONTH', 'BYSETPOS'],
  YEARLY: ['INTERVAL', 'COUNT', 'UNTIL', 'BYDAY', 'BYMONTHDAY', 'BYMONTH'],
}

const EXAMPLES =
  'Zum Beispiel FREQ=WEEKLY;BYDAY=MO, FREQ=MONTHLY;BYDAY=1TH (jeder erste Donnerstag), FREQ=MONTHLY;BYMONTHDAY=15 oder FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1.'
const WEEKDAY = '(MO|TU|WE|TH|FR|SA|SU)'
const list = (item: string) => new RegExp(`^${item}(,${item})*$`)
/** What the value of each part looks like, and how that is said. */
const VALUES = new Map<string, { shape: RegExp; words: string }>([
  ['INTERVAL', { shape: /^[1-9]\d{0,2}$/, words: 'eine ganze Zahl ab 1, zum Beispiel INTERVAL=2' }],
  ['COUNT', { shape: /^[1-9]\d{0,3}$/, words: 'eine ganze Zahl ab 1, zum Beispiel COUNT=10' }],
  ['UNTIL', { shape: /^\d{8}(T\d{6}Z?)?$/, words: 'ein Tag ohne Striche, zum Beispiel UNTIL=20271231' }],
  [
    'BYDAY',
    {
      shape: list(`(-?[1-5])?${WEEKDAY}`),
      words: 'Wochentage MO, TU, WE, TH, FR, SA, SU, bei MONTHLY mit Zahl von 1 bis 5 davor: BYDAY=1TH, BYDAY=-1FR',
    },
  ],
  ['BYMONTHDAY', { shape: list('-?([1-9]|[12]\\d|3[01])'), words: 'Tage im Monat von 1 bis 31, zum Beispiel BYMONTHDAY=15' }],
  ['BYMONTH', { shape: list('([1-9]|1[0-2])'), words: 'Monate von 1 bis 12, zum Beispiel BYMONTH=3,9' }],
  ['BYSETPOS', { shape: list('-?[1-5]'), words: 'eine Zahl von 1 bis 5 oder -1, zum Beispiel BYSETPOS=-1' }],
])
const MONTH_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Undefined for a rule that can be worked out; else what is wrong with it and what works, in German. */
export function ruleProblem(rule: string): RuleProblem | undefined {
  const no = (reason: string, hint = EXAMPLES): RuleProblem => ({
    message: `Die Wiederholungsregel „${rule}“ geht nicht: ${reason}`,
    hint,
  })
  const parts = new Map<string, string>()
  for (const written of rule.split(';')) {
    const [, name, value] = /^([A-Z]+)=([^=\s]+)$/.exec(written) ?? []
    if (!name || !value) return no(`„${written}“ ist kein Teil der Form NAME=WERT, in Großbuchstaben und ohne Leerzeichen.`)
    if (parts.has(name))
      return no(`${name} steht zweimal da.`, `Fassen Sie zusammen, zum Beispiel ${name}=MO,WE, oder löschen Sie einen Teil.`)
    parts.set(name, value)
  }
  const frequency = FREQUENCIES.find((known) => known === parts.get('FREQ'))
  if (!frequency) return no(`FREQ ist eines von ${FREQUENCIES.join(', ')}.`)
  for (const [name, value] of parts) {
    if (name === 'FREQ') continue
    const known = VALUES.get(name)
    if (!known)
      return no(`den Teil ${name} gibt es hier nicht.`, `Möglich sind bei ${frequency}: ${PARTS[frequency].join(', ')}. ${EXAMPLES}`)
    if (!PARTS[frequency].includes(name))
      return no(`${name} passt nicht zu FREQ=${frequency}.`, `Möglich sind bei ${frequency}: ${PARTS[frequency].join(', ')}. ${EXAMPLES}`)
    if (!known.shape.test(value)) return no(`${name}=${value}.`, `${name} ist ${known.words}.`)
  }
  return together(frequency, parts, no)
}

/**
 * The rule as the library counts it rightly from `start` on. A yearly one without a day it lets run into the next month (29 February
 * becomes 1 March), so its day is said. Undefined where the month has no such day.
 */
export function countedRule(rule: string, start: Day): string | undefined {
  if (!rule.startsWith('FREQ=YEARLY') || /BYDAY|BYMONTHDAY/.test(rule)) return rule
  const own = /BYMONTH=(\d+)/.exec(rule)?.[1]
  const month = Number(own ?? start.slice(5, 7))
  const day = Number(start.slice(8, 10))
  if (day > MONTH_DAYS[month - 1]!) return undefined
  return `${rule}${own === undefined ? `;BYMONTH=${month}` : ''};BYMONTHDAY=${day}`
}

/** What the parts must say of each other. */
function together(frequency: Frequency, parts: ReadonlyMap<string, string>, no: (reason: string, hint?: string) => RuleProblem) {
  const until = parts.get('UNTIL')
  if (until && !isDay(`${until.slice(0, 4)}-${until.slice(4, 6)}-${until.slice(6, 8)}`)) return no(`den Tag UNTIL=${until} gibt es nicht.`)
  if (until && parts.has('COUNT')) return no('COUNT und UNTIL schließen einander aus.', 'Nehmen Sie einen der beiden Teile.')
  // The library counts these wrongly: it leaves months out, or lets a day that a month has not run into the next.
  const several = parts.get('BYMONTH')?.includes(',') ?? false
  if (frequency === 'MONTHLY' && parts.has('BYMONTH'))
    return no(
      'BYMONTH gibt es nur bei FREQ=YEARLY.',
      'Schreiben Sie FREQ=YEARLY und dazu den Tag, zum Beispiel FREQ=YEARLY;BYMONTH=5,11;BYDAY=1TU.',
    )
  if (several && !parts.has('BYDAY') && !parts.has('BYMONTHDAY'))
    return no('bei mehreren Monaten fehlt der Tag.', 'Ergänzen Sie zum Beispiel BYMONTHDAY=15.')
  if (
    several &&
    parts
      .get('BYMONTHDAY')
      ?.split(',')
      .some((day) => Number(day) < 1 || Number(day) > 28)
  )
    return no('mehrere Monate gehen nur mit Tagen von 1 bis 28.', 'Nehmen Sie einen Tag, den jeder Monat hat, zum Beispiel BYMONTHDAY=28.')
  const isCounted = /\d/.test(parts.get('BYDAY') ?? '')
  if (isCounted && frequency === 'WEEKLY') return no('eine Zahl vor dem Wochentag gibt es nur bei FREQ=MONTHLY.')
  if (parts.has('BYDAY') && parts.has('BYMONTHDAY')) return no('BYDAY und BYMONTHDAY zusammen.', 'Nehmen Sie einen der beiden Teile.')
  if (parts.has('BYSETPOS') && (!parts.has('BYDAY') || isCounted))
    return no(
      'BYSETPOS gehört zu BYDAY ohne Zahlen.',
      'Zum Beispiel FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1 für den letzten Werktag.',
    )
  if (frequency === 'YEARLY' && (parts.has('BYDAY') || parts.has('BYMONTHDAY')) && !parts.has('BYMONTH'))
    return no('bei FREQ=YEARLY fehlt der Monat.', 'Ergänzen Sie zum Beispiel BYMONTH=3.')
  const months = parts.get('BYMONTH')?.split(',').map(Number) ?? [1]
  const days =
    parts
      .get('BYMONTHDAY')
      ?.split(',')
      .map((day) => Math.abs(Number(day))) ?? []
  if (days.length > 0 && !days.some((day) => months.some((month) => day <= MONTH_DAYS[month - 1]!)))
    return no('diesen Tag hat keiner der Monate.')
  return undefined
}
