/** A mail that is ordered, the monthly one or the question some weeks later, while the visitor is still giving it: the answers to the questions of `order-form.ts`, as a guide keeps them. */
import { z } from 'zod'
import { MAX_TEXT_LENGTH } from '../guides/reading/read-answer.ts'
import { type Answer, type GuideState, STATE_VERSION } from '../guides/state/guide-state.ts'
import type { EntryId } from '../knowledge/schema.ts'

/** From somebody's yes to the question whether it helped. */
export const SURVEY_WEEKS = 6

const MAX_ANSWERS = 10
const MAX_VALUES = 40
const text = z.string().max(MAX_TEXT_LENGTH)
const answer = z.strictObject({ step: z.string().max(40), values: z.array(text).min(1).max(MAX_VALUES), aside: z.boolean().optional() })

const state = z.strictObject({
  kind: z.literal('mail-order'),
  version: z.literal(1),
  answers: z.array(answer).max(MAX_ANSWERS),
  /** What somebody wants to be asked about later: id of an entry, `request` or `talk`. Without it the order is the monthly mail's. */
  about: z.string().max(200).optional(),
  /** What was agreed to, word for word. Nothing personal is asked before. */
  consent: text.optional(),
})
export type MailOrderState = z.output<typeof state>

/** Undefined for anything that is not ours or of another version, which is then dropped without harm. */
export function readMailOrderState(stored: unknown): MailOrderState | undefined {
  return state.safeParse(stored).data
}

/** Stands where a guide's id does; no entry is looked up by it. */
export const ORDER_ID: EntryId = 'guides/monatsmail-bestellen'
export const ORDER_DIGEST = 'mail-order-1'

/** As the engine takes it. */
export function orderEngineState({ answers }: MailOrderState): GuideState {
  return { version: STATE_VERSION, guide: ORDER_ID, digest: ORDER_DIGEST, answers: answers as Answer[] }
}
