/**
 * Words of the content that sound like an unknown word. Asked only when it is no typing error: dialect and spelling by ear are
 * further away.
 */

import { editDistance } from '../../knowledge/edit-distance.ts'
import type { Index } from '../index/index.ts'
import { soundOf } from '../words/phonetics.ts'

/** Fewer sounds than this say nothing; nor does a word less alike in writing. */
const MIN_SOUND_LENGTH = 3
const MIN_LIKENESS = 0.4
const MAX_WORDS = 3

/** The most alike in writing first; likeness is 1 less the share of letters that differ. */
export function soundingLike({ sounds, lexicon }: Index, word: string): { word: number; likeness: number }[] {
  const sound = soundOf(word)
  if (sound.length < MIN_SOUND_LENGTH) return []
  return (sounds.get(sound) ?? [])
    .map((other) => {
      const written = lexicon.words[other]!
      const length = Math.max(word.length, written.length)
      return { word: other, likeness: 1 - editDistance(word, written, length) / length }
    })
    .filter(({ likeness }) => likeness >= MIN_LIKENESS)
    .sort((a, b) => b.likeness - a.likeness || a.word - b.word)
    .slice(0, MAX_WORDS)
}
