/** German numbers in figures and words: "42", "1.200", "zweiundvierzig", "ein Dutzend", "zwischen 10 und 20". */
import { fold } from './fold.ts'

const UNITS = ['null', 'ein', 'zwei', 'drei', 'vier', 'funf', 'sechs', 'sieben', 'acht', 'neun', 'zehn', 'elf', 'zwolf']
const TEENS: ReadonlyMap<string, number> = new Map(
  Object.entries({ dreizehn: 13, vierzehn: 14, funfzehn: 15, sechzehn: 16, siebzehn: 17, achtzehn: 18, neunzehn: 19 }),
)
const TENS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    zwanzig: 20,
    dreissig: 30,
    vierzig: 40,
    funfzig: 50,
    sechzig: 60,
    siebzig: 70,
    achtzig: 80,
    neunzig: 90,
  }),
)
const SPECIAL: ReadonlyMap<string, number> = new Map(
  Object.entries({
    eins: 1,
    eine: 1,
    einen: 1,
    einer: 1,
    zwo: 2,
    dutzend: 12,
    keine: 0,
    keinen: 0,
    keiner: 0,
    niemand: 0,
  }),
)

/** The longest number up to 999 999 has 65 letters. */
const MAX_NUMBER_LETTERS = 80

/** A number written as one German word (folded), up to 999 999; undefined for any other word. */
export function germanNumber(word: string): number | undefined {
  if (word.length > MAX_NUMBER_LETTERS) return undefined
  const simple = SPECIAL.get(word) ?? TEENS.get(word) ?? TENS.get(word)
  if (simple !== undefined) return simple
  const thousand = /^(.*?)tausend(?:und)?(.*)$/.exec(word)
  if (thousand) return combine(thousand[1]!, 1_000, thousand[2]!)
  const hundred = /^(.*?)hundert(?:und)?(.*)$/.exec(word)
  if (hundred) return combine(hundred[1]!, 100, hundred[2]!)
  const unit = UNITS.indexOf(word)
  if (unit >= 0) return unit
  const pair = /^(.+)und(.+)$/.exec(word)
  const ones = pair ? UNITS.indexOf(pair[1]!) : -1
  const tens = pair ? TENS.get(pair[2]!) : undefined
  return ones > 0 && ones < 10 && tens !== undefined ? tens + ones : undefined
}

function combine(before: string, factor: number, after: string): number | undefined {
  const many = before === '' ? 1 : germanNumber(before)
  const rest = after === '' ? 0 : germanNumber(after)
  return many === undefined || rest === undefined || many >= 1_000 || rest >= factor ? undefined : many * factor + rest
}

/** A number said in an utterance: value, how many, and the word after it ("acht Leute" → 8, `leute`). */
export interface SaidNumber {
  value: number
  next: string
}

/** As in `phrases.ts`: nobody says more in an answer. */
const MAX_WORDS = 60

/** All numbers in order. Thousands dots are dropped, decimals cut off; "ein" and "eine" count only where `articles` is true. */
export function numbersIn(utterance: string, articles = false): SaidNumber[] {
  const text = fold(utterance.slice(0, 1_000))
    .replace(/(\d)\.(?=\d{3}(?!\d))/g, '$1')
    .replace(/(\d),\d+/g, '$1')
  const words = text
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .slice(0, MAX_WORDS)
  return words.flatMap((word, i): SaidNumber[] => {
    const article = /^ein(e|en|er)?$/.test(word) && germanNumber(words[i + 1] ?? '') !== undefined
    const value = article
      ? undefined
      : /^\d{1,9}$/.test(word)
        ? Number(word)
        : !articles && /^ein(e|en|er)?$/.test(word)
          ? undefined
          : germanNumber(word)
    return value === undefined ? [] : [{ value, next: words[i + 1] ?? '' }]
  })
}

const ORDINALS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    erst: 1,
    zweit: 2,
    dritt: 3,
    viert: 4,
    funft: 5,
    sechst: 6,
    siebt: 7,
    siebent: 7,
    acht: 8,
    neunt: 9,
    zehnt: 10,
    elft: 11,
    zwolft: 12,
  }),
)

/** "zweite", "zweitens", "erster" → 2, 2, 1; "letzte" → `count`. Undefined for other words. */
export function ordinal(word: string, count: number): number | undefined {
  const match = /^(.+?)(?:e|er|es|en|em|ens)$/.exec(word)
  if (!match) return undefined
  if (match[1] === 'letzt') return count
  return ORDINALS.get(match[1]!)
}
