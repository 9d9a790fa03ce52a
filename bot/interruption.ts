/**
 * Words that mean the talk itself and not a topic: cancel, back, help, a person, thanks. They work at every point of every
 * dialog. Which words these are stands in the editors' message files (`words.*`).
 */
import type { Lang } from './knowledge/day.ts'
import { derivedFrom } from './knowledge/derived.ts'
import { editDistance } from './knowledge/edit-distance.ts'
import type { MessageTexts } from './knowledge/knowledge.ts'
import { type MessageId, wordsOf } from './messages.ts'

export const INTERRUPTIONS = [
  'cancel',
  'back',
  'help',
  'person',
  'why',
  'restart',
  'forget',
  'german',
  'english',
  'thanks',
  'hello',
  'goodbye',
  'how-are-you',
  'who-are-you',
  'praise',
  'complaint',
] as const
export type Interruption = (typeof INTERRUPTIONS)[number]

/** Fillers that change nothing: "bitte zurück", "dann mal abbrechen". */
const FILLERS = /^(?:(?:bitte|dann|jetzt|mal|und|also|please|so)\s+)+|(?:\s+(?:bitte|mal|please|jetzt))+$/g
/** Shorter words are too easily another word with one letter wrong. */
const MIN_TYPO_LENGTH = 5

/** Lower case, no punctuation, one space between words: how utterances and labels are compared. */
export function plainWords(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}']+/gu, ' ')
    .trim()
}

interface Lists {
  phrases: ReadonlyMap<string, Interruption>
  /** Phrases that may be mistyped, by their length: most utterances are compared with none. */
  byLength: ReadonlyMap<number, [phrase: string, interruption: Interruption][]>
}

/**
 * The interruption a whole utterance is, or undefined. One letter may be wrong in words of five letters and more, unless `exactly`: "bis wann?"
 * is a question, though "bis dann" is near.
 */
export function readInterruption(utterance: string, texts: Record<Lang, MessageTexts>, exactly = false): Interruption | undefined {
  const words = plainWords(utterance)
  const short = words.replace(FILLERS, '')
  if (short === '' || words.length > 80) return undefined
  const lists = listsOf(texts)
  const exact = lists.phrases.get(words) ?? lists.phrases.get(short)
  if (exact || exactly || short.length < MIN_TYPO_LENGTH) return exact
  for (let length = short.length - 1; length <= short.length + 1; length++) {
    const near = lists.byLength.get(length)?.find(([phrase]) => editDistance(phrase, short, 1) === 1)
    if (near) return near[1]
  }
  return undefined
}

const listsOf = derivedFrom((texts: Record<Lang, MessageTexts>): Lists => {
  const phrases = new Map<string, Interruption>()
  for (const interruption of INTERRUPTIONS)
    for (const word of wordsOf(texts, `words.${interruption}` as MessageId))
      if (!phrases.has(plainWords(word))) phrases.set(plainWords(word), interruption)
  const labels: [MessageId, Interruption][] = [
    ['label.person', 'person'],
    ['label.why', 'why'],
    ['label.help', 'help'],
    ['label.restart', 'restart'],
    ['label.back', 'back'],
    ['label.cancel', 'cancel'],
  ]
  for (const [label, interruption] of labels) for (const word of wordsOf(texts, label)) phrases.set(plainWords(word), interruption)
  const byLength = new Map<number, [string, Interruption][]>()
  for (const [phrase, interruption] of phrases) {
    // A town may be called almost like "Hallo"; it answers where one is and is no mistyped greeting.
    if (phrase.length < MIN_TYPO_LENGTH || interruption === 'hello') continue
    byLength.set(phrase.length, [...(byLength.get(phrase.length) ?? []), [phrase, interruption]])
  }
  return { phrases, byLength }
})
