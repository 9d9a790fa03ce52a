/** A whole talk, held without a door: what a visitor says turn by turn, and what each turn came to, for programs that measure. */
import { z } from 'zod'
import type { Decision } from '../../bot/decision.ts'
import type { Lang } from '../../bot/knowledge/day.ts'
import type { Known } from '../../bot/ports.ts'
import { newTalk } from '../../bot/talk.ts'
import { decideTurn } from '../../bot/turn.ts'
import { outcomeOf, type TurnOutcome } from '../turn-outcome.ts'
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

/** `turn` is counted from 1. */
export type TurnResult = TurnOutcome & { id: string | number; turn: number }

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
