/** Sums, shares and windows of a funding programme, held against each other and against what any programme gives. */
import { type Contradiction, reversed, wrong } from './contradiction.ts'
import { addDays, writeDay } from './day.ts'
import type { Funding } from './schema.ts'

/** Above it three zeros too many were typed: no single programme gives or asks for more. Euros. */
const MAX_EUROS = 1_000_000_000
const MAX_EMPLOYEES = 100_000
const MAX_YEARS = 100

/** What of a programme cannot be meant. */
export function inFunding(funding: Funding): Contradiction[] {
  const { calls, eligible, amount, loan } = funding
  const found = calls.flatMap(({ from, until }, i) => reversed(['calls', i, 'until'], from, until, 'from'))
  found.push(...overlapping(calls), ...beyondBounds(funding), ...inRate(funding))
  const pairs: [PropertyKey[], number | undefined, number | undefined][] = [
    [['eligible', 'employees', 'min'], eligible.employees?.min, eligible.employees?.max],
    [['eligible', 'years', 'min'], eligible.years?.min, eligible.years?.max],
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
  if (loan?.free !== undefined && loan.years !== undefined && loan.free > loan.years)
    found.push(
      wrong(
        ['loan', 'free'],
        'out-of-range',
        `${loan.free} Jahre ohne Tilgung sind mehr als die ganze Laufzeit von ${loan.years}.`,
        'Tauschen oder berichtigen Sie die beiden Zahlen.',
      ),
    )
  eligible.excluded.forEach((who, i) => {
    if (eligible.sectors.includes(who))
      found.push(
        wrong(
          ['eligible', 'excluded', i],
          'both-ways',
          `„${who}“ steht unter sectors und unter excluded.`,
          'Löschen Sie eine der beiden Angaben.',
        ),
      )
  })
  return found
}

/** Windows that are open on the same day; what two of them say for themselves may be two rounds at once. */
function overlapping(calls: Funding['calls']): Contradiction[] {
  const spans = calls.map(({ from = '0000', until = '9999', note }) => ({ from, until, note }))
  return spans.flatMap(({ from, until, note }, i): Contradiction[] => {
    if (from > until) return []
    const other = spans.slice(0, i).find((before) => from <= before.until && before.from <= until)
    if (!other || (note !== undefined && other.note !== undefined && note !== other.note)) return []
    const whole = { from: from < other.from ? from : other.from, until: until > other.until ? until : other.until }
    const said = [...(whole.from === '0000' ? [] : [`from: ${whole.from}`]), ...(whole.until === '9999' ? [] : [`until: ${whole.until}`])]
    const one = said.length > 0 ? `machen Sie aus beiden eines: { ${said.join(', ')} }` : 'löschen Sie eines von beiden'
    const after = other.until === '9999' ? undefined : addDays(other.until, 1)
    return [
      {
        keys: ['calls', i],
        severity: 'warning',
        code: 'calls-overlap',
        message: `Dieses Antragsfenster überschneidet sich mit dem ${other.until === '9999' ? 'davor' : `bis zum ${writeDay(other.until)}`}.`,
        hint:
          after !== undefined && after <= until && from >= other.from
            ? `Schreiben Sie from: ${after}, oder ${one}.`
            : `${one[0]!.toUpperCase()}${one.slice(1)}.`,
      },
    ]
  })
}

/** Numbers that no programme has: nothing at all, or three zeros too many. */
function beyondBounds({ amount, eligible, loan }: Funding): Contradiction[] {
  const bounds: [keys: PropertyKey[], value: number | undefined, least: number, most: number, unit: string][] = [
    [['amount', 'min'], amount.min, 0, MAX_EUROS, 'Euro'],
    [['amount', 'max'], amount.max, 1, MAX_EUROS, 'Euro'],
    [['eligible', 'turnover', 'max'], eligible.turnover.max, 1, MAX_EUROS, 'Euro'],
    [['eligible', 'employees', 'min'], eligible.employees.min, 0, MAX_EMPLOYEES, 'Beschäftigte'],
    [['eligible', 'employees', 'max'], eligible.employees.max, 0, MAX_EMPLOYEES, 'Beschäftigte'],
    [['eligible', 'years', 'min'], eligible.years.min, 0, MAX_YEARS, 'Jahre'],
    [['eligible', 'years', 'max'], eligible.years.max, 0, MAX_YEARS, 'Jahre'],
    [['loan', 'years'], loan?.years, 1, MAX_YEARS, 'Jahre'],
    [['loan', 'free'], loan?.free, 1, MAX_YEARS, 'Jahre'],
  ]
  return bounds.flatMap(([keys, value, least, most, unit]) => {
    if (value === undefined || (value >= least && value <= most)) return []
    const written = `${value.toLocaleString('de-DE')} ${unit}`
    const message = value < least ? `Höchstens ${written}: Das wäre nichts.` : `${written} kann nicht gemeint sein.`
    return [wrong(keys, 'out-of-range', message, `Schreiben Sie die Zahl aus der Quelle, oder löschen Sie ${String(keys.at(-1))}.`)]
  })
}

function inRate({ rate = '' }: Funding): Contradiction[] {
  if (/^\d+(,\d+)?$/.test(rate) && Number(rate.replace(',', '.')) > 0)
    return [wrong(['rate'], 'rate-without-unit', `„${rate}“ sagt nicht, wovon.`, `Schreiben Sie rate: ${rate} Prozent.`)]
  if (/^(bis zu |höchstens )?0+(,0+)?\s*(%|Prozent)?$/i.test(rate))
    return [
      wrong(
        ['rate'],
        'out-of-range',
        'Ein Fördersatz von 0 Prozent ist keiner.',
        'Schreiben Sie den Satz aus der Quelle, oder löschen Sie rate.',
      ),
    ]
  const percent = Math.max(0, ...[...rate.matchAll(/(\d+)(?:,\d+)?\s*(?:%|Prozent)/g)].map(([, number]) => Number(number)))
  return percent > 100
    ? [wrong(['rate'], 'out-of-range', `${percent} Prozent Fördersatz sind mehr als alles.`, 'Schreiben Sie einen Satz bis 100 Prozent.')]
    : []
}
