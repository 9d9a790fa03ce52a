/**
 * A request while the visitor is still giving it: answers to the questions of `request-guide.ts`, as a guide keeps them, and what was
 * known before the first question. Frozen at the beginning, so that a question in between does not send it elsewhere.
 */
import { z } from 'zod'
import { MAX_TEXT_LENGTH } from '../guides/reading/read-answer.ts'
import { type Answer, type GuideState, STATE_VERSION } from '../guides/state/guide-state.ts'
import { derivedFrom } from '../knowledge/derived.ts'
import type { EntryId } from '../knowledge/schema.ts'

const MAX_ANSWERS = 10
const text = z.string().max(MAX_TEXT_LENGTH)
const answer = z.strictObject({ step: z.string().max(40), values: z.array(text).min(1).max(1), aside: z.boolean().optional() })

const state = z.strictObject({
  kind: z.literal('request'),
  version: z.literal(2),
  /** Where and who the visitor is and what it is about: values of `placeOf`, ids of the vocabulary. */
  about: z.strictObject({ places: z.array(text), audiences: z.array(text), topics: z.array(text) }),
  /** What was answered in a guide, in words. */
  told: z.array(z.strictObject({ label: text, value: text })),
  /** The question asked last, which can be handed over as it is. */
  asked: text.optional(),
  answers: z.array(answer).max(MAX_ANSWERS),
  /** What was agreed to, word for word, and when. Nothing personal is asked before. */
  consent: z.strictObject({ text, at: text, lang: z.enum(['de', 'en']) }).optional(),
})
export type RequestState = z.output<typeof state>

/** Undefined for anything that is not ours or of another version, which is then dropped without harm. */
export function readRequestState(stored: unknown): RequestState | undefined {
  return typeof stored === 'object' && stored !== null ? readOnce(stored) : undefined
}

/** A turn looks at its dialogs again and again. */
const readOnce = derivedFrom((stored: object): RequestState | undefined => state.safeParse(stored).data)

/** Stands where a guide's id does; no entry is looked up by it. */
export const REQUEST_ID: EntryId = 'guides/anfrage-uebergeben'
export const REQUEST_DIGEST = 'request-2'

/** As the engine takes it. */
export function engineState({ answers }: RequestState): GuideState {
  return { version: STATE_VERSION, guide: REQUEST_ID, digest: REQUEST_DIGEST, answers: answers as Answer[] }
}
