/**
 * Titles while somebody types: FlexSearch is made for that, beginnings of words in any order, found in microseconds.
 */
import { Index as FlexIndex } from 'flexsearch'
import { derivedFrom } from '../../knowledge/derived.ts'
import type { EntryId } from '../../knowledge/schema.ts'
import type { Index } from '../index/index.ts'
import { fold } from '../words/fold.ts'
import { tokens } from '../words/tokens.ts'
import type { Searcher } from './searcher.ts'

/** Only made where somebody types: most programs have no Teams. */
const titlesOf = derivedFrom((index: Index) => {
  const titles = new FlexIndex({ tokenize: 'forward', encode: wordsOf, resolution: 9 })
  for (const [position, entry] of index.entries.entries()) titles.add(position, `${entry.title} ${entry.questions.join(' ')}`)
  return titles
})

/** Entries whose title or example questions hold words beginning like those typed; titles first. `limit` default 8. */
export function suggestTitles({ index }: Searcher, prefix: string, limit = 8): { id: EntryId; title: string }[] {
  const found = titlesOf(index).search(prefix.slice(0, 100), { limit }) as number[]
  return found.map((position) => ({ id: index.entries[position]!.id, title: index.entries[position]!.title }))
}

/** Hyphenated words can be found by their beginning and by their parts. */
function wordsOf(text: string): string[] {
  return tokens(text).flatMap(({ word, parts }) => (parts ? [word, ...parts] : [fold(word)]))
}
