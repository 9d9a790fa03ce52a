/**
 * One turn: what the visitor says, what is remembered, what is known, and the instant → what to answer and what to remember.
 * Pure. Each decider looks at the turn and decides or leaves it to the next one; their order is the bot's manners.
 */
import { forgetting } from './deciders/forgetting.ts'
import { guided } from './deciders/guided.ts'
import { handingOff } from './deciders/handing-off.ts'
import { interrupted } from './deciders/interrupted.ts'
import { offered } from './deciders/offered.ts'
import { outOfBounds } from './deciders/out-of-bounds.ts'
import { searched } from './deciders/searched.ts'
import type { Decider, Decision, Turn } from './decision.ts'
import type { HandOffState } from './hand-off/standing.ts'
import { clockIn, dayIn } from './knowledge/day.ts'
import type { Known } from './ports.ts'
import type { Talk } from './talk.ts'

const DECIDERS: readonly Decider[] = [outOfBounds, forgetting, handingOff, guided, interrupted, offered]

/** Never waits, never throws for anything a visitor can say. */
export function decideTurn(utterance: string, talk: Talk, known: Known, now: Date, handOff?: HandOffState): Decision {
  const turn = turnOf(utterance, talk, known, now, handOff)
  for (const decide of DECIDERS) {
    const decision = decide(turn)
    if (decision) return decision
  }
  return searched(turn)
}

function turnOf(utterance: string, talk: Talk, known: Known, now: Date, handOff?: HandOffState): Turn {
  const today = dayIn(now)
  return {
    utterance: utterance.trim(),
    talk,
    known,
    now,
    today,
    ...(handOff && { handOff }),
    context: { knowledge: known.knowledge, lang: talk.lang, today, clock: clockIn(now) },
  }
}
