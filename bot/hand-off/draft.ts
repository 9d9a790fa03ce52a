/**
 * A request while the visitor is still giving it. Consent stands before everything personal, so that nothing of that kind is kept
 * without it. The open question follows from what is there already; going back takes the last of it away.
 */
import { z } from 'zod'
import type { Knowledge } from '../knowledge/knowledge.ts'
import type { Moment } from '../moment.ts'
import { type Place, placeOf, regionWords } from '../regions/place.ts'
import type { Visitor } from '../regions/responsible.ts'
import { type Route, routeOf } from './route.ts'

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

/** Where it would go, from what the talk knew before (`about`) and what was asked here. `regions`: where the visitor is, as ids. */
export function routeOfDraft(given: Draft, about: Visitor, knowledge: Knowledge, moment: Moment): Route & { regions: string[] } {
  const asked = given.place === undefined ? undefined : placeOf(given.place, knowledge)
  const places = about.places.length > 0 ? about.places : asked ? [asked] : []
  const audiences = about.audiences.length > 0 ? about.audiences : (given.trade ?? [])
  const regions = [...new Set(places.flatMap((place) => regionsOf(place, knowledge)))]
  return { ...routeOf(knowledge, { ...about, places, audiences }, moment), regions }
}

function regionsOf(place: Place, { vocabulary }: Knowledge): string[] {
  const words = regionWords(place, vocabulary)
  return vocabulary.regions.filter(({ id }) => words.has(id)).map(({ id }) => id)
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
