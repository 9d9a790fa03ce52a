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
    const also = ALSO_IN[value] ?? []
    const regions = vocabulary.regions.filter((region) => region.postcodes.includes(value) || also.includes(region.id))
    if (regions.length === 0) return place(value, `${value}, außerhalb von Sachsen-Anhalt`, [], { outside: true })
    const unclear = border !== undefined || halves(regions, vocabulary).size > 1
    return place(value, `${value}, ${border?.label ?? either(regions)}`, regions, { unclear, outside: regions.every(isOutside) })
  }
  if (border) {
    const regions = vocabulary.regions.filter((region) => region.id === border.region)
    return place(value, border.label, regions, { unclear: true })
  }
  const regions = vocabulary.regions.filter((region) => region.id === value || region.words.some((word) => phraseKey(word) === value))
  if (regions.length === 0) return undefined
  return place(value, either(regions), regions, { outside: regions.every(isOutside) })
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
  for (const region of from.regions) for (const id of chain(region, vocabulary)) words.add(id === OUTSIDE_WITHIN ? OUTSIDE : id)
  return words
}

/** A region's id, the id of the region it lies in, and so on. */
export function chain(region: Region, vocabulary: Vocabulary): string[] {
  const ids: string[] = []
  for (let at: Region | undefined = region; at && !ids.includes(at.id); ) {
    ids.push(at.id)
    const within: string = at.within
    const around: Region | undefined = vocabulary.regions.find((candidate) => candidate.id === within)
    if (!around && within !== '') ids.push(within)
    at = around
  }
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
  if (at.unclear && fits.includes('no')) return 'maybe'
  return fits.every((fit) => fit === fits[0]) ? fits[0]! : 'maybe'
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
