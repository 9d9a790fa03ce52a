/** Which dates somebody wants by mail: topics and a place; none of either means all. */
import { z } from 'zod'
import { placeIn } from '../../bot/guides/reading/places.ts'
import type { Lang } from '../../bot/knowledge/day.ts'
import type { Knowledge } from '../../bot/knowledge/knowledge.ts'
import type { Event } from '../../bot/knowledge/schema.ts'
import { placeOf } from '../../bot/regions/place.ts'
import { labelsOf } from '../site/frame/view.ts'
import { nearnessOf } from '../site/parts/event-filter.ts'

const wishes = z.object({
  topics: z.array(z.string()),
  /** As `placeOf` reads it. */
  place: z.string().optional(),
  /** In which its mails are written; what entries say stays as it is. */
  lang: z.enum(['de', 'en']).default('de'),
})
export type MailWishes = z.output<typeof wishes>

/** As they are kept; what cannot be read is a wish for everything. */
export function keptWishes(stored: unknown): MailWishes {
  return wishes.safeParse(stored).data ?? { topics: [], lang: 'de' }
}

/** From words of a form; `unknown`: a place was written that we do not know, or one that lies outside. */
export function readWishes(
  topics: readonly string[],
  place: string,
  lang: Lang,
  knowledge: Knowledge,
): { ok: true; wishes: MailWishes } | { ok: false; problem: 'unknown-place' } {
  const known = knowledge.vocabulary.topics.map(({ id }) => id).filter((id) => topics.includes(id))
  if (place.trim() === '') return { ok: true, wishes: { topics: known, lang } }
  const said = placeIn(place, knowledge)
  const found = said.kind === 'place' ? placeOf(said.value, knowledge) : undefined
  if (!found || found.unknown || found.outside) return { ok: false, problem: 'unknown-place' }
  return { ok: true, wishes: { topics: known, place: found.value, lang } }
}

/** One of the topics, and near the place or held from afar. */
export function isWished(event: Event, { topics, place }: MailWishes, knowledge: Knowledge): boolean {
  if (topics.length > 0 && !topics.some((topic) => event.topics.includes(topic))) return false
  const found = place === undefined ? undefined : placeOf(place, knowledge)
  return found === undefined || nearnessOf(event, found, knowledge) !== undefined
}

/** In words that people read. */
export function wishLabels({ topics, place }: MailWishes, knowledge: Knowledge): { topics: string[]; place: string | undefined } {
  return {
    topics: labelsOf(topics, knowledge.vocabulary.topics),
    place: place === undefined ? undefined : placeOf(place, knowledge)?.label,
  }
}
