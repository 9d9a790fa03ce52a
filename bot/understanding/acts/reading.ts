/** A sentence read once for all that is asked of it: its words, typing errors put right, the patterns it matches, what the model says of it. */
import type { ActId } from '../../knowledge/acts-file.ts'
import { derivedFrom } from '../../knowledge/derived.ts'
import { editDistance } from '../../knowledge/edit-distance.ts'
import { lately } from '../../knowledge/lately.ts'
import { guess, type LinearModel } from './act-model.ts'
import { marksOf, type SetTable } from './marks.ts'
import { type CompiledPattern, matching, type PatternIndex } from './patterns.ts'
import { actWords } from './words.ts'

/** What reading takes of a recogniser. */
interface Reader {
  patterns: PatternIndex<{ pattern: CompiledPattern }>
  sets: SetTable
  model: LinearModel
  /** Words of acts by their first letter and length, for one wrong letter; and all words known anywhere, which are never corrected. */
  byStart: ReadonlyMap<string, readonly string[]>
  known: ReadonlySet<string>
}

/** A sentence, or a clause of one, as the acts see it. */
export interface SentenceReading {
  /** Its words as they are written, and with typing errors put right. */
  plain: readonly string[]
  words: readonly string[]
  /** Positions of the patterns that match. */
  patterns: readonly number[]
  /** What the model says of it, as a question and as none; worked out where it is asked for. */
  likeness: Map<boolean, ReturnType<typeof guess>>
  /** The act of an example that it is word for word; where that was asked for. */
  example?: { act: ActId | undefined }
}

/** The reading of a sentence, kept while few others are read. */
export function readingOf(reader: Reader, sentence: string): SentenceReading {
  return readBy(reader)(sentence)
}

/** A turn asks for the same sentence several times: as a cry for help, as a courtesy, as what it does. */
const MAX_READINGS = 24
const readBy = derivedFrom((reader: Reader) =>
  lately(MAX_READINGS, (sentence): SentenceReading => {
    const plain = actWords(sentence)
    const mended = corrected(reader, plain)
    const words = mended.every((word, at) => word === plain[at]) ? plain : mended
    const patterns = matching(reader.patterns, marksOf(reader.sets, words), words.length)
    return { plain, words, patterns, likeness: new Map() }
  }),
)

/** What the model says of it. `isAsked`: taken as a question. */
export function likenessOf({ model }: Reader, { words, likeness }: SentenceReading, isAsked: boolean): ReturnType<typeof guess> {
  const known = likeness.get(isAsked) ?? guess(model, words, isAsked)
  likeness.set(isAsked, known)
  return known
}

/** Shorter words are too easily another word with one letter wrong. */
export const MIN_TYPO_LENGTH = 5

/** The words with a letter wrong put right, where only one word of the acts is that near and nobody else knows the word. */
function corrected({ byStart, known }: Reader, words: readonly string[]): string[] {
  return words.map((word) => {
    if (word.length < MIN_TYPO_LENGTH || known.has(word) || /\d/.test(word)) return word
    for (const length of [word.length, word.length + 1, word.length - 1]) {
      // Another ending is another form of the word, and may be another thing: "verschlüsseln" is no cry for help.
      const near = byStart
        .get(word[0]! + length)
        ?.find((candidate) => candidate.slice(0, -1) !== word.slice(0, -1) && editDistance(candidate, word, 1) === 1)
      if (near) return near
    }
    return word
  })
}
