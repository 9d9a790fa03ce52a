/** Questions that came to nothing: not answered, asked back in vain, or answered with what did not help. And what was meant by those asked back. */
import { z } from 'zod'
import { isFunctionWord } from '../search/words/function-words.ts'
import { tokens } from '../search/words/tokens.ts'
import { type KeptEvent, questionsOf } from './usage-report.ts'

export type Failure = 'none' | 'clarify' | 'thumb'

export interface FailedQuestion {
  at: Date
  text: string
  why: Failure
}

/** A question that was asked back, and the entry that was chosen then. */
export interface MeantQuestion {
  question: string
  entry: string
  count: number
}

/** Kinds of events read here. */
export const FAILED_KINDS = ['question', 'choice', 'rating', 'interruption', 'dismissed'] as const
/** Somebody of the staff took these words off the list. */
export const DISMISSED_KIND = 'dismissed'

const rated = z.object({ helped: z.literal(false), text: z.string().min(1), channel: z.string().optional() })
const dismissed = z.object({ text: z.string() })
const chosen = z.object({ entry: z.string() })

/** In the order of the events, which is that of time. Numbers, signs and words that ask nothing are left out, and what staff tried. */
export function failedQuestions(events: readonly KeptEvent[]): FailedQuestion[] {
  const next = followers(events)
  const gone = new Set(
    events.flatMap(({ kind, body }) => {
      const parsed = kind === DISMISSED_KIND ? dismissed.safeParse(body) : undefined
      return parsed?.success ? [plainly(parsed.data.text)] : []
    }),
  )
  return events.flatMap((event) => failureIn(event, next)).filter(({ text }) => !gone.has(plainly(text)))
}

function plainly(text: string): string {
  return text.replace(/\s+/g, ' ').trim().toLowerCase()
}

function failureIn(event: KeptEvent, next: ReadonlyMap<KeptEvent, KeptEvent>): FailedQuestion[] {
  const thumb = event.kind === 'question' ? undefined : rated.safeParse(event.body)
  if (thumb?.success && thumb.data.channel !== 'msteams') return cleaned(thumb.data.text, event.at, 'thumb')
  const [asked] = questionsOf([event])
  if (!asked || asked.decision === 'answer') return []
  if (asked.decision === 'clarify' && choiceIn(next.get(event)) !== undefined) return []
  return cleaned(asked.text, asked.at, asked.decision)
}

/** Questions asked back whose visitor then chose an entry, most often first. */
export function meantQuestions(events: readonly KeptEvent[]): MeantQuestion[] {
  const next = followers(events)
  const meant = new Map<string, MeantQuestion>()
  for (const event of events) {
    const [asked] = questionsOf([event])
    const entry = asked?.decision === 'clarify' ? choiceIn(next.get(event)) : undefined
    if (!asked || entry === undefined || cleaned(asked.text, asked.at, 'clarify').length === 0) continue
    const question = asked.text.replace(/\s+/g, ' ').trim()
    const found = meant.get(`${entry} ${question}`) ?? { question, entry, count: 0 }
    found.count += 1
    meant.set(`${entry} ${question}`, found)
  }
  return [...meant.values()].sort((a, b) => b.count - a.count || (a.question < b.question ? -1 : 1))
}

/** What happened next in the same talk. */
function followers(events: readonly KeptEvent[]): Map<KeptEvent, KeptEvent> {
  const next = new Map<KeptEvent, KeptEvent>()
  const last = new Map<string, KeptEvent>()
  for (const event of events) {
    if (event.conversation === undefined) continue
    const before = last.get(event.conversation)
    if (before) next.set(before, event)
    last.set(event.conversation, event)
  }
  return next
}

function choiceIn(event: KeptEvent | undefined): string | undefined {
  const parsed = event?.kind === 'choice' ? chosen.safeParse(event.body) : undefined
  return parsed?.success ? parsed.data.entry : undefined
}

function cleaned(text: string, at: Date, why: Failure): FailedQuestion[] {
  const asks = /\p{L}{3}/u.test(text) && tokens(text).some(({ word }) => /\p{L}{3}/u.test(word) && !isFunctionWord(word))
  return asks ? [{ text, at, why }] : []
}
