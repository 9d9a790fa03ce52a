/** The words of the calendar, folded as `search/words/fold.ts` folds them, with the English ones beside them. */
import { editDistance } from '../../knowledge/edit-distance.ts'
import type { Feast } from './periods.ts'

/** A lookup that knows nothing of `Object.prototype`. */
const table = <T>(rows: Record<string, T>): ReadonlyMap<string, T> => new Map(Object.entries(rows))

export const MONTHS = table({
  januar: 1,
  janner: 1,
  jan: 1,
  january: 1,
  februar: 2,
  feb: 2,
  february: 2,
  febr: 2,
  marz: 3,
  mrz: 3,
  march: 3,
  april: 4,
  apr: 4,
  mai: 5,
  may: 5,
  juni: 6,
  juno: 6,
  june: 6,
  juli: 7,
  july: 7,
  august: 8,
  aug: 8,
  september: 9,
  sept: 9,
  sep: 9,
  oktober: 10,
  okt: 10,
  october: 10,
  oct: 10,
  november: 11,
  nov: 11,
  dezember: 12,
  dez: 12,
  december: 12,
  dec: 12,
})

export const WEEKDAYS = table({
  montag: 1,
  mo: 1,
  monday: 1,
  dienstag: 2,
  di: 2,
  tuesday: 2,
  mittwoch: 3,
  mi: 3,
  wednesday: 3,
  donnerstag: 4,
  do: 4,
  thursday: 4,
  freitag: 5,
  fr: 5,
  friday: 5,
  samstag: 6,
  sonnabend: 6,
  sa: 6,
  saturday: 6,
  sonntag: 7,
  so: 7,
  sunday: 7,
})
/** "so", "mi", "do" are words of their own unless a date stands beside them. */
export const SHORT_WEEKDAY = /^(mo|di|mi|do|fr|sa|so)$/

/** "donnerstags": on every one of them. */
export const EVERY_WEEKDAY = table({
  montags: 1,
  mondays: 1,
  dienstags: 2,
  tuesdays: 2,
  mittwochs: 3,
  wednesdays: 3,
  donnerstags: 4,
  thursdays: 4,
  freitags: 5,
  fridays: 5,
  samstags: 6,
  sonnabends: 6,
  saturdays: 6,
  sonntags: 7,
  sundays: 7,
})

export const RELATIVE_DAYS = table({
  vorgestern: -2,
  gestern: -1,
  yesterday: -1,
  heute: 0,
  heut: 0,
  today: 0,
  tonight: 0,
  morgen: 1,
  tomorrow: 1,
  ubermorgen: 2,
  uberubermorgen: 3,
})

export const NUMBERS = table({
  ein: 1,
  eine: 1,
  einem: 1,
  einer: 1,
  einen: 1,
  one: 1,
  a: 1,
  zwei: 2,
  two: 2,
  drei: 3,
  three: 3,
  vier: 4,
  four: 4,
  funf: 5,
  five: 5,
  sechs: 6,
  six: 6,
  sieben: 7,
  seven: 7,
  acht: 8,
  eight: 8,
  neun: 9,
  nine: 9,
  zehn: 10,
  ten: 10,
  elf: 11,
  zwolf: 12,
  twelve: 12,
  dreizehn: 13,
  vierzehn: 14,
  fourteen: 14,
  zwanzig: 20,
  twenty: 20,
  dreissig: 30,
  thirty: 30,
  paar: 3,
  few: 3,
  couple: 2,
})

const TEENS = ['elf', 'zwolf', 'dreizehn', 'vierzehn', 'funfzehn', 'sechzehn', 'siebzehn', 'achtzehn', 'neunzehn']
const UNITS = ['', 'einund', 'zweiund', 'dreiund', 'vierund', 'funfund', 'sechsund', 'siebenund', 'achtund', 'neunund']
const FIRST_TEN = ['erst', 'zweit', 'dritt', 'viert', 'funft', 'sechst', 'siebt', 'acht', 'neunt', 'zehnt']
const ENGLISH_ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth']

/** "zehnten" → 10, "first" → 1; the stems without their endings. */
const ORDINAL_STEMS = new Map<string, number>([
  ...FIRST_TEN.map((stem, at) => [stem, at + 1] as const),
  ...TEENS.map((word, at) => [`${word}t`, at + 11] as const),
  ...UNITS.map((unit, at) => [`${unit}zwanzigst`, 20 + at] as const),
  ...['', 'einund'].map((unit, at) => [`${unit}dreissigst`, 30 + at] as const),
])
const ORDINALS_ENGLISH = new Map(ENGLISH_ORDINALS.map((word, at) => [word, at + 1] as const))

/** The number an ordinal word or "10." or "10th" stands for. */
export function ordinalOf(word: string): number | undefined {
  const figures = /^(\d{1,2})(?:\.|st|nd|rd|th|ten|ter)$/.exec(word)
  if (figures) return Number(figures[1])
  return ORDINALS_ENGLISH.get(word) ?? ORDINAL_STEMS.get(word.replace(/e[nrsm]?$/, ''))
}

/** The number a word or up to three figures stand for: "drei" and "3" are 3. Undefined for other words. */
export function numberOf(word: string): number | undefined {
  return /^\d{1,3}$/.test(word) ? Number(word) : NUMBERS.get(word)
}

