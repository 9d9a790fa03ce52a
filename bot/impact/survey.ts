/** What people say some weeks later: whether it helped, what they began, whether they would recommend it. One answer is one event, tied to nobody. */
import { z } from 'zod'
import type { KeptEvent } from './usage-report.ts'

/** Kind of the event. */
export const SURVEY_KIND = 'survey'

export const SURVEY_HELPED = ['yes', 'partly', 'no'] as const
/** What somebody can have gone on to; `nothing` stands alone. */
export const SURVEY_BEGUN = ['project', 'tool', 'advice', 'event', 'training', 'funding', 'nothing'] as const
export const SURVEY_RECOMMENDS = ['yes', 'no'] as const

export const surveyAnswer = z.object({
  helped: z.enum(SURVEY_HELPED),
  begun: z
    .array(z.enum(SURVEY_BEGUN))
    .default([])
    .transform((begun) => (begun.length > 1 ? begun.filter((one) => one !== 'nothing') : begun)),
  recommends: z.enum(SURVEY_RECOMMENDS).optional(),
})
export type SurveyAnswer = z.output<typeof surveyAnswer>

/** The answers among the events; what cannot be read is left out. */
export function surveysOf(events: readonly KeptEvent[]): SurveyAnswer[] {
  return events.flatMap(({ kind, body }) => (kind === SURVEY_KIND ? (surveyAnswer.safeParse(body).data ?? []) : []))
}
