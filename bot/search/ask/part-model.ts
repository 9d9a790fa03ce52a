/**
 * Which part of an entry a question is likeliest put to: conditional logistic regression over the parts of the one entry. What speaks for a
 * part is what its text and heading say of the question beyond the entry's subject, and how like it is to questions that are known to be put
 * to the part.
 *
 * `npm run bench -- parts` measures it on entries that it has not learned from; `--fit` prints the numbers as they would be now.
 * Source: McFadden, "Conditional logit analysis of qualitative choice behavior" (1974).
 */

/** What a question says of one part; the beginning of an entry is none. */
export interface PartEvidence {
  /** Position among the entry's passages. */
  passage: number
  /** Share (0..1) of the question, as far as it is not the subject's, that the text has. */
  body: number
  /** What heading and text say of the question, in shares of what a perfect text could. */
  said: number
  /** Mean likeness (0..1) of the three most similar questions to the part; undefined where nobody wrote down what is asked of the entry. */
  asked: number | undefined
  /** Words of the text, as a logarithm. */
  length: number
}

export interface PartNumbers {
  body: number
  said: number
  asked: number
  length: number
}

/** Learned, apart, for entries of which it is written down what people ask, and for the others. */
export const PART_MODEL: Readonly<Record<'listed' | 'unlisted', PartNumbers>> = {
  listed: { body: 7.41, said: 8.3, asked: 20.23, length: -0.5 },
  unlisted: { body: 8.18, said: 10.71, asked: 0, length: -0.43 },
}

/** How much speaks for a part: logarithm of odds, to be held against other parts of the entry. */
export function partLogit({ body, said, asked, length }: PartEvidence, model = PART_MODEL): number {
  const numbers = asked === undefined ? model.unlisted : model.listed
  return numbers.body * body + numbers.said * said + numbers.asked * (asked ?? 0) + numbers.length * length
}
