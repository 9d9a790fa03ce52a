/**
 * Does an utterance contain a phrase? Compared on folded words, so that "Online-Shop", "online shop" and "Onlineshop" are one,
 * with German endings ("Tischlerin" is Tischler), compounds by their last part ("Sportverein" is a Verein) and typing errors.
 */
import { editDistance } from '../../knowledge/edit-distance.ts'
import { phraseKey } from '../../search/words/phrase-key.ts'

export { phraseKey, wordsOf } from '../../search/words/phrase-key.ts'

/** How a phrase was found, best first. */
export const LIKENESS = { exact: 4, ending: 3, compound: 2, typo: 1, none: 0 } as const
export type Likeness = (typeof LIKENESS)[keyof typeof LIKENESS]

export interface Found {
  likeness: Likeness
  /** First word of the phrase in the utterance, and how many words it takes. */
  at: number
  size: number
}
const NOT_FOUND: Found = { likeness: LIKENESS.none, at: -1, size: 0 }

const ENDINGS = new Set(
  'e en er es em n s in innen ern ei erei ens meister meisterin betrieb betriebe firma werkstatt salon unternehmen laden geschaft handwerk mappe'.split(
    ' ',
  ),
)
/** A word of this many letters may be the last part of a compound. */
const MIN_HEAD_LENGTH = 6
const MIN_STEM_LENGTH = 4
const NEGATIONS = new Set(['kein', 'keine', 'keinen', 'keiner', 'keinem', 'nicht', 'ohne', 'nie', 'no', 'not'])

/** The best place of `phrase` in `words`. A phrase right after "kein" or "nicht" does not count. */
export function findPhrase(words: readonly string[], phrase: string, typos = true): Found {
  const key = phraseKey(phrase)
  if (key === '') return NOT_FOUND
  let best = NOT_FOUND
  for (let at = 0; at < words.length; at++) {
    if (isNegated(words, at)) continue
    let joined = ''
    for (let size = 1; at + size <= words.length && joined.length < key.length + 12; size++) {
      joined += words[at + size - 1]!
      const likeness = compare(joined, key, size, typos)
      if (likeness > best.likeness) best = { likeness, at, size }
      if (likeness === LIKENESS.exact) return best
    }
  }
  return best
}

/** Whether the word at this place comes right after a "kein" or "nicht". */
export function isNegated(words: readonly string[], at: number): boolean {
  return (
    NEGATIONS.has(words[at - 1] ?? '') ||
    (NEGATIONS.has(words[at - 2] ?? '') && /^(ein|in|im|als|so|mehr|der|die|das)/.test(words[at - 1]!))
  )
}

function compare(joined: string, key: string, size: number, typos: boolean): Likeness {
  if (joined === key) return LIKENESS.exact
  if (key.length >= MIN_STEM_LENGTH && joined.startsWith(key) && ENDINGS.has(joined.slice(key.length))) return LIKENESS.ending
  if (joined.length >= MIN_STEM_LENGTH && key.startsWith(joined) && /^(e|en|er|es|n|s|in|innen)$/.test(key.slice(joined.length)))
    return LIKENESS.ending
  if (size === 1 && key.length >= MIN_HEAD_LENGTH && hasHead(joined, key)) return LIKENESS.compound
  if (typos && editDistance(joined, key, errorsAllowed(key)) <= errorsAllowed(key)) return LIKENESS.typo
  return LIKENESS.none
}

function hasHead(word: string, key: string): boolean {
  const at = word.lastIndexOf(key)
  return at > 2 && (at + key.length === word.length || ENDINGS.has(word.slice(at + key.length)))
}

/** Typing errors forgiven in a word of this length: none below five letters, one below nine, then two. */
export function errorsAllowed(word: string): number {
  return word.length < 5 ? 0 : word.length < 9 ? 1 : 2
}
