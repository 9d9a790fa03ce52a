/**
 * What to do with probabilities: the cheapest of answering, asking back and saying that we do not know.
 */
export type SearchDecision = 'answer' | 'clarify' | 'none'

/**
 * Costs of one turn, in the unit "an unnecessary Meinten Sie", which is one asked although the best entry was right. A wrong
 * confident answer costs three of them: the way on stands below every answer, and people who are asked back often leave
 * (decision 0114). A choice that holds the right entry where the best was
 * wrong costs nothing; one that does not hold it costs one and a half; being refused although the answer is there, three.
 */
export const COST = { wrongAnswer: 3, unnecessary: 1, nothingRight: 1.5, refused: 3 }

/** `right`: probability of the best entry; `among`: that one of the `offered` entries is right. */
export function decide(right: number, among: number, offered: number): SearchDecision {
  const answer = COST.wrongAnswer * (1 - right)
  const clarify = offered < 2 ? Number.POSITIVE_INFINITY : COST.unnecessary * right + COST.nothingRight * (1 - among)
  const none = COST.refused * among
  if (answer <= clarify && answer <= none) return 'answer'
  return clarify <= none ? 'clarify' : 'none'
}
