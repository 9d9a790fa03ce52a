/** What the act model sees of a sentence: words or the groups they belong to, neighbours, pairs of groups, beginnings of words, its length. */
import { stem } from '../../search/words/stem.ts'
import type { WordSet } from './words.ts'

export interface Feature {
  name: string
  value: number
  /** True for a word itself: one that no example has counts as unknown. */
  word?: boolean
}

export type Groups = readonly (readonly [name: string, words: WordSet])[]

/** Group names by word; remembered, because the same words come again and again. */
export function groupsOf(word: string, groups: Groups, remembered: Map<string, readonly string[]>): readonly string[] {
  const known = remembered.get(word)
  if (known) return known
  const found = groups
    .filter(([, { words, beginnings }]) => words.has(word) || beginnings.some((start) => word.startsWith(start)))
    .map(([name]) => name)
  remembered.set(word, found)
  return found
}

const NEIGHBOURS = 0.7
const ONE_APART = 0.35
const GRAM = 0.25
const QUESTION_MARK = 0.3
const LENGTH = 0.5
const GRAM_LETTERS = 4

/** Weighted traits of a sentence: words, their groups, neighbours, letter grams, length, and whether it ends as a question. */
export function featuresOf(words: readonly string[], isAsked: boolean, groupsByWord: (word: string) => readonly string[]): Feature[] {
  const found: Feature[] = []
  const kinds = new Set<string>()
  const marked = ['^']
  for (const word of words) {
    const groups = groupsByWord(word)
    for (const group of groups) {
      kinds.add(group)
      found.push({ name: `g:${group}`, value: 0.8 })
    }
    const stemmed = stem(word)
    found.push({ name: `w:${stemmed}`, value: groups.length > 0 ? 0.6 : 1, word: true })
    marked.push(groups[0] ?? stemmed)
    const padded = ` ${word} `
    if (word.length >= GRAM_LETTERS)
      for (let at = 0; at + GRAM_LETTERS <= padded.length; at++)
        found.push({ name: `c:${padded.slice(at, at + GRAM_LETTERS)}`, value: GRAM })
  }
  marked.push('$')
  const sorted = [...kinds].sort()
  for (let a = 0; a < sorted.length; a++)
    for (let b = a + 1; b < sorted.length; b++) found.push({ name: `gg:${sorted[a]}+${sorted[b]}`, value: 1 })
  for (let at = 1; at < marked.length; at++) found.push({ name: `b:${marked[at - 1]} ${marked[at]}`, value: NEIGHBOURS })
  for (let at = 2; at < marked.length; at++) found.push({ name: `s:${marked[at - 2]} ${marked[at]}`, value: ONE_APART })
  if (isAsked) found.push({ name: '?', value: QUESTION_MARK })
  const { length } = words
  found.push({ name: length <= 2 ? '#2' : length <= 5 ? '#5' : length <= 9 ? '#9' : '#10', value: LENGTH })
  return found
}
