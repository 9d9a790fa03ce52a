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
const FILLERS = /^(?:(?:bitte|nee|nein|dann|jetzt|mal|und|also|please|so)\s+)+|(?:\s+(?:bitte|mal|please|jetzt))+$/g
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

/** Said around a command, and no part of it: "nee, abbrechen bitte". */
const OUTCRY = /^(?:nein|nee|ne|nö|ach|oh|äh|ok|okay|halt|moment|um gottes willen|bitte|no|oh no|wait)$/
const CLAUSE = /\s*(?:[.,;:!?–]+\s*|\n+|\s-\s|\s+(?=(?:ich|sondern)\s))/iu

/**
 * "Nee abbrechen. Ich meinte den anderen", "…, abbrechen bitte": the command in front of a message or at its end, and what else is said.
 * Undefined where the message is nothing but a command, or has none.
 */
export function partedCancel(utterance: string, texts: Record<Lang, MessageTexts>): { rest: string } | undefined {
  const clauses = utterance.split(CLAUSE).filter((clause) => plainWords(clause) !== '')
  if (clauses.length < 2) return undefined
  const isCancel = (clause: string | undefined) => {
    const words = plainWords(clause ?? '').replace(/^(?:nein|nee|ne|nö|ach|oh|ok|okay|no) /, '')
    return readInterruption(words, texts, true) === 'cancel'
  }
  const head = clauses.findIndex((clause) => !OUTCRY.test(plainWords(clause)))
  const named = isCancel(clauses[head]) ? clauses[head]! : isCancel(clauses.at(-1)) ? clauses.at(-1)! : undefined
  if (named === undefined) return undefined
  const isHead = named === clauses[head]
  const at = isHead ? utterance.indexOf(named) : utterance.lastIndexOf(named)
  const rest = isHead ? utterance.slice(at + named.length) : utterance.slice(0, at)
  const bare = rest.replace(/^[\s.,;:!?–-]+|[\s,;:–-]+$/gu, '')
  return OUTCRY.test(plainWords(bare)) || plainWords(bare) === '' ? undefined : { rest: bare }
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
