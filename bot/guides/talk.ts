/**
 * Guided dialogs by the guide's id, for doors that hold an address and for whoever has a state: the guide is looked up and run by
 * `engine.ts`, in its own language. A guide that is gone is nobody's.
 */
import type { Knowledge } from '../knowledge/knowledge.ts'
import type { EntryId, Guide } from '../knowledge/schema.ts'
import type { Moment } from '../moment.ts'
import { askAgain, begin, type GuideTurn, goBack, goOn, NOT_MINE, put } from './engine.ts'
import { groundOf } from './state/ground.ts'
import type { Answer, GuideState } from './state/guide-state.ts'
import { sentence } from './state/sentences.ts'

export type { Asked, Done, GuideTurn } from './engine.ts'
export type { GuideState } from './state/guide-state.ts'
export { readGuideState } from './state/guide-state.ts'
export type { OutcomeView, StepView } from './views.ts'

/** The guide of this id; undefined where it is gone or was withdrawn. */
export function guideOf(knowledge: Knowledge, id: EntryId): Guide | undefined {
  const entry = knowledge.entries.get(id)
  return entry?.kind === 'guides' && !entry.withdrawn ? entry : undefined
}

/** As `begin`. */
export function startGuide(
  knowledge: Knowledge,
  guideId: EntryId,
  opening: string | undefined,
  moment: Moment,
  earlier: readonly Answer[] = [],
): GuideTurn {
  const guide = guideOf(knowledge, guideId)
  return guide ? begin(guide, opening, groundOf(knowledge, moment, guide.lang), earlier) : NOT_MINE
}

/** As `goOn`. */
export function continueGuide(
  knowledge: Knowledge,
  state: GuideState,
  utterance: string,
  moment: Moment,
  of: { step?: string } = {},
): GuideTurn {
  const guide = guideOf(knowledge, state.guide)
  return guide ? goOn(guide, state, utterance, groundOf(knowledge, moment, guide.lang), of) : NOT_MINE
}

/** As `put`. */
export function ask(knowledge: Knowledge, state: GuideState, moment: Moment): GuideTurn {
  const guide = guideOf(knowledge, state.guide)
  return guide ? put(guide, state, groundOf(knowledge, moment, guide.lang)) : NOT_MINE
}

/** As `goBack`. */
export function back(knowledge: Knowledge, state: GuideState, moment: Moment): GuideTurn {
  const guide = guideOf(knowledge, state.guide)
  return guide ? goBack(guide, state, groundOf(knowledge, moment, guide.lang)) : NOT_MINE
}

/** Changes an earlier answer, or, without an utterance, asks its question again. Later answers stay as far as they fit. */
export function changeAnswer(
  knowledge: Knowledge,
  state: GuideState,
  step: string,
  utterance: string | undefined,
  moment: Moment,
): GuideTurn {
  const guide = guideOf(knowledge, state.guide)
  if (!guide) return NOT_MINE
  const ground = groundOf(knowledge, moment, guide.lang)
  const open = askAgain(guide, state, step, ground)
  if (open?.kind !== 'ask') return put(guide, state, ground, [sentence(ground, 'guide.change-what')])
  return utterance === undefined ? open : goOn(guide, open.state, utterance, ground)
}
