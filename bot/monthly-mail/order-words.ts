/** What visitors say about mails of ours: that they want the dates, or to be asked later whether it helped, and that they want no more. */
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

/** The wish to be asked later whether it helped; only in the words of the editors' list, since much else can be asked later. */
export function isSurveyWish(utterance: string, texts: Record<Lang, MessageTexts>): boolean {
  const words = plainWords(utterance)
  return wordsOf(texts, 'words.survey').some((phrase) => plainWords(phrase) === words)
}
