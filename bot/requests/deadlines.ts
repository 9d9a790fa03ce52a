/**
 * When a request wants attention, counted in office hours and working days: one that nobody has taken, by a reminder and then the last resort;
 * one that somebody has taken and left, by reminders and then by coming back to all.
 */
import type { Routing } from '../knowledge/knowledge.ts'
import { addOfficeHours, addWorkingDays } from './office-hours.ts'
import type { Action, Request } from './request.ts'

/** Working days without a step of whoever has it: two reminders, then it is everybody's again. */
const CHASED_AFTER_DAYS = [2, 5, 10] as const
const ARRIVING = ['created', 'pass', 'release', 'reopen', 'return']
/** What people of the staff do. */
const STEPS = ['claim', 'answer', 'note', 'reopen']

/** The next instant at which the clock should look at it; undefined when nobody waits for it. */
export function dueOf(request: Request, routing: Routing): Date | undefined {
  const { state, details } = request
  if (state === 'claimed') {
    const days = CHASED_AFTER_DAYS[details.chased ?? 0]
    return days === undefined ? undefined : addWorkingDays(steppedAt(request), days, routing)
  }
  if (state !== 'open') return undefined
  const since = arrivedAt(request)
  if (details.reminded === 0) return addOfficeHours(since, routing.remindAfterHours, routing)
  if (details.reminded === 1) return addOfficeHours(since, routing.escalateAfterHours, routing)
  return undefined
}

/** When it last came to the channel where it is: at its beginning, by passing on, by being put back or reopened. */
export function arrivedAt({ details }: Request): Date {
  const line = details.history.findLast(({ what }) => ARRIVING.includes(what))
  return new Date(line!.at)
}

/** How often it has come to people so far. */
export function arrivals({ details }: Pick<Request, 'details'>): number {
  return details.history.filter(({ what }) => ARRIVING.includes(what)).length
}

function steppedAt({ details }: Request): Date {
  const line = details.history.findLast(({ what }) => STEPS.includes(what)) ?? details.history[0]
  return new Date(line!.at)
}

/** What the clock does with a request that is due. */
export function overdueAction(request: Request, routing: Routing): Action {
  if (request.state === 'claimed') return { do: (request.details.chased ?? 0) + 1 < CHASED_AFTER_DAYS.length ? 'chase' : 'return' }
  if (request.details.reminded === 0) return { do: 'remind' }
  const { lastResort } = routing
  return { do: 'escalate', ...(lastResort !== undefined && lastResort !== request.channel && { to: lastResort }) }
}
