/** What the search found → reply: the part that is likeliest meant, with what the visitor has not read yet. */
import type { Entry } from '../knowledge/schema.ts'
import { isPartRead, type ReadSoFar } from '../read-so-far.ts'
import type { Visitor } from '../regions/responsible.ts'
import type { Reply } from '../reply.ts'
import type { Hit } from '../search/search.ts'
import { answer } from './answer.ts'
import type { AnswerContext } from './common.ts'

type Parts = Pick<Hit, 'passage' | 'joined' | 'beside'>

export interface FoundAnswer {
  reply: Reply
  /** Id of the part that is told as the one that is meant; undefined for the beginning. */
  passage: string | undefined
}

/** `hit`: undefined shows the entry as a whole. `read`: what was said in the talk; of a part and the beginning only the one that is new. */
export function answerFound(entry: Entry, hit: Parts | undefined, context: AnswerContext, read: ReadSoFar, visitor: Visitor): FoundAnswer {
  const { passage, joined, beside } = hit ? newIn(entry, hit, read) : {}
  const around = { ...context, ...(beside && { beside }), ...(joined !== undefined && { joined }) }
  return { reply: answer(entry, around, passage, visitor), passage }
}

function newIn({ lead, passages }: Entry, parts: Parts, read: ReadSoFar): Parts {
  const { joined, beside } = parts
  if (joined === undefined) return parts
  const rest = beside ? { beside } : {}
  if (isPartRead(read, { markdown: lead })) return { passage: joined, ...rest }
  const part = passages.find(({ id }) => id === joined)
  return part && isPartRead(read, part) ? { passage: undefined, ...rest } : parts
}
