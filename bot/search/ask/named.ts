/**
 * What a question names besides its subject: place, postcode, audience, topic, sum of money, day. Ids come from the lists
 * of `vocabulary.md`; the words are matched whole and folded, so "Muehlstadt" is Mühlstadt and "mühlstadt" too.
 */
import { addDays, type Day, isDay } from '../../knowledge/day.ts'
import type { SlotLists } from '../index/slot-lists.ts'
import { isDenying } from '../words/denying.ts'
import { fold } from '../words/fold.ts'
import { findPhrases } from '../words/phrases.ts'

export interface Slots {
  regions: string[]
  postcodes: string[]
  audiences: string[]
  topics: string[]
  /** Euros. */
  amounts: number[]
  days: Day[]
}

/** `words`: the question's folded words. `today`: what "morgen" counts from. */
export function findSlots(lists: SlotLists, utterance: string, words: readonly string[], today: Day): Slots {
  const text = utterance.slice(0, 2_000)
  const postcodes = [...new Set(text.match(/(?<![\d.,])\d{5}(?![\d.,]*\d|\s*(€|euro))/gi) ?? [])]
  const placed = postcodes.flatMap((postcode) => lists.postcodes.get(postcode) ?? [])
  return {
    regions: unique([...findPhrases(lists.regions, words).map(({ means }) => means), ...placed]),
    postcodes,
    // "Kein Handwerk sondern Gartenbau", "wir haben keinen Laden": what is denied is nobody.
    audiences: unique(
      findPhrases(lists.audiences, words).flatMap(({ at, means }) => (isDenying(words[at - 1] ?? '') || isOther(words, at) ? [] : [means])),
    ),
    topics: unique(findPhrases(lists.topics, words).map(({ means }) => means)),
    amounts: amountsIn(text),
    days: daysIn(text, words, today),
  }
}

/** "Den Händler bezahlen", "frag ich meinen Steuerberater": somebody else than who asks. */
function isOther(words: readonly string[], at: number): boolean {
  return OF_OTHERS.test(words[at - 1] ?? '') && IS_PERSON.test(words[at] ?? '')
}
const OF_OTHERS = /^(?:mein(?:e[mnrs]?)?|unser(?:e[mnrs]?)?|den|dem|vom|beim|zum|my|our)$/
/** A person, and not a firm or a club: "unser Verein" and "unser Callcenter" are who asks. */
const IS_PERSON = /(?:(?<!cent)er|erin|eur|eurin|ist|istin|mann|frau|wirt|wirtin|anwalt|anwaltin|arzt|arztin)$/

const unique = <T>(items: T[]): T[] => [...new Set(items)]

const AMOUNT = /(?<!\d)(\d{1,3}(?:[. ]\d{3})+|\d+)(?:,(\d{1,2}))?\s*(tausend|tsd\.?|mio\.?|millionen?|k)?\s*(?:€|euro\b|eur\b)/gi
const TIMES: ReadonlyMap<string, number> = new Map(Object.entries({ t: 1_000, k: 1_000, m: 1_000_000 }))

function amountsIn(text: string): number[] {
  return unique(
    [...text.matchAll(AMOUNT)].map(([, whole, cents, unit]) => {
      const value = Number(`${whole!.replace(/[. ]/g, '')}.${cents ?? '0'}`)
      return value * (TIMES.get(unit?.[0]?.toLowerCase() ?? '') ?? 1)
    }),
  )
}

const MONTHS = ['januar', 'februar', 'märz', 'april', 'mai', 'juni', 'juli', 'august', 'september', 'oktober', 'november', 'dezember'].map(
  fold,
)
const WRITTEN_DAY = /\b(\d{1,2})\.\s?(?:(\d{1,2})\.|(\p{L}+))\s?(\d{4}|\d{2}(?!\d))?/gu
const RELATIVE: ReadonlyMap<string, number> = new Map(Object.entries({ heute: 0, morgen: 1, ubermorgen: 2, today: 0, tomorrow: 1 }))

/** "3.12.", "03.12.2026", "3. Dezember", "2026-12-03", "heute", "morgen". Without a year: the next such day from `today` on. */
function daysIn(text: string, words: readonly string[], today: Day): Day[] {
  const found: Day[] = (text.match(/\b\d{4}-\d{2}-\d{2}\b/g) ?? []).filter(isDay)
  for (const [, day, month, name, year] of text.matchAll(WRITTEN_DAY)) {
    const number = month ? Number(month) : MONTHS.indexOf(fold(name!)) + 1
    if (number === 0) continue
    const on = (y: number) => `${y}-${String(number).padStart(2, '0')}-${day!.padStart(2, '0')}`
    const thisYear = Number(today.slice(0, 4))
    const written = year ? on(Number(year.length === 2 ? `20${year}` : year)) : on(thisYear) >= today ? on(thisYear) : on(thisYear + 1)
    if (isDay(written)) found.push(written)
  }
  // "Morgen" alone is tomorrow; "am Morgen" and "guten Morgen" are not.
  words.forEach((word, at) => {
    const days = RELATIVE.get(word)
    if (days !== undefined && !['am', 'guten', 'jeden'].includes(words[at - 1] ?? '')) found.push(addDays(today, days))
  })
  return unique(found)
}
