/**
 * The four figures that a service publishes with each release, as GOV.UK does: how many answers are right, how many questions of its field are
 * answered, how many answers helped, how many talks ended well. The first two come from judged questions, the others from use.
 */
import { z } from 'zod'
import { MIN_GROUP, type Published } from './disclosure.ts'

/** In the order in which they are published. */
export const SERVICE_FIGURES = ['accurate', 'in-scope', 'useful', 'satisfied'] as const
export type ServiceFigureId = (typeof SERVICE_FIGURES)[number]

/** `good` of `of`. */
const share = z.object({ good: z.int().nonnegative(), of: z.int().positive() })
export type Share = z.output<typeof share>

/** What is published; a figure that nobody can tell yet is not there. */
export const publishedFigures = z.object({
  /** The day on which they were found. */
  day: z.string(),
  /** First and last month of use, `2026-11`; missing where there was none. */
  months: z.object({ first: z.string(), last: z.string() }).optional(),
  figures: z.partialRecord(z.enum(SERVICE_FIGURES), share),
})
export type PublishedFigures = z.output<typeof publishedFigures>

/** How many judged answers were what; each question counts once. */
export interface JudgedCounts {
  /** Answered with what was asked for. */
  right: number
  /** Answered with something else, or with the wrong part. */
  wrong: number
  /** Asked back in a way that leads on. */
  ledOn: number
  /** Asked back in vain, or refused although it belongs here. */
  failed: number
}

/** Of answers given, those that are right; of questions that belong here, those that were answered or led on. */
export function judgedFigures({ right, wrong, ledOn, failed }: JudgedCounts): Partial<Record<ServiceFigureId, Share>> {
  const answered = right + wrong
  const ours = answered + ledOn + failed
  return {
    ...(answered > 0 && { accurate: { good: right, of: answered } }),
    ...(ours > 0 && { 'in-scope': { good: answered + ledOn, of: ours } }),
  }
}

/** From what the months' report may tell: `ratings` of answers, `endings` of talks. Too few to be told are no figure. */
export function usedFigures({ ratings, endings }: { ratings: Published; endings: Published }): Partial<Record<ServiceFigureId, Share>> {
  const useful = shareIn(ratings)
  const satisfied = shareIn(endings)
  return { ...(useful && { useful }), ...(satisfied && { satisfied }) }
}

/** `yes` of `yes` and `no`, where both may be told. */
function shareIn({ shown }: Published): Share | undefined {
  const [yes, no] = [shown.get('yes') ?? 0, shown.get('no') ?? 0]
  return yes >= MIN_GROUP && no >= MIN_GROUP ? { good: yes, of: yes + no } : undefined
}
