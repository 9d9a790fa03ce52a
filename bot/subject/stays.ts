/**
 * How likely a question goes on about what the talk is about, rather than being one of its own.
 *
 * A logistic curve over what the subject says of it, what people are known to ask on about, and what the search finds elsewhere. Fitted by
 * maximum likelihood on the follow-up questions of `follow-ups/` (each held against lists without it) and on the questions of `questions.md`
 * put to a subject that is not theirs: `npm run bench -- follow-ups --fit` does it again.
 */
import type { EntryId } from '../knowledge/schema.ts'
import type { SearchResult, Within } from '../search/search.ts'
import type { FollowUpQuestion } from './follow-up-question.ts'

export const STAYS = {
  constant: 2.72,
  /** Of the subject's likeliest part: all that speaks for it, a known question to the subject, any known follow-up question. */
  score: 1.77,
  near: 0.46,
  anywhere: 1.27,
  /** Share of the question that the subject says. */
  share: 1.65,
  /** Probability of the best other entry, the share of the question that its title names, and the probability of the subject. */
  other: -3.45,
  named: -0.83,
  own: -1.01,
  /** The search finds nothing it would say. */
  none: -0.65,
  /** Words of its own, three at most, and whether it points at something. */
  words: -0.4,
  refers: 1.11,
}
/** From here on it is taken to go on. */
export const MIN_STAYS = 0.9
const MAX_OWN_WORDS = 3

/** What each but the constant is multiplied with; undefined where nobody wrote down how people go on asking about the subject. */
export type StayEvidence = Record<Exclude<keyof typeof STAYS, 'constant'>, number>

/** `found`: what the search has for the question. */
export function stayEvidence(
  question: FollowUpQuestion,
  subject: EntryId,
  within: Within | undefined,
  { hits, decision }: Pick<SearchResult, 'hits' | 'decision'>,
): StayEvidence | undefined {
  if (!within?.asked) return undefined
  const { score, near, anywhere } = within.asked
  const other = hits.find(({ id }) => id !== subject)
  return {
    score,
    near,
    anywhere,
    share: within.share,
    other: other?.score ?? 0,
    named: other?.named ?? 0,
    own: hits.find(({ id }) => id === subject)?.score ?? 0,
    none: decision === 'none' ? 1 : 0,
    words: Math.min(MAX_OWN_WORDS, question.words.length),
    refers: question.refers ? 1 : 0,
  }
}

/** Probability (0..1) that it goes on about the subject. */
export function staysLikely(evidence: StayEvidence): number {
  let logit = STAYS.constant
  for (const name of Object.keys(evidence) as (keyof StayEvidence)[]) logit += STAYS[name] * evidence[name]
  return 1 / (1 + Math.exp(-logit))
}
