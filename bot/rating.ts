/** "Did that help?": under which answers it is asked, and what is kept of what the visitor says to it. */
import { z } from 'zod'
import type { Decision } from './decision.ts'
import type { UsageEvent } from './ports.ts'
import { withoutPersonalData } from './privacy.ts'
import type { Talk } from './talk.ts'

/** The name of the event by which a door sends a rating. */
export const RATING_EVENT = 'wegweiser/rating'
const MAX_WORDS = 300

/** Of the answer with this number; `words` come after a no, in a second event. */
export const rating = z.union([
  z.strictObject({ answer: z.number().int().positive(), helped: z.boolean() }),
  z.strictObject({ answer: z.number().int().positive(), words: z.string().trim().min(1).max(2_000) }),
])
export type Rating = z.output<typeof rating>

/** What is noted of a rating, and the talk after it. */
export interface RatingTaken {
  talk: Talk
  event: UsageEvent
}

/** Acts, and words of the editors' lists, that say the same. */
const ACTS: ReadonlyMap<string, boolean> = new Map([
  ['helped', true],
  ['not-helped', false],
])
const LISTS: ReadonlyMap<string, boolean> = new Map([
  ['praise', true],
  ['complaint', false],
])
const THUMB_UP = /^[^\p{L}\p{N}]*👍[^\p{L}\p{N}]*$/u

/** What was typed instead of pressed; undefined for all that says something else. */
function typedIn(utterance: string, { kind, act, detail }: UsageEvent): boolean | undefined {
  if (kind !== 'interruption') return undefined
  if (THUMB_UP.test(utterance)) return true
  return act !== undefined ? ACTS.get(act) : LISTS.get(detail ?? '')
}

/**
 * The decision with the question put below its answer, where it gives one: not below the questions of a guide, not in a crisis, and not right
 * after an answer that was rated. Thumbs that are typed count like those that are pressed.
 */
export function withRating(utterance: string, decision: Decision): Decision {
  const { event, reply, talk, unkept } = decision
  const { rated: before } = talk
  const typed = typedIn(utterance, event)
  if (typed !== undefined && before && before.said === undefined) {
    const rated = { ...before, said: typed ? ('yes' as const) : ('no' as const) }
    return { ...decision, talk: { ...talk, rated }, event: { ...event, entry: before.entry, text: before.asked, helped: typed } }
  }
  if (unkept || !isAnswer(decision)) return decision
  const answer = (before?.answer ?? 0) + 1
  const { entry, utterance: question } = talk.last!
  const rated = { answer, entry: entry!, asked: withoutPersonalData(question, talk.lang) }
  // Asked once, and then not at the very next answer.
  if (before?.said !== undefined && before.said !== 'skipped')
    return { ...decision, talk: { ...talk, rated: { ...rated, said: 'skipped' } } }
  return { ...decision, talk: { ...talk, rated }, reply: { ...reply, rate: answer } }
}

function isAnswer({ event, reply, talk, effect }: Decision): boolean {
  const gives = (event.kind === 'question' && event.decision === 'answer') || (event.kind === 'choice' && event.entry !== undefined)
  return gives && effect === undefined && talk.dialogs.length === 0 && reply.citations.length > 0 && talk.last?.entry !== undefined
}

/** Undefined for another answer than the last one, and for what was said already. */
export function rate(said: Rating, talk: Talk): RatingTaken | undefined {
  const { rated } = talk
  if (!rated || rated.answer !== said.answer) return undefined
  const about = { kind: 'rating' as const, entry: rated.entry, text: rated.asked }
  if ('words' in said) {
    if (rated.said !== 'no') return undefined
    const words = withoutPersonalData(said.words, talk.lang).slice(0, MAX_WORDS)
    return { talk: { ...talk, rated: { ...rated, said: 'words' } }, event: { ...about, detail: 'words', words } }
  }
  if (rated.said !== undefined) return undefined
  const word = said.helped ? 'yes' : 'no'
  return { talk: { ...talk, rated: { ...rated, said: word } }, event: { ...about, detail: word, helped: said.helped } }
}
