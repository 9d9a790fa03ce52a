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
  return findKey(words, phraseKey(phrase), typos)
}

/** The same for a phrase that is a key already. */
export function findKey(words: readonly string[], key: string, typos: boolean): Found {
  if (key === '') return NOT_FOUND
  const { text, ends, negated } = laidOut(words)
  const allowed = typos ? errorsAllowed(key) : 0
  const first = key.charCodeAt(0)
  let best = NOT_FOUND
  for (let at = 0; at < words.length; at++) {
    if (negated[at]) continue
    const from = at === 0 ? 0 : ends[at - 1]!
    const sameHead = text.charCodeAt(from) === first
    // Only the last part of a compound begins otherwise, where no typing error is forgiven; most words and phrases end here.
    if (!sameHead && allowed === 0 && (key.length < MIN_HEAD_LENGTH || words[at]!.length <= key.length)) continue
    let length = 0
    for (let size = 1; at + size <= words.length && length < key.length + MAX_ENDING_LENGTH; size++) {
      // Another beginning may only be a typing error, and that in a few pieces.
      if (!sameHead && (size > MAX_PIECES || (size > 1 && allowed === 0))) break
      length = ends[at + size - 1]! - from
      const mayBeMistyped = size <= MAX_PIECES && Math.abs(length - key.length) <= allowed
      const mayBegin = sameHead && length >= key.length - MAX_CUT_LENGTH
      const isShorter = length < key.length - MAX_CUT_LENGTH
      if ((size > 1 || isShorter) && !mayBegin && !mayBeMistyped) continue
      const likeness = compare(size === 1 ? words[at]! : text.slice(from, from + length), key, size, mayBeMistyped ? allowed : 0)
      if (likeness > best.likeness) best = { likeness, at, size }
      if (likeness === LIKENESS.exact) return best
    }
  }
  return best
}
/** Letters of the longest ending that a phrase may lack ("innen"), and of the longest that may follow it. */
const MAX_CUT_LENGTH = 5
const MAX_ENDING_LENGTH = 12

/** Words written as one, where each ends, and whether it is denied. */
interface LaidOut {
  words: readonly string[]
  text: string
  ends: number[]
  negated: boolean[]
}

/** Hundreds of phrases are looked for in the same words, one after the other. */
let laid: LaidOut | undefined

function laidOut(words: readonly string[]): LaidOut {
  if (laid?.words === words) return laid
  let end = 0
  laid = {
    words,
    text: words.join(''),
    ends: words.map((word) => {
      end += word.length
      return end
    }),
    negated: words.map((_, at) => isNegated(words, at)),
  }
  return laid
}

/** Whether the word at this place comes right after a "kein" or "nicht". */
export function isNegated(words: readonly string[], at: number): boolean {
  return (
    NEGATIONS.has(words[at - 1] ?? '') ||
    (NEGATIONS.has(words[at - 2] ?? '') && /^(ein|in|im|als|so|mehr|der|die|das)/.test(words[at - 1]!))
  )
}

/** `allowed`: typing errors forgiven; 0 where none can be. */
function compare(joined: string, key: string, size: number, allowed: number): Likeness {
  if (joined.charCodeAt(0) === key.charCodeAt(0)) {
    if (joined === key) return LIKENESS.exact
    if (key.length >= MIN_STEM_LENGTH && joined.startsWith(key) && ENDINGS.has(joined.slice(key.length))) return LIKENESS.ending
    if (joined.length >= MIN_STEM_LENGTH && key.startsWith(joined) && SHORT_ENDINGS.has(key.slice(joined.length))) return LIKENESS.ending
  }
  if (size === 1 && key.length >= MIN_HEAD_LENGTH && hasHead(joined, key)) return LIKENESS.compound
  if (allowed > 0 && editDistance(joined, key, allowed) <= allowed) return LIKENESS.typo
  return LIKENESS.none
}
const SHORT_ENDINGS = new Set(['e', 'en', 'er', 'es', 'n', 's', 'in', 'innen'])
/** No label has more words; what stands in more pieces than that is no mistyped label. */
const MAX_PIECES = 8

function hasHead(word: string, key: string): boolean {
  const at = word.lastIndexOf(key)
  return at > 2 && (at + key.length === word.length || ENDINGS.has(word.slice(at + key.length)))
}

/** Typing errors forgiven in a word of this length: none below five letters, one below nine, then two. */
export function errorsAllowed(word: string): number {
  return word.length < 5 ? 0 : word.length < 9 ? 1 : 2
}
