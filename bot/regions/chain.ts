/** Regions and the regions they lie in: a district in a chamber's area, that in the land. Put in order once per vocabulary. */
import { derivedFrom } from '../knowledge/derived.ts'
import type { Region, Vocabulary } from '../knowledge/knowledge.ts'

/** `within` of the regions that lie outside, as `vocabulary.md` writes it. */
export const OUTSIDE_WITHIN = 'außerhalb'

interface Chains {
  regions: ReadonlyMap<string, Region>
  /** Region → itself and all regions it lies in, the nearest first. */
  up: ReadonlyMap<string, readonly string[]>
  /** Region → the districts inside it; a district holds itself. */
  districts: ReadonlyMap<string, readonly string[]>
}
const chainsOf = derivedFrom((vocabulary: Vocabulary): Chains => {
  const regions = new Map(vocabulary.regions.map((region) => [region.id, region]))
  const up = new Map(
    vocabulary.regions.map(({ id }): [string, string[]] => {
      const chain: string[] = []
      for (let at = id; at !== '' && !chain.includes(at); at = regions.get(at)?.within ?? '') chain.push(at)
      return [id, chain]
    }),
  )
  const holding = new Set(vocabulary.regions.map(({ within }) => within))
  const leaves = vocabulary.regions.filter(({ id }) => !holding.has(id)).map(({ id }) => id)
  const districts = new Map(vocabulary.regions.map(({ id }) => [id, leaves.filter((leaf) => up.get(leaf)!.includes(id))]))
  return { regions, up, districts }
})

/** The region's id, the id of the region it lies in, and so on; an id that is no region is a chain of its own. */
export function chainOf(id: string, vocabulary: Vocabulary): readonly string[] {
  return chainsOf(vocabulary).up.get(id) ?? [id]
}

/** Ids of the smallest regions inside a region; the region itself where it holds no other. */
export function districtsIn(id: string, vocabulary: Vocabulary): readonly string[] {
  return chainsOf(vocabulary).districts.get(id) ?? []
}

export function regionOf(id: string, vocabulary: Vocabulary): Region | undefined {
  return chainsOf(vocabulary).regions.get(id)
}

/** One region lies in the other, or the other in the one. */
export function overlaps(one: string, other: string, vocabulary: Vocabulary): boolean {
  return chainOf(one, vocabulary).includes(other) || chainOf(other, vocabulary).includes(one)
}

export function isOutside({ within }: Region): boolean {
  return within === OUTSIDE_WITHIN
}
