/**
 * How probable it is that the best entry is the right answer, and what to do about it.
 */

/** What confidence is judged by; every feature is a share, so that it means the same on any content. */
export interface Evidence {
  /** Score of the best entry over the best score the question could have. */
  share: number
  /** How far the second is behind, on the same scale. */
  lead: number
  /** Share of the question's rarity that one sentence of the best entry covers. */
  cover: number
  /** Cosine with its most similar example question. */
  example: number
}

const CURVE = { constant: -4.2, share: 2.2, lead: 2.5, cover: 2.4, example: 2.4 }

export function confidence(evidence: Evidence): number {
  const logit =
    CURVE.constant +
    CURVE.share * Math.min(evidence.share, 2) +
    CURVE.lead * Math.min(evidence.lead, 1) +
    CURVE.cover * evidence.cover +
    CURVE.example * evidence.example
  return 1 / (1 + Math.exp(-logit))
}

export type SearchDecision = 'answer' | 'clarify' | 'none'

/** Costs of one turn, in the unit "an unnecessary question back". A wrong confident answer costs five of them. */
const COST = { wrongAnswer: 5, askingBack: 1, noneOffered: 1, refused: 3 }

/**
 * The cheapest of the three: answer, ask back among the `offered` entries, or say that we do not know.
 * `right`: probability of the best entry; `among`: that one of those offered is right.
 */
export function decide(right: number, among: number, offered: number): SearchDecision {
  const answer = COST.wrongAnswer * (1 - right)
  const clarify = offered < 2 ? Number.POSITIVE_INFINITY : COST.askingBack + COST.noneOffered * (1 - among)
  const none = COST.refused * among
  if (answer <= clarify && answer <= none) return 'answer'
  return clarify <= none ? 'clarify' : 'none'
}
