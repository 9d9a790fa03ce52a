/** Which events a visitor wants to see, as the address says it: the list, the month and the calendar file ask the same. */
import { placeIn } from '../../../bot/guides/reading/places.ts'
import type { Knowledge } from '../../../bot/knowledge/knowledge.ts'
import type { Event } from '../../../bot/knowledge/schema.ts'
import { chainOf, districtsIn } from '../../../bot/regions/chain.ts'
import { liesIn, type Place, placeOf } from '../../../bot/regions/place.ts'

/** Words of the address; the calendar file takes them, too. */
export const EVENT_FILTERS = ['thema', 'fuer', 'teilnahme', 'kosten', 'ort'] as const
/** What may stand behind `teilnahme`, `kosten` and `ansicht`. */
export const WAYS = ['online', 'vor-ort'] as const
export const COSTS = ['frei'] as const
export const VIEWS = ['monat', 'archiv'] as const
const FREE = /^(kosten(frei|los)|gratis|frei\b|0 ?€|free)/i

export interface EventFilter {
  topic?: string
  audience?: string
  way?: string
  isFree: boolean
  /** What was written as place, and the place it is; without one that we know nothing is left out by it. */
  asked: string
  place?: Place
}

/** `query`: as `readQuery` leaves it, with values that exist. */
export function eventFilter(query: URLSearchParams, knowledge: Knowledge): EventFilter {
  const asked = (query.get('ort') ?? '').slice(0, 80)
  const found = asked === '' ? undefined : placeIn(asked, knowledge)
  const place = found?.kind === 'place' ? placeOf(found.value, knowledge) : undefined
  const value = (name: string) => query.get(name) ?? undefined
  const [topic, audience, way] = [value('thema'), value('fuer'), value('teilnahme')]
  return {
    ...(topic && { topic }),
    ...(audience && { audience }),
    ...(way && { way }),
    isFree: query.get('kosten') === 'frei',
    asked,
    ...(place && { place }),
  }
}

/** The part of a query that says which events, for links from one view to another. Empty, or with its question mark. */
export function filterQuery(query: URLSearchParams): string {
  const kept = new URLSearchParams()
  for (const name of EVENT_FILTERS) if (query.get(name)) kept.set(name, query.get(name)!)
  return kept.size > 0 ? `?${kept}` : ''
}

/** Entries without an audience are for everybody; of what costs nothing only those that say so. */
export function wanted(event: Event, filter: EventFilter, knowledge: Knowledge): boolean {
  const { topic, audience, way, isFree, place } = filter
  if (topic !== undefined && !event.topics.includes(topic)) return false
  if (audience !== undefined && event.audience.length > 0 && !event.audience.includes(audience)) return false
  if (way === 'online' && event.mode === 'vor Ort') return false
  if (way === 'vor-ort' && event.mode === 'online') return false
  if (isFree && !FREE.test(event.cost ?? '')) return false
  return place === undefined || nearnessOf(event, place, knowledge) !== undefined
}

export type Nearness = 'here' | 'near' | 'online' | 'area'

/** How near an event is to a place: in its district, in one beside it, from afar, or for an area that holds it; undefined where none of it holds. */
export function nearnessOf(event: Event, place: Place, knowledge: Knowledge): Nearness | undefined {
  const { vocabulary } = knowledge
  const isForThem = liesIn(event.region, place, vocabulary) !== 'no'
  const at = event.place && townOf(event.place, knowledge)
  if (event.mode !== 'vor Ort' && isForThem) return event.mode === 'online' || !at ? 'online' : (beside(at, place, knowledge) ?? 'online')
  if (at && at.regions.length > 0) return beside(at, place, knowledge)
  return isForThem && event.mode !== 'online' ? 'area' : undefined
}

function townOf({ postcode, city, name }: NonNullable<Event['place']>, knowledge: Knowledge): Place | undefined {
  const said = placeIn([postcode, city ?? name].filter(Boolean).join(' '), knowledge, true)
  return said.kind === 'place' ? placeOf(said.value, knowledge) : undefined
}

/** The same district, or one of the same area; a place without a district is as wide as it is. */
function beside(at: Place, from: Place, { vocabulary }: Knowledge): 'here' | 'near' | undefined {
  const districts = (place: Place) => new Set(place.regions.flatMap(({ id }) => districtsIn(id, vocabulary)))
  const [theirs, ours] = [districts(at), districts(from)]
  if ([...theirs].some((id) => ours.has(id))) return 'here'
  // The area right around the district; the whole land is no neighbourhood.
  const around = (ids: ReadonlySet<string>) => new Set([...ids].flatMap((id) => chainOf(id, vocabulary).slice(1, 2)))
  const areas = around(ours)
  return [...around(theirs)].some((id) => areas.has(id)) ? 'near' : undefined
}
