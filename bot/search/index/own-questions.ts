/**
 * An utterance that is, word for word, a title or an example question of one entry is that entry's: its editor has said so. Rarity and
 * likeness have nothing to add.
 */
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

/** Every title and example question with the position of its entry. */
export function ownQuestionsOf(entries: readonly Entry[]): OwnQuestions {
  const found = new Map<string, number>()
  entries.forEach((entry, position) => {
    for (const text of [entry.title, ...entry.questions]) {
      const owner = found.get(key(text))
      found.set(key(text), owner === undefined || owner === position ? position : -1)
    }
  })
  return found
}

/** Position of the entry that an utterance belongs to, or -1. */
export function ownerOf(own: OwnQuestions, utterance: string): number {
  return own.get(key(utterance)) ?? -1
}
