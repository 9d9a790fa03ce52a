/** What to write in place of a field's wrong value: the value that was surely meant, or how such a value looks. */
import { asOfIn, besideIn, momentIn } from './date-hints.ts'
import { isDay } from './day.ts'
import { ruleProblem } from './recurrence-rule.ts'
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
export function likely(problem: string, value: string): string | undefined {
  const meant = MEANT.get(problem)?.(value)
  return meant === undefined ? BESIDE.get(problem)?.(value) : `Schreiben Sie ${meant}.`
}

/** A value that is none and has no single right one beside it. */
const BESIDE: ReadonlyMap<string, (value: string) => string | undefined> = new Map([
  ['kein Kalendertag', (value: string) => besideIn(value, false)],
  ['kein Stand', (value: string) => besideIn(value, false)],
  ['kein Zeitpunkt', (value: string) => besideIn(value, true)],
])

/** Whether a problem is that of a day, a moment or a source's day. */
export const isDayProblem = (problem: string): boolean => BESIDE.has(problem)

const MEANT: ReadonlyMap<string, (value: string) => string | undefined> = new Map([
  ['kein Kalendertag', (value: string) => momentIn(value)?.slice(0, 10)],
  ['kein Zeitpunkt', momentIn],
  ['kein Stand', asOfIn],
  [
    'keine Telefonnummer',
    (value: string) =>
      /^[\d\s()/+–-]{6,}$/.test(value)
        ? `die Nummer ohne Klammern und Schrägstrich: "${value.replaceAll(/[()]/g, '').replaceAll(/[/–]/g, ' ').replaceAll(/\s+/g, ' ').trim()}"`
        : undefined,
  ],
  ['keine Internetadresse', addressIn],
  ['keine E-Mail-Adresse', mailIn],
  ['keine Kennung', idIn],
  ['keine Wiederholungsregel', (value: string) => ruleIn(value)],
])

function addressIn(value: string): string | undefined {
  const right = /^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}(\/\S*)?$/i.test(value)
    ? `https://${value}`
    : /^https?:\/\/\S+( \S+)+$/.test(value)
      ? value.replaceAll(' ', '%20')
      : value.replace(/^(https?:\/\/)[^/@\s]+@/, '$1')
  return right !== value && URL.canParse(right) && !/\s/.test(right) ? right : undefined
}

function mailIn(value: string): string | undefined {
  const right = value
    .replace(/^mailto:/i, '')
    .replace(/\s*[([{]\s*(?:at|ät)\s*[)\]}]\s*/i, '@')
    .trim()
  return right !== value && /^[\w.+-]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(right) ? right : undefined
}

/** What folders are called on the pages and in German. */
const FOLDERS: ReadonlyMap<string, string> = new Map([
  ...['articles', 'funding', 'events', 'contacts', 'guides'].map((kind) => [kind, kind] as const),
  ['wissen', 'articles'],
  ['artikel', 'articles'],
  ['foerderung', 'funding'],
  ['förderung', 'funding'],
  ['veranstaltungen', 'events'],
  ['termine', 'events'],
  ['anlaufstellen', 'contacts'],
  ['kontakte', 'contacts'],
  ['wegweiser', 'guides'],
])

function idIn(value: string): string | undefined {
  const [folder, slug, ...more] = value.toLowerCase().replace(/^\//, '').replace(/\.md$/, '').split('/')
  const kind = FOLDERS.get(folder ?? '')
  return kind && slug && more.length === 0 && /^[a-z0-9-]+$/.test(slug) ? `${kind}/${slug}` : undefined
}

function ruleIn(value: string): string | undefined {
  const right = value.replace(/^RRULE:/i, '').toUpperCase()
  return ruleProblem(right) === undefined ? right : undefined
}

/** Fields by the names that people give them. */
const CALLED: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    title: ['name', 'überschrift', 'ueberschrift'],
    questions: ['fragen', 'beispielfragen'],
    topics: ['themen', 'thema', 'tags', 'kategorien', 'categories'],
    audience: ['zielgruppe', 'zielgruppen'],
    region: ['regionen', 'gebiet'],
    source: ['quelle', 'quellen', 'sources'],
    checked: ['geprüft', 'geprueft', 'date', 'datum'],
    asOf: ['stand'],
    next: ['weiter', 'siehe'],
    lang: ['sprache', 'language'],
    until: ['bis', 'to', 'end', 'ende'],
    from: ['von', 'ab', 'start'],
    start: ['beginn', 'anfang'],
    end: ['ende'],
    mode: ['form', 'format'],
    organiser: ['veranstalter', 'organizer'],
    place: ['ort', 'location'],
    phone: ['telefon', 'tel'],
    mail: ['email', 'e-mail'],
    web: ['website', 'url', 'internet'],
    hours: ['öffnungszeiten', 'oeffnungszeiten', 'sprechzeiten'],
    land: ['bundesland'],
  }),
)

/** The field that is called so by people who do not know its name; undefined where there is none of that kind here. */
export function fieldCalled(key: string, known: readonly string[]): string | undefined {
  const meant = known.find((field) => CALLED.get(field)?.includes(key.toLowerCase()))
  return meant && `Meinten Sie „${meant}“?`
}

