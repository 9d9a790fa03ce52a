/** The lists of `vocabulary.md` by the words that name their items. */
import type { ListItem, Vocabulary } from '../../knowledge/knowledge.ts'
import { isFunctionWord } from '../words/function-words.ts'
import { type Phrases, phrasesFrom } from '../words/phrases.ts'
import { tokens } from '../words/tokens.ts'

export interface SlotLists {
  regions: Phrases<string>
  audiences: Phrases<string>
  topics: Phrases<string>
  /** Postcode → regions. */
  postcodes: Map<string, string[]>
  /** Single words by which regions and audiences are named. */
  regionWords: ReadonlySet<string>
  audienceWords: ReadonlySet<string>
}

/** What `ask/named.ts` looks up. */
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
    regionWords: wordsOf(vocabulary.regions),
    audienceWords: wordsOf(vocabulary.audiences),
  }
}

/** Function words inside names ("musterstadt an der muster") name nothing. */
function wordsOf(list: readonly ListItem[]): ReadonlySet<string> {
  return new Set(
    list
      .flatMap(({ label, words }) => [label, ...words].flatMap((text) => tokens(text).map(({ word }) => word)))
      .filter((word) => !isFunctionWord(word)),
  )
}

const phrasesOf = (items: readonly ListItem[]) =>
  phrasesFrom(items.flatMap(({ id, label, words }) => [label, ...words].map((word) => [word, id] as const)))
