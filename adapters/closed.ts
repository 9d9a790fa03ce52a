/** Doors that operators have closed, as those who answer at them ask: by channel, for requests, and for programs. */

import type { Door, Knowledge } from '../bot/knowledge/knowledge.ts'
import type { PublicWords } from '../bot/knowledge/schema.ts'
import { closedAt } from '../bot/knowledge/switched.ts'
import { momentAt } from '../bot/moment.ts'
import type { HandOffPort } from '../bot/requests/standing.ts'

export type ClosedBy = (door: Door) => PublicWords | undefined

/** Asked each time: a door closes a moment after its row was saved, and opens by the clock. */
export function closedDoors(knowledge: () => Pick<Knowledge, 'switches'>, now: () => Date): ClosedBy {
  return (door) => closedAt(door, knowledge(), momentAt(now()))
}

/** The same port, which takes no new requests while they are closed; those that were made go on. */
export function closable(port: HandOffPort, closed: ClosedBy): HandOffPort {
  return {
    ask: (question, origin) => port.ask(question, origin),
    live: (conversation) => port.live(conversation),
    at: (channelId) => {
      const state = port.at(channelId)
      const reason = state && closed('requests')
      return reason ? { ...state, open: false, closed: reason } : state
    },
  }
}
