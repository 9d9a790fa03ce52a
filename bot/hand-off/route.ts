/**
 * Which channel a request belongs to: by the rows of `routing.md` that name topics or regions, else by the contact that is responsible
 * (district, trade, topic), else the last resort. Where the answer hangs on something the visitor can say, it is named.
 */
import type { Day } from '../knowledge/day.ts'
import { entriesOf, type Knowledge } from '../knowledge/knowledge.ts'
import type { Contact, EntryId } from '../knowledge/schema.ts'
import { isOpen } from '../knowledge/validity.ts'

export interface Wanted {
  regions: readonly string[]
  audiences: readonly string[]
  topics: readonly string[]
}

export interface Route {
  /** Channel ids, best first; the first one that is connected gets the request. Empty when routing.md names none. */
  channels: string[]
  /** What would make it clearer: where the visitor is, or which trade. */
  missing?: 'place' | 'trade'
  /** The contact behind the first channel, if it was chosen by one. */
  contact?: EntryId
}

/** Responsibility by place and trade outweighs a topic that many contacts share. */
const POINTS = { district: 4, audience: 3, topic: 1 }

export function routeOf(knowledge: Knowledge, wanted: Wanted, today: Day): Route {
  const { routing } = knowledge
  const last = routing.lastResort === undefined ? [] : [routing.lastResort]
  const rows = rowsFor(knowledge, wanted)
  if (rows.length > 0) return { channels: unique([...rows, ...last]) }

  const takers = entriesOf(knowledge, 'contacts').filter(
    (contact) => contact.handOff !== undefined && routing.channels.some(({ id }) => id === contact.handOff) && isOpen(contact, today),
  )
  const scored = takers
    .flatMap((contact) => score(contact, wanted, knowledge))
    .sort((a, b) => b.points - a.points || (a.contact.id < b.contact.id ? -1 : 1))
  const [best] = scored
  const level = scored.filter(({ points }) => points === best?.points)
  const rivals = unique(level.map(({ contact }) => contact.handOff!))
  const everywhere = unique(scored.filter(({ contact }) => contact.districts.length === 0).map(({ contact }) => contact.handOff!))

  if (wanted.regions.length === 0 && takers.some((contact) => contact.districts.length > 0 && !isOfOtherTrade(contact, wanted)))
    return { channels: unique([...everywhere, ...last]), missing: 'place' }
  if (rivals.length === 1 && best) return { channels: unique([...rivals, ...everywhere, ...last]), contact: best.contact.id }
  return {
    channels: unique([...everywhere, ...last]),
    ...(wanted.audiences.length === 0 && rivals.length > 1 && { missing: 'trade' as const }),
  }
}

/** Rows of routing.md whose topics and regions all fit, those that say more first. */
function rowsFor({ routing, vocabulary }: Knowledge, wanted: Wanted): string[] {
  const places = around(wanted.regions, vocabulary.regions)
  return routing.channels
    .filter(({ topics, regions }) => topics.length + regions.length > 0)
    .filter(({ topics }) => topics.length === 0 || topics.some((id) => wanted.topics.includes(id)))
    .filter(({ regions }) => regions.length === 0 || regions.some((id) => places.has(id)))
    .map(({ id, topics, regions }) => ({ id, said: (topics.length > 0 ? 1 : 0) + (regions.length > 0 ? 1 : 0) }))
    .sort((a, b) => b.said - a.said)
    .map(({ id }) => id)
}

/** Nothing for a contact of another place or trade. */
function score(contact: Contact, wanted: Wanted, { vocabulary }: Knowledge): { contact: Contact; points: number }[] {
  const places = around(wanted.regions, vocabulary.regions)
  const district = contact.districts.some((id) => places.has(id)) || coversArea(contact, wanted.regions, vocabulary.regions)
  if (contact.districts.length > 0 && !district) return []
  if (isOfOtherTrade(contact, wanted)) return []
  const audience = contact.audience.some((id) => wanted.audiences.includes(id))
  const topic = contact.topics.some((id) => wanted.topics.includes(id))
  const points =
    (district && contact.districts.length > 0 ? POINTS.district : 0) + (audience ? POINTS.audience : 0) + (topic ? POINTS.topic : 0)
  return [{ contact, points }]
}

function isOfOtherTrade({ audience }: Contact, { audiences }: Wanted): boolean {
  return audience.length > 0 && audiences.length > 0 && !audience.some((id) => audiences.includes(id))
}

/** The places named, and the areas they lie in. */
function around(ids: readonly string[], regions: readonly { id: string; within: string }[]): Set<string> {
  const found = new Set(ids)
  // A set hands out what is added while it is gone through, so parents of parents come too.
  for (const id of found) {
    const within = regions.find((region) => region.id === id)?.within
    if (within) found.add(within)
  }
  return found
}

/** "Im Süden": the contact is responsible for every district of an area that was named. */
function coversArea(contact: Contact, named: readonly string[], regions: readonly { id: string; within: string }[]): boolean {
  return named.some((area) => {
    const inside = regions.filter((region) => region.within === area).map(({ id }) => id)
    return inside.length > 0 && inside.every((id) => contact.districts.includes(id))
  })
}

function unique(ids: readonly string[]): string[] {
  return [...new Set(ids)]
}
