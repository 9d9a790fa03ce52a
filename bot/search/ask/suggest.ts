/**
 * Titles while somebody types: FlexSearch is made for that, beginnings of words in any order, found in microseconds.
 */
import { Index as FlexIndex } from 'flexsearch'
import type { EntryId } from '../../knowledge/schema.ts'
import type { Index } from '../index/index.ts'
import { fold } from '../words/fold.ts'
import { tokens } from '../words/tokens.ts'
import type { Searcher } from './scratch.ts'

const made = new WeakMap<Index, FlexIndex>()

/** Entries whose title or example questions hold words beginning like those typed; titles first. `limit` default 8. */
export function suggestTitles({ index }: Searcher, prefix: string, limit = 8): { id: EntryId; title: string }[] {
  let flex = made.get(index)
  if (!flex) {
    flex = new FlexIndex({ tokenize: 'forward', encode: wordsOf, resolution: 9 })
    for (const [position, entry] of index.entries.entries()) flex.add(position, `${entry.title} ${entry.questions.join(' ')}`)
    made.set(index, flex)
  }
  const found = flex.search(prefix.slice(0, 100), { limit }) as number[]
  return found.map((position) => ({ id: index.entries[position]!.id, title: index.entries[position]!.title }))
}

/** Hyphenated words can be found by their beginning and by their parts. */
function wordsOf(text: string): string[] {
  return tokens(text).flatMap(({ word, parts }) => (parts ? [word, ...parts] : [fold(word)]))
}
