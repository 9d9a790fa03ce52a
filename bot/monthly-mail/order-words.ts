/** What visitors say about having the dates sent to them: that they want it, and that they want it no more. */
import { plainWords } from '../interruption.ts'
import type { Lang } from '../knowledge/day.ts'
import type { MessageTexts } from '../knowledge/knowledge.ts'
import { type MessageId, wordsOf } from '../messages.ts'

/** Longer sentences are about something else and only mention it. */
const MAX_WORDS = 14

/** Undefined for everything that is not about a mail of ours: a newsletter of the visitor's own is another matter. */
export function readMailOrder(utterance: string, texts: Record<Lang, MessageTexts>): 'begin' | 'end' | undefined {
  const words = ` ${plainWords(utterance)} `
  const has = (list: MessageId) => wordsOf(texts, list).some((phrase) => words.includes(` ${plainWords(phrase)} `))
  if (words.trim().split(' ').length > MAX_WORDS || has('words.monthly.not')) return undefined
  const isNamed = has('words.monthly.name')
  if (has('words.monthly.end')) return isNamed ? 'end' : undefined
  if (wordsOf(texts, 'words.monthly').some((phrase) => plainWords(phrase) === words.trim())) return 'begin'
  return (isNamed || has('words.monthly.what')) && has('words.monthly.way') ? 'begin' : undefined
}
