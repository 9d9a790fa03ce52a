/** Whether a turn came to what was expected of it. Pure. `test/talks/README.md` says the same for those who write sets. */
import { outcomeOf } from '../adapters/turn-outcome.ts'
import type { Decision } from '../bot/decision.ts'
import type { Expectation } from './talk-set.ts'

export interface Judged {
  right: boolean
  /** As the sets call it; null where the turn was answered as a question. */
  act: string | null
  decision: 'answer' | 'clarify' | 'none'
  entry: string | null
}

export function judge(expected: Expectation, decided: Decision): Judged {
  const { text, ...outcome } = outcomeOf(decided)
  const act = outcome.act === null ? null : actName(outcome.act)
  const offers = decided.talk.offers.map(({ entry }) => entry)
  const matches = (pattern: string) => new RegExp(pattern, 'i').test(text)
  const hasWords = (expected.text ?? []).every(matches) && !(expected.not ?? []).some(matches)
  const isActRight = (expected.act?.split('|') ?? []).some((name) => (name === 'none' ? act === null : name === act))
  if (isActRight) return { right: hasWords, ...outcome, act }
  const asksEntry = expected.entry !== undefined || expected.decision !== undefined
  if (expected.act !== undefined && !asksEntry) return { right: false, ...outcome, act }
  const allowed = expected.decision ?? ['answer']
  // A kind refusal is one too where an editor wrote it as an entry.
  const decision = outcome.entry === NOT_OURS ? 'none' : outcome.decision
  const isAllowed = allowed.includes(decision)
  if (decision === 'clarify')
    return { right: isAllowed && isOffered(expected, offers) && !(expected.not ?? []).some(matches), ...outcome, act }
  if (decision === 'none') return { right: isAllowed && (allowed.length > 1 || hasWords), ...outcome, act }
  const isEntryRight = expected.entry === undefined || (outcome.entry !== null && expected.entry.includes(outcome.entry))
  return { right: isAllowed && isEntryRight && hasWords, ...outcome, act }
}

const NOT_OURS = 'articles/nicht-unser-thema'

const isOffered = ({ entry }: Expectation, offers: readonly string[]) => entry === undefined || entry.some((id) => offers.includes(id))

/** What the sets call otherwise than the program does. */
const NAMES: Record<string, string> = { goodbye: 'bye', again: 'simpler', restart: 'newtopic' }

function actName(id: string): string {
  const name = id.startsWith('crisis') ? 'crisis' : id.replaceAll('-', '')
  return NAMES[name] ?? name
}

/** Acts that lie close together: a confusion inside a group is told apart from a miss. */
const CLOSE: readonly (readonly string[])[] = [
  ['person', 'callback'],
  ['whoareyou', 'robot', 'operator'],
  ['smalltalk', 'opinion'],
  ['complaint', 'nothelped', 'insult'],
]

export function areClose(act: string, other: string | null): boolean {
  return other !== null && CLOSE.some((group) => group.includes(act) && group.includes(other))
}
