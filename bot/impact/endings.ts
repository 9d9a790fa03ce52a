/** How talks ended by the visitors' own words: the last thumb, thanks, praise or complaint of each. */
import { z } from 'zod'
import type { KeptEvent } from './usage-report.ts'

const said = z.object({
  helped: z.boolean().optional(),
  act: z.string().optional(),
  detail: z.string().optional(),
  channel: z.string().optional(),
})

/** Kinds of events read here. */
export const ENDING_KINDS = ['rating', 'interruption'] as const
const GOOD: ReadonlySet<string> = new Set(['helped', 'thanks', 'praise'])
const BAD: ReadonlySet<string> = new Set(['not-helped', 'complaint', 'insult'])

/** Talks whose last word about it was good, and those where it was not; the others said nothing about it, or were staff's. */
export function endingsOf(events: readonly KeptEvent[]): { yes: number; no: number } {
  const last = new Map<string, boolean>()
  for (const { kind, conversation, body } of events) {
    const parsed = ENDING_KINDS.some((one) => one === kind) ? said.safeParse(body) : undefined
    if (!parsed?.success || conversation === undefined || parsed.data.channel === 'msteams') continue
    const good = isGood(parsed.data)
    if (good !== undefined) last.set(conversation, good)
  }
  const yes = [...last.values()].filter((good) => good).length
  return { yes, no: last.size - yes }
}

function isGood({ helped, act = '', detail = '' }: z.output<typeof said>): boolean | undefined {
  if (helped !== undefined) return helped
  if (GOOD.has(act) || GOOD.has(detail)) return true
  return BAD.has(act) || BAD.has(detail) ? false : undefined
}
