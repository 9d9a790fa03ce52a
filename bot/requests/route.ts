/**
 * Which channel a request belongs to: by the rows of `routing.md` that name topics or regions, else by the contact that is responsible
 * (`bot/regions/responsible.ts`), else the last resort. Where the answer hangs on something the visitor can say, it is named.
 */
import type { Knowledge, Routing } from '../knowledge/knowledge.ts'
import type { EntryId } from '../knowledge/schema.ts'
import type { Moment } from '../moment.ts'
import { regionWords } from '../regions/place.ts'
import { type Referral, type Responsibility, responsibleFor, type Visitor } from '../regions/responsible.ts'
import type { Request } from './request.ts'

export interface Route {
  /** Channel ids, best first; the first one that is connected gets the request. Empty when routing.md names none. */
  channels: string[]
  /** What would make it clearer: where the visitor is, or which trade. */
  missing?: 'place' | 'trade'
  /** The contact behind the first channel, if it was chosen by one. */
  contact?: EntryId
  /** Who is responsible as every other door says it. */
  responsibility: Responsibility
}

export function routeOf(knowledge: Knowledge, visitor: Visitor, moment: Moment): Route {
  const { routing } = knowledge
  const responsibility = responsibleFor(visitor, knowledge, moment)
  const last = routing.lastResort === undefined ? [] : [routing.lastResort]
  const rows = rowsFor(knowledge, visitor)
  if (rows.length > 0) return { channels: unique([...rows, ...last]), responsibility }

  const takers = responsibility.referrals.filter(({ contact }) => routing.channels.some(({ id }) => id === contact.handOff))
  const of = (reason: Referral['reason']) => takers.filter((taker) => taker.reason === reason)
  const everywhere = of('general').map(({ contact }) => contact.handOff!)
  const responsible = likelier(of('responsible'), responsibility)
  const [first] = responsible

  if (of('perhaps').length > 0 && visitor.places.length === 0)
    return { channels: unique([...everywhere, ...last]), missing: 'place', responsibility }
  if (responsible.length === 1 && first) {
    const others = of('responsible').map(({ contact }) => contact.handOff!)
    return { channels: unique([first.contact.handOff!, ...others, ...everywhere, ...last]), contact: first.contact.id, responsibility }
  }
  return {
    channels: unique([...everywhere, ...last]),
    ...(visitor.audiences.length === 0 && responsible.length > 1 && { missing: 'trade' as const }),
    responsibility,
  }
}

/** At a border where one side is likelier, the contacts of that side: a request can go to one place only, which may pass it on. */
function likelier(responsible: readonly Referral[], { doubt }: Responsibility): readonly Referral[] {
  if (doubt?.kind !== 'border') return responsible
  const first = responsible[0]?.side
  return responsible.filter(({ side }) => side === first)
}

/** Rows of routing.md whose topics and regions all fit, those that say more first. */
function rowsFor({ routing, vocabulary }: Knowledge, visitor: Visitor): string[] {
  const places = new Set(visitor.places.flatMap((place) => [...regionWords(place, vocabulary)]))
  return routing.channels
    .filter(({ topics, regions }) => topics.length + regions.length > 0)
    .filter(({ topics }) => topics.length === 0 || topics.some((id) => visitor.topics.includes(id)))
    .filter(({ regions }) => regions.length === 0 || regions.some((id) => places.has(id)))
    .map(({ id, topics, regions }) => ({ id, said: (topics.length > 0 ? 1 : 0) + (regions.length > 0 ? 1 : 0) }))
    .sort((a, b) => b.said - a.said)
    .map(({ id }) => id)
}

/** Where a request goes that those who have it are not responsible for: along its route, then to the last resort; to nobody twice. */
export function nextPlace({ channel, details }: Request, reached: readonly string[], lastResort: string | undefined): string | undefined {
  const [first] = details.route
  const had = new Set([channel, ...(first === undefined ? [] : [first])])
  for (const { what, text } of details.history) if (what === 'pass' && text !== undefined) had.add(text)
  return [...details.route, ...(lastResort === undefined ? [] : [lastResort])].find((id) => reached.includes(id) && !had.has(id))
}

/** What people read of a channel; its id when routing.md does not name it any more. */
export function channelLabel(channel: string, { channels }: Pick<Routing, 'channels'>): string {
  return channels.find(({ id }) => id === channel)?.label ?? channel
}

function unique(ids: readonly string[]): string[] {
  return [...new Set(ids)]
}
