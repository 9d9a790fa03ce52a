/**
 * What a place or postcode means: the districts it may lie in, whether that is outside Sachsen-Anhalt, and whether the
 * chambers' border there is unclear. An answer stores what the visitor gave (a postcode, a region's id, a place name that
 * several districts share); the rest is looked up here each time, so that a corrected list corrects old answers too.
 */
import type { Region, Vocabulary } from '../knowledge/knowledge.ts'
import { ALSO_IN, UNCLEAR_BORDERS } from './borders.ts'
import { UNKNOWN } from './guide-state.ts'
import { phraseKey } from './reading/phrases.ts'

export const OUTSIDE = 'ausserhalb'
/** `within` of the regions that lie outside, as `vocabulary.md` writes it. */
const OUTSIDE_WITHIN = 'außerhalb'

export interface Place {
  value: string
  /** "06110, Halle (Saale)"; never more than the visitor gave. */
  label: string
  /** Districts or wider regions it may lie in; empty for an unknown place and for most of outside. */
  regions: readonly Region[]
  outside: boolean
  unknown: boolean
  /** True where firms may belong to the chambers of either half of the land. */
  unclear: boolean
}

export function isPostcode(value: string): boolean {
  return /^\d{5}$/.test(value)
}

/** Undefined for a value that names no place we know; a postcode that stands in no list lies outside. */
export function placeOf(value: string, vocabulary: Vocabulary): Place | undefined {
  if (value === UNKNOWN) return place(value, 'Ort unbekannt', [], { unknown: true })
  if (value === OUTSIDE) return place(value, 'außerhalb von Sachsen-Anhalt', [], { outside: true })
  const border = UNCLEAR_BORDERS.find(({ id, postcodes }) => id === value || postcodes.includes(value))
  if (isPostcode(value)) {
    const also = ALSO_IN.get(value) ?? []
    const listed = tablesOf(vocabulary).postcodes.get(value) ?? []
    const regions = also.length === 0 ? listed : vocabulary.regions.filter((region) => listed.includes(region) || also.includes(region.id))
    if (regions.length === 0) return place(value, `${value}, außerhalb von Sachsen-Anhalt`, [], { outside: true })
    const unclear = border !== undefined || halves(regions, vocabulary).size > 1
    return place(value, `${value}, ${border?.label ?? either(regions)}`, regions, { unclear, outside: regions.every(isOutside) })
  }
  if (border) {
    const regions = vocabulary.regions.filter((region) => region.id === border.region)
    return place(value, border.label, regions, { unclear: true })
  }
  const regions = tablesOf(vocabulary).names.get(value) ?? []
  if (regions.length === 0) return undefined
  return place(value, either(regions), regions, { outside: regions.every(isOutside) })
}

interface Tables {
  postcodes: Map<string, Region[]>
  /** Regions by id and by the key of each of their words. */
  names: Map<string, Region[]>
  chains: Map<string, string[]>
}
/** Vocabularies are never changed, so what is looked up in them is put in order once. */
const tables = new WeakMap<Vocabulary, Tables>()

function tablesOf(vocabulary: Vocabulary): Tables {
  const known = tables.get(vocabulary)
  if (known) return known
  const made: Tables = { postcodes: new Map(), names: new Map(), chains: new Map() }
  const add = (map: Map<string, Region[]>, key: string, region: Region) => map.set(key, [...new Set([...(map.get(key) ?? []), region])])
  for (const region of vocabulary.regions) {
    for (const code of region.postcodes) add(made.postcodes, code, region)
    for (const word of region.words) add(made.names, phraseKey(word), region)
  }
  // An id means its own region alone, also where another region is called by the same word.
  for (const region of vocabulary.regions) made.names.set(region.id, [region])
  tables.set(vocabulary, made)
  return made
}

