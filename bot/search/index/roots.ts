/** "Anmeldung" is derived from "anmelden": a word's root as a term of the content. */
import { stem } from '../words/stem.ts'
import { isDoubtfulRoot, ROOT_WITNESSES, rootOf } from '../words/verbs.ts'
import type { Lexicon } from './lexicon.ts'

/** The term a word is derived from, when the content uses it too. */
export function knownRoot(lexicon: Lexicon, word: string): number | undefined {
  const root = rootOf(word)
  if (!root || (isDoubtfulRoot(word) && !ROOT_WITNESSES.some((ending) => lexicon.wordIds.has(root + ending)))) return undefined
  return lexicon.termIds.get(stem(root))
}
