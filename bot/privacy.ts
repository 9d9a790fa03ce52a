/** What visitors type is cleaned before anybody keeps it: e-mail addresses, phone numbers and IBANs become a mark. */

/** Order matters: an IBAN holds digits that would pass for a phone number. */
const PERSONAL: [pattern: RegExp, mark: string][] = [
  [/[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]+\.\p{L}{2,}/gu, '[E-Mail]'],
  [/\b[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){2,7}(?:[ ]?[A-Z0-9]{1,3})?\b/gi, '[IBAN]'],
  // At least seven digits, starting like a phone number (0… or +…): postcodes, years and amounts stay, and so do dates.
  [/(?<![\p{N}.,])(?!\d{1,2}\.\d{1,2}\.\d{4}(?!\d))(?:\+|00?)\d(?:[ ()/.-]{0,3}\d){6,14}(?!\p{N})/gu, '[Telefon]'],
]

export function withoutPersonalData(text: string): string {
  return PERSONAL.reduce((cleaned, [pattern, mark]) => cleaned.replace(pattern, mark), text)
}
