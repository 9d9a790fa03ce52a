/** Which language a message is written in: another than German and English, or which of the two. */
import { eld } from 'eld/small'
import type { ForeignLanguage } from '../knowledge/acts-file.ts'
import { FOREIGN_LANGUAGES } from '../knowledge/acts-file.ts'
import type { Lang } from '../knowledge/day.ts'
import { englishBalance } from '../search/words/function-words.ts'
import { tokens } from '../search/words/tokens.ts'
import { actWords } from './acts/words.ts'

eld.setLanguageSubset(['de', 'en', ...FOREIGN_LANGUAGES])

/** Names, trades and programs are the same everywhere: fewer words say nothing of a language in Latin letters. */
const MIN_WORDS = 3
/** A message that has more words of our content than this is German or English, whatever its letters look like. */
const MAX_KNOWN_SHARE = 0.34
/** A language shows in its first sentences. */
const MAX_LETTERS = 500
const OTHER_LETTERS = /[\p{Script=Cyrillic}\p{Script=Arabic}]/u

/** Addresses are made of names and say nothing of a language. */
const ADDRESS = /@|:\/\/|www\./i

/** `known`: words of the content and of everyday German and English. Undefined in doubt. */
export function foreignLanguage(said: string, known: (word: string) => boolean): ForeignLanguage | undefined {
  // Word by word: an expression for whole addresses would read a long word again from each of its letters.
  const utterance = said
    .slice(0, MAX_LETTERS)
    .split(/\s+/)
    .filter((word) => !ADDRESS.test(word))
    .join(' ')
  const words = actWords(utterance)
  const isElsewhere = OTHER_LETTERS.test(utterance)
  if (!isElsewhere && (words.length < MIN_WORDS || words.filter(known).length > MAX_KNOWN_SHARE * words.length)) return undefined
  const found = eld.detect(utterance)
  if (!isElsewhere && !found.isReliable()) return undefined
  return FOREIGN_LANGUAGES.find((language) => language === found.language)
}

/** Fewer words are full of names that both languages have; one word of the other may be a quotation. */
const MIN_GERMAN_WORDS = 4
const MIN_ENGLISH_WORDS = 2
const MIN_BALANCE = 2
/** Where the function words leave it open, letters must look like English, and much less like German. */
const OPEN: ReadonlyMap<number, { least: number; apart: number }> = new Map([
  [1, { least: 0.7, apart: 0.15 }],
  [0, { least: 0.75, apart: 0.25 }],
])
const MIN_OPEN_WORDS = 3

/**
 * German or English, where a message plainly is one of them; a talk goes on in the language it is held in. Function words say most; "was" and
 * "is" are of both, so that what a message looks like decides where they say little.
 */
export function spokenLanguage(utterance: string): Lang | undefined {
  const shown = utterance.slice(0, MAX_LETTERS)
  const words = tokens(shown).map(({ word }) => word)
  const balance = englishBalance(words)
  if (balance <= -MIN_BALANCE) return words.length >= MIN_GERMAN_WORDS ? 'de' : undefined
  if (balance < 0 || words.length < MIN_ENGLISH_WORDS) return undefined
  const { en = 0, de = 0 } = eld.detect(shown).getScores()
  if (balance >= MIN_BALANCE) return en > de ? 'en' : undefined
  const { least, apart } = OPEN.get(balance)!
  return words.length >= MIN_OPEN_WORDS && en > least && en - de > apart ? 'en' : undefined
}
