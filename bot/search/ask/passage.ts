/** Which passage of the found entry to show: the one that met the question best, unless it asks for something else. */
import type { Entry, Passage } from '../../knowledge/schema.ts'
import { askedFor } from '../words/asked-for.ts'
import { isFunctionWord } from '../words/function-words.ts'
import { stem } from '../words/stem.ts'
import { tokens } from '../words/tokens.ts'

/**
 * `best`: the passage that shares most with the question. Where its heading asks for another kind of thing, a passage whose
 * heading asks for the same kind and shares a word is taken; without one, the lead (undefined), which answers for the whole entry.
 */
export function passageToShow(entry: Entry, best: Passage | undefined, utterance: string): Passage | undefined {
  if (!best || best.heading === '') return undefined
  const offered = askedFor(best.heading)
  if (offered === undefined) return best
  const wanted = askedFor(utterance)
  if (wanted === undefined || wanted === offered) return best
  const words = contentStems(utterance)
  return entry.passages.find(
    (passage) => askedFor(passage.heading) === wanted && [...contentStems(passage.heading)].some((word) => words.has(word)),
  )
}

function contentStems(text: string): Set<string> {
  return new Set(
    tokens(text)
      .filter(({ word }) => !isFunctionWord(word))
      .map(({ word }) => stem(word)),
  )
}
