/**
 * Faults that can be switched on to see that the simulation finds them. Without these, one that finds nothing would look like one that looks
 * for nothing.
 */

import type { TurnTexts } from '../../adapters/storage/texts.ts'
import type { Backend } from './backend.ts'
import type { Random } from './random.ts'

/**
 * `forgets`: the database says that words are kept which are not. `answers-twice`: a turn is kept though it was done. `two-winners`: a change
 * of a request is kept whatever version it read.
 */
export const FLAWS = ['forgets', 'answers-twice', 'two-winners'] as const
export type Flaw = (typeof FLAWS)[number]

const SHARE = 0.1

/** What is really done for a call: other arguments, or nothing at all but a made-up answer. */
export async function bend(
  flaw: Flaw | undefined,
  call: string,
  args: unknown[],
  { plain }: Backend,
  random: Random,
): Promise<{ args: unknown[] } | { answer: unknown }> {
  if (flaw === 'forgets' && call === 'conversations.append' && random.chance(SHARE))
    return { answer: { last: 1, at: 0, added: (args[1] as unknown[]).length } }
  if (flaw === 'answers-twice' && call === 'conversations.commitTurn' && random.chance(SHARE)) {
    const [turn, now] = args as [TurnTexts, Date]
    const { answers: _, ...rest } = turn
    const lines = turn.lines.map((line) => ({ ...line, id: `${line.id}0` }))
    return { args: [{ ...rest, lines }, now] }
  }
  if (flaw === 'two-winners' && call === 'requests.update') {
    const [id, , ...rest] = args as [string, number, ...unknown[]]
    return { args: [id, (await plain.requests.find(id))?.version ?? 0, ...rest] }
  }
  return { args }
}
