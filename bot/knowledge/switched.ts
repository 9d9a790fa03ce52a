/** What operators have switched, at a moment: which notices are shown, which doors are closed, and why. */
import type { Moment } from '../moment.ts'
import { derivedFrom } from './derived.ts'
import type { Door, Knowledge, Period, Switches } from './knowledge.ts'
import type { PublicWords } from './schema.ts'

type Switched = Pick<Knowledge, 'switches'>

/** In the order of the file. */
export function noticesAt({ switches }: Switched, moment: Moment): PublicWords[] {
  return switches.notices.filter((notice) => holdsAt(notice, moment)).map(({ words }) => words)
}

/** Why a door is closed; undefined while it is open. */
export function closedAt(door: Door, { switches }: Switched, moment: Moment): PublicWords | undefined {
  return switches.doors.find((closed) => closed.door === door && holdsAt(closed, moment))?.words
}

/** Holds now, will hold, or has held: for those who look after the switches. */
export function standingAt(period: Period, moment: Moment): 'now' | 'later' | 'past' {
  if (holdsAt(period, moment)) return 'now'
  return period.from !== undefined && period.from > clockOf(moment) ? 'later' : 'past'
}

/** How many of the changes that time alone makes are past: pages made between the same two are alike. */
export function changesPast({ switches }: Switched, moment: Moment): number {
  const now = clockOf(moment)
  return changesOf(switches).filter((change) => change <= now).length
}

/** Minutes at which something begins, and first minutes after its end. */
const changesOf = derivedFrom(({ notices, doors }: Switches) =>
  [...notices, ...doors].flatMap(({ from, until }) => [...(from ? [from] : []), ...(until ? [`${until}+`] : [])]),
)

function holdsAt({ from, until }: Period, moment: Moment): boolean {
  const now = clockOf(moment)
  return (from === undefined || from <= now) && (until === undefined || now <= until)
}

const clockOf = ({ today, clock }: Moment): string => `${today}T${clock}`
