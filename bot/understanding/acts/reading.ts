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
        ?.find(
          (candidate) => candidate.slice(0, -1) !== word.slice(0, -1) && editDistance(candidate, word, 1) === 1 && isSlip(candidate, word),
        )
      if (near) return near
    }
    return word
  })
}

/** Where one letter stands for another, the finger slipped to the next key, or the letter sounds alike: "aufgeräumt" is not "ausgeräumt". */
function isSlip(candidate: string, word: string): boolean {
  if (candidate.length !== word.length) return true
  const at = [...word].findIndex((letter, i) => letter !== candidate[i])
  const isSwapped = word[at] === candidate[at + 1] && word[at + 1] === candidate[at]
  return isSwapped || areNear(word[at]!, candidate[at]!)
}

const KEYS = ['qwertzuiop', 'asdfghjkl', 'yxcvbnm']
const ALIKE = new Set(['bp', 'dt', 'gk', 'fv', 'vw', 'sz', 'ck', 'kq', 'iy', 'ij', 'ae', 'ei', 'mn', 'ou', 'ao', 'au', 'io', 'eo'])

function areNear(a: string, b: string): boolean {
  if (ALIKE.has([a, b].sort().join(''))) return true
  for (const [row, keys] of KEYS.entries()) {
    const column = keys.indexOf(a)
    if (column < 0) continue
    for (const other of [row - 1, row, row + 1]) {
      const beside = KEYS[other]?.indexOf(b) ?? -1
      if (beside >= 0 && Math.abs(beside - column) <= 1) return true
    }
  }
  return false
}
