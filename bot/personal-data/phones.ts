/**
 * Phone numbers: they begin with + or 0, or words before them say so. Days, hours, postcodes, order numbers and the like begin with 0, too,
 * and stay.
 */
import { before, digitGroupsIn, type Group, isAmount, type Span } from './spans.ts'

/** Digits, the leading 0 included. Outside Germany: E.164 and a "(0)". */
const NATIONAL = { min: 7, max: 14 }
const INTERNATIONAL = { min: 8, max: 16 }
const CALLED_SO = { min: 5, max: 14 }
/** Country code, area and number without the 0. */
const GERMAN = { min: 11, max: 14 }
const POSTCODE_DIGITS = 5

const HOUR = '(?:[01]?\\d|2[0-4])'
const WHEN = [
  // 01.12.2026, 01.12., 1. 12. 26
  /(?<!\d)(?<!\d\.)(?:0?[1-9]|[12]\d|3[01])\. ?(?:0?[1-9]|1[0-2])\.(?: ?(?:(?:19|20)\d\d|\d\d))?(?!\.?\d)/g,
  // 01/12/2026, 01-12-2026
  /(?<!\d)(?<!\d[/-])(?:0?[1-9]|[12]\d|3[01])([/-])(?:0?[1-9]|1[0-2])\1(?:19|20)\d\d(?!\d)/g,
  // 12/2026, 12.2026, 12/26
  /(?<!\d)(?<!\d[/.])(?:0?[1-9]|1[0-2])(?:[/.](?:19|20)\d\d|\/\d\d)(?![/.]?\d)/g,
  // 08.00-16.30, 08:00 bis 16:30
  new RegExp(`(?<!\\d)(?<!\\d\\.)${HOUR}[.:][0-5]\\d ?(?:-|bis) ?${HOUR}[.:][0-5]\\d(?!\\.?\\d)`, 'gi'),
  // 8-12 Uhr, 08.00 Uhr, 0800-1630 Uhr
  new RegExp(`(?<!\\d)(?<!\\d\\.)(?:${HOUR}(?:[.:]?[0-5]\\d)? ?(?:-|bis|und) ?)?${HOUR}(?:[.:]?[0-5]\\d)? ?(?:Uhr|h(?!\\p{L}))`, 'giu'),
]

const CALLED = new RegExp(
  '(?:^|[^\\p{L}])(?:(?:tele)?fon|tel|phone|handy|mobil(?:e|telefon)?|(?:tele)?fax|ruf|rückruf|durchwahl|whatsapp|festnetz|hotline)' +
    '(?:[.-]{0,2}(?:nummer|nr)| number)?[^\\p{L}\\d\\n]{0,5}(?:(?:ist|lautet|is|unter|bitte|auf|an|der|die|meine?|nummer|privat|dienstlich|geschäftlich|büro)[^\\p{L}\\d\\n]{1,4}){0,3}$',
  'u',
)
const ASKED_TO_CALL =
  /(?<!\p{L})(?:mich|uns|me|us) (?:unter|auf|at|on) $|(?<!\p{L})(?:meine|unsere|my|our) (?:nummer|number)(?: (?:ist|lautet|is))?:? $|(?:erreich|ruf|ruft|anruf|melde|call|reach|meine|my)\p{L}{0,8}(?!\p{L})[^\d\n]{0,32}(?<!\p{L})(?:unter|auf|nummer|number|at|on|nr)[^\p{L}\d\n]{0,4}$/u
const KINDS =
  'bestell|auftrags|rechnungs|kunden|vorgangs|vertrags|artikel|beleg|steuer|betriebs|mitglieds|register|antrags|förder|projekt|serien|material|versicherungs|sozialversicherungs|umsatzsteuer|vorhaben|kassen|geschäfts|ident|personal|order|invoice|customer|tax|reference'
/** What says that a number is a thing's and nobody's. */
const OTHERWISE = new RegExp(
  `(?:^|[^\\p{L}])(?:(?:${KINDS})[ -]?(?:nummern?|nr|id|zeichen|kennzeichen|numbers?|no)|az|aktenzeichen|gz|hrb|hra|isbn|issn|ean|gtin|ags|plz|postleitzahl(?:en)?|leitweg-?id|ust-?id(?:-?nr)?|art\\.?-?nr|blz|wz)[^\\p{L}\\d\\n]{0,4}(?:(?:ist|lautet|is)[: ]{1,3})?$`,
  'u',
)
/** These may stand before a phone number as well; they only say so of one number without gaps. */
const MAYBE_OTHERWISE = /(?:^|[^\p{L}])(?:bestellung|auftrag|rechnung|ticket|vorgang|antrag|order|invoice|artikel)[^\p{L}\d\n]{0,4}$/u

