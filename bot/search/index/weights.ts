/**
 * Every number that search depends on, in one place; `npm run bench -- search` shows what each is worth.
 * Field weights and shares multiply the idf of what matched, so that scores of different indexes can be compared once
 * they are divided by the best score the question could have.
 */
export interface Weights {
  /** BM25: how soon repeats stop counting, and how much long texts are discounted. */
  k1: number
  b: number
  field: { title: number; question: number; heading: number; body: number }
  /** A compound's part in a text, and in a question whose whole word is known or unknown. */
  partInText: number
  partInQuestion: number
  partOfUnknown: number
  /** The ending and the beginning of an unknown word that is no sum of known parts; a word that only looks alike. */
  headOfUnknown: number
  modifierOfUnknown: number
  related: number
  /** A verb with the particle that stands at the end of the sentence. */
  separated: number
  /** A word mended as a typing error, before its distance is taken off. */
  typo: number
  /** A word that sounds the same, before its distance is taken off. */
  sound: number
  /** The content's word for a visitor's word. */
  vocabulary: number
  /** Another everyday word for the same thing. */
  sense: number
  /** What a word of every second question counts ("gibt", "viele"). */
  lightWord: number
  /** Second stage, per unit of idf. Repeated 4-grams stop counting later than words do. */
  grams: number
  gramK1: number
  sentence: number
  /** What the title, and the best heading, say of the question. */
  title: number
  heading: number
  /** Cosine with the most similar example question, in units of idf. */
  example: number
  /** Votes of the candidates' example questions taken together, and how many candidates are asked. */
  intent: number
  intents: number
  exampleGram: number
  /** How many candidates the second stage looks at; content of no more words than `little` is looked at as a whole. */
  pool: number
  little: number
}

export const WEIGHTS: Weights = {
  k1: 1.2,
  b: 0.75,
  field: { title: 2, question: 2.5, heading: 1.5, body: 1 },
  partInText: 0.5,
  partInQuestion: 0.5,
  partOfUnknown: 0.8,
  headOfUnknown: 0.6,
  modifierOfUnknown: 0.4,
  related: 0.3,
  separated: 0.8,
  typo: 0.8,
  sound: 0.8,
  vocabulary: 0.7,
  sense: 0.4,
  lightWord: 0.2,
  grams: 2.6,
  gramK1: 2,
  sentence: 0.5,
  title: 1.2,
  heading: 0.6,
  example: 3,
  intent: 4,
  intents: 6,
  exampleGram: 0.5,
  pool: 20,
  little: 40_000,
}
