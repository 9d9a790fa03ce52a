/** A place in an utterance: a postcode, a town or district of `vocabulary.md`, a neighbour land; with typing errors when it stands alone. */
import { derivedFrom } from '../../knowledge/derived.ts'
import { editDistance } from '../../knowledge/edit-distance.ts'
import type { Region, Vocabulary } from '../../knowledge/knowledge.ts'
import { regionOf } from '../../regions/chain.ts'
import { type Gazetteer, namesDistrict, OUTSIDE, placeOf } from '../../regions/place.ts'
import { errorsAllowed, findPhrase, isNegated, LIKENESS, phraseKey, wordsOf } from './phrases.ts'

const OUTSIDE_PHRASES = ['außerhalb', 'anderes bundesland', 'ausland', 'österreich', 'schweiz', 'polen']
const MAX_ADDRESS_WORDS = 3

export type SaidPlace = { kind: 'place'; value: string; alone: boolean } | { kind: 'postcode-shape' } | { kind: 'none' }

/**
 * The first postcode, else the longest place name. The value is a postcode, a region's id, or the key of a name that several
 * regions share. `free`: typing errors are not forgiven, because ordinary words would become places.
 */
export function placeIn(utterance: string, gazetteer: Gazetteer, free = false): SaidPlace {
  const { vocabulary } = gazetteer
  const words = wordsOf(utterance)
  const named = longestName(words, gazetteer)
  const code = postcode(utterance, vocabulary)
  if (code) return { kind: 'place', value: closer(code, named?.value, gazetteer), alone: words.length <= MAX_ADDRESS_WORDS }
  const has = (phrase: string) => findPhrase(words, phrase, false).likeness >= LIKENESS.ending
  if (outsideByName(gazetteer).some(has)) return { kind: 'place', value: OUTSIDE, alone: true }
  if (named) return { kind: 'place', value: named.value, alone: words.length <= named.size + 2 }
  if (OUTSIDE_PHRASES.some(has)) return { kind: 'place', value: OUTSIDE, alone: true }
  if (free) return { kind: 'none' }
  const near = words.length <= MAX_ADDRESS_WORDS + 1 ? nearName(words, gazetteer) : undefined
  if (near) return { kind: 'place', value: near, alone: true }
  return /^\D*\d{2,9}\D*$/.test(utterance.trim()) ? { kind: 'postcode-shape' } : { kind: 'none' }
}

/** The postcode, or the town beside it where that lies on an unclear border of the postcode's district. */
function closer(code: string, named: string | undefined, gazetteer: Gazetteer): string {
  const town = named === undefined ? undefined : placeOf(named, gazetteer)
  const around = placeOf(code, gazetteer)
  return named !== undefined &&
    town?.border?.id === named &&
    around?.border === undefined &&
    around?.regions.some(({ id }) => id === town.border?.region)
    ? named
    : code
}

/** "außerhalb von Musterland", although that names it. */
function outsideByName({ vocabulary, area }: Gazetteer): string[] {
  const name = area.region && regionOf(area.region, vocabulary)?.label
  return name ? [`außerhalb von ${name}`, `außerhalb ${name}s`, `nicht in ${name}`, `nicht aus ${name}`] : []
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

/** All names with what they stand for. A name that several regions share stands for itself, and so does a town beside an unclear border. */
const names = derivedFrom(({ vocabulary, area }: Gazetteer): Names => {
  const owners = new Map<string, Region[]>()
  for (const region of vocabulary.regions)
    for (const word of new Set([region.label, ...region.words].map(phraseKey))) owners.set(word, [...(owners.get(word) ?? []), region])
  const isBordered = (key: string, region: Region) =>
    area.borders.some((border) => border.region === region.id) && !namesDistrict(key, region)
  const byKey = new Map(
    [...owners].map(([key, [region, ...more]]) => [key, more.length === 0 && !isBordered(key, region!) ? region!.id : key]),
  )
  for (const { id, words } of area.borders) for (const word of words) byKey.set(phraseKey(word), id)
  return { byKey, longest: Math.max(0, ...[...byKey.keys()].map((key) => key.length)) }
})

function longestName(words: readonly string[], gazetteer: Gazetteer): { value: string; size: number } | undefined {
  const { byKey, longest } = names(gazetteer)
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
function nearName(words: readonly string[], gazetteer: Gazetteer): string | undefined {
  let least = 3
  let values = new Set<string>()
  for (const [key, value] of names(gazetteer).byKey) {
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
