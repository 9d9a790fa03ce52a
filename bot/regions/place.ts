/**
 * What a place or postcode means: the districts it may lie in, whether that is outside the area, and whether the border there
 * is unclear. An answer stores what the visitor gave (a postcode, a region's id, a place name); the rest is looked up here each
 * time, so that a corrected list corrects old answers too.
 */
import type { Border } from '../knowledge/area.ts'
import { derivedFrom } from '../knowledge/derived.ts'
import { UNKNOWN } from '../knowledge/guide-schema.ts'
import type { Knowledge, Region, Vocabulary } from '../knowledge/knowledge.ts'
import { phraseKey } from '../search/words/phrase-key.ts'
import { chainOf, districtsIn, isOutside, OUTSIDE_WITHIN, overlaps, regionOf } from './chain.ts'

/** The value of "outside the area" at every place. */
export const OUTSIDE = 'ausserhalb'
/** The word by which `when:` tables know a place whose border is unclear. */
export const UNCLEAR = 'unklar'

/** What places are looked up in. */
export type Gazetteer = Pick<Knowledge, 'vocabulary' | 'area'>

export interface Place {
  value: string
  /** "12345, Musterstadt"; never more than the visitor gave. */
  label: string
  /** Districts or wider regions it may lie in; empty for an unknown place and for most of outside. */
  regions: readonly Region[]
  outside: boolean
  unknown: boolean
  /** The unclear border it lies in, or which its district has. */
  border?: Border
  /** Where firms may belong to either of several areas: their ids, the likelier one first. Empty where it is clear. */
  sides: readonly string[]
}

export function isPostcode(value: string): boolean {
  return /^\d{5}$/.test(value)
}

/** "außerhalb von Musterland", or of no name. */
export function sayOutside({ vocabulary, area }: Gazetteer): string {
  const name = area.region && regionOf(area.region, vocabulary)?.label
  return name ? `außerhalb von ${name}` : 'außerhalb unseres Gebiets'
}

/** Undefined for a value that names no place we know; a postcode that stands in no list lies outside. */
export function placeOf(value: string, gazetteer: Gazetteer): Place | undefined {
  const { vocabulary, area } = gazetteer
  if (value === UNKNOWN) return place(value, 'Ort unbekannt', [], { unknown: true })
  if (value === OUTSIDE) return place(value, sayOutside(gazetteer), [], { outside: true })
  if (isPostcode(value)) {
    const border = area.borders.find(({ postcodes }) => postcodes.includes(value))
    const regions = tablesOf(vocabulary).postcodes.get(value) ?? []
    if (regions.length === 0) return place(value, `${value}, ${sayOutside(gazetteer)}`, [], { outside: true })
    return place(value, `${value}, ${border?.label ?? either(regions)}`, regions, bordered(border, sidesOf(regions, vocabulary)))
  }
  const border = area.borders.find(({ id, words }) => id === value || words.some((word) => phraseKey(word) === value))
  if (border)
    return place(
      value,
      border.label,
      vocabulary.regions.filter(({ id }) => id === border.region),
      bordered(border),
    )
  const regions = tablesOf(vocabulary).names.get(value) ?? []
  if (regions.length === 0) return undefined
  return place(value, either(regions), regions, nearBorder(value, regions, gazetteer))
}

/** A place inside an unclear border, or where several areas meet. */
function bordered(border: Border | undefined, sides: readonly string[] = []): Partial<Place> {
  return border ? { border, sides: border.sides } : { sides }
}

/** A whole district of which a part is unclear: its own area first. A town elsewhere in it is as clear as any. */
function nearBorder(value: string, regions: readonly Region[], { vocabulary, area }: Gazetteer): Partial<Place> {
  const border = regions.length === 1 ? area.borders.find(({ region }) => region === regions[0]!.id) : undefined
  if (!border || !namesDistrict(value, regions[0]!)) return {}
  const own = border.sides.filter((side) => chainOf(border.region, vocabulary).includes(side))
  return { border, sides: [...new Set([...own, ...border.sides])] }
}

/** True for a district's id and name, shortened or with more in front; false for a town in it. */
export function namesDistrict(value: string, { id, label }: Region): boolean {
  const key = phraseKey(label)
  return value === id || key.includes(value) || value.includes(key)
}

interface Tables {
  postcodes: Map<string, Region[]>
  /** Regions by id and by the key of each of their words. */
  names: Map<string, Region[]>
}
const tablesOf = derivedFrom((vocabulary: Vocabulary): Tables => {
  const made: Tables = { postcodes: new Map(), names: new Map() }
  const add = (map: Map<string, Region[]>, key: string, region: Region) => map.set(key, [...new Set([...(map.get(key) ?? []), region])])
  for (const region of vocabulary.regions) {
    for (const code of region.postcodes) add(made.postcodes, code, region)
    for (const word of region.words) add(made.names, phraseKey(word), region)
  }
  // An id means its own region alone, also where another region is called by the same word.
  for (const region of vocabulary.regions) made.names.set(region.id, [region])
  return made
})

