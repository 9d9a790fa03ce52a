/**
 * An utterance that is, word for word, a title or an example question of one entry is that entry's: its editor has said so. Rarity and
 * likeness have nothing to add.
 */
import { derivedFrom } from '../../knowledge/derived.ts'
import type { Entry } from '../../knowledge/schema.ts'
import { tokens } from '../words/tokens.ts'

/** Normalised text → position of the entry; -1 where several entries say the same (a title in two languages). */
export type OwnQuestions = ReadonlyMap<string, number>

/** Folded words with one space between them: spelling of umlauts, case and punctuation do not matter. */
function key(text: string): string {
  return tokens(text)
    .map(({ word }) => word)
    .join(' ')
}

/** Title and example questions of an entry; the entries that an edit leaves alone keep theirs. */
const keysOf = derivedFrom(({ title, questions }: Entry): readonly string[] => [title, ...questions].map(key))

/** Every title and example question with the position of its entry; in steps of 64 entries. */
export function* ownQuestionsOf(entries: readonly Entry[]): Generator<void, OwnQuestions> {
  const found = new Map<string, number>()
  for (const [position, entry] of entries.entries()) {
    for (const words of keysOf(entry)) {
      const owner = found.get(words)
      found.set(words, owner === undefined || owner === position ? position : -1)
    }
    if (position % 64 === 63) yield
  }
  return found
}

/** Position of the entry that an utterance belongs to, or -1. */
export function ownerOf(own: OwnQuestions, utterance: string): number {
  return own.get(key(utterance)) ?? -1
}
