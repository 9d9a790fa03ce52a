/** The lists of `vocabulary.md` by the words that name their items. */
import type { ListItem, Vocabulary } from '../../knowledge/knowledge.ts'
import { type Phrases, phrasesFrom } from '../words/phrases.ts'

export interface SlotLists {
  regions: Phrases<string>
  audiences: Phrases<string>
  topics: Phrases<string>
  /** Postcode → regions. */
  postcodes: Map<string, string[]>
}

export function slotListsFrom(vocabulary: Vocabulary): SlotLists {
  const postcodes = new Map<string, string[]>()
  for (const region of vocabulary.regions) {
    for (const postcode of region.postcodes) postcodes.set(postcode, [...(postcodes.get(postcode) ?? []), region.id])
  }
  return {
    regions: phrasesOf(vocabulary.regions),
    audiences: phrasesOf(vocabulary.audiences),
    topics: phrasesOf(vocabulary.topics),
    postcodes,
  }
}

const phrasesOf = (items: readonly ListItem[]) =>
  phrasesFrom(items.flatMap(({ id, label, words }) => [label, ...words].map((word) => [word, id] as const)))
