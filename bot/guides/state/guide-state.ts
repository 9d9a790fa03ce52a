/**
 * What is remembered of a guided dialog: the answers, and nothing else. Where the visitor stands is replayed from them
 * (`replay.ts`), so going back, changing an answer, a deep link and an edited guide are one mechanism.
 */
import { z } from 'zod'
import { derivedFrom } from '../../knowledge/derived.ts'
import type { Step } from '../../knowledge/guide-schema.ts'
import type { EntryId, Guide } from '../../knowledge/schema.ts'

export { UNKNOWN } from '../../knowledge/guide-schema.ts'

export const STATE_VERSION = 1
/** Longest stored answer list and value; more is no answer of ours. */
const MAX_ANSWERS = 40
const MAX_VALUES = 40
const MAX_VALUE_LENGTH = 80

const answer = z.strictObject({
  step: z.string().max(MAX_VALUE_LENGTH),
  values: z.array(z.string().max(MAX_VALUE_LENGTH)).min(1).max(MAX_VALUES),
  aside: z.boolean().optional(),
})
const state = z.strictObject({
  version: z.literal(STATE_VERSION),
  guide: z.string().regex(/^guides\/[a-z0-9-]+$/),
  digest: z.string(),
  answers: z.array(answer).max(MAX_ANSWERS),
})

/**
 * One answered step. `values` are choice ids, a number or range ("12", "10-20"), a postcode or place, a day, or `UNKNOWN`.
 * `aside`: the visitor went back over this answer; it counts again as soon as the step they went back to is answered.
 */
export interface Answer {
  step: string
  values: string[]
  aside?: boolean
}

export interface GuideState {
  version: typeof STATE_VERSION
  guide: EntryId
  digest: string
  answers: Answer[]
}

/** What the engine runs: a guide of an editor, or a form of our own that is made of the same questions. */
export type Form = Pick<Guide, 'id' | 'title' | 'digest' | 'outcomes' | 'groups' | 'from'> &
  Partial<Pick<Guide, 'adaptive'>> & { steps: readonly Step[] }

/** A guide that has just been opened. */
export function emptyState(guide: Form): GuideState {
  return { version: STATE_VERSION, guide: guide.id, digest: guide.digest, answers: [] }
}

/** Reads stored state; undefined for anything that is not ours or of another version, which is then dropped without harm. */
export function readGuideState(stored: unknown): GuideState | undefined {
  return typeof stored === 'object' && stored !== null ? readOnce(stored) : undefined
}

/** A turn looks at its dialogs again and again. */
const readOnce = derivedFrom((stored: object): GuideState | undefined => {
  const parsed = state.safeParse(stored)
  if (!parsed.success) return undefined
  const answers = parsed.data.answers.map(({ step, values, aside }) => ({ step, values, ...(aside && { aside }) }))
  return { ...parsed.data, guide: parsed.data.guide as EntryId, answers }
})
