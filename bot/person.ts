/** What is known of the visitor: said in questions, answered in the open or last guide, and what the talk was about. */
import { placeIn } from './guides/reading/places.ts'
import { replay } from './guides/replay/replay.ts'
import { groundOf } from './guides/state/ground.ts'
import { UNKNOWN } from './guides/state/guide-state.ts'
import type { Knowledge } from './knowledge/knowledge.ts'
import type { Moment } from './moment.ts'
import { type Place, placeOf } from './regions/place.ts'
import type { Visitor } from './regions/responsible.ts'
import type { Slots } from './search/search.ts'
import { lastGuide, type Talk } from './talk.ts'

export function visitorOf(talk: Talk, knowledge: Knowledge, moment: Moment): Visitor {
  const state = lastGuide(talk)
  const guide = state && knowledge.entries.get(state.guide)
  const about = talk.last?.entry ? (knowledge.entries.get(talk.last.entry)?.topics ?? []) : []
  const places = placesSaid(talk.about, knowledge)
  const audiences = [...talk.about.audiences]
  const topics = [...about]
  if (state && guide?.kind === 'guides') {
    const { accepted, answered } = replay(guide, state.answers, groundOf(knowledge, moment))
    topics.push(...guide.topics)
    places.push(...answered.places.values())
    for (const answer of accepted) {
      if (answer.values.includes(UNKNOWN)) continue
      for (const choice of guide.steps.find(({ id }) => id === answer.step)?.choices ?? []) {
        if (!answer.values.includes(choice.id)) continue
        audiences.push(...choice.audience)
        topics.push(...choice.topics)
      }
    }
  }
  return { places: different(places), audiences: [...new Set(audiences)], topics: [...new Set(topics)] }
}

/** The place as it was said; without it (a talk of an earlier version) the regions that were understood. */
function placesSaid({ place, regions }: Talk['about'], knowledge: Knowledge): Place[] {
  const said = place === undefined ? undefined : placeOf(place, knowledge)
  if (said) return [said]
  return regions.map((id) => placeOf(id, knowledge)).filter((found) => found !== undefined)
}

/** Each place once; the same districts said twice are one place, known by what was said first. */
function different(places: readonly Place[]): Place[] {
  const key = ({ regions, sides, outside }: Place) => [...regions.map(({ id }) => id), '|', ...sides, outside].join()
  return places.filter((place, i) => !place.unknown && places.findIndex((other) => key(other) === key(place)) === i)
}

/**
 * Where and who the visitor said to be, after a question that names these: a newly named place replaces the old one, for as long as
 * `keepStated` lets it; a trade counts where they said none of their own.
 */
export function aboutAfter(
  about: Talk['about'],
  utterance: string,
  named: Pick<Slots, 'regions' | 'audiences'>,
  knowledge: Knowledge,
): Talk['about'] {
  const said = placeIn(utterance, knowledge, true)
  const place = said.kind === 'place' ? placeOf(said.value, knowledge) : undefined
  const audiences = named.audiences.length > 0 && about.trade === undefined ? named.audiences : about.audiences
  if (!place && named.regions.length === 0) return { ...about, audiences }
  const regions = named.regions.length > 0 ? named.regions : place!.regions.map(({ id }) => id)
  const { place: _, ...rest } = about
  return { ...rest, ...(place && { place: place.value }), regions, audiences }
}
