/**
 * One turn: what the visitor says, what is remembered, what is known, and the instant → what to answer and what to remember.
 * Pure. Each decider looks at the turn and decides or leaves it to the next one; their order is the bot's manners.
 */
import { forgetting } from './deciders/forgetting.ts'
import { guided, openGuideQuestion } from './deciders/guided.ts'
import { handingOff, openRequestQuestion } from './deciders/handing-off.ts'
import { interrupted } from './deciders/interrupted.ts'
import { offered } from './deciders/offered.ts'
import { outOfBounds } from './deciders/out-of-bounds.ts'
import { searched } from './deciders/searched.ts'
import { type Decider, type Decision, sentence, type Turn } from './decision.ts'
import { isQuestion } from './guides/reading/manner.ts'
import type { HandOffState } from './hand-off/standing.ts'
import { momentAt } from './moment.ts'
import type { Known } from './ports.ts'
import { say } from './reply.ts'
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

/**
 * A turn of which nothing can be kept. What needs no memory is answered; a step that does says so and puts the open question again, so that
 * the same words can be said once more.
 *
 * talk: the one remembered last, or undefined when nobody knows whether a question is open: then only what is plainly a
 * question is answered.
 */
export function decideUnkept(
  utterance: string,
  talk: Talk | undefined,
  fresh: Talk,
  known: Known,
  now: Date,
  handOff?: HandOffState,
): Decision {
  const before = talk ?? fresh
  const decision = decideTurn(utterance, before, known, now, handOff)
  const harmless = !decision.effect && !needsKeeping(before, decision.talk)
  if (harmless && (talk || (decision.event.kind === 'question' && isQuestion(utterance)))) return decision
  const turn = turnOf(utterance, before, known, now, handOff)
  const open = openRequestQuestion(turn) ?? openGuideQuestion(turn)
  return {
    reply: { ...say(before.lang, sentence(turn, 'storage-away'), ...(open?.texts ?? [])), suggestions: open?.suggestions ?? [] },
    talk: before,
    event: { kind: 'interruption', detail: 'storage-away' },
  }
}

/** Whether the next turn would go wrong without this one: a dialog, a request or the language has moved. */
function needsKeeping(before: Talk, after: Talk): boolean {
  const lasting = ({ lang, guides, finished, handOff, forgetting }: Talk) =>
    JSON.stringify([lang, guides, finished ?? null, handOff ?? null, forgetting])
  return lasting(before) !== lasting(after)
}

function turnOf(utterance: string, talk: Talk, known: Known, now: Date, handOff?: HandOffState): Turn {
  const moment = momentAt(now)
  return {
    ...moment,
    utterance: utterance.trim(),
    talk,
    known,
    ...(handOff && { handOff }),
    context: { knowledge: known.knowledge, lang: talk.lang, ...moment },
  }
}
