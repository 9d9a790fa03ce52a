/** What a visitor has said before they hand over a request: who and where they are, what it is about, and a guide's answers in words. */
import type { Turn } from './decision.ts'
import { replay } from './guides/replay/replay.ts'
import { guideOf } from './guides/talk.ts'
import { summaryOf } from './guides/views.ts'
import { visitorOf } from './person.ts'
import { type Place, placeOf } from './regions/place.ts'
import type { RequestState } from './requests/request-state.ts'
import { lastGuide } from './talk.ts'

export function visitorSoFar({ talk, known, context }: Turn): Pick<RequestState, 'about' | 'told' | 'asked'> {
  const { knowledge } = known
  const said = visitorOf(talk, knowledge, context)
  // An answer in a guide outweighs what a question in between happened to name.
  const chosen = visitorOf({ ...talk, about: { regions: [], audiences: [] } }, knowledge, context)
  const places = chosen.places.length > 0 ? chosen.places : said.places
  const state = lastGuide(talk)
  const guide = state && guideOf(knowledge, state.guide)
  return {
    about: {
      places: places.map((place) => valueOfPlace(place, (value) => placeOf(value, knowledge))),
      audiences: [...(chosen.audiences.length > 0 ? chosen.audiences : said.audiences)],
      topics: [...said.topics],
    },
    told: state && guide ? summaryOf(guide, replay(guide, state.answers, context), context) : [],
    ...(talk.last && { asked: talk.last.utterance }),
  }
}

/** What the place can be looked up by again; one that a guide narrowed to a district is known by that. */
function valueOfPlace({ value, regions }: Place, lookUp: (value: string) => Place | undefined): string {
  const [district] = regions
  return regions.length === 1 && lookUp(value)?.regions.length !== 1 ? district!.id : value
}
