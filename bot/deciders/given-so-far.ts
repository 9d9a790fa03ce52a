/** What a visitor has said before they hand over a request: who and where they are, what it is about, and a guide's answers in words. */

import type { Turn } from '../decision.ts'
import { replay } from '../guides/replay/replay.ts'
import { groundOf } from '../guides/state/ground.ts'
import { readGuideState } from '../guides/state/guide-state.ts'
import { summaryOf } from '../guides/views.ts'
import { visitorOf } from '../person.ts'
import type { Visitor } from '../regions/responsible.ts'

export interface Given extends Visitor {
  /** "Betrieb: Handwerk". */
  answers: { label: string; value: string }[]
}

export function givenSoFar(turn: Turn): Given {
  const { talk, known } = turn
  const { knowledge } = known
  const given = visitorOf(talk, knowledge, turn)
  const state = readGuideState(talk.guides.at(-1) ?? talk.finished)
  const guide = state && knowledge.entries.get(state.guide)
  if (!state || guide?.kind !== 'guides') return { ...given, answers: [] }
  const ground = groundOf(knowledge, turn)
  return { ...given, answers: summaryOf(guide, replay(guide, state.answers, ground), ground) }
}
