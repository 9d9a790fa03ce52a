/**
 * What visitors type is cleaned before anybody keeps it: e-mail addresses, phone numbers, IBANs and card numbers become a mark that says
 * what stood there. In doubt a number goes: a statistic loses nothing by it, and a visitor might.
 */
import type { Lang } from './knowledge/day.ts'
import { lately } from './knowledge/lately.ts'
import { accountsIn, ibansIn } from './personal-data/accounts.ts'
import { cardsIn } from './personal-data/cards.ts'
import { mailsIn } from './personal-data/mail.ts'
import { phonesIn } from './personal-data/phones.ts'
import { type Personal, readable, replaced, type Span, without } from './personal-data/spans.ts'

const MARKS: Record<Lang, Record<Personal, string>> = {
  de: {
    mail: '[E-Mail-Adresse]',
    iban: '[IBAN]',
    account: '[Kontonummer]',
    card: '[Kartennummer]',
    phone: '[Telefonnummer]',
  },
  en: { mail: '[e-mail address]', iban: '[IBAN]', account: '[account number]', card: '[card number]', phone: '[phone number]' },
}

/** Order matters: an address may hold a number, and an IBAN holds digits that would pass for a phone number. */
const DETECTORS: ((text: string) => Span[])[] = [mailsIn, ibansIn, cardsIn, accountsIn, phonesIn]

/** The words without what is personal and without marks: for asking again what was asked. */
export function impersonalWords(text: string): string {
  return cleaned(text, () => '')
    .replace(/ {2,}/g, ' ')
    .trim()
}

/** `lang`: of the marks. The time grows with the text and no faster, whatever it holds. Cleaning twice changes nothing. */
export function withoutPersonalData(text: string, lang: Lang = 'de'): string {
  return cleaned(text, ({ what }) => MARKS[lang][what])
}

function cleaned(text: string, by: (span: Span) => string): string {
  return replaced(text, personalIn(text), by)
}

/** A turn asks for the same few texts again and again. */
const MAX_KEPT = 4
const personalIn = lately(MAX_KEPT, (text): Span[] => {
  let rest = readable(text)
  const found: Span[] = []
  for (const detect of DETECTORS) {
    const spans = detect(rest)
    rest = without(rest, spans)
    for (const span of spans) found.push(span)
  }
  return found.sort((a, b) => a.from - b.from)
})