export const FEASTS: ReadonlyMap<string, Feast> = table<Feast>({
  ostern: 'easter',
  osterfeiertage: 'easter',
  osterfeiertagen: 'easter',
  easter: 'easter',
  pfingsten: 'whitsun',
  whitsun: 'whitsun',
  pentecost: 'whitsun',
  himmelfahrt: 'ascension',
  karneval: 'carnival',
  fasching: 'carnival',
  rosenmontag: 'carnival',
  weihnachten: 'christmas',
  heiligabend: 'christmas eve',
  nikolaus: 'st nicholas',
  nikolaustag: 'st nicholas',
  valentinstag: 'valentine',
  dreikonigstag: 'epiphany',
  konige: 'epiphany',
  konigen: 'epiphany',
  weihnachtsfeiertage: 'christmas',
  weihnachtsfeiertagen: 'christmas',
  christmas: 'christmas',
  feiertage: 'christmas',
  feiertagen: 'christmas',
  neujahr: 'new year',
  silvester: 'new year’s eve',
  jahreswechsel: 'turn of the year',
  jahreswende: 'turn of the year',
  reformationstag: 'reformation',
})

export const SEASONS = table({
  fruhling: 'spring',
  fruhjahr: 'spring',
  spring: 'spring',
  sommer: 'summer',
  summer: 'summer',
  herbst: 'autumn',
  autumn: 'autumn',
  winter: 'winter',
} as const)

/** How far a word moves on from the period that runs now. */
export const MOVES = table({
  diese: 0,
  dieser: 0,
  diesen: 0,
  dieses: 0,
  diesem: 0,
  this: 0,
  laufende: 0,
  laufenden: 0,
  laufendes: 0,
  aktuelle: 0,
  aktuellen: 0,
  nachste: 1,
  nachster: 1,
  nachsten: 1,
  nachstes: 1,
  nachstem: 1,
  next: 1,
  kommende: 1,
  kommender: 1,
  kommenden: 1,
  kommendes: 1,
  coming: 1,
  folgende: 1,
  folgenden: 1,
  ubernachste: 2,
  ubernachsten: 2,
  ubernachster: 2,
  ubernachstes: 2,
  letzte: -1,
  letzten: -1,
  letzter: -1,
  letztes: -1,
  last: -1,
  vorige: -1,
  vorigen: -1,
  voriges: -1,
  vergangene: -1,
  vergangenen: -1,
  vergangenes: -1,
  vorletzte: -2,
  vorletzten: -2,
})

export const UNITS_OF_TIME = table({
  tag: 'day',
  tage: 'day',
  tagen: 'day',
  day: 'day',
  days: 'day',
  woche: 'week',
  wochen: 'week',
  week: 'week',
  weeks: 'week',
  monat: 'month',
  monate: 'month',
  monaten: 'month',
  monats: 'month',
  month: 'month',
  months: 'month',
  quartal: 'quarter',
  quartals: 'quarter',
  quartale: 'quarter',
  quarter: 'quarter',
  jahr: 'year',
  jahre: 'year',
  jahren: 'year',
  jahres: 'year',
  year: 'year',
  years: 'year',
  wochenende: 'weekend',
  wochenendes: 'weekend',
  weekend: 'weekend',
  halbjahr: 'half',
  halbjahres: 'half',
} as const)

/** Wall clocks that parts of a day stand for. */
export const DAY_PARTS = table<{ from: string; to: string }>({
  fruh: { from: '06:00', to: '10:00' },
  fruhmorgens: { from: '06:00', to: '10:00' },
  morgens: { from: '06:00', to: '11:00' },
  morning: { from: '06:00', to: '12:00' },
  vormittag: { from: '08:00', to: '12:00' },
  vormittags: { from: '08:00', to: '12:00' },
  mittag: { from: '11:30', to: '14:00' },
  mittags: { from: '11:30', to: '14:00' },
  noon: { from: '11:30', to: '14:00' },
  nachmittag: { from: '12:00', to: '18:00' },
  nachmittags: { from: '12:00', to: '18:00' },
  afternoon: { from: '12:00', to: '18:00' },
  abend: { from: '17:00', to: '23:59' },
  abends: { from: '17:00', to: '23:59' },
  evening: { from: '17:00', to: '23:59' },
  tonight: { from: '17:00', to: '23:59' },
  feierabend: { from: '17:00', to: '23:59' },
})

/** Words worth correcting when mistyped: long enough that one wrong letter leaves no doubt. */
const KNOWN = new Set([
  ...EVERY_WEEKDAY.keys(),
  ...UNITS_OF_TIME.keys(),
  ...DAY_PARTS.keys(),
  ...RELATIVE_DAYS.keys(),
  'jahresende',
  'jahresanfang',
  'monatsende',
  'monatsanfang',
])
const CORRECTABLE = [
  ...MONTHS.keys(),
  ...WEEKDAYS.keys(),
  ...MOVES.keys(),
  ...FEASTS.keys(),
  'wochenende',
  'quartal',
  'vormittag',
  'nachmittag',
  'vormittags',
  'nachmittags',
  'ubermorgen',
].filter((word) => word.length >= 6)
const MIN_CORRECTABLE_LETTERS = 6

/** A calendar word with one letter wrong, set right; anything else as it is. */
export function correctTimeWord(word: string): string {
  if (word.length < MIN_CORRECTABLE_LETTERS - 1 || !/^[a-z]+$/.test(word) || KNOWN.has(word) || CORRECTABLE.includes(word)) return word
  return CORRECTABLE.find((known) => Math.abs(known.length - word.length) <= 1 && editDistance(known, word, 1) === 1) ?? word
}
