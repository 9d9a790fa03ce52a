/**
 * "und in Neustadt?" after "Wann ist der nächste Sprechtag in Musterstadt?" means the whole question again with the new place.
 * A follow-up is short and opens like one, or names nothing but a place or an audience; the words of the last question are put in front of it,
 * without the place or audience that the follow-up replaces.
 */
import type { SlotLists } from '../index/slot-lists.ts'
import { isFunctionWord } from '../words/function-words.ts'
import { tokens } from '../words/tokens.ts'

const OPENS_LIKE_ONE =
  /^\s*(und|oder|auch|aber|was ist mit|wie ist es (in|bei|mit|für)|wie sieht es (in|bei|mit) |gilt das|geht das|and|or|what about|how about)\b/i
const MAX_WORDS = 7

/** The utterance as it is meant, for searching. `subject`: the words of the question answered last. */
export function inContext(utterance: string, subject: string | undefined, { regionWords, audienceWords }: SlotLists): string {
  if (subject === undefined) return utterance
  const words = tokens(utterance)
  if (words.length === 0 || words.length > MAX_WORDS) return utterance
  const named = (list: ReadonlySet<string>) => words.some(({ word }) => list.has(word))
  const bare = words.every(({ word }) => isFunctionWord(word) || regionWords.has(word) || audienceWords.has(word) || /^\d{5}$/.test(word))
  const opens = OPENS_LIKE_ONE.test(utterance)
  if (!opens && !(bare && (named(regionWords) || named(audienceWords)))) return utterance
  const replaced = (word: string) => (named(regionWords) && regionWords.has(word)) || (named(audienceWords) && audienceWords.has(word))
  const kept = subject.split(/\s+/).filter((part) => !tokens(part).some(({ word }) => replaced(word)))
  return `${kept.join(' ')} ${utterance.replace(/^\s*(und|oder|auch|aber|and|or)\b\s*/i, '')}`.trim()
}
