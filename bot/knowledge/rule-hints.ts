/** A recurrence as people write it → the rule that says it. */
import { ruleProblem } from './recurrence-rule.ts'

const WEEKDAYS: readonly [german: string, code: string][] = [
  ['mo', 'MO'],
  ['di', 'TU'],
  ['mi', 'WE'],
  ['do', 'TH'],
  ['fr', 'FR'],
  ['sa', 'SA'],
  ['so', 'SU'],
]
const COUNTS: readonly [word: RegExp, number: string][] = [
  [/^(1\.|erste[nrs]?)$/, '1'],
  [/^(2\.|zweite[nrs]?)$/, '2'],
  [/^(3\.|dritte[nrs]?)$/, '3'],
  [/^(4\.|vierte[nrs]?)$/, '4'],
  [/^(letzte[nrs]?)$/, '-1'],
]
const FREQUENCIES: ReadonlyMap<string, string> = new Map([
  ['TÄGLICH', 'DAILY'],
  ['WÖCHENTLICH', 'WEEKLY'],
  ['WOCHE', 'WEEKLY'],
  ['MONATLICH', 'MONTHLY'],
  ['MONAT', 'MONTHLY'],
  ['JÄHRLICH', 'YEARLY'],
  ['JAHR', 'YEARLY'],
  ['BIWEEKLY', 'WEEKLY;INTERVAL=2'],
])

/** The rule that was surely meant; undefined where there is none, or more than one. */
export function ruleMeant(value: string): string | undefined {
  const right = inWords(value) ?? tidied(value)
  return right !== value && ruleProblem(right) === undefined ? right : undefined
}

/** Blanks, small letters, other signs between the parts, German words in them. */
function tidied(value: string): string {
  return value
    .replace(/^RRULE:/i, '')
    .replaceAll(/\s+/g, '')
    .toUpperCase()
    .replaceAll(/([A-Z]+):/g, '$1=')
    .replaceAll(/,(?=[A-Z]+=)/g, ';')
    .replace(/;+$/, '')
    .split(';')
    .map((part) => {
      const [name = '', written = ''] = part.split('=')
      if (name === 'FREQ') return `FREQ=${FREQUENCIES.get(written) ?? written}`
      if (name !== 'BYDAY') return part
      const days = written.replaceAll(/([A-Z]{2})/g, (day) => WEEKDAYS.find(([german]) => german.toUpperCase() === day)?.[1] ?? day)
      return `BYDAY=${days}`
    })
    .join(';')
}

/** "jeden ersten Donnerstag im Monat", "jeden Dienstag", "wöchentlich". "Jeden zweiten Dienstag" may be two things. */
function inWords(value: string): string | undefined {
  const words = value.toLowerCase().trim()
  const [, count, weekday = '', month] =
    /^(?:(?:jeden|jeder|am)\s+)?(?:(\S+)\s+)?(\p{L}+tag|mittwoch)s?(\s+(?:im|des|eines jeden|jeden)\s+monats?)?$/u.exec(words) ?? []
  const day = WEEKDAYS.find(([german]) => weekday.startsWith(german))?.[1]
  if (!day) return words === 'täglich' || words === 'wöchentlich' ? `FREQ=${FREQUENCIES.get(words.toUpperCase())}` : undefined
  if (count === undefined) return `FREQ=WEEKLY;BYDAY=${day}`
  const number = COUNTS.find(([word]) => word.test(count))?.[1]
  return number && (month || number === '-1' || number === '1') ? `FREQ=MONTHLY;BYDAY=${number}${day}` : undefined
}
