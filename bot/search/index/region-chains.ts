/** Which region lies in which, all the way up. */
import type { Region, Vocabulary } from '../../knowledge/knowledge.ts'

/** region → itself and all regions it lies in. */
export type RegionChains = Map<string, string[]>

/** A circle in `within` ends where it would begin again. */
export function regionChains(vocabulary: Vocabulary): RegionChains {
  const byId = new Map<string, Region>(vocabulary.regions.map((region) => [region.id, region]))
  return new Map(
    vocabulary.regions.map(({ id }) => {
      const chain: string[] = []
      for (let at: string | undefined = id; at && !chain.includes(at); at = byId.get(at)?.within) chain.push(at)
      return [id, chain]
    }),
  )
}
