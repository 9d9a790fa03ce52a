/** IBANs of all countries, and numbers that are called an account. A wrong letter in one makes it no less somebody's. */
import { before, digitGroupsIn, isAmount, type Span } from './spans.ts'

/** Lengths of the IBAN registry (SWIFT, release 99). `d`: nothing but digits after the country. */
const COUNTRIES = new Map(
  `AD24 AE23d AL28 AT20d AZ28 BA20d BE16d BG22 BH22 BR29 BY28 CH21 CR22d CY28 CZ24d DE22d DK18d DO28 EE20d EG29d ES24d FI18d FO18d FR27
  GB22 GE22 GI23 GL18d GR27 GT28 HR21d HU28d IE22 IL23d IQ23 IS26d IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20d LU20 LV21 LY25d MC27 MD24
  ME22d MK19 MR27d MT31 MU30 NL18 NO15d PK24 PL28d PS29 PT25d QA29 RO24 RS22d SA24 SC31 SE24d SI19d SK24d SM27 ST25d SV28 TL23d TN24d
  TR26 UA29 VA22d VG24 XK20d`
    .split(/\s+/)
    .map((word) => [word.slice(0, 2), { length: Number.parseInt(word.slice(2), 10), digitsOnly: word.endsWith('d') }]),
)
/** So much of one in digits is one, though the end is missing. */
const MIN_DIGITS_CHARS = 15
const MIN_ACCOUNT_DIGITS = 5
const MAX_ACCOUNT_DIGITS = 24

const BEGINNING = /(?:(?<![\p{L}\p{N}])|(?<=iban))([a-z] ?[a-z])[ .\-/:]{0,2}\d[ .\-/]?\d/giu
const CALLED =
  /(?:^|[^\p{L}])(?:iban|konto|konto-?(?:nummer|nr)|kto|kto-?nr|account(?: number| no)?)[^\p{L}\d\n]{0,4}(?:(?:ist|lautet|is)[: ]{1,3})?$/u

/** Places of IBANs: a country's code with enough characters after it, whether its check digits are right or not. */
export function ibansIn(text: string): Span[] {
  const found: Span[] = []
  let free = 0
  for (const { 1: letters = '', index: from } of text.matchAll(BEGINNING)) {
    const country = COUNTRIES.get(letters.replace(' ', '').toUpperCase())
    if (!country || from < free) continue
    const to = ibanEnd(text, from, country)
    if (to === undefined) continue
    found.push({ from, to, what: 'iban' })
    free = to
  }
  return found
}

/** Undefined when there is none. */
function ibanEnd(text: string, from: number, { length, digitsOnly }: { length: number; digitsOnly: boolean }): number | undefined {
  let at = from
  let to = from
  let chars = ''
  while (chars.length < length) {
    const gap = /^[ .\-/_\u00ad:]{0,2}/.exec(text.slice(at, at + 2))![0].length
    const char = text[at + gap] ?? ''
    if (!(digitsOnly && chars.length >= 2 ? /^\d$/ : /^[a-z0-9]$/i).test(char)) break
    chars += char.toUpperCase()
    at += gap + 1
    to = at
  }
  if (digitsOnly) return chars.length >= MIN_DIGITS_CHARS || (chars.length === length && isRight(chars)) ? to : undefined
  if (chars.length < length || /[a-z0-9]/i.test(text[to] ?? '')) return undefined
  return isRight(chars) || isWrittenAsOne(text.slice(from, to)) ? to : undefined
}

/** Its two check digits (ISO 7064, mod 97-10). */
function isRight(iban: string): boolean {
  let rest = 0
  for (const char of iban.slice(4) + iban.slice(0, 4)) {
    const value = Number.parseInt(char, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest === 1
}

/** In fours or without a gap, and half of it digits: so nobody writes anything else. */
function isWrittenAsOne(text: string): boolean {
  return (
    /^(?:[A-Za-z0-9]+|[A-Za-z0-9]{4}(?:([ .-])[A-Za-z0-9]{4})(?:\1[A-Za-z0-9]{1,4})*)$/.test(text) && (text.match(/\d/g)?.length ?? 0) >= 10
  )
}

/** Digits that the words before them call an account. */
export function accountsIn(text: string): Span[] {
  const found: Span[] = []
  for (const groups of digitGroupsIn(text)) {
    const [first] = groups
    if (!first || !CALLED.test(before(text, first.from))) continue
    let digits = 0
    let to = first.from
    for (const group of groups) {
      if (digits + group.digits.length > MAX_ACCOUNT_DIGITS) break
      digits += group.digits.length
      to = group.to
    }
    if (digits >= MIN_ACCOUNT_DIGITS && !isAmount(text, to)) found.push({ from: first.from, to, what: 'account' })
  }
  return found
}
