/** A whole talk, held without a door: what a visitor says turn by turn, and what each turn came to, for programs that measure. */
import { z } from 'zod'
import type { Decision } from '../../bot/decision.ts'
import type { Lang } from '../../bot/knowledge/day.ts'
import { ownValue } from '../../bot/knowledge/own-value.ts'
import type { Known, UsageEvent } from '../../bot/ports.ts'
import { newTalk } from '../../bot/talk.ts'
import { decideTurn } from '../../bot/turn.ts'
import { plainText } from '../plain-text.ts'
import { readInstant } from './today.ts'

/** `now`: a day or an instant, which stays for the talk. */
export const wholeTalk = z.object({
  id: z.union([z.string(), z.number()]),
  now: z
    .string()
    .refine((text) => readInstant(text) !== undefined)
    .optional(),
  lang: z.enum(['de', 'en']).optional(),
  turns: z.array(z.string()).min(1),
})
export type WholeTalk = z.output<typeof wholeTalk>

/** What a turn came to, in the words of the contract (`docs/commands.md`). */
export interface TurnResult {
  id: string | number
  /** Counted from 1. */
  turn: number
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

/** The turns of a talk in order, each with what the one before left in memory. */
export function* turnsOf(talk: WholeTalk, known: Known, usual: { lang: Lang; now: Date }): Generator<TurnResult> {
  let turn = 0
  for (const decision of decisionsOf(talk, known, usual)) yield { id: talk.id, turn: ++turn, ...outcomeOf(decision) }
}

/** As `turnsOf`: the decisions themselves. Requests cannot be handed over: nobody is there to take them. */
export function* decisionsOf(talk: WholeTalk, known: Known, usual: { lang: Lang; now: Date }): Generator<Decision> {
  const now = (talk.now === undefined ? undefined : readInstant(talk.now)) ?? usual.now
  let kept = newTalk(talk.lang ?? usual.lang)
  for (const said of talk.turns) {
    const decision = decideTurn(said, kept, known, now)
    kept = decision.talk
    yield decision
  }
}

/** What the decision came to, read from its event and its reply. */
export function outcomeOf({ reply, event }: Decision): Omit<TurnResult, 'id' | 'turn'> {
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

function decisionOf({ kind, decision, detail }: UsageEvent): TurnResult['decision'] {
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
