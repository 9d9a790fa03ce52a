/** What one more example question would do: which entry wins with it, and what the entry that won so far would lose. */
import { digestOf } from '../knowledge/digest.ts'
import type { Knowledge } from '../knowledge/knowledge.ts'
import type { EntryId } from '../knowledge/schema.ts'
import type { Moment } from '../moment.ts'
import { type Searcher, search } from '../search/search.ts'

/** The knowledge as it would be with `question` among the examples of `id`, which must be there. */
export function withQuestion(knowledge: Knowledge, id: EntryId, question: string): Knowledge {
  const entry = knowledge.entries.get(id)!
  const changed = { ...entry, questions: [...entry.questions, question], digest: digestOf(`${entry.digest}\u0000${question}`) }
  return { ...knowledge, entries: new Map(knowledge.entries).set(id, changed) }
}

/** A question that is answered by another entry than before; `after` is missing where nothing is. */
export interface LostQuestion {
  question: string
  after?: EntryId
}

/** Questions that `id` answers before and not after: its examples, and those of questions.md that expect it. */
export function lostBy(id: EntryId, knowledge: Knowledge, before: Searcher, after: Searcher, moment: Moment): LostQuestion[] {
  const rated = knowledge.questions.filter(({ expected }) => expected.includes(id)).map(({ question }) => question)
  const asked = [...new Set([...(knowledge.entries.get(id)?.questions ?? []), ...rated])]
  return asked.flatMap((question) => {
    const winner = (searcher: Searcher) => {
      const { decision, hits } = search(searcher, { utterance: question, moment, limit: 1 })
      return decision === 'none' ? undefined : hits[0]?.id
    }
    if (winner(before) !== id) return []
    const now = winner(after)
    return now === id ? [] : [{ question, ...(now && { after: now }) }]
  })
}
