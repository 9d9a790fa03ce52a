/** What visitors say about requests: that they want to make one, how theirs stands, that it should go, and more words to it. */
import { plainWords } from '../interruption.ts'
import type { Lang } from '../knowledge/day.ts'
import { editDistance } from '../knowledge/edit-distance.ts'
import type { MessageTexts } from '../knowledge/knowledge.ts'
import { wordsOf } from '../messages.ts'

/** `number` is missing when the visitor did not say which one. */
export type Saying = { kind: 'begin' } | { kind: 'state' | 'withdraw'; number?: number } | { kind: 'add'; number: number; text: string }

const ADD =
  /^\s*(?:an|zu|zur|to|for)\s+(?:die\s+|my\s+)?(?:anfrage\s+|request\s+)?(?:nr\.?\s*|nummer\s+|no\.?\s*|#)?(\d{1,7})\s*[:,–-]\s*(\S[\s\S]*)$/i
/** Longer sentences are about something else and only mention a request. */
const MAX_WORDS = 12

/** Undefined for everything that is not about a request of the visitor's own. */
export function readSaying(utterance: string, texts: Record<Lang, MessageTexts>): Saying | undefined {
  const add = ADD.exec(utterance)
  if (add) return { kind: 'add', number: Number(add[1]), text: add[2]!.trim() }
  const words = plainWords(utterance)
  const begins = [...wordsOf(texts, 'words.hand-off'), ...wordsOf(texts, 'label.hand-off')].map(plainWords)
  if (begins.some((phrase) => phrase === words || (phrase.length >= 10 && editDistance(phrase, words, 1) <= 1))) return { kind: 'begin' }
  if (wordsOf(texts, 'words.hand-off.mine').some((phrase) => plainWords(phrase) === words)) return { kind: 'state' }
  const said = words.split(' ')
  const nouns = wordsOf(texts, 'words.hand-off.noun').map(plainWords)
  if (said.length > MAX_WORDS || !said.some((word) => nouns.includes(word))) return undefined
  const number = said.map(Number).find((value) => Number.isInteger(value) && value > 0)
  const has = (list: 'words.hand-off.state' | 'words.hand-off.withdraw') => wordsOf(texts, list).some((phrase) => isSaid(phrase, words))
  if (has('words.hand-off.withdraw')) return { kind: 'withdraw', ...(number !== undefined && { number }) }
  if (has('words.hand-off.state')) return { kind: 'state', ...(number !== undefined && { number }) }
  return undefined
}

/** Without "An 12:" in front, which says whom the words are for and nothing of what they mean. */
export function unaddressed(utterance: string): string {
  return ADD.exec(utterance)?.[2]?.trim() ?? utterance
}

/** Whether a phrase is among the words; `…` in it stands for whatever is between ("ziehe … zurück"). */
function isSaid(phrase: string, words: string): boolean {
  let from = 0
  return phrase.split('…').every((part) => {
    const at = ` ${words} `.indexOf(` ${plainWords(part)} `, from)
    from = at + plainWords(part).length + 1
    return at >= 0
  })
}
