/** A sentence as the acts see it: folded words, and whether one of a set is among them. */
import { fold } from '../../search/words/fold.ts'

const WORD = /[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu
/** Beyond these a sentence is a story; its sentences are looked at one by one. */
export const MAX_WORDS = 60

/** How people type what they say, and how editors write it; a word stands for one or two. */
const SPOKEN: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    nich: 'nicht',
    net: 'nicht',
    ned: 'nicht',
    nit: 'nicht',
    nüsch: 'nicht',
    nimmer: 'nicht mehr',
    mer: 'mehr',
    is: 'ist',
    isses: 'ist es',
    un: 'und',
    hab: 'habe',
    ick: 'ich',
    mei: 'mein',
    unsern: 'unseren',
    unserm: 'unserem',
    unsre: 'unsere',
    unsrer: 'unserer',
    aufm: 'auf dem',
    ausm: 'aus dem',
    inner: 'in der',
    uff: 'auf',
    nix: 'nichts',
    nu: 'nun',
    jetz: 'jetzt',
    nen: 'einen',
    ne: 'eine',
  }).map(([said, meant]) => [fold(said), meant.split(' ')] as const),
)

/** Folded words in order, as they are written and not as they are said. Figures count as words; punctuation does not. */
export function actWords(sentence: string): string[] {
  return (sentence.match(WORD) ?? []).slice(0, MAX_WORDS).flatMap((word) => {
    const folded = fold(word.replaceAll(/['’]/g, ''))
    return SPOKEN.get(folded) ?? folded
  })
}

/** Words and beginnings of words that mean one thing, folded. Phrases are kept with a space. */
export interface WordSet {
  words: ReadonlySet<string>
  beginnings: readonly string[]
  phrases: readonly string[]
}

/** Sorts words as an editor writes them: whole ones, beginnings (`vertrag-`), phrases (`zu_zweit`). */
export function wordSetOf(words: Iterable<string>): WordSet {
  const exact = new Set<string>()
  const beginnings: string[] = []
  const phrases: string[] = []
  for (const written of words) {
    if (written.includes('_')) phrases.push(` ${actWords(written.replaceAll('_', ' ')).join(' ')} `)
    else if (written.endsWith('-')) beginnings.push(fold(written.slice(0, -1)))
    else exact.add(fold(written))
  }
  return { words: exact, beginnings, phrases }
}

/** Whether one of the set occurs among the words; nothing occurs in no set. */
export function isIn(set: WordSet | undefined, words: readonly string[]): boolean {
  if (!set) return false
  const { words: exact, beginnings, phrases } = set
  if (words.some((word) => exact.has(word) || beginnings.some((start) => word.startsWith(start)))) return true
  if (phrases.length === 0) return false
  const text = ` ${words.join(' ')} `
  return phrases.some((phrase) => text.includes(phrase))
}
