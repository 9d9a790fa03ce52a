/** Numbers of credit and debit cards: a brand's beginning and length and the right check digit, or digits that are called a card. */
import { ownValue } from '../knowledge/own-value.ts'
import { before, digitGroupsIn, type Group, type Span } from './spans.ts'

const MIN_DIGITS = 12
const MAX_DIGITS = 19
const BRANDS: [name: string, pattern: RegExp][] = [
  ['Visa', /^4(?:\d{12}|\d{15}|\d{18})$/],
  ['Mastercard', /^(?:5[1-5]|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720))\d*$/],
  ['American Express', /^3[47]\d{13}$/],
  ['Diners Club', /^3(?:0[0-59]|[689])\d{11,17}$/],
  ['Discover', /^6(?:011|4[4-9]|5)\d*$/],
  ['JCB', /^35(?:2[89]|[3-8]\d)\d{12,15}$/],
  ['UnionPay', /^62\d{14,17}$/],
  ['Maestro', /^(?:50|5[6-9]|6)\d*$/],
]
const LENGTHS: Record<string, (length: number) => boolean> = {
  Mastercard: (length) => length === 16,
  Discover: (length) => length >= 16,
  Maestro: (length) => length >= 16,
}
const CALLED =
  /(?:karten?|karten-?(?:nummer|nr)|visa|mastercard|amex|card|card (?:number|no))[^\p{L}\d\n]{0,4}(?:(?:ist|lautet|is)[: ]{1,3})?$/u

/** Numbers of payment cards, by length and check digit, or when announced. */
export function cardsIn(text: string): Span[] {
  const found: Span[] = []
  for (const groups of digitGroupsIn(text)) {
    for (let i = 0; i < groups.length; ) {
      const last = lastOfCard(text, groups, i)
      if (last === undefined) i++
      else {
        found.push({ from: groups[i]!.from, to: groups[last]!.to, what: 'card' })
        i = last + 1
      }
    }
  }
  return found
}

/** The group with which a card ends that begins at this one; the longest that fits. */
function lastOfCard(text: string, groups: readonly Group[], first: number): number | undefined {
  let called: boolean | undefined
  let digits = ''
  let best: number | undefined
  for (let i = first; i < groups.length; i++) {
    digits += groups[i]!.digits
    if (digits.length > MAX_DIGITS) break
    if (digits.length < MIN_DIGITS) continue
    called ??= CALLED.test(before(text, groups[first]!.from))
    if (called || isCard(digits)) best = i
  }
  return best
}

/** The first digit of every brand. */
const BEGINS_A_BRAND = /^[2-6]/

function isCard(digits: string): boolean {
  if (!BEGINS_A_BRAND.test(digits) || !isRight(digits)) return false
  const brand = BRANDS.find(([, pattern]) => pattern.test(digits))?.[0]
  return brand !== undefined && (ownValue(LENGTHS, brand)?.(digits.length) ?? true)
}

/** The check digit after Luhn (ISO/IEC 7812-1); nine of ten numbers of other kinds do not have it. */
function isRight(digits: string): boolean {
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const doubled = Number(digits[digits.length - 1 - i]) * (i % 2 === 1 ? 2 : 1)
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}
