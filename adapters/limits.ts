/**
 * How much one address may ask for, and all together; one place for all doors. The measure is a chamber behind one address: 200 people of
 * a course who open the chat in the same minute must not meet any of these. Whoever does is a program, is told so before any work is
 * done for it, and slows nobody else. `ADDRESS_LIMIT_FACTOR` multiplies what one address may.
 */
import { createLimiter, type Rate } from './limiter.ts'

/** A course of 200 that opens the chat, reloads it and opens it again: five tokens or conversations each, twice over. */
export const CONVERSATIONS_PER_ADDRESS: Rate = { burst: 2000, perSecond: 10 }
/** The same course joins and asks twice within a moment; then everybody every seven seconds. A quiet machine makes 175 turns a second. */
export const MESSAGES_PER_ADDRESS: Rate = { burst: 1000, perSecond: 30 }
/** One talk: faster than anybody types, and slow enough for no program to gain by it. */
export const MESSAGES_PER_CONVERSATION: Rate = { burst: 60, perSecond: 5 }
/** Pages that are made for one visitor (search, dialogs, plan): everybody of the course follows one, and goes on every ten seconds. */
export const PAGES_PER_ADDRESS: Rate = { burst: 400, perSecond: 20 }
/** What is asked while somebody types: everybody of the course types a question at once, five suggestions each, and then another. */
export const SUGGESTIONS_PER_ADDRESS: Rate = { burst: 1000, perSecond: 60 }
/** Programs that ask (the API, assistants): one that lists everything, then one that follows; people behind the same address lose nothing by it. */
export const PROGRAMS_PER_ADDRESS: Rate = { burst: 200, perSecond: 5 }
/** Requests to people: a course in which one in ten writes one within the same hour. */
export const REQUESTS_PER_ADDRESS: Rate = { burst: 20, perSecond: 20 / 3600 }
/** Orders of the monthly mail: a course in which everybody orders it, and no program that has mails sent to other people. */
export const ORDERS_PER_ADDRESS: Rate = { burst: 40, perSecond: 40 / 3600 }
/** Open streams cost some kilobytes each: the course with several tabs, and the cafeteria after it. */
export const MAX_STREAMS_PER_ADDRESS = 2500
/** The last resort against many addresses at once: about what one machine carries. */
export const CONVERSATIONS_IN_ALL: Rate = { burst: 20_000, perSecond: 200 }
export const MESSAGES_IN_ALL: Rate = { burst: 10_000, perSecond: 600 }
export const PAGES_IN_ALL: Rate = { burst: 4000, perSecond: 400 }
export const SUGGESTIONS_IN_ALL: Rate = { burst: 4000, perSecond: 800 }
export const PROGRAMS_IN_ALL: Rate = { burst: 2000, perSecond: 50 }
export const ORDERS_IN_ALL: Rate = { burst: 300, perSecond: 300 / 3600 }
export const MAX_STREAMS = 20_000
/** Turns at once: enough for storage to gather them in one commit, few enough that a newcomer waits a tenth of a second behind them. */
export const MAX_TURNS_AT_ONCE = 16
/** Half of them, so that the other half is always there for others. */
export const MAX_TURNS_AT_ONCE_PER_ADDRESS = 8
/** Messages that wait for their turn; the course of 200 at the same instant fits. */
export const MAX_WAITING_PER_ADDRESS = 250
export const MAX_WAITING_IN_ALL = 2000

export type Limited = 'conversations' | 'messages' | 'pages' | 'suggestions' | 'programs' | 'orders'

export interface AddressLimits {
  /** 0 when it may go on, else the milliseconds to wait. */
  take(what: Limited, client: string): number
}

export interface AddressLimitOptions {
  /** Multiplies what one address may. */
  factor: number
  /** Instead of the ones above; for tests. */
  rates?: Partial<Record<Limited, Rate>>
  now: () => Date
  /** One was refused, by the limit of this name. */
  onRefused(limit: string): void
}

const PER_ADDRESS: Record<Limited, Rate> = {
  conversations: CONVERSATIONS_PER_ADDRESS,
  messages: MESSAGES_PER_ADDRESS,
  pages: PAGES_PER_ADDRESS,
  suggestions: SUGGESTIONS_PER_ADDRESS,
  programs: PROGRAMS_PER_ADDRESS,
  orders: ORDERS_PER_ADDRESS,
}
const IN_ALL: Record<Limited, Rate> = {
  conversations: CONVERSATIONS_IN_ALL,
  messages: MESSAGES_IN_ALL,
  pages: PAGES_IN_ALL,
  suggestions: SUGGESTIONS_IN_ALL,
  programs: PROGRAMS_IN_ALL,
  orders: ORDERS_IN_ALL,
}

export function createAddressLimits({ factor, rates = {}, now, onRefused }: AddressLimitOptions): AddressLimits {
  const times = ({ burst, perSecond }: Rate): Rate => ({ burst: burst * factor, perSecond: perSecond * factor })
  const limiters = (of: Record<Limited, Rate>) => ({
    conversations: createLimiter(of.conversations, now),
    messages: createLimiter(of.messages, now),
    pages: createLimiter(of.pages, now),
    suggestions: createLimiter(of.suggestions, now),
    programs: createLimiter(of.programs, now),
    orders: createLimiter(of.orders, now),
  })
  const own = { ...PER_ADDRESS, ...rates }
  const perAddress = limiters({
    conversations: times(own.conversations),
    messages: times(own.messages),
    pages: times(own.pages),
    suggestions: times(own.suggestions),
    programs: times(own.programs),
    orders: times(own.orders),
  })
  const inAll = limiters(IN_ALL)
  return {
    take: (what, client) => {
      // Its own first: what an address is refused must not count against everybody.
      const ownMs = perAddress[what].take(client)
      if (ownMs > 0) onRefused(`${what}-per-address`)
      if (ownMs > 0) return ownMs
      const allMs = inAll[what].take('')
      if (allMs > 0) onRefused(`${what}-in-all`)
      return allMs
    },
  }
}
