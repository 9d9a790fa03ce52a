/**
 * What the act model sees of a sentence: words or the groups they belong to, neighbours, pairs of groups, letter grams, its length.
 *
 * Every feature is a number. A space of features grows while a model is trained; afterwards it is narrowed to what tells something, whose
 * numbers are then the model's columns, and closed: everything else is `NEW`.
 * Pairs are found by the numbers of their two halves, so that no text is put together for each pair of neighbours in ten thousand sentences.
 */
import { stem } from '../../search/words/stem.ts'
import type { WordSet } from './words.ts'

export type Groups = readonly (readonly [name: string, words: WordSet])[]

/** A feature or a mark that the space has not met. */
export const NEW = -1

/** What a word alone tells. */
interface WordTraits {
  groups: readonly number[]
  /** What stands for it among neighbours: its first group, or its stem. */
  mark: number
  /** The feature of the word itself: one that no example has counts as unknown. */
  own: number
  /** Its groups, itself and its letter grams, in parallel. */
  ids: readonly number[]
  values: readonly number[]
}

/** The features of one sentence, in parallel; a feature may come more than once. `words`: the feature of each word itself. */
export interface Sight {
  ids: number[]
  values: number[]
  words: number[]
}

/** By the first half, then the second. */
type Pairs = Map<number, Map<number, number>>

/** The features a space knows, plain data that can be kept. */
export interface Features {
  /** By name; pairs are kept apart. */
  named: Map<string, number>
  /** Groups and stems by name, as halves of pairs. */
  marks: Map<string, number>
  neighbours: Pairs
  oneApart: Pairs
  together: Pairs
}

export interface FeatureSpace extends Features {
  groups: Groups
  /** How many features there are. */
  size: number
  /** Whether what is new gets a number. */
  isOpen: boolean
  /** Traits by word, because the same words come again and again. */
  remembered: Map<string, WordTraits>
}

/** Visitors have more words than anybody should remember. */
const MAX_REMEMBERED = 30_000

const GROUP = 0.8
const WORD_OF_GROUP = 0.6
const NEIGHBOURS = 0.7
const ONE_APART = 0.35
const GRAM = 0.25
const QUESTION_MARK = 0.3
const LENGTH = 0.5
const GRAM_LETTERS = 4

/** A space without features, open. */
export function featureSpace(groups: Groups): FeatureSpace {
  const [neighbours, oneApart, together]: [Pairs, Pairs, Pairs] = [new Map(), new Map(), new Map()]
  return { groups, named: new Map(), marks: new Map(), neighbours, oneApart, together, size: 0, isOpen: true, remembered: new Map() }
}

/** The same space with the numbers of `columns` (by feature; `NEW` for one that tells nothing), without what has none. */
export function narrowed({ named, marks, neighbours, oneApart, together }: Features, columns: Int32Array): Features {
  const used = new Set<number>()
  const kept = (pairs: Pairs): Pairs => {
    const some: Pairs = new Map()
    for (const [first, row] of pairs) {
      const rest = new Map([...row].flatMap(([second, id]) => (columns[id] === NEW ? [] : [[second, columns[id]!] as const])))
      if (rest.size === 0) continue
      some.set(first, rest)
      for (const mark of [first, ...rest.keys()]) used.add(mark)
    }
    return some
  }
  return {
    named: new Map([...named].flatMap(([name, id]) => (columns[id] === NEW ? [] : [[name, columns[id]!] as const]))),
    neighbours: kept(neighbours),
    oneApart: kept(oneApart),
    together: kept(together),
    marks: new Map([...marks].filter(([, mark]) => used.has(mark))),
  }
}

/** A space that takes nothing new. `groups`: those it was narrowed with. */
export function closedSpace(features: Features, groups: Groups): FeatureSpace {
  return { ...features, groups, size: 0, isOpen: false, remembered: new Map() }
}

/** Whether examples told anything of this word by itself, beside its letters: it belongs to a group. */
export function isOfGroup(word: string, space: FeatureSpace): boolean {
  return traitsOf(word, space).groups.length > 0
}

/** The features of a sentence. `isAsked`: it ends as a question. */
export function featuresOf(words: readonly string[], isAsked: boolean, space: FeatureSpace): Sight {
  const ids: number[] = []
  const values: number[] = []
  const own: number[] = []
  const groups: number[] = []
  const add = (id: number, value: number): void => {
    ids.push(id)
    values.push(value)
  }
  const start = markOf('^', space)
  let before = start
  let twoBefore = NEW
  const meet = (mark: number): void => {
    add(pairOf(space.neighbours, before, mark, space), NEIGHBOURS)
    if (before !== start) add(pairOf(space.oneApart, twoBefore, mark, space), ONE_APART)
    twoBefore = before
    before = mark
  }
  for (const word of words) {
    const traits = traitsOf(word, space)
    for (const group of traits.groups) if (!groups.includes(group)) groups.push(group)
    for (let at = 0; at < traits.ids.length; at++) add(traits.ids[at]!, traits.values[at]!)
    own.push(traits.own)
    meet(traits.mark)
  }
  meet(markOf('$', space))
  groups.sort((a, b) => a - b)
  for (let a = 0; a < groups.length; a++)
    for (let b = a + 1; b < groups.length; b++) add(pairOf(space.together, groups[a]!, groups[b]!, space), 1)
  if (isAsked) add(named('?', space), QUESTION_MARK)
  const { length } = words
  add(named(length <= 2 ? '#2' : length <= 5 ? '#5' : length <= 9 ? '#9' : '#10', space), LENGTH)
  return { ids, values, words: own }
}

function traitsOf(word: string, space: FeatureSpace): WordTraits {
  const { remembered } = space
  const known = remembered.get(word)
  if (known) return known
  if (remembered.size >= MAX_REMEMBERED) remembered.clear()
  const traits = readTraits(word, space)
  remembered.set(word, traits)
  return traits
}

function readTraits(word: string, space: FeatureSpace): WordTraits {
  const names = space.groups
    .filter(([, { words, beginnings }]) => words.has(word) || beginnings.some((start) => word.startsWith(start)))
    .map(([name]) => name)
  const stemmed = stem(word)
  const own = named(`w:${stemmed}`, space)
  const ids = [...names.map((name) => named(`g:${name}`, space)), own]
  const values = [...names.map(() => GROUP), names.length > 0 ? WORD_OF_GROUP : 1]
  const padded = ` ${word} `
  if (word.length >= GRAM_LETTERS)
    for (let at = 0; at + GRAM_LETTERS <= padded.length; at++) {
      ids.push(named(`c:${padded.slice(at, at + GRAM_LETTERS)}`, space))
      values.push(GRAM)
    }
  return { groups: names.map((name) => markOf(name, space)), mark: markOf(names[0] ?? stemmed, space), own, ids, values }
}

function named(name: string, space: FeatureSpace): number {
  const known = space.named.get(name)
  if (known !== undefined) return known
  if (!space.isOpen) return NEW
  space.named.set(name, space.size)
  return space.size++
}

function markOf(name: string, { marks, isOpen }: FeatureSpace): number {
  const known = marks.get(name)
  if (known !== undefined) return known
  if (!isOpen) return NEW
  marks.set(name, marks.size)
  return marks.size - 1
}

function pairOf(pairs: Pairs, first: number, second: number, space: FeatureSpace): number {
  let row = pairs.get(first)
  const known = row?.get(second)
  if (known !== undefined) return known
  if (!space.isOpen) return NEW
  if (!row) {
    row = new Map()
    pairs.set(first, row)
  }
  row.set(second, space.size)
  return space.size++
}