/** Phone numbers by how they begin and are grouped, or when announced; no days, sums or order numbers. */
export function phonesIn(text: string): Span[] {
  const found: Span[] = []
  const timeless = WHEN.reduce((rest, pattern) => rest.replace(pattern, (when) => 'x'.repeat(when.length)), text)
  for (const groups of digitGroupsIn(timeless)) {
    let after = false
    for (let i = 0; i < groups.length; ) {
      const last = lastOfPhone(timeless, groups, i, after)
      after = last !== undefined
      if (last === undefined) i++
      else {
        found.push({ from: beginning(text, groups[i]!.from), to: groups[last]!.to, what: 'phone' })
        i = last + 1
      }
    }
  }
  return found
}

/** The sign and the bracket before a number belong to it. */
function beginning(text: string, from: number): number {
  const sign = /\+{1,2} ?\(?$/.exec(text.slice(Math.max(0, from - 4), from))?.[0] ?? ''
  const first = from - sign.length
  return text[first - 1] === '(' && /^\+?[^()]{1,12}\)/.test(text.slice(first, first + 14)) ? first - 1 : first
}

/** The group with which a phone number ends that begins at this one. `after`: one has just ended. */
function lastOfPhone(text: string, groups: readonly Group[], first: number, after: boolean): number | undefined {
  const { from, digits, gap } = groups[first]!
  const words = before(text, from)
  const plus = /(?<!\d)\+ ?\(?$/.test(words)
  const called = CALLED.test(words) || ASKED_TO_CALL.test(words)
  // In the middle of a number, or of a name that holds one.
  if (!plus && !called && !after && first > 0 && !/[ (|]/.test(gap)) return undefined
  if (first === 0 && !plus && !called && isPartOfName(text, from)) return undefined
  if (OTHERWISE.test(words)) return undefined
  const start = groups.slice(first, first + INTERNATIONAL.max + 2).reduce((sum, group) => sum + group.digits, '')
  const kind = kindOf(start, { plus, called, first: first === 0 })
  if (!kind) return undefined
  const next = groups[first + 1]
  if (kind === NATIONAL && next && next.digits.length > 2 && next.digits.startsWith('0')) return undefined
  const end = endOf(groups, first, kind.max)
  if (!end || end.digits < kind.min) return undefined
  if (kind !== NATIONAL && (isAmount(text, groups[end.last]!.to) || isThousands(groups.slice(first, end.last + 1), start))) return undefined
  if (plus && start.startsWith('1') && end.digits !== 11) return undefined
  const fraction = digits === '0' && next?.gap === '.' && end.last === first + 1
  if (fraction || (end.last === first && !called && MAYBE_OTHERWISE.test(words))) return undefined
  return end.last
}

function kindOf(digits: string, { plus, called, first }: { plus: boolean; called: boolean; first: boolean }) {
  if (plus) return digits.startsWith('0') ? undefined : INTERNATIONAL
  if (/^00[1-9]/.test(digits)) return { min: INTERNATIONAL.min + 1, max: INTERNATIONAL.max + 2 }
  if (/^0[1-9]/.test(digits)) return called ? CALLED_SO : NATIONAL
  if (called) return CALLED_SO
  return first && /^490?(?:1[5-7]|[2-9])/.test(digits) ? GERMAN : undefined
}

/** Undefined when more digits follow without a blank than a phone number has. */
function endOf(groups: readonly Group[], first: number, max: number): { last: number; digits: number } | undefined {
  let last = first
  let digits = groups[first]!.digits.length
  if (digits > max) return undefined
  for (let i = first + 1; i < groups.length; i++) {
    const { digits: more, gap } = groups[i]!
    if (digits >= NATIONAL.min && beginsAnother(groups, i)) break
    if (digits + more.length > max) {
      if (!gap.includes(' ')) return undefined
      break
    }
    digits += more.length
    last = i
  }
  return { last, digits }
}

/** A postcode, or the area code of the next number: no number goes on with a 0 and two digits more. */
function beginsAnother(groups: readonly Group[], at: number): boolean {
  const { digits, gap } = groups[at]!
  if (!/^0[1-9]\d/.test(digits) || !/[ /|]/.test(gap)) return false
  const rest = groups.slice(at, at + NATIONAL.min).reduce((sum, group) => sum + group.digits.length, 0)
  return rest >= NATIONAL.min || digits.length === POSTCODE_DIGITS
}

function isPartOfName(text: string, from: number): boolean {
  return /\p{L}$|[A-Z]-$|\d[,:]$/u.test(text.slice(Math.max(0, from - 2), from))
}

/** 1.500.000 */
function isThousands(groups: readonly Group[], start: string): boolean {
  if (/^4[139]/.test(start) && groups[0]!.digits.length === 2 && groups.length > 3) return false
  return (
    groups.length > 1 && groups[0]!.digits.length <= 3 && groups.slice(1).every(({ digits, gap }) => gap === '.' && digits.length === 3)
  )
}
