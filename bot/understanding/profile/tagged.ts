/**
 * A message as the profile reads it: its words folded, with signs instead of what says who and where, so that ways of saying it are patterns
 * of words. "Ich bin Friseurin in Musterstadt." → `ich bin ‹w› in ‹p› .`
 */
import { derivedFrom } from '../../knowledge/derived.ts'
import type { Vocabulary } from '../../knowledge/knowledge.ts'
import { lately } from '../../knowledge/lately.ts'
import { fold } from '../../search/words/fold.ts'
import { guessLanguage, isFunctionWord } from '../../search/words/function-words.ts'
import { type Phrases, phrasesFrom } from '../../search/words/phrases.ts'
import { sizeAt } from './size.ts'

/** `w`: a trade or kind of organisation. `n`: another noun, which keeps its letters. `p`: a place. `s`: a size. */
export type Sign = 'w' | 'n' | 'p' | 's'

export interface Tagged {
  /** Folded words, signs and punctuation, with one space around each. */
  text: string
  /** Where each begins in `text`, and what of the message it stands for. */
  items: readonly { at: number; from: number; to: number; sign?: Sign; size?: string }[]
}

const ITEM = /[\p{L}\p{N}]+(?:[-'’][\p{L}\p{N}]+)*|[.,;:!?…()–—/]|-(?=\s)/gu
const MIN_LETTERS_OF_HEAD = 5
const ENDINGS = [
  '',
  's',
  'es',
  'n',
  'en',
  'e',
  'in',
  'innen',
  'er',
  'ei',
  'erei',
  'eien',
  'betrieb',
  'betriebs',
  'betriebe',
  'meister',
  'meisterin',
  'salon',
  'firma',
  'werkstatt',
]
/** What a business is called after what it does. */
const HEAD = /^\p{L}{3,}(?:praxis|kanzlei|werkstatt|betrieb|laden|salon|studio|firma|verein|unternehmen|agentur|handlung)(?:s|es|e|n|en)?$/u

interface Lists {
  german: Phrases<true>
  english: Phrases<true>
  regions: Phrases<true>
  postcodes: ReadonlySet<string>
}

const listsOf = derivedFrom(({ audiences, regions }: Vocabulary): Lists => {
  const phrases = (texts: readonly string[]) => phrasesFrom(texts.map((text) => [text, true] as const))
  return {
    german: phrases(audiences.flatMap(({ label, words }) => [label, ...words])),
    english: phrases(audiences.flatMap(({ english }) => english)),
    regions: phrases(regions.flatMap(({ label, words, english }) => [label, ...words, ...english])),
    postcodes: new Set(regions.flatMap(({ postcodes }) => postcodes)),
  }
})

/** The words of a message in order, with the sign of each that says who or where, and with its size. What was read is not to be changed. */
export function tag(message: string, vocabulary: Vocabulary): Tagged {
  return taggedBy(vocabulary)(message)
}

/** A turn asks for the same sentence several times: with its places, without them, without trades. */
const MAX_KEPT = 12
const taggedBy = derivedFrom((vocabulary: Vocabulary) => lately(MAX_KEPT, (message) => tagAnew(message, vocabulary)))

function tagAnew(message: string, vocabulary: Vocabulary): Tagged {
  const found = [...message.matchAll(ITEM)].map(({ 0: written, index }) => ({
    written,
    word: fold(written),
    from: index,
    to: index + written.length,
  }))
  const lists = listsOf(vocabulary)
  const words = found.map(({ word }) => word)
  const audiences = guessLanguage(words) === 'en' ? [lists.english, lists.german] : [lists.german]
  const items: Tagged['items'][number][] = []
  let text = ' '
  const push = (shown: string, at: number, count: number, more: { sign?: Sign; size?: string } = {}) => {
    items.push({ at: text.length, from: found[at]!.from, to: found[at + count - 1]!.to, ...more })
    text += `${shown} `
  }
  for (let at = 0; at < found.length; ) {
    const { word, written } = found[at]!
    const size = sizeAt(words, at)
    const place = size ? 0 : placeAt(words, at, lists)
    const who = size || place > 0 ? 0 : Math.max(...audiences.map((phrases) => whoAt(words, at, phrases)))
    if (size) push('‹s›', at, size.words, { sign: 's', size: size.value })
    else if (place > 0) push('‹p›', at, place, { sign: 'p' })
    else if (who > 0) push('‹w›', at, who, { sign: 'w' })
    else if (/^\p{Lu}\p{Ll}{3}/u.test(written) && !isFunctionWord(word)) push(word, at, 1, { sign: 'n' })
    else push(word, at, 1)
    at += size?.words ?? Math.max(1, place, who)
  }
  return { text, items }
}

/** Number of words of the longest place that begins here; 0 for none. */
function placeAt(words: readonly string[], at: number, { regions, postcodes }: Lists): number {
  return postcodes.has(words[at]!) ? 1 : phraseAt(words, at, regions)
}

/** The same of a trade or kind of organisation: as listed, with an ending, or as the last part of a longer word. */
function whoAt(words: readonly string[], at: number, audiences: Phrases<true>): number {
  // "Ich bin angestellt" is what somebody says of themselves, and no name for it.
  if (isFunctionWord(words[at]!)) return 0
  const listed = phraseAt(words, at, audiences)
  if (listed > 0) return listed
  const word = words[at]!.replaceAll('-', '')
  if (word.length < MIN_LETTERS_OF_HEAD) return 0
  if (HEAD.test(word)) return 1
  const isKnown = (text: string) => audiences.get(text)?.some((phrase) => phrase.words.length === 1) === true
  for (const ending of ENDINGS) if (ending !== '' && word.endsWith(ending) && isKnown(word.slice(0, -ending.length))) return 1
  for (let from = 3; from <= word.length - MIN_LETTERS_OF_HEAD; from++) if (isKnown(word.slice(from))) return 1
  return 0
}

function phraseAt(words: readonly string[], at: number, phrases: Phrases<true>): number {
  const plain = (offset: number) => words[at + offset]?.replaceAll(/[-'’]/g, '')
  const found = phrases.get(plain(0)!)?.find((phrase) => phrase.words.every((word, offset) => plain(offset) === word))
  return found?.words.length ?? 0
}
