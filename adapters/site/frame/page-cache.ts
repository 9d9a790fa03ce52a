/** Answers kept in memory for as long as knowledge and moment are the same: a page is made once and then only sent. */
import type { Knowledge } from '../../../bot/knowledge/knowledge.ts'
import type { Made } from '../../respond.ts'

/** The addresses of all pages and of every combination of filters are fewer; more can only be somebody trying. */
const MAX_PAGES = 1_000

export interface PageCache {
  /** The kept answer, or what `make` gives, which is then kept. */
  get(knowledge: Knowledge, moment: string, key: string, make: () => Made): Made
}

/** `moment` says what of the time the pages depend on (`momentOf`). */
export function createPageCache(): PageCache {
  let pages = new Map<string, Made>()
  let madeFrom: Knowledge | undefined
  let madeAt = ''
  return {
    get: (knowledge, moment, key, make) => {
      if (knowledge !== madeFrom || moment !== madeAt) {
        pages = new Map()
        madeFrom = knowledge
        madeAt = moment
      }
      const kept = pages.get(key)
      if (kept) return kept
      const fresh = make()
      if (pages.size < MAX_PAGES) pages.set(key, fresh)
      return fresh
    },
  }
}
