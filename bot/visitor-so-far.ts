/** What a visitor has said before they hand over a request: who and where they are, what it is about, and a guide's answers in words. */
import type { Turn } from './decision.ts'
import { replay } from './guides/replay/replay.ts'
import { guideOf } from './guides/talk.ts'
import { summaryOf } from './guides/views.ts'
import type { RequestState } from './hand-off/request-state.ts'
import { wantedIn } from './person.ts'
import { lastGuide } from './talk.ts'

export function visitorSoFar({ talk, known, today, context }: Turn): Pick<RequestState, 'about' | 'told' | 'asked'> {
  const { knowledge } = known
  const said = wantedIn(talk, knowledge, today)
  // An answer in a guide outweighs what a question in between happened to name.
  const chosen = wantedIn({ ...talk, about: { regions: [], audiences: [] } }, knowledge, today)
  const firmer = (list: 'regions' | 'audiences') => unique(chosen[list].length > 0 ? chosen[list] : said[list])
  const state = lastGuide(talk)
  const guide = state && guideOf(knowledge, state.guide)
  return {
    about: { regions: firmer('regions'), audiences: firmer('audiences'), topics: unique(said.topics) },
    told: state && guide ? summaryOf(guide, replay(guide, state.answers, context), context) : [],
    ...(talk.last && { asked: talk.last.utterance }),
  }
}

function unique(ids: readonly string[]): string[] {
  return [...new Set(ids)]
}
