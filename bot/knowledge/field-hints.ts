/** What to write in place of a field's wrong value: the value that was surely meant, or how such a value looks. */
import { asOfIn, besideIn, hoursIn, momentIn, withoutYear } from './date-hints.ts'
import { groupMeant } from './group-hints.ts'
import { FOLDERS, LANGUAGE_CODES, SAME } from './other-names.ts'
import { anchor } from './passages.ts'
import { ruleMeant } from './rule-hints.ts'
import { nearest } from './spelling.ts'

/** What our own refinements say (see `schema.ts`) and how to mend it. */
const HINTS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'kein Kalendertag': 'Schreiben Sie Jahr-Monat-Tag, zum Beispiel 2026-12-03, und nur Tage, die es gibt.',
    'kein Tag unserer Zeit': 'Berichtigen Sie das Jahr; es geht von 1950 bis 2100.',
    'keine Anlaufstelle': 'Schreiben Sie die Kennung einer Anlaufstelle, zum Beispiel contacts/kammer-musterland.',
    'kein Stand': 'Schreiben Sie 2026-11-22, 2026-11 oder 2026, und nur Tage, die es gibt.',
    'kein Zeitpunkt': 'Schreiben Sie 2026-12-03 oder mit Uhrzeit 2026-12-03T14:00 (von 00:00 bis 23:59).',
    'keine Kennung': 'Schreiben Sie Art und Dateiname, zum Beispiel articles/e-rechnung oder contacts/kammer-musterland.',
    'kein Listenwort': 'Nehmen Sie eine Kennung aus vocabulary.md, klein geschrieben.',
    'keine Internetadresse': 'Schreiben Sie die ganze Adresse einer Seite, mit https:// am Anfang, ohne Leerzeichen und ohne Zugangsdaten.',
    'keine Postleitzahl': 'Fünf Ziffern in Anführungszeichen, zum Beispiel "06110".',
    'keine Telefonnummer': 'Schreiben Sie die Nummer in Anführungszeichen, zum Beispiel "0391 6268-0".',
    'keine E-Mail-Adresse': 'Zum Beispiel info@beispiel.de.',
    'keine Farbe': 'Sechs Zeichen nach dem #, in Anführungszeichen, zum Beispiel "#0b5563".',
    'kein Dialog': 'Schreiben Sie die Kennung eines Dialogs, zum Beispiel guides/wo-anfangen.',
    'kein Bild': 'Nur der Dateiname, klein geschrieben, mit .svg oder .png, zum Beispiel logo.svg.',
    'keine Zeile mit Tagen und Zeiten':
      'Zum Beispiel Mo-Do 8:00-12:00, 13:00-17:00; eine Zeit über Mitternacht teilen Sie auf zwei Tage auf.',
    'kein Tag und kein Zeitraum': 'Zum Beispiel 2026-12-24 oder 2026-12-24 bis 2027-01-01.',
    'kein Kürzel einer Sprache': 'Zwei oder drei kleine Buchstaben: de, en, uk, pl, ar.',
    'keine Wiederholungsregel': 'Zum Beispiel FREQ=MONTHLY;BYDAY=1TH für jeden ersten Donnerstag.',
  }),
)
/** The cure for a value that our own refinements refused, where it is not clear what was meant. */
export const hintFor = (problem: string): string | undefined => HINTS.get(problem)

/** What was surely meant: a German date, a number with brackets, an address without its beginning. */
export function likely(problem: string, value: string, isItem = true): string | undefined {
  // A field of one word has no list to put commas into.
  if (problem === 'kein Listenwort' && !isItem) return oneWord(value)
  const meant = MEANT.get(problem)?.(value)
  return meant === undefined ? BESIDE.get(problem)?.(value) : `Schreiben Sie ${meant}.`
}

/** A value that is none and has no single right one beside it. */
const BESIDE: ReadonlyMap<string, (value: string) => string | undefined> = new Map([
  ['kein Kalendertag', (value: string) => withoutYear(value) ?? besideIn(value, false)],
  ['kein Stand', (value: string) => besideIn(value, false)],
  ['kein Zeitpunkt', (value: string) => hoursIn(value) ?? withoutYear(value) ?? besideIn(value, true)],
])

/** Whether a problem is that of a day, a moment or a source's day. */
export const isDayProblem = (problem: string): boolean => BESIDE.has(problem)

const MEANT: ReadonlyMap<string, (value: string) => string | undefined> = new Map([
  ['kein Kalendertag', (value: string) => momentIn(value)?.slice(0, 10)],
  ['kein Zeitpunkt', momentIn],
  ['kein Stand', asOfIn],
  ['keine Telefonnummer', phoneIn],
  ['keine Internetadresse', addressIn],
  ['keine E-Mail-Adresse', mailIn],
  ['keine Kennung', idIn],
  ['keine Wiederholungsregel', ruleMeant],
  ['kein Listenwort', wordsIn],
  ['keine Postleitzahl', (value: string) => /(?<!\d)\d{5}(?!\d)/.exec(value)?.[0].replace(/^/, '"').concat('"')],
  ['kein Kürzel einer Sprache', (value: string) => LANGUAGE_CODES.get(value.toLowerCase())],
])

