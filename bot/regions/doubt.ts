/** Why it is not certain which contact is responsible, and the sentence that says so, the same at every door. */
import type { Border } from '../knowledge/area.ts'
import type { Lang } from '../knowledge/day.ts'
import type { Knowledge } from '../knowledge/knowledge.ts'
import { message } from '../messages.ts'
import { isPostcode, namesDistrict, type Place } from './place.ts'

/**
 * `border`: nobody could settle it. `districts`: the place lies in several. `place`: too little is known of where the visitor is.
 * `outside`: it lies outside the area, where others are responsible.
 */
export type Doubt =
  | { kind: 'outside' }
  | { kind: 'border'; border: Border; whole: boolean }
  | { kind: 'districts'; place: string }
  | { kind: 'place' }

/** What is unclear of these places, if anything of them is. */
export function doubtAt(places: readonly Place[]): Doubt {
  if (isOutsideOnly(places)) return { kind: 'outside' }
  const bordered = places.find(({ border }) => border !== undefined)
  if (bordered?.border) return { kind: 'border', border: bordered.border, whole: isWholeDistrict(bordered) }
  const several = places.find(({ regions }) => regions.length > 1)
  return several ? { kind: 'districts', place: several.label } : { kind: 'place' }
}

/** Whether all that was said lies outside the area. */
export function isOutsideOnly(places: readonly Place[]): boolean {
  return places.length > 0 && places.every(({ outside }) => outside)
}

function isWholeDistrict({ value, regions }: Place): boolean {
  return !isPostcode(value) && regions.length === 1 && namesDistrict(value, regions[0]!)
}

export function sayDoubt(doubt: Doubt, { messages, area }: Knowledge, lang: Lang = 'de'): string {
  switch (doubt.kind) {
    case 'outside':
      return area.outside[lang]
    case 'border':
      return doubt.border[doubt.whole ? 'nearby' : 'doubt'][lang]
    case 'districts':
      return message(messages, lang, 'doubt.districts', { place: doubt.place })
    case 'place':
      return message(messages, lang, 'doubt.place')
  }
}
