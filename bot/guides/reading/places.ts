/** A place in an utterance: a postcode, a town or district of `vocabulary.md`, a neighbour land; with typing errors when it stands alone. */
import type { Vocabulary } from '../../knowledge/knowledge.ts'
import { editDistance } from '../../search/edit-distance.ts'
import { UNCLEAR_BORDERS } from '../borders.ts'
import { OUTSIDE } from '../place.ts'
import { errorsAllowed, findPhrase, LIKENESS, phraseKey, wordsOf } from './phrases.ts'

const PLAINLY_OUTSIDE = ['außerhalb von sachsen-anhalt', 'außerhalb sachsen-anhalts', 'nicht in sachsen-anhalt', 'nicht aus sachsen-anhalt']
const OUTSIDE_PHRASES = [
  'außerhalb',
  'außerhalb von sachsen-anhalt',
  'nicht in sachsen-anhalt',
  'anderes bundesland',
  'ausland',
  'österreich',
  'schweiz',
  'polen',
]
const LONGEST_ADDRESS = 3

export type SaidPlace = { kind: 'place'; value: string; alone: boolean } | { kind: 'postcode-shape' } | { kind: 'none' }

/**
 * The first postcode, else the longest place name. The value is a postcode, a region's id, or the key of a name that several
 * regions share. `free`: typing errors are not forgiven, because ordinary words would become places.
 */
export function placeIn(utterance: string, vocabulary: Vocabulary, free = false): SaidPlace {
  const words = wordsOf(utterance)
  const code = postcode(utterance, vocabulary)
  if (code) return { kind: 'place', value: code, alone: words.length <= LONGEST_ADDRESS }
  const has = (phrase: string) => findPhrase(words, phrase, false).likeness >= LIKENESS.ending
  if (PLAINLY_OUTSIDE.some(has)) return { kind: 'place', value: OUTSIDE, alone: true }
  const named = longestName(words, vocabulary)
  if (named) return { kind: 'place', value: named.value, alone: words.length <= named.size + 2 }
  if (OUTSIDE_PHRASES.some(has)) return { kind: 'place', value: OUTSIDE, alone: true }
  if (free) return { kind: 'none' }
  const near = words.length <= LONGEST_ADDRESS + 1 ? nearName(words, vocabulary) : undefined
  if (near) return { kind: 'place', value: near, alone: true }
  return /^\D*\d{2,9}\D*$/.test(utterance.trim()) ? { kind: 'postcode-shape' } : { kind: 'none' }
}

/** Five figures on their own, also "D-06110"; four figures when only the leading zero is missing. */
function postcode(utterance: string, vocabulary: Vocabulary): string | undefined {
  const five = /(?<![\d.,/-]|\d )(?:[dD][- ]?)?(\d{5})(?![\d.,]\d| ?\d|-\d)/.exec(utterance)
  if (five) return five[1]
  const four = /^\D*(?<!\d)(\d{4})(?!\d)\D*$/.exec(utterance)
  const padded = four ? `0${four[1]}` : ''
  return vocabulary.regions.some((region) => region.postcodes.includes(padded)) ? padded : undefined
}

interface Name {
  key: string
  value: string
}

/** Vocabularies are never changed, so their names are collected once. */
const collected = new WeakMap<Vocabulary, Name[]>()

/** All names with what they stand for. A name that several regions share stands for itself. */
function names(vocabulary: Vocabulary): Name[] {
  const known = collected.get(vocabulary)
  if (known) return known
  const owners = new Map<string, string[]>()
  for (const region of vocabulary.regions)
    for (const word of new Set([region.label, ...region.words].map(phraseKey))) owners.set(word, [...(owners.get(word) ?? []), region.id])
  const found = [...owners].map(([key, ids]): Name => ({ key, value: ids.length === 1 ? ids[0]! : key }))
  const borders = UNCLEAR_BORDERS.flatMap(({ id, words }) => words.map((word): Name => ({ key: phraseKey(word), value: id })))
  const taken = new Set(borders.map(({ key }) => key))
  const all = [...found.filter(({ key }) => !taken.has(key)), ...borders]
  collected.set(vocabulary, all)
  return all
}

function longestName(words: readonly string[], vocabulary: Vocabulary): { value: string; size: number } | undefined {
  let best: { value: string; size: number; length: number } | undefined
  for (const { key, value } of names(vocabulary)) {
    const { likeness, size } = findPhrase(words, key, false)
    if (likeness === LIKENESS.exact && key.length > (best?.length ?? 0)) best = { value, size, length: key.length }
  }
  return best
}

/** A mistyped name: the nearest one that starts with the same letter, if no other is as near. */
function nearName(words: readonly string[], vocabulary: Vocabulary): string | undefined {
  let least = 3
  let values = new Set<string>()
  for (const { key, value } of names(vocabulary)) {
    for (const candidate of [...words, words.join('')]) {
      if (candidate[0] !== key[0] || key.length < 5) continue
      const allowed = errorsAllowed(key)
      const errors = editDistance(candidate, key, allowed)
      if (errors > allowed || errors > least) continue
      if (errors < least) values = new Set()
      least = errors
      values.add(value)
    }
  }
  return values.size === 1 ? [...values][0] : undefined
}