/** Addresses without their beginning, with blanks, a password, or in the brackets of a link; of two the first. */
function addressIn(value: string): string | undefined {
  const linked = /(?:\]\(|^<)(https?:\/\/[^)>\s]+)/.exec(value)?.[1]
  const both = /^(https?:\/\/\S+?)(?:[,;]| und| oder)\s+\S+\.\S+$/.exec(value)?.[1]
  if (both) return `nur eine Adresse: ${both}`
  const begun = value
    .replace(/[.,;]+$/, '')
    .replace(/^h?t?tps?:?\/{1,2}(?!\/)/i, 'https://')
    .replace(/^(https?:\/\/[^/]*),(?=[^/]*\.[a-z]{2,})/, '$1.')
  const right =
    linked ??
    (/^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}(\/\S*)?$/i.test(value)
      ? `https://${value}`
      : begun !== value && /^https?:\/\/[^\s/]+\.\S+$/.test(begun)
        ? begun
        : /^https?:\/\/\S+( \S+)+$/.test(value)
          ? value.replaceAll(' ', '%20')
          : value.replace(/^(https?:\/\/)[^/@\s]+@/, '$1'))
  return right !== value && URL.canParse(right) && !/\s/.test(right) ? right : undefined
}

/** A mailbox behind its protocol, with (at), with a name or as a link; of two the first. */
function mailIn(value: string): string | undefined {
  const plain = value.replace(/\s*[([{]\s*(?:at|ät)\s*[)\]}]\s*/i, '@').replace(/(@[a-z0-9-]+),(?=[a-z0-9.-]+$)/i, '$1.')
  const found = [...new Set(plain.match(/[\w.+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+/gi) ?? [])]
  if (found.length > 1) return `nur eine Adresse: ${found[0]}`
  return found[0] !== value ? found[0] : undefined
}

/** A number with brackets, a stroke, a word before it or a letter for a zero; of two the first. */
function phoneIn(value: string): string | undefined {
  const bare = value
    .replace(/^[„“”"»«‚‘']+|[„“”"»«‚‘']+$/g, '')
    .replace(/^(tel|telefon|fon|phone)[.:]*\s*/i, '')
    // What is said about the number: "(kostenlos)", "Durchwahl Müller".
    .replace(/\s*[(,;]?\s*\p{L}{2}.*$/u, (said) => (/\b(?:oder|und)\b/.test(said) ? said : ''))
  const [first = '', ...more] = bare.split(/\s*(?:,|;|\boder\b|\bund\b)\s*/)
  const tidy = first
    .replace(/^[oO](?=\d)/, '0')
    .replace(/^(?:00)?49(?=[\s\d])/, '+49')
    .replace(/\+49\s*\(0\)\s*/, '+49 ')
    .replaceAll(/[()]/g, '')
    .replaceAll(/[/–]/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
  if (!/^[+0][\d /()-]{4,}$/.test(tidy)) return undefined
  if (more.length > 0) return `nur eine Nummer: "${tidy}"`
  return /[()/–]/.test(value) ? `die Nummer ohne Klammern und Schrägstrich: "${tidy}"` : `"${tidy}"`
}

function idIn(value: string): string | undefined {
  const latin = value.replaceAll(/[\p{sc=Cyrillic}\p{sc=Greek}]/gu, (letter) => LOOK_ALIKE.get(letter) ?? letter)
  if (latin !== value) {
    const [strange] = [...value].filter((letter) => LOOK_ALIKE.has(letter))
    const meant = ENTRY_LIKE.test(latin) ? latin : idIn(latin)
    return meant && `${meant} mit unseren Buchstaben: Das „${strange}“ sieht nur so aus und ist aus einem anderen Alphabet`
  }
  const [folder, written = '', ...more] = value.toLowerCase().replace(/^\//, '').replace(/\.md$/, '').split('/')
  const slug = written.replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue').replaceAll('ß', 'ss').replaceAll(' ', '-')
  const kind = FOLDERS.get(folder ?? '')
  return kind && slug && more.length === 0 && /^[a-z0-9-]+$/.test(slug) ? `${kind}/${slug}` : undefined
}

const ENTRY_LIKE = /^[a-z]+\/[a-z0-9-]+$/
/** Letters of other alphabets that look like ours. */
const LOOK_ALIKE: ReadonlyMap<string, string> = new Map(
  Object.entries({
    а: 'a',
    е: 'e',
    о: 'o',
    р: 'p',
    с: 'c',
    х: 'x',
    у: 'y',
    і: 'i',
    ј: 'j',
    ѕ: 's',
    ο: 'o',
    α: 'a',
    ν: 'v',
    ι: 'i',
    κ: 'k',
  }),
)

/** Several words, or a name as people write it, as one. */
function oneWord(value: string): string | undefined {
  const word = anchor(value)
  return word === '' || word === value ? undefined : `Schreiben Sie ${word}.`
}

/** Words of a list that lack their commas. */
function wordsIn(value: string): string | undefined {
  return /^[a-z0-9-]+(?:\s*[;/]\s*[a-z0-9-]+|\s+[a-z0-9-]+)+$/.test(value)
    ? `ein Komma zwischen die Kennungen: ${value.split(/[\s;/]+/).join(', ')}`
    : undefined
}

/** The values a field may have, and the one that was probably meant. */
export function choice(value: string, allowed: readonly string[]): string {
  const near = allowed.find((word) => SAME.get(word)?.includes(value.toLowerCase())) ?? nearest(value, allowed)
  return `${near ? `Meinten Sie „${near}“? ` : ''}Möglich: ${allowed.join(', ')}.`
}

/** A value of another shape than the field's, or the list's that it is an item of. `inside`: the fields that a group has. */
export function typeHint(
  expected: string,
  value: unknown,
  { name, isItem, inside }: { name: string; isItem: boolean; inside: readonly string[] },
): string | undefined {
  if (name === 'rate' && typeof value === 'number')
    return `Schreiben Sie rate: ${String(value > 0 && value < 1 ? value * 100 : value).replace('.', ',')} Prozent.`
  if (name === 'reviewEvery') return numberIn(value) ?? 'Schreiben Sie die Zahl der Tage, zum Beispiel 180.'
  if (expected === 'string' && (typeof value === 'number' || typeof value === 'boolean'))
    return `Setzen Sie den Wert in Anführungszeichen, so wie Sie ihn meinen (bei führender Null mit der Null): "${String(value)}".`
  if (expected === 'string' && Array.isArray(value))
    return value.length === 1 && typeof value[0] === 'string'
      ? `Schreiben Sie nur eine Angabe, ohne Klammern: ${value[0]}.`
      : 'Schreiben Sie nur eine Angabe, ohne Klammern und Striche.'
  if (expected === 'string' && asOneText(value)) return `Setzen Sie den ganzen Text in Anführungszeichen: ${asOneText(value)}`
  if (expected === 'string' && typeof value === 'object')
    return 'Setzen Sie den ganzen Text in Anführungszeichen; ein Doppelpunkt darin macht sonst ein Feld daraus.'
  if (expected === 'number' || expected === 'int') return numberHint(value)
  if (expected === 'boolean')
    return /^(ja|yes|wahr|an|x|true|abgesagt)$/i.test(String(value))
      ? 'Schreiben Sie true.'
      : /^(nein|no|falsch|aus|false)$/i.test(String(value))
        ? 'Schreiben Sie false.'
        : 'Schreiben Sie true für ja oder false für nein.'
  if (expected === 'array')
    return typeof value === 'string' && /^[a-z0-9-]+(,\s*[a-z0-9-]+)*$/.test(value)
      ? `Setzen Sie eckige Klammern darum: [${value}].`
      : 'Schreiben Sie jede Angabe in eine eigene Zeile mit - davor.'
  if (inside.length === 0) return undefined
  const group = groupMeant(name, value)
  // An item of a list has no name of its own.
  const filled = isItem ? group?.replace(`${name}: `, '') : group
  return filled ? `Schreiben Sie ${filled}. Es gibt darin: ${inside.join(', ')}.` : `Es besteht aus Feldern: ${inside.join(', ')}.`
}

/** A text that a colon has made a field. */
function asOneText(value: unknown): string | undefined {
  const [[key, rest] = [], ...more] = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : []
  if (key === undefined || more.length > 0) return undefined
  if (rest === null && /\s/.test(key)) return JSON.stringify(`${key}:`)
  return typeof rest === 'string' || typeof rest === 'number' ? JSON.stringify(`${key}: ${rest}`) : undefined
}

function numberHint(value: unknown): string {
  return numberIn(value) ?? 'Schreiben Sie nur Ziffern, ohne Wörter, Punkt, Komma und Währung.'
}

/** The number that is meant with a currency, dots or a bound before it. */
function numberIn(value: unknown): string | undefined {
  const [, bound = '', digits, million] =
    /^(bis(?: zu)?|höchstens|max\.?|maximal|mindestens|min\.?|ab|unter|weniger als|über|mehr als)?\s*(\d{1,3}(?:[._ ]\d{3})+|\d+|\d+,\d+(?=\s*Mi))(?:,0+|,-)?\s*(Mio\.?|Millionen)?\s*(?:€|Euro|EUR|Tage?|Jahre?|Beschäftigte|Personen)?$/i.exec(
      String(value).trim(),
    ) ?? []
  if (!digits) return undefined
  const number = Math.round(Number(digits.replaceAll(/[._ ]/g, '').replace(',', '.')) * (million ? 1_000_000 : 1))
  const meant = /^(unter|weniger)/i.test(bound) ? number - 1 : /^(über|mehr)/i.test(bound) ? number + 1 : number
  return `Schreiben Sie nur Ziffern: ${meant}.`
}