/** A place of several districts narrowed to one of them. */
export function narrow(from: Place, region: string): Place {
  const regions = from.regions.filter((candidate) => candidate.id === region)
  if (regions.length === 0) return from
  const label = isPostcode(from.value) ? `${from.value}, ${either(regions)}` : either(regions)
  return { ...from, label, regions, sides: from.border?.sides ?? [], outside: regions.every(isOutside) }
}

/** True when it may help to ask which district is meant: there are several, and the border between them is not itself the question. */
export function isAmbiguous(from: Place): boolean {
  return from.regions.length > 1 && from.sides.length === 0
}

/** Ids of the place's regions and of all regions around them: what `when:` tables, `districts` and `region` are compared with. */
export function regionWords(from: Place, vocabulary: Vocabulary): Set<string> {
  const words = new Set<string>()
  if (from.unknown) words.add(UNKNOWN)
  if (from.outside) words.add(OUTSIDE)
  if (from.sides.length > 0) words.add(UNCLEAR)
  for (const region of from.regions) for (const id of chainOf(region.id, vocabulary)) if (id !== OUTSIDE_WITHIN) words.add(id)
  return words
}

/**
 * Does the place lie in one of these regions? `maybe` where the visitor said too little (no place, only the land, a postcode of
 * two districts of which one fits) and where an unclear border leaves it open. No regions at all means everywhere.
 */
export function liesIn(regions: readonly string[], at: Place | undefined, vocabulary: Vocabulary): 'yes' | 'no' | 'maybe' {
  if (regions.length === 0) return 'yes'
  if (!at || at.unknown) return 'maybe'
  if (at.regions.length === 0) return regions.every((id) => isInside(id, vocabulary)) ? 'no' : 'maybe'
  const fits = at.regions.map(({ id }): 'yes' | 'no' | 'maybe' => {
    if (chainOf(id, vocabulary).some((around) => regions.includes(around))) return 'yes'
    const within = districtsIn(id, vocabulary)
    if (within.length > 0 && within.every((district) => chainOf(district, vocabulary).some((around) => regions.includes(around))))
      return 'yes'
    return regions.some((other) => overlaps(other, id, vocabulary)) ? 'maybe' : 'no'
  })
  if (at.sides.length > 0 && coversOneOf(at.sides, regions, vocabulary)) return coversAll(at.sides, regions, vocabulary) ? 'yes' : 'maybe'
  return fits.every((fit) => fit === fits[0]) ? fits[0]! : 'maybe'
}

/** The regions take in at least one whole side of a border. */
function coversOneOf(sides: readonly string[], regions: readonly string[], vocabulary: Vocabulary): boolean {
  return sides.some((side) => covers(side, regions, vocabulary))
}

function coversAll(sides: readonly string[], regions: readonly string[], vocabulary: Vocabulary): boolean {
  return sides.every((side) => covers(side, regions, vocabulary))
}

/** The regions name the side, what is around it, or every district in it. */
export function covers(side: string, regions: readonly string[], vocabulary: Vocabulary): boolean {
  const districts = districtsIn(side, vocabulary)
  return (
    chainOf(side, vocabulary).some((id) => regions.includes(id)) ||
    (districts.length > 0 && districts.every((id) => chainOf(id, vocabulary).some((around) => regions.includes(around))))
  )
}

function isInside(id: string, vocabulary: Vocabulary): boolean {
  const region = regionOf(id, vocabulary)
  return region !== undefined && !isOutside(region)
}

/** Regions that hold no other region and lie inside: the districts that a visitor can choose from. */
export function districts(vocabulary: Vocabulary): Region[] {
  return vocabulary.regions.filter((region) => region.postcodes.length > 0 && !isOutside(region))
}

/** The areas that several districts lie in, in the order of the districts; none where they all lie in the same. */
function sidesOf(regions: readonly Region[], vocabulary: Vocabulary): string[] {
  const inside = regions.filter((region) => !isOutside(region) && chainOf(region.id, vocabulary).length > 1)
  const sides = [...new Set(inside.map(({ within }) => within))]
  return sides.length > 1 ? sides : []
}

function either(regions: readonly Region[]): string {
  return regions.map((region) => region.label).join(' oder ')
}

function place(value: string, label: string, regions: readonly Region[], more: Partial<Place>): Place {
  return { value, label, regions, outside: regions.length > 0 && regions.every(isOutside), unknown: false, sides: [], ...more }
}
