/**
 * How many people a business is, as it is said: "acht Leute", "14 Beschäftigte", "zu dritt", "1-Mann-Betrieb", "unter 50 Mitarbeiter",
 * "drei Vollzeit, zwei Teilzeit", "ich und meine Frau".
 */
import { fold } from '../../search/words/fold.ts'
import { germanNumber } from '../../search/words/numbers.ts'

export interface SaidSize {
  /** A number or a range as guides keep it: "8", "10-20", "1-49", "251-". */
  value: string
  /** Number of words it takes, counted from where it begins. */
  words: number
}

/** Words that count people of a business, by their beginnings. */
const PEOPLE =
  /^(?:leut|mann$|mann-|mitarbeit|beschaftigt|angestellt|person|kolleg|kopf|mensch|arbeitnehm|arbeitskraft|festangestellt|vollzeit|teilzeit|gesell|azubi|people|employee|staff|worker|helper)/
const COMPOUND = /^(\p{L}+|\d+)-?(?:mann|frau|personen)-?(?:betrieb|unternehmen|firma|buro|laden|show|team)?$/u
/** "zu zweit", "zu acht". */
const TOGETHER = new Map([
  ['zweit', 2],
  ['dritt', 3],
  ['viert', 4],
  ['funft', 5],
  ['sechst', 6],
  ['siebt', 7],
  ['acht', 8],
  ['neunt', 9],
  ['zehnt', 10],
])
const UNDER = new Set(['unter', 'weniger', 'hochstens', 'maximal', 'max', 'under', 'fewer'])
const OVER = new Set(['uber', 'mehr', 'mindestens', 'over'])
/** They say that the number is not exact, which is exact enough. */
const ABOUT = new Set([
  'nur',
  'etwa',
  'ca',
  'circa',
  'rund',
  'ungefahr',
  'insgesamt',
  'derzeit',
  'aktuell',
  'knapp',
  'gut',
  'about',
  'around',
])
const TO = new Set(['bis', '-', 'oder', 'und', 'to'])
const PARTNER = /^(?:frau|mann|bruder|schwester|sohn|tochter|vater|mutter|partner|partnerin|kollege|kollegin|freundin|freund|schwager)$/
/** Longer phrases are none. */
const MAX_WORDS = 8

/** The size said at the beginning of these words, folded; undefined where none begins there. */
export function sizeAt(words: readonly string[], at: number): SaidSize | undefined {
  return together(words, at) ?? compound(words, at) ?? pair(words, at) ?? counted(words, at)
}

/** The first size in a text; undefined without any. */
export function sizeIn(text: string): string | undefined {
  const words = (text.match(/[\p{L}\p{N}]+(?:-\p{L}+)*|-/gu) ?? []).map(fold)
  for (let at = 0; at < words.length; at++) {
    const size = sizeAt(words, at)
    if (size) return size.value
  }
  return undefined
}

function together(words: readonly string[], at: number): SaidSize | undefined {
  const many = words[at] === 'zu' ? TOGETHER.get(words[at + 1] ?? '') : undefined
  return many === undefined ? undefined : { value: String(many), words: 2 }
}

function compound(words: readonly string[], at: number): SaidSize | undefined {
  const [, count] = COMPOUND.exec(words[at] ?? '') ?? []
  const many = count === undefined ? undefined : numberOf(count)
  return many === undefined ? undefined : { value: String(many), words: 1 }
}

/** "ich und meine Frau", "mein Bruder und ich": two. */
function pair(words: readonly string[], at: number): SaidSize | undefined {
  const [first, second, third, fourth] = words.slice(at, at + 4)
  if (first === 'ich' && second === 'und' && isMine(third) && PARTNER.test(fourth ?? '')) return { value: '2', words: 4 }
  if (isMine(first) && PARTNER.test(second ?? '') && third === 'und' && fourth === 'ich') return { value: '2', words: 4 }
  return undefined
}

const isMine = (word: string | undefined) => /^(?:mein|unser)e?$/.test(word ?? '')

/** A number, or two, with a word for people after it; what is counted in parts is added. */
function counted(words: readonly string[], at: number): SaidSize | undefined {
  let next = at
  let bound: 'under' | 'over' | undefined
  for (; next < at + 3; next++) {
    const word = words[next] ?? ''
    if (UNDER.has(word)) bound = 'under'
    else if (OVER.has(word)) bound = 'over'
    else if (!ABOUT.has(word) && !(bound && (word === 'als' || word === 'than'))) break
  }
  const low = numberOf(words[next] ?? '')
  if (low === undefined) return undefined
  const high = TO.has(words[next + 1] ?? '') ? numberOf(words[next + 2] ?? '') : undefined
  next += high === undefined ? 1 : 3
  if (/^(?:feste|fester|festen|weitere|volle)$/.test(words[next] ?? '')) next++
  if (!PEOPLE.test(words[next] ?? '')) return undefined
  next++
  let sum = low
  if (high === undefined && !bound)
    for (let more = partAt(words, next); more && next - at < MAX_WORDS; more = partAt(words, next)) {
      sum += more.many
      next = more.next
    }
  return { value: rangeFrom(sum, high, bound), words: next - at }
}

/** "und zwei Teilzeit" */
function partAt(words: readonly string[], at: number): { many: number; next: number } | undefined {
  const from = ['und', ',', 'plus'].includes(words[at] ?? '') ? at + 1 : at
  const many = numberOf(words[from] ?? '')
  return many !== undefined && PEOPLE.test(words[from + 1] ?? '') ? { many, next: from + 2 } : undefined
}

function rangeFrom(low: number, high: number | undefined, bound: 'under' | 'over' | undefined): string {
  if (high !== undefined && high !== low) return `${Math.min(low, high)}-${Math.max(low, high)}`
  if (bound === 'under') return `1-${Math.max(1, low - 1)}`
  return bound === 'over' ? `${low + 1}-` : String(low)
}

function numberOf(word: string): number | undefined {
  if (/^\d{1,5}$/.test(word)) return Number(word)
  return /^ein(?:e[rnm]?)?$/.test(word) ? 1 : germanNumber(word)
}
