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
  /** How alike (0..1) the question and the heading are, word by word, "wer" and "keine" included. */
  heading: number
}

export interface PartNumbers {
  body: number
  said: number
  asked: number
  length: number
  heading: number
}

/** Learned, apart, for entries of which it is written down what people ask, and for the others. */
export const PART_MODEL: Readonly<Record<'listed' | 'unlisted', PartNumbers>> = {
  listed: { body: 6.16, said: 6.66, asked: 19.17, length: -0.28, heading: 1.85 },
  unlisted: { body: 8.53, said: 9.25, asked: 0, length: -0.46, heading: 3.24 },
}

/** How much speaks for a part: logarithm of odds, to be held against other parts of the entry. */
export function partLogit({ body, said, asked, length, heading }: PartEvidence, model = PART_MODEL): number {
  const numbers = asked === undefined ? model.unlisted : model.listed
  return numbers.body * body + numbers.said * said + numbers.asked * (asked ?? 0) + numbers.length * length + numbers.heading * heading
}

/**
 * Whether the likeliest part is what a question asks for, or rather the beginning of the entry, which is for who asks in general: logistic
 * regression over what the part model makes of the question.
 */
export interface MeantNumbers {
  /** Of the part's probability among all. */
  probability: number
  said: number
  asked: number
  heading: number
  /** Of how alike question and title are: who names the subject alone asks in general. */
  title: number
  /** Of the logarithm of the question's words: who tells more asks for something. */
  words: number
  base: number
}

/** Learned from first questions of which somebody said what they would want to read first. */
export const MEANT_MODEL: Readonly<Record<'listed' | 'unlisted', MeantNumbers>> = {
  listed: { probability: 3.11, said: 2.27, asked: 0.67, heading: 1.98, title: -1.2, words: 1, base: -4.17 },
  unlisted: { probability: 3.09, said: 2.17, asked: 0, heading: 2.09, title: -1.19, words: 0.78, base: -3.9 },
}

export interface Meant {
  /** The likeliest part. */
  part: PartEvidence
  /** Its probability (0..1) among the parts. */
  among: number
  /** Probability (0..1) that it is what is asked for. */
  meant: number
}

/** What a question is like as a whole. */
export interface Put {
  /** Words that mean something. */
  words: number
  /** How alike (0..1) it is to the title. */
  title: number
}

/** Undefined without parts. */
export function meantPart(parts: readonly PartEvidence[], put: Put, model = MEANT_MODEL): Meant | undefined {
  if (parts.length === 0) return undefined
  const odds = parts.map((part) => partLogit(part))
  const most = Math.max(...odds)
  const among = 1 / odds.reduce((sum, one) => sum + Math.exp(one - most), 0)
  const part = parts[odds.indexOf(most)]!
  const numbers = part.asked === undefined ? model.unlisted : model.listed
  const shown = meantEvidence(part, among, put)
  const logit = MEANT_NUMBERS.reduce((sum, name) => sum + numbers[name] * shown[name], numbers.base)
  return { part, among, meant: 1 / (1 + Math.exp(-logit)) }
}

export const MEANT_NUMBERS = ['probability', 'said', 'asked', 'heading', 'title', 'words'] as const

/** What is held against the numbers of `MeantNumbers`. */
export function meantEvidence(
  { said, asked, heading }: PartEvidence,
  probability: number,
  { words, title }: Put,
): Record<(typeof MEANT_NUMBERS)[number], number> {
  return { probability, said, asked: asked ?? 0, heading, title, words: Math.log(1 + words) }
}
