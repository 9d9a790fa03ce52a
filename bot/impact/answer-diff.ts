/** Which questions are answered differently by one version of the content than by another, and what the measured quality becomes. */
import type { Knowledge } from '../knowledge/knowledge.ts'
import type { EntryId } from '../knowledge/schema.ts'
import type { Moment } from '../moment.ts'
import { type SearchDecision, type Searcher, search } from '../search/search.ts'

/** A version of the content, and what searches it. */
export interface Version {
  knowledge: Knowledge
  searcher: Searcher
}

/** What a question came to: the first entry and its passage are missing where nothing was found. */
export interface AnswerOutcome {
  decision: SearchDecision
  entry?: EntryId
  passage?: string
}

/** What differs most: who wins, else whether it is answered at all, else which part is shown. */
export type DiffKind = 'winner' | 'decision' | 'passage'

export interface AnswerChange {
  question: string
  kind: DiffKind
  before: AnswerOutcome
  after: AnswerOutcome
  /** Entries that should answer; empty where the honest answer is none; missing where nobody said. */
  expected?: readonly EntryId[]
  verdict: 'better' | 'worse' | 'other'
}

/** Shares 0..1 of rated questions; missing where there is none of that sort. */
export interface AnswerQuality {
  /** The right entry comes first. */
  first?: number
  /** It comes first, and is given as the answer. */
  answered?: number
  /** What is not ours is refused. */
  refused?: number
}

export interface AnswerDiff {
  /** How many questions were compared. */
  questions: number
  changes: AnswerChange[]
  quality: { questions: number; before: AnswerQuality; after: AnswerQuality }
}

interface Asked {
  question: string
  expected?: readonly EntryId[]
  isMeasured: boolean
}

/** As many hits as are offered when it is asked back. */
const MAX_OFFERED = 4

/**
 * Compares all example questions of both versions and the rated questions of the later one. Quality is that of the later version's measuring
 * part on both, so that other questions do not look like other answers; of all its rated questions where it has no measuring part.
 */
export function compareAnswers(before: Version, after: Version, moment: Moment): AnswerDiff {
  const asked = questionsOf(before.knowledge, after.knowledge)
  const compared = asked.map((one) => ({
    ...one,
    was: outcomeOf(one.question, before, moment),
    is: outcomeOf(one.question, after, moment),
  }))
  const changes = compared.flatMap(({ question, expected, was, is }): AnswerChange[] => {
    const kind = kindOf(was.shown, is.shown)
    if (!kind) return []
    const by = expected ? Math.sign(worth(is, expected) - worth(was, expected)) : 0
    const verdict = by > 0 ? 'better' : by < 0 ? 'worse' : 'other'
    return [{ question, kind, before: was.shown, after: is.shown, ...(expected && { expected }), verdict }]
  })
  const measured = compared.filter(({ isMeasured }) => isMeasured)
  return {
    questions: asked.length,
    changes,
    quality: {
      questions: measured.length,
      before: qualityOf(measured.map(({ expected = [], was }) => ({ expected, outcome: was }))),
      after: qualityOf(measured.map(({ expected = [], is }) => ({ expected, outcome: is }))),
    },
  }
}

/** Each question once; what questions.md expects counts before the entry whose example it is. */
function questionsOf(before: Knowledge, after: Knowledge): Asked[] {
  const hasMeasuring = after.questions.some(({ part }) => part === 'measuring')
  const asked = new Map<string, Asked>()
  for (const { question, expected, part } of after.questions)
    asked.set(question, { question, expected, isMeasured: !hasMeasuring || part === 'measuring' })
  for (const entry of after.entries.values())
    for (const question of entry.questions)
      if (!asked.has(question)) asked.set(question, { question, expected: [entry.id], isMeasured: false })
  for (const entry of before.entries.values())
    for (const question of entry.questions) if (!asked.has(question)) asked.set(question, { question, isMeasured: false })
  return [...asked.values()]
}

interface Outcome {
  shown: AnswerOutcome
  offered: readonly EntryId[]
  /** The first entry only says who else is responsible. */
  isElsewhere: boolean
}

function outcomeOf(question: string, { knowledge, searcher }: Version, moment: Moment): Outcome {
  const { decision, hits } = search(searcher, { utterance: question, moment, limit: MAX_OFFERED })
  const [first] = hits
  return {
    shown: { decision, ...(first && { entry: first.id }), ...(first?.passage !== undefined && { passage: first.passage }) },
    offered: hits.map(({ id }) => id),
    isElsewhere: first !== undefined && knowledge.entries.get(first.id)?.elsewhere === true,
  }
}

/** What is not answered in either version has no winner: which entry was nearest is nobody's business. */
function kindOf(was: AnswerOutcome, is: AnswerOutcome): DiffKind | undefined {
  if (was.decision === 'none' && is.decision === 'none') return undefined
  if (was.decision !== 'none' && is.decision !== 'none' && was.entry !== is.entry) return 'winner'
  if (was.decision !== is.decision) return 'decision'
  return was.passage === is.passage ? undefined : 'passage'
}

/** 2 right, 1 asked back with the right one among the choices (or something foreign merely asked back), 0 wrong. */
function worth({ shown: { decision, entry }, offered, isElsewhere }: Outcome, expected: readonly EntryId[]): number {
  if (expected.length === 0) return decision === 'none' || isElsewhere ? 2 : decision === 'clarify' ? 1 : 0
  if (decision === 'answer') return entry !== undefined && expected.includes(entry) ? 2 : 0
  return decision === 'clarify' && offered.some((id) => expected.includes(id)) ? 1 : 0
}

function qualityOf(rated: readonly { expected: readonly EntryId[]; outcome: Outcome }[]): AnswerQuality {
  const own = rated.filter(({ expected }) => expected.length > 0)
  const foreign = rated.filter(({ expected }) => expected.length === 0)
  const share = (of: readonly unknown[], right: number) => (of.length === 0 ? undefined : right / of.length)
  const first = share(
    own,
    own.filter(({ expected, outcome: { shown } }) => shown.entry !== undefined && expected.includes(shown.entry)).length,
  )
  const answered = share(own, own.filter(({ expected, outcome }) => worth(outcome, expected) === 2).length)
  const refused = share(foreign, foreign.filter(({ outcome }) => worth(outcome, []) === 2).length)
  return { ...(first !== undefined && { first }), ...(answered !== undefined && { answered }), ...(refused !== undefined && { refused }) }
}
