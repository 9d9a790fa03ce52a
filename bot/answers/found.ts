/** What the search found → reply: the part that is likeliest meant, with what the visitor has not read yet. */
import type { Entry } from '../knowledge/schema.ts'
import { isPartRead, type ReadSoFar } from '../read-so-far.ts'
import type { Visitor } from '../regions/responsible.ts'
import type { Reply } from '../reply.ts'
import type { Hit } from '../search/search.ts'
import { answer } from './answer.ts'
import type { AnswerContext } from './common.ts'

/** `hit`: undefined shows the entry as a whole. `read`: what was said in the talk; of a part and the beginning only the one that is new. */
export function answerFound(
  entry: Entry,
  hit: Pick<Hit, 'passage' | 'joined' | 'beside'> | undefined,
  context: AnswerContext,
  read: ReadSoFar,
  visitor: Visitor,
): Reply {
  if (!hit) return answer(entry, context, undefined, visitor)
  const { passage, joined, beside } = hit
  const around = beside ? { ...context, beside } : context
  if (joined === undefined) return answer(entry, around, passage, visitor)
  const part = entry.passages.find(({ id }) => id === joined)
  const isBeginningRead = isPartRead(read, { markdown: entry.lead })
  if (isBeginningRead) return answer(entry, around, joined, visitor)
  if (part && isPartRead(read, part)) return answer(entry, around, undefined, visitor)
  return answer(entry, { ...around, joined }, passage, visitor)
}
