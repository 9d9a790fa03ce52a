/** Which of many sets of words a sentence has: found by its words, once for all patterns, and not by asking each set. */
import { type WordSet, wordSetOf } from './words.ts'

/** Sets by what they hold, each known by its number. Grows while patterns are compiled. */
export interface SetTable {
  /** By its words as they are written: patterns share most of their sets. */
  numbers: Map<string, number>
  byWord: Map<string, number[]>
  byBeginning: Map<string, number[]>
  /** How long beginnings are. */
  lengths: Set<number>
  /** By the word a phrase begins with. */
  byPhrase: Map<string, { text: string; set: number }[]>
  /** The sets of single words that were asked for, because the same words come again and again. */
  remembered: Map<string, readonly number[]>
}

/** Visitors have more words than anybody should remember. */
const MAX_REMEMBERED = 10_000

/** A table without sets. */
export function setTable(): SetTable {
  return { numbers: new Map(), byWord: new Map(), byBeginning: new Map(), lengths: new Set(), byPhrase: new Map(), remembered: new Map() }
}

/** The number of a set of these words, as an editor writes them. */
export function setNumberOf(table: SetTable, written: readonly string[]): number {
  const name = written.join('\n')
  const known = table.numbers.get(name)
  if (known !== undefined) return known
  const set = table.numbers.size
  table.numbers.set(name, set)
  enter(table, set, wordSetOf(written))
  table.remembered.clear()
  return set
}

function enter({ byWord, byBeginning, lengths, byPhrase }: SetTable, set: number, { words, beginnings, phrases }: WordSet): void {
  for (const word of words) push(byWord, word, set)
  for (const start of beginnings) {
    push(byBeginning, start, set)
    lengths.add(start.length)
  }
  for (const text of phrases) push(byPhrase, text.slice(1, text.indexOf(' ', 1)), { text, set })
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const known = map.get(key)
  if (known) known.push(value)
  else map.set(key, [value])
}

/** By the number of a set: 1 where one of it occurs among the words. */
export type Marks = Uint8Array

/** Marks what these words have, folded as a sentence's words are; costs a look-up or two a word, however many sets there are. */
export function marksOf(table: SetTable, words: readonly string[]): Marks {
  const marks = new Uint8Array(table.numbers.size)
  let text: string | undefined
  for (const word of words) {
    for (const set of setsOf(table, word)) marks[set] = 1
    for (const phrase of table.byPhrase.get(word) ?? NONE) {
      text ??= ` ${words.join(' ')} `
      if (text.includes(phrase.text)) marks[phrase.set] = 1
    }
  }
  return marks
}
const NONE: readonly { text: string; set: number }[] = []

/** The sets that have a word, or a beginning of it. */
function setsOf({ byWord, byBeginning, lengths, remembered }: SetTable, word: string): readonly number[] {
  const known = remembered.get(word)
  if (known) return known
  const sets = new Set(byWord.get(word))
  for (const length of lengths) if (length <= word.length) for (const set of byBeginning.get(word.slice(0, length)) ?? []) sets.add(set)
  if (remembered.size >= MAX_REMEMBERED) remembered.clear()
  remembered.set(word, [...sets])
  return remembered.get(word)!
}
