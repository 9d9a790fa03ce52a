/** What people call folders, fields and values whose names they do not know. */
import { KINDS, type Kind } from './schema.ts'

const FOLDER_NAMES: Readonly<Record<Kind, readonly string[]>> = {
  articles: ['article', 'artikel', 'wissen', 'texte', 'beitraege', 'beiträge'],
  funding: ['foerderung', 'förderung', 'foerderungen', 'programme'],
  events: ['event', 'veranstaltungen', 'termine', 'kalender'],
  contacts: ['contact', 'kontakte', 'anlaufstellen', 'ansprechpartner'],
  guides: ['guide', 'dialoge', 'wegweiser'],
}

/** Folders by their name, by what they are called on the pages and in German, and by what else people call them. */
export const FOLDERS: ReadonlyMap<string, Kind> = new Map(
  KINDS.flatMap((kind) => [kind, ...FOLDER_NAMES[kind]].map((name) => [name, kind] as const)),
)

/** Fields by the names that people give them. */
const CALLED: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    title: ['name', 'titel', 'überschrift', 'ueberschrift'],
    short: ['kurztitel', 'kurz', 'kurzname', 'subtitle'],
    not: ['nicht', 'ausschluss'],
    easy: ['einfach', 'leicht', 'leichte-sprache'],
    basis: ['grundlage'],
    checkedBy: ['geprüftvon', 'prüfer', 'von'],
    confirm: ['bestätigen', 'offen', 'klären'],
    reviewEvery: ['prüfen', 'prüfintervall', 'wiedervorlage'],
    valid: ['gültig', 'gueltig', 'gültigkeit'],
    contact: ['kontakt', 'ansprechpartner', 'ansprechperson', 'anlaufstelle'],
    cost: ['kosten', 'preis', 'gebühr', 'eintritt', 'price'],
    booking: ['anmeldung', 'buchung', 'registration', 'termin'],
    tentative: ['vorbehalt', 'vorläufig'],
    recurrence: ['wiederholung', 'rrule', 'serie'],
    cancelled: ['abgesagt', 'canceled', 'ausgefallen'],
    rule: ['regel', 'rrule', 'rhythmus'],
    except: ['außer', 'ausser', 'ausnahmen', 'exdate'],
    holidays: ['feiertage'],
    organisation: ['organization', 'stelle', 'einrichtung', 'firma'],
    role: ['rolle', 'aufgabe', 'zuständigkeit'],
    address: ['adresse', 'anschrift'],
    street: ['straße', 'strasse', 'str'],
    postcode: ['plz', 'postleitzahl', 'zip'],
    city: ['ort', 'stadt'],
    languages: ['sprachen'],
    access: ['zugang', 'erreichbar'],
    districts: ['landkreise', 'kreise', 'bezirke'],
    handOff: ['übergabe', 'kanal'],
    provider: ['fördergeber', 'geber', 'anbieter'],
    type: ['förderart', 'typ', 'art'],
    area: ['förderbereich', 'bereich'],
    territory: ['fördergebiet', 'gebiet'],
    eligible: ['förderberechtigte', 'berechtigt', 'antragsberechtigt'],
    who: ['wer'],
    employees: ['beschäftigte', 'mitarbeiter'],
    turnover: ['umsatz'],
    years: ['jahre', 'laufzeit'],
    funds: ['gefördert', 'förderfähig'],
    rate: ['fördersatz', 'satz', 'quote'],
    amount: ['höhe', 'betrag', 'summe'],
    max: ['höchstens', 'maximal', 'maximum'],
    min: ['mindestens', 'minimal', 'minimum'],
    duration: ['dauer'],
    state: ['stand', 'status'],
    calls: ['fristen', 'antragsfenster', 'frist'],
    link: ['url', 'website', 'internet'],
    successor: ['nachfolger', 'nachfolge'],
    question: ['frage'],
    label: ['text', 'antwort'],
    choices: ['antworten', 'auswahl'],
    steps: ['schritte'],
    outcomes: ['ergebnisse'],
    questions: ['fragen', 'beispielfragen'],
    topics: ['themen', 'thema', 'tags', 'kategorien', 'categories'],
    audience: ['zielgruppe', 'zielgruppen'],
    region: ['regionen', 'gebiet'],
    source: ['quelle', 'quellen', 'sources'],
    checked: ['geprüft', 'geprueft', 'date', 'datum', 'prüfdatum'],
    asOf: ['stand'],
    next: ['weiter', 'siehe', 'weiterlesen', 'mehr'],
    lang: ['sprache', 'language'],
    until: ['bis', 'to', 'end', 'ende'],
    from: ['von', 'ab', 'start'],
    start: ['beginn', 'anfang', 'datum', 'date', 'termin', 'wann'],
    end: ['ende'],
    mode: ['form', 'format', 'modus', 'art'],
    organiser: ['veranstalter', 'organizer'],
    place: ['ort', 'location', 'veranstaltungsort'],
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
export const SAME: ReadonlyMap<string, readonly string[]> = new Map([
  ['offen', ['open', 'laufend', 'läuft', 'aktiv', 'verfügbar']],
  ['ausgelaufen', ['beendet', 'closed', 'abgelaufen', 'vorbei', 'eingestellt', 'geschlossen']],
  ['angekündigt', ['geplant', 'planned', 'kommt']],
  ['ausgeschöpft', ['leer', 'exhausted', 'mittel erschöpft']],
  ['Antragsstopp', ['pausiert', 'gestoppt', 'stop']],
  ['unklar', ['unbekannt', 'unknown', 'offen?']],
  ['vor Ort', ['präsenz', 'vorort', 'onsite', 'lokal', 'persönlich']],
  ['online', ['digital', 'virtuell', 'zoom', 'im netz']],
  [
    'hybrid',
    [
      'beides',
      'gemischt',
      ...['vor ort', 'präsenz'].flatMap((one) => [`${one} und online`, `online und ${one}`, `${one}, online`, `online, ${one}`]),
    ],
  ],
  ['entfällt', ['fällt aus', 'fällt weg', 'ausfall', 'keine']],
  ['findet statt', ['bleibt', 'trotzdem']],
  ['Darlehen', ['kredit', 'förderkredit']],
  ['Zuschuss', ['förderung', 'zulage', 'prämie']],
  ['steuerlich', ['steuer', 'steuervorteil', 'steuern']],
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

/** Codes of the languages people name. */
export const LANGUAGE_CODES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    deutsch: 'de',
    englisch: 'en',
    polnisch: 'pl',
    russisch: 'ru',
    ukrainisch: 'uk',
    türkisch: 'tr',
    arabisch: 'ar',
    vietnamesisch: 'vi',
    französisch: 'fr',
    spanisch: 'es',
    tschechisch: 'cs',
    persisch: 'fa',
    rumänisch: 'ro',
  }),
)
