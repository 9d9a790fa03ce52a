/** What a visitor has said before they hand over a request: who and where they are, what it is about, and a guide's answers in words. */
import type { Turn } from '../decision.ts'
import { replay } from '../guides/replay/replay.ts'
import { readGuideState } from '../guides/state/guide-state.ts'
import { summaryOf } from '../guides/views.ts'
import type { Wanted } from '../hand-off/route.ts'
import { wantedIn } from '../person.ts'

export interface Given extends Wanted {
  /** "Betrieb: Handwerk". */
  answers: { label: string; value: string }[]
}

export function givenSoFar({ talk, known, today }: Turn): Given {
  const { knowledge } = known
  const { regions, audiences, topics } = wantedIn(talk, knowledge, today)
  const given = { regions: unique(regions), audiences: unique(audiences), topics: unique(topics) }
  const state = readGuideState(talk.guides.at(-1) ?? talk.finished)
  const guide = state && knowledge.entries.get(state.guide)
  if (!state || guide?.kind !== 'guides') return { ...given, answers: [] }
  const ground = { knowledge, today }
  return { ...given, answers: summaryOf(guide, replay(guide, state.answers, ground), ground) }
}

function unique(ids: readonly string[]): string[] {
  return [...new Set(ids)]
}
