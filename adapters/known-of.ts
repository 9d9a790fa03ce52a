/** Loaded knowledge with all that answering makes of it, for the command line, the bench and the tests; the server's follows its files. */
import type { Knowledge } from '../bot/knowledge/knowledge.ts'
import type { Known } from '../bot/ports.ts'
import { buildSearcher } from '../bot/search/search.ts'
import { learnActsOnce } from './learned/learned-acts.ts'

/** The acts are learned, or read where that was done before, when the first sentence is heard. */
export function knownOf(knowledge: Knowledge): Known {
  return { knowledge, searcher: buildSearcher(knowledge), recogniser: learnActsOnce(knowledge).finish }
}
