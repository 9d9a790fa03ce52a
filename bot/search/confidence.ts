/**
 * How probable it is that the best entry is the right answer: what was seen, as shares that mean the same on any content,
 * put through a logistic curve.
 */
import type { Question } from './question.ts'
import type { Ranked } from './rank.ts'

/** What confidence is judged by. All are shares of the best possible, most between 0 and 1. */
export interface Evidence {
  /** Score of the best entry, and how far the second and the next four are behind it. */
  share: number
  lead: number
  leadOverFive: number
  /** What one segment, and the whole entry, cover of the question by words and by 4-grams. */
  cover: number
  gramCover: number
  entryCover: number
  entryGramCover: number
  titleCover: number
  /** Cosine with the two most similar example questions. */
  example: number
  nextExample: number
  /** Share of the question that the content knows at all. */
  known: number
  /** Things named: 1 is one, 2 is three, 3 is seven. */
  length: number
  logShare: number
  relLead: number
  rootShare: number
}

export const EVIDENCE = [
  'share',
  'lead',
  'leadOverFive',
  'cover',
  'gramCover',
  'entryCover',
  'entryGramCover',
  'titleCover',
  'example',
  'nextExample',
  'known',
  'length',
  'logShare',
  'relLead',
  'rootShare',
] as const satisfies readonly (keyof Evidence)[]

export function evidenceOf(question: Question, ranked: readonly Ranked[]): Evidence {
  const { look, share } = ranked[0]!
  const rest = ranked.slice(1, 6).map((other) => other.share)
  while (rest.length < 5) rest.push(0)
  const knownIdf = question.slots.reduce((sum, slot) => sum + (slot.terms.some(({ via }) => via !== 'related') ? slot.idf : 0), 0)
  return {
    share: Math.min(share, 4),
    lead: Math.min(share - rest[0]!, 2),
    leadOverFive: Math.min(share - rest.reduce((sum, other) => sum + other, 0) / 5, 3),
    cover: look.cover,
    gramCover: look.gramCover,
    entryCover: look.entryCover,
    entryGramCover: look.entryGramCover,
    titleCover: look.titleCover,
    example: look.example,
    nextExample: look.nextExample,
    known: question.best > 0 ? knownIdf / question.best : 0,
    length: Math.log2(1 + question.slots.length),
    logShare: Math.log(Math.max(share, 0.05)),
    relLead: (share - rest[0]!) / Math.max(share, 0.05),
    rootShare: Math.sqrt(Math.max(0, share)),
  }
}

const CURVE: Evidence & { constant: number } = {
  constant: -4,
  share: 0.5,
  lead: 2,
  leadOverFive: 0.5,
  cover: 1,
  gramCover: 1,
  entryCover: 0.5,
  entryGramCover: 0.5,
  titleCover: 0,
  example: 2,
  nextExample: 0,
  known: 0.5,
  length: 0,
  logShare: 0,
  relLead: 0,
  rootShare: 0,
}

export function confidence(evidence: Evidence): number {
  let logit = CURVE.constant
  for (const name of EVIDENCE) logit += CURVE[name] * evidence[name]
  return 1 / (1 + Math.exp(-logit))
}
