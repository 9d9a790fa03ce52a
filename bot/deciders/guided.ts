/** Guided dialogs: opening one, and going on with the one that is open. */
import { answer } from '../answers/answer.ts'
import type { Decision, Turn } from '../decision.ts'
import type { Guide } from '../knowledge/schema.ts'
import { answered } from './searched.ts'

export function guided(_turn: Turn): Decision | undefined {
  return undefined
}

export function openGuide(turn: Turn, guide: Guide, _opening: string | undefined): Decision {
  return answered(turn, guide, answer(guide, turn.context), { kind: 'guide', entry: guide.id })
}
