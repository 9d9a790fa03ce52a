/** A place in an utterance: a postcode, a town or district of `vocabulary.md`, a neighbour land; with typing errors when it stands alone. */

import { editDistance } from '../../knowledge/edit-distance.ts'
import type { Vocabulary } from '../../knowledge/knowledge.ts'
import { UNCLEAR_BORDERS } from '../borders.ts'
import { OUTSIDE } from '../place.ts'
import { errorsAllowed, findPhrase, isNegated, LIKENESS, phraseKey, wordsOf } from './phrases.ts'

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

/** Key of a name → what it stands for; letters of the longest. */
interface Names {
  byKey: Map<string, string>
  longest: number
}

/** Vocabularies are never changed, so their names are collected once. */
const collected = new WeakMap<Vocabulary, Names>()

/** All names with what they stand for. A name that several regions share stands for itself. */
function names(vocabulary: Vocabulary): Names {
  const known = collected.get(vocabulary)
  if (known) return known
  const owners = new Map<string, string[]>()
  for (const region of vocabulary.regions)
    for (const word of new Set([region.label, ...region.words].map(phraseKey))) owners.set(word, [...(owners.get(word) ?? []), region.id])
  const byKey = new Map([...owners].map(([key, ids]) => [key, ids.length === 1 ? ids[0]! : key]))
  for (const { id, words } of UNCLEAR_BORDERS) for (const word of words) byKey.set(phraseKey(word), id)
  const all = { byKey, longest: Math.max(0, ...[...byKey.keys()].map((key) => key.length)) }
  collected.set(vocabulary, all)
  return all
}

function longestName(words: readonly string[], vocabulary: Vocabulary): { value: string; size: number } | undefined {
  const { byKey, longest } = names(vocabulary)
  let best: { value: string; size: number; length: number } | undefined
  for (let at = 0; at < words.length; at++) {
    if (isNegated(words, at)) continue
    let key = ''
    for (let size = 1; at + size <= words.length && key.length <= longest; size++) {
      key += words[at + size - 1]!
      const value = byKey.get(key)
      if (value !== undefined && key.length > (best?.length ?? 0)) best = { value, size, length: key.length }
    }
  }
  return best
}

/** A mistyped name: the nearest one that starts with the same letter, if no other is as near. */
function nearName(words: readonly string[], vocabulary: Vocabulary): string | undefined {
  let least = 3
  let values = new Set<string>()
  for (const [key, value] of names(vocabulary).byKey) {
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
