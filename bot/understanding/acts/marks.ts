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
}

/** A table without sets. */
export function setTable(): SetTable {
  return { numbers: new Map(), byWord: new Map(), byBeginning: new Map(), lengths: new Set(), byPhrase: new Map() }
}

/** The number of a set of these words, as an editor writes them. */
export function setNumberOf(table: SetTable, written: readonly string[]): number {
  const name = written.join('\n')
  const known = table.numbers.get(name)
  if (known !== undefined) return known
  const set = table.numbers.size
  table.numbers.set(name, set)
  enter(table, set, wordSetOf(written))
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

/** Marks what these words have, folded as a sentence's words are; costs some look-ups a word, however many sets there are. */
export function marksOf({ numbers, byWord, byBeginning, lengths, byPhrase }: SetTable, words: readonly string[]): Marks {
  const marks = new Uint8Array(numbers.size)
  const mark = (sets: readonly number[] | undefined) => {
    if (sets) for (const set of sets) marks[set] = 1
  }
  let text: string | undefined
  for (const word of words) {
    mark(byWord.get(word))
    for (const length of lengths) if (length <= word.length) mark(byBeginning.get(word.slice(0, length)))
    for (const phrase of byPhrase.get(word) ?? []) {
      text ??= ` ${words.join(' ')} `
      if (text.includes(phrase.text)) marks[phrase.set] = 1
    }
  }
  return marks
}
