/** When an unclaimed request wants attention: a reminder first, then the last resort, both counted in office hours. */
import type { Routing } from '../knowledge/knowledge.ts'
import { addOfficeHours } from './office-hours.ts'
import type { Action, Request } from './request.ts'

/** The next instant at which the clock should look at it; undefined when nobody waits for it. `since`: when it came to its channel. */
export function dueOf(request: Request, since: Date, routing: Routing): Date | undefined {
  if (request.state !== 'open') return undefined
  if (request.details.reminded === 0) return addOfficeHours(since, routing.remindAfterHours, routing)
  if (request.details.reminded === 1) return addOfficeHours(since, routing.escalateAfterHours, routing)
  return undefined
}

/** When it last came to the channel where it is: at its beginning, by passing on, by being put back or reopened. */
export function arrivedAt({ details }: Request): Date {
  const line = details.history.findLast(({ what }) => ['created', 'pass', 'release', 'reopen'].includes(what))
  return new Date(line!.at)
}

/** What the clock does with a request that is due. */
export function overdueAction(request: Request, routing: Routing): Action {
  if (request.details.reminded === 0) return { do: 'remind' }
  const { lastResort } = routing
  return { do: 'escalate', ...(lastResort !== undefined && lastResort !== request.channel && { to: lastResort }) }
}
