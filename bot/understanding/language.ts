/** Which language a message is written in: another than German and English, or which of the two. */
import { eld } from 'eld/small'
import type { ForeignLanguage } from '../knowledge/acts-file.ts'
import { FOREIGN_LANGUAGES } from '../knowledge/acts-file.ts'
import type { Lang } from '../knowledge/day.ts'
import { englishBalance } from '../search/words/function-words.ts'
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
const ADDRESSES = /\S*(?:@|:\/\/|www\.)\S*/gi

/** `known`: words of the content and of everyday German and English. Undefined in doubt. */
export function foreignLanguage(said: string, known: (word: string) => boolean): ForeignLanguage | undefined {
  const utterance = said.replace(ADDRESSES, ' ')
  const words = actWords(utterance)
  const isElsewhere = OTHER_LETTERS.test(utterance)
  if (!isElsewhere && (words.length < MIN_WORDS || words.filter(known).length > MAX_KNOWN_SHARE * words.length)) return undefined
  const found = eld.detect(utterance.slice(0, MAX_LETTERS))
  if (!isElsewhere && !found.isReliable()) return undefined
  return FOREIGN_LANGUAGES.find((language) => language === found.language)
}

/** Shorter messages are full of names that both languages have; one word of the other may be a quotation. */
const MIN_SPOKEN_WORDS = 4
const MIN_BALANCE = 2

/** German or English, where a message plainly is one of them; a talk goes on in the language it is held in. */
export function spokenLanguage(utterance: string): Lang | undefined {
  const words = actWords(utterance.slice(0, MAX_LETTERS))
  if (words.length < MIN_SPOKEN_WORDS) return undefined
  const balance = englishBalance(words)
  return balance >= MIN_BALANCE ? 'en' : balance <= -MIN_BALANCE ? 'de' : undefined
}
