/** What the act model sees of a sentence: words or the groups they belong to, neighbours, pairs of groups, beginnings of words, its length. */
import { stem } from '../../search/words/stem.ts'
import type { WordSet } from './words.ts'

export interface Feature {
  name: string
  value: number
  /** True for a word itself: one that no example has counts as unknown. */
  word?: boolean
  /** Its number while a model is trained, kept where the same word comes again. */
  id?: number
}

export type Groups = readonly (readonly [name: string, words: WordSet])[]

/** What a word alone tells. */
export interface WordTraits {
  groups: readonly string[]
  stemmed: string
  /** What stands for it among neighbours: its first group, or its stem. */
  mark: string
  features: readonly Feature[]
}
export type TraitsByWord = (word: string) => WordTraits

/** Visitors have more words than anybody should remember. */
const MAX_REMEMBERED = 30_000

/** Traits by word; remembered, because the same words come again and again. */
export function traitsFrom(groups: Groups): TraitsByWord {
  const remembered = new Map<string, WordTraits>()
  return (word) => {
    const known = remembered.get(word)
    if (known) return known
    if (remembered.size >= MAX_REMEMBERED) remembered.clear()
    const found = traitsOf(word, groups)
    remembered.set(word, found)
    return found
  }
}

const NEIGHBOURS = 0.7
const ONE_APART = 0.35
const GRAM = 0.25
const QUESTION_MARK = 0.3
const LENGTH = 0.5
const GRAM_LETTERS = 4

function traitsOf(word: string, all: Groups): WordTraits {
  const groups = all
    .filter(([, { words, beginnings }]) => words.has(word) || beginnings.some((start) => word.startsWith(start)))
    .map(([name]) => name)
  const stemmed = stem(word)
  const features: Feature[] = groups.map((group) => ({ name: `g:${group}`, value: 0.8 }))
  features.push({ name: `w:${stemmed}`, value: groups.length > 0 ? 0.6 : 1, word: true })
  const padded = ` ${word} `
  if (word.length >= GRAM_LETTERS)
    for (let at = 0; at + GRAM_LETTERS <= padded.length; at++)
      features.push({ name: `c:${padded.slice(at, at + GRAM_LETTERS)}`, value: GRAM })
  return { groups, stemmed, mark: groups[0] ?? stemmed, features }
}

/** Weighted traits of a sentence: words, their groups, neighbours, letter grams, length, and whether it ends as a question. */
export function featuresOf(words: readonly string[], isAsked: boolean, traits: TraitsByWord): Feature[] {
  const found: Feature[] = []
  const kinds = new Set<string>()
  const marked = ['^']
  for (const word of words) {
    const { groups, mark, features } = traits(word)
    for (const group of groups) kinds.add(group)
    for (const feature of features) found.push(feature)
    marked.push(mark)
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
