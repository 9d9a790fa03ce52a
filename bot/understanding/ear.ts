/** What hearing needs of the content, made once for each version of it. */

import type { Lang } from '../knowledge/day.ts'
import { derivedFrom } from '../knowledge/derived.ts'
import type { Knowledge } from '../knowledge/knowledge.ts'
import type { Moment } from '../moment.ts'
import { ownerOf } from '../search/index/own-questions.ts'
import { type Searcher, search } from '../search/search.ts'
import { fold } from '../search/words/fold.ts'
import { learnActs } from './acts/learning.ts'
import type { Recogniser } from './acts/recogniser.ts'
import { actWords } from './acts/words.ts'
import type { Ear } from './heard.ts'

/** An answer of the search as sure as this outweighs a likeness to an act. */
const SURE_TOPIC = 0.6
/** So does the knowledge of who else is responsible. */
const SURE_ELSEWHERE = 0.5

/** The recogniser at once, where nobody made it in slices before. */
const recogniserOf = derivedFrom((knowledge: Knowledge): Recogniser => learnActs(knowledge).finish())

/** The single words of the names of all places, folded: a town that sounds Turkish is no Turkish. */
const placeWords = derivedFrom(
  ({ vocabulary: { regions } }: Knowledge): ReadonlySet<string> =>
    new Set(regions.flatMap(({ label, words, english }) => [label, ...words, ...english].flatMap(actWords))),
)

/** Listens with what the content knows on this day; a topic is sure where the search, or the list of who else is responsible, is. */
export function earOf(known: { knowledge: Knowledge; searcher: Searcher; recogniser?: () => Recogniser }, moment: Moment, lang: Lang): Ear {
  const recogniser = known.recogniser?.() ?? recogniserOf(known.knowledge)
  return {
    recogniser,
    vocabulary: known.knowledge.vocabulary,
    isTopic: (sentence, atLeast = SURE_TOPIC) => {
      const { decision, hits } = search(known.searcher, { utterance: sentence, moment, lang })
      const [best] = hits
      if (!best) return false
      const elsewhere = known.knowledge.entries.get(best.id)?.elsewhere === true && best.score > SURE_ELSEWHERE
      return elsewhere || (decision === 'answer' && best.score > atLeast)
    },
    isKnown: (word) => recogniser.known.has(fold(word)) || placeWords(known.knowledge).has(fold(word)),
    isOwn: (sentence) => ownerOf(known.searcher.index.ownQuestions, sentence) >= 0,
  }
}