/** What editors write in another language or with another word. */
const SAME: ReadonlyMap<string, readonly string[]> = new Map([
  ['offen', ['open', 'laufend', 'läuft', 'aktiv', 'verfügbar']],
  ['ausgelaufen', ['beendet', 'closed', 'abgelaufen', 'vorbei', 'eingestellt', 'geschlossen']],
  ['angekündigt', ['geplant', 'planned', 'kommt']],
  ['ausgeschöpft', ['leer', 'exhausted', 'mittel erschöpft']],
  ['Antragsstopp', ['pausiert', 'gestoppt', 'stop']],
  ['unklar', ['unbekannt', 'unknown', 'offen?']],
  ['vor Ort', ['präsenz', 'vorort', 'onsite', 'lokal', 'persönlich']],
  ['online', ['digital', 'virtuell', 'zoom']],
  ['nach Vereinbarung', ['termin', 'mit termin', 'terminvereinbarung']],
  ['Telefon', ['telefonisch', 'anruf']],
  ['Video', ['videokonferenz', 'zoom', 'teams']],
  ['E-Mail', ['mail', 'email']],
  ['Formular', ['website', 'kontaktformular']],
  ['geschlossen', ['zu', 'entfällt']],
  ['geöffnet', ['offen', 'auf']],
  ['draft', ['entwurf']],
  ['published', ['veröffentlicht', 'fertig', 'live']],
  ['de', ['deutsch', 'german']],
  ['en', ['englisch', 'english']],
])

/** The values a field may have, and the one that was probably meant. */
export function choice(value: string, allowed: string[]): string {
  const near = allowed.find((word) => SAME.get(word)?.includes(value.toLowerCase())) ?? nearest(value, allowed)
  return `${near ? `Meinten Sie „${near}“? ` : ''}Möglich: ${allowed.join(', ')}.`
}

/** A value of another shape than the field's. `inside`: the fields that a group has. */
export function typeHint(
  expected: string,
  value: unknown,
  { name, inside }: { name: string; inside: readonly string[] },
): string | undefined {
  if (expected === 'string' && (typeof value === 'number' || typeof value === 'boolean'))
    return `Setzen Sie den Wert in Anführungszeichen, so wie Sie ihn meinen (bei führender Null mit der Null): "${String(value)}".`
  if (expected === 'string' && Array.isArray(value))
    return value.length === 1 && typeof value[0] === 'string'
      ? `Schreiben Sie nur eine Angabe, ohne Klammern: ${value[0]}.`
      : 'Schreiben Sie nur eine Angabe, ohne Klammern und Striche.'
  if (expected === 'string' && typeof value === 'object')
    return 'Setzen Sie den ganzen Text in Anführungszeichen; ein Doppelpunkt darin macht sonst ein Feld daraus.'
  if (expected === 'number' || expected === 'int') return numberHint(value)
  if (expected === 'boolean')
    return /^(ja|yes|wahr|an|x)$/i.test(String(value))
      ? 'Schreiben Sie true.'
      : /^(nein|no|falsch|aus)$/i.test(String(value))
        ? 'Schreiben Sie false.'
        : 'Schreiben Sie true für ja oder false für nein.'
  if (expected === 'array')
    return typeof value === 'string' && /^[a-z0-9-]+(,\s*[a-z0-9-]+)*$/.test(value)
      ? `Setzen Sie eckige Klammern darum: [${value}].`
      : 'Schreiben Sie jede Angabe in eine eigene Zeile mit - davor.'
  if (inside.length === 0) return undefined
  const main = MAIN.get(name)
  const filled = main && fitsInto(main, value) ? `${name}: { ${main}: ${quotedIfNeeded(value)} }` : undefined
  return filled ? `Schreiben Sie ${filled}. Es gibt darin: ${inside.join(', ')}.` : `Es besteht aus Feldern: ${inside.join(', ')}.`
}

function fitsInto(field: string, value: unknown): value is string | number {
  if (typeof value === 'number') return field === 'max'
  return (
    typeof value === 'string' &&
    field !== 'max' &&
    (field !== 'rule' || ruleProblem(value) === undefined) &&
    (field !== 'until' || isDay(value))
  )
}

/** Of a group of fields, the one that a bare value was meant for. */
const MAIN: ReadonlyMap<string, string> = new Map([
  ['source', 'name'],
  ['valid', 'until'],
  ['amount', 'max'],
  ['place', 'name'],
  ['recurrence', 'rule'],
  ['employees', 'max'],
  ['name', 'de'],
])

const quotedIfNeeded = (value: string | number): string =>
  typeof value === 'string' && /[:,#{}[\]]/.test(value) ? JSON.stringify(value) : String(value)

function numberHint(value: unknown): string {
  const [, digits] = /^(\d{1,3}(?:[._ ]\d{3})+|\d+)(?:,0+|,-)?\s*(?:€|Euro|EUR|Tage)?$/i.exec(String(value).trim()) ?? []
  return digits
    ? `Schreiben Sie nur Ziffern: ${Number(digits.replaceAll(/[._ ]/g, ''))}.`
    : 'Schreiben Sie nur Ziffern, ohne Wörter, Punkt, Komma und Währung.'
}