/** A place of several districts narrowed to one of them. */
export function narrow(from: Place, region: string): Place {
  const regions = from.regions.filter((candidate) => candidate.id === region)
  if (regions.length === 0) return from
  const label = isPostcode(from.value) ? `${from.value}, ${either(regions)}` : either(regions)
  return { ...from, label, regions, outside: regions.every(isOutside) }
}

/** True when it helps to ask which district is meant: there are several, and the border between them is not itself the question. */
export function isAmbiguous(from: Place): boolean {
  return from.regions.length > 1 && !from.unclear
}

/** Ids of the place's regions and of all regions around them: what `when:` tables, `districts` and `region` are compared with. */
export function regionWords(from: Place, vocabulary: Vocabulary): Set<string> {
  const words = new Set<string>()
  if (from.unknown) words.add(UNKNOWN)
  if (from.outside) words.add(OUTSIDE)
  if (from.unclear) words.add('unklar')
  for (const region of from.regions) for (const id of chain(region, vocabulary)) if (id !== OUTSIDE_WITHIN) words.add(id)
  return words
}

/** A region's id, the id of the region it lies in, and so on. */
export function chain(region: Region, vocabulary: Vocabulary): readonly string[] {
  const { chains } = tablesOf(vocabulary)
  const known = chains.get(region.id)
  if (known) return known
  const ids = [region.id]
  for (let within = region.within; within !== '' && !ids.includes(within); ) {
    ids.push(within)
    within = vocabulary.regions.find((candidate) => candidate.id === ids.at(-1))?.within ?? ''
  }
  chains.set(region.id, ids)
  return ids
}

/**
 * Does the place lie in one of these regions? `maybe` where the visitor said too little: no place, only the land, or a
 * postcode of two districts of which one fits. No regions at all means everywhere.
 */
export function liesIn(regions: readonly string[], at: Place | undefined, vocabulary: Vocabulary): 'yes' | 'no' | 'maybe' {
  if (regions.length === 0) return 'yes'
  if (!at || at.unknown) return 'maybe'
  if (at.regions.length === 0) return regions.every((id) => inside(id, vocabulary)) ? 'no' : 'maybe'
  const fits = at.regions.map((region): 'yes' | 'no' | 'maybe' => {
    if (chain(region, vocabulary).some((id) => regions.includes(id))) return 'yes'
    const narrower = vocabulary.regions.some(
      (candidate) => regions.includes(candidate.id) && chain(candidate, vocabulary).includes(region.id),
    )
    return narrower ? 'maybe' : 'no'
  })
  if (at.unclear && fits.includes('no') && regions.some((id) => isHalf(id, vocabulary))) return 'maybe'
  return fits.every((fit) => fit === fits[0]) ? fits[0]! : 'maybe'
}

/** One of the two halves of the land, which are the chambers' areas. */
function isHalf(id: string, vocabulary: Vocabulary): boolean {
  const region = vocabulary.regions.find((candidate) => candidate.id === id)
  return (
    region !== undefined &&
    inside(id, vocabulary) &&
    vocabulary.regions.some((candidate) => candidate.within === id && candidate.postcodes.length > 0)
  )
}

function inside(id: string, vocabulary: Vocabulary): boolean {
  const region = vocabulary.regions.find((candidate) => candidate.id === id)
  return region !== undefined && !isOutside(region)
}

/** Regions that hold no other region and lie inside: the fourteen districts. */
export function districts(vocabulary: Vocabulary): Region[] {
  return vocabulary.regions.filter((region) => region.postcodes.length > 0)
}

function isOutside(region: Region): boolean {
  return region.within === OUTSIDE_WITHIN
}

function halves(regions: readonly Region[], vocabulary: Vocabulary): Set<string> {
  return new Set(regions.filter((region) => !isOutside(region) && chain(region, vocabulary).length > 1).map((region) => region.within))
}

function either(regions: readonly Region[]): string {
  return regions.map((region) => region.label).join(' oder ')
}

function place(value: string, label: string, regions: readonly Region[], more: Partial<Place>): Place {
  return { value, label, regions, outside: false, unknown: false, unclear: false, ...more }
}
