/**
 * What a question asks for, by its question word: a time, a person, an amount, a place or a reason. Two texts that ask for different things
 * do not answer each other, however many words they share: "Ab wann muss ich …?" is not met by "Wer muss keine …?".
 */
import { fold } from './fold.ts'

export type AskedFor = 'time' | 'person' | 'amount' | 'place' | 'reason'

const QUESTION_WORDS: [AskedFor, RegExp][] = [
  ['time', /\b(ab wann|bis wann|seit wann|wann|wie lange|welche fristen?|since when|until when|when|how long)\b/],
  ['amount', /\b(wie ?viele?|wie hoch|wie teuer|was kostet|was kosten|how much|how many|what does .* cost)\b/],
  ['person', /\b(fur wen|an wen|von wem|wer|wen|wem|who|whom)\b/],
  ['place', /\b(wo|wohin|woher|where)\b/],
  ['reason', /\b(warum|wieso|weshalb|wozu|why|what for)\b/],
]

/** Undefined for keywords and for questions of another kind (wie, was, welche, ja oder nein). */
export function askedFor(text: string): AskedFor | undefined {
  const folded = fold(text)
  return QUESTION_WORDS.find(([, words]) => words.test(folded))?.[0]
}
