/** When a visitor speaks with a person: after that person's answer, until the request is closed, the visitor turns away, or nobody says a word. */
import type { Request } from './request.ts'

/** A request whose people the visitor speaks with. */
export interface Live {
  number: number
  /** Name of the channel that handles it. */
  place: string
  /** How often they have answered: whoever turned away is spoken to again by the next answer. */
  answers: number
}

/** So long after the last word of either side what a visitor says still goes to the person. */
const LIVE_MS = 24 * 3_600_000

/** The instant of the last word in a request that a person has answered; undefined where the visitor speaks with nobody. */
export function lastWord({ state, details }: Pick<Request, 'state' | 'details'>, now: Date): Date | undefined {
  if (state !== 'claimed' || answersIn(details) === 0) return undefined
  const line = details.history.findLast(({ what }) => what === 'answer' || what === 'add')
  const at = line && new Date(line.at)
  return at && now.getTime() - at.getTime() < LIVE_MS ? at : undefined
}

/** Whether the visitor speaks with these people still: who turned away is back with the next answer. */
export function isSpokenWith(live: Live, apart: { number: number; answers: number } | undefined): boolean {
  return apart?.number !== live.number || apart.answers < live.answers
}

export function answersIn({ history }: Pick<Request['details'], 'history'>): number {
  return history.filter(({ what }) => what === 'answer').length
}
