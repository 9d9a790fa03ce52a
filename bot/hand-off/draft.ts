/**
 * A request while the visitor is still giving it. Consent stands before everything personal, so that nothing of that kind is kept
 * without it. The open question follows from what is there already; going back takes the last of it away.
 */
import { z } from 'zod'
import { type Place, placeOf, regionWords } from '../guides/place.ts'
import type { Day } from '../knowledge/day.ts'
import type { Knowledge } from '../knowledge/knowledge.ts'
import { type Route, routeOf, type Wanted } from './route.ts'

const text = z.string().max(4_000)
const draft = z.object({
  version: z.literal(1),
  /** A postcode, a region's id or name, or "weiß nicht". */
  place: text.optional(),
  /** Ids of audiences; empty for "weiß nicht". */
  trade: z.array(text).optional(),
  consent: z.object({ text, at: text, lang: z.enum(['de', 'en']) }).optional(),
  question: text.optional(),
  name: text.optional(),
  reach: text.optional(),
})
export type Draft = z.output<typeof draft>

export type DraftStep = 'place' | 'trade' | 'consent' | 'question' | 'name' | 'reach' | 'check'
const PERSONAL = ['consent', 'question', 'name', 'reach'] as const

export const EMPTY_DRAFT: Draft = { version: 1 }

/** Undefined for anything that is not ours or of another version, which is then dropped without harm. */
export function readDraft(stored: unknown): Draft | undefined {
  const parsed = draft.safeParse(stored)
  return parsed.success ? parsed.data : undefined
}

/** Where it would go, from what the talk knew before (`about`) and what was asked here. */
export function routeOfDraft(given: Draft, about: Wanted, knowledge: Knowledge, today: Day): Route & { regions: string[] } {
  const place = given.place === undefined ? undefined : placeOf(given.place, knowledge.vocabulary)
  const regions = about.regions.length > 0 ? [...about.regions] : regionsOf(place, knowledge)
  const audiences = about.audiences.length > 0 ? about.audiences : (given.trade ?? [])
  return { ...routeOf(knowledge, { ...about, regions, audiences }, today), regions }
}

/** A place on the border of two districts counts for none of them: then the ones without districts take it. */
function regionsOf(place: Place | undefined, { vocabulary }: Knowledge): string[] {
  if (!place || place.unknown) return []
  const known = new Set(vocabulary.regions.map(({ id }) => id))
  const words = place.unclear || place.regions.length > 1 ? [] : [...regionWords(place, vocabulary)]
  return place.outside ? ['außerhalb'] : words.filter((id) => known.has(id))
}

/** The question to put next. What is only for routing is asked once and never again, whatever the answer. */
export function stepOf(given: Draft, route: Route): DraftStep {
  if (given.consent === undefined) {
    if (route.missing === 'place' && given.place === undefined) return 'place'
    if (route.missing === 'trade' && given.trade === undefined) return 'trade'
  }
  return PERSONAL.find((field) => given[field] === undefined) ?? 'check'
}

/** Without its last answer; undefined when there is none. */
export function withoutLast(given: Draft): Draft | undefined {
  const order = ['place', 'trade', ...PERSONAL] as const
  const last = order.findLast((field) => given[field] !== undefined)
  if (last === undefined) return undefined
  const { [last]: _taken, ...rest } = given
  return rest
}

/** Something to write to or to call: a mail address or at least six figures. */
export function isReachable(said: string): boolean {
  return said.length <= 200 && (/[^\s@]+@[^\s@]+\.[^\s@]{2,}/.test(said) || said.replace(/\D/g, '').length >= 6)
}
