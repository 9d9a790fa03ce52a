/**
 * Why this answer, as plain data; `explain.ts` says it in German.
 */
import type { ListItem } from '../../knowledge/knowledge.ts'
import type { EntryId } from '../../knowledge/schema.ts'
import type { Index } from '../index/index.ts'
import { type Evidence, evidenceOf } from './confidence.ts'
import type { SearchDecision } from './decide.ts'
import type { Via } from './meant.ts'
import type { Slots } from './named.ts'
import type { Question } from './question.ts'
import type { Ingredient, Ranked } from './rank.ts'

export interface Explanation {
  decision: SearchDecision
  /** Each thing the visitor named, what it met in the content, and whether the best entry has it. */
  words: { word: string; met: { term: string; via: Via }[]; inBest: boolean; inSecond: boolean }[]
  /** All ranked entries, best first, and what their probabilities were read from. */
  hits: EntryId[]
  evidence: Evidence
  best?: Placed
  second?: Placed
  slots: Slots
  /** The same with the labels that editors gave them in place of ids. */
  noticed: Slots
}

export interface Placed {
  id: EntryId
  title: string
  /** Probability of being right. */
  score: number
  /** Score as a share of the best possible, and what each ingredient gave. */
  share: number
  parts: Record<Ingredient, number>
  /** The most similar title or example question. */
  example?: { text: string; cosine: number }
  passage?: string
}

/** `scores`: probabilities in the order of `ranked`; `rival`: stands as the second, wherever it is ranked; missing there when nothing speaks for it. */
export function explanationOf(
  index: Index,
  question: Question,
  ranked: readonly Ranked[],
  slots: Slots,
  decision: SearchDecision,
  scores: readonly number[],
  rival?: EntryId,
): Explanation {
  const [best] = ranked
  const at = rival === undefined ? 1 : ranked.findIndex(({ look }) => index.entries[look.entry]!.id === rival)
  const second = at < 0 ? undefined : ranked[at]
  return {
    decision,
    slots,
    noticed: {
      ...slots,
      regions: labels(index.vocabulary.regions, slots.regions),
      audiences: labels(index.vocabulary.audiences, slots.audiences),
      topics: labels(index.vocabulary.topics, slots.topics),
    },
    hits: ranked.map(({ look }) => index.entries[look.entry]!.id),
    evidence: evidenceOf(ranked, question.best / index.postings.highestIdf),
    words: question.slots.map((slot) => ({
      word: slot.written,
      met: slot.terms.map(({ term, via }) => ({ term: index.lexicon.terms[term]!, via })),
      inBest: best !== undefined && slot.terms.some(({ term }) => uses(index, term, best.look.entry)),
      inSecond: second !== undefined && slot.terms.some(({ term }) => uses(index, term, second.look.entry)),
    })),
    ...(best && { best: placed(index, best, scores[0]!) }),
    ...(second && { second: placed(index, second, scores[at] ?? 0) }),
  }
}

function labels(items: readonly ListItem[], ids: readonly string[]): string[] {
  return ids.map((id) => items.find((item) => item.id === id)?.label ?? id)
}

function uses({ postings }: Index, term: number, entry: number): boolean {
  return postings.entries.subarray(postings.start[term]!, postings.start[term + 1]!).includes(entry)
}

function placed(index: Index, { look, share, parts }: Ranked, score: number): Placed {
  const entry = index.entries[look.entry]!
  const examples = [entry.title, ...new Set(entry.questions.filter((question) => question !== entry.title))]
  const example = examples[look.exampleSegment]
  const passage = look.passage > 0 ? entry.passages[look.passage]?.heading : undefined
  return {
    id: entry.id,
    title: entry.title,
    score,
    share,
    parts,
    ...(example !== undefined && { example: { text: example, cosine: look.example } }),
    ...(passage && { passage }),
  }
}
