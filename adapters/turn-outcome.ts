/** What a turn of a talk came to, in the words of the contract for programs: commands, the API and assistants say the same. */
import type { Decision } from '../bot/decision.ts'
import { ownValue } from '../bot/knowledge/own-value.ts'
import type { UsageEvent } from '../bot/ports.ts'
import { plainText } from './plain-text.ts'

/** What a turn came to, in the words of the contract (`docs/commands.md`). */
export interface TurnOutcome {
  /** What the sentence did in the talk, where it was answered as such. */
  act: string | null
  /** As the visitor would call it: an act, a step of a guide and a date that were answered are answers. */
  decision: 'answer' | 'clarify' | 'none'
  /** The entry that was answered from. */
  entry: string | null
  passage: string | null
  text: string
  /** What the buttons say. */
  suggestions: string[]
}

/** What the decision came to, read from its event and its reply. */
export function outcomeOf({ reply, event }: Decision): TurnOutcome {
  const decision = decisionOf(event)
  // A refusal may still cite the entry that says who else is responsible; the best of what was not enough is no answer.
  const entry = decision === 'answer' ? event.entry : reply.citations[0]?.id
  return {
    act: actOf(event) ?? null,
    decision,
    entry: entry ?? null,
    passage: event.passage ?? null,
    text: plainText(reply),
    suggestions: reply.suggestions.map(({ label }) => label),
  }
}

function decisionOf({ kind, decision, detail }: UsageEvent): TurnOutcome['decision'] {
  if (decision) return decision
  if (kind === 'choice' && detail === 'none') return 'clarify'
  return kind === 'interruption' && detail === 'too-long' ? 'none' : 'answer'
}

/** Words about the talk are acts too; these lists are older than the acts and call some of them otherwise. */
const ACTS: Record<string, string> = {
  hello: 'greeting',
  'how-are-you': 'small-talk',
  praise: 'helped',
  german: 'language',
  english: 'language',
  empty: 'help',
  forgotten: 'forget',
}

function actOf({ kind, act, detail }: UsageEvent): string | undefined {
  if (act !== undefined) return act
  if (kind === 'greeting') return kind
  return kind === 'interruption' && detail !== undefined ? (ownValue(ACTS, detail) ?? detail) : undefined
}
