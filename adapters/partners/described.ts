/** A partner's event in the words of `vocabulary.md`: topics, audience and regions, by the words that visitors use for them, too. */
import { findPhrase, LIKENESS, wordsOf as wordsIn } from '../../bot/guides/reading/phrases.ts'
import { placeIn } from '../../bot/guides/reading/places.ts'
import type { Knowledge, ListItem, PartnerFeed } from '../../bot/knowledge/knowledge.ts'
import { placeOf } from '../../bot/regions/place.ts'
import type { FoundEvent } from './found.ts'

/** Words of the text that are looked at behind those of the title. */
const MAX_WORDS = 80
/** Topics that the text adds to those of the row. */
const MAX_TOPICS = 3
const MAX_AUDIENCES = 4

export interface Described {
  topics: string[]
  audience: string[]
  region: string[]
}

/** Ids of the vocabulary; those of the feed's row hold for all of its events. */
export function described(
  { title, text, place }: Pick<FoundEvent, 'title' | 'text' | 'place'>,
  feed: PartnerFeed,
  knowledge: Knowledge,
): Described {
  const { vocabulary } = knowledge
  const words = [...wordsIn(title), ...wordsIn(text).slice(0, MAX_WORDS)]
  const at = place && [place.postcode, place.city ?? place.name].filter(Boolean).join(' ')
  const said = at ? placeIn(at, knowledge, true) : { kind: 'none' as const }
  const found = said.kind === 'place' ? placeOf(said.value, knowledge) : undefined
  const regions = found && !found.outside ? found.regions.map(({ id }) => id) : []
  const known = (ids: readonly string[], list: readonly ListItem[]) => ids.filter((id) => list.some((item) => item.id === id))
  return {
    topics: [...new Set([...known(feed.topics, vocabulary.topics), ...named(vocabulary.topics, words).slice(0, MAX_TOPICS)])],
    audience: named(vocabulary.audiences, words).slice(0, MAX_AUDIENCES),
    region: regions.length > 0 ? regions : known(feed.regions, vocabulary.regions),
  }
}

/** Items whose name or words stand in the text as words or as the end of a compound, those of the title first. */
function named(list: readonly ListItem[], words: readonly string[]): string[] {
  return list
    .map(({ id, label, words: theirs }) => {
      const places = [label, ...theirs]
        .map((word) => findPhrase(words, word, false))
        .filter(({ likeness }) => likeness >= LIKENESS.compound)
      return { id, at: Math.min(...places.map(({ at }) => at)) }
    })
    .filter(({ at }) => Number.isFinite(at))
    .sort((a, b) => a.at - b.at)
    .map(({ id }) => id)
}
