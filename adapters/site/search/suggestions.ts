/** `/vorschlaege?q=…`: what may be meant while somebody types, as JSON for the search field's script. */
import type { Lang } from '../../../bot/knowledge/day.ts'
import { isOpen } from '../../../bot/knowledge/validity.ts'
import { suggestTitles } from '../../../bot/search/search.ts'
import { pageWords } from '../frame/page-words.ts'
import type { View } from '../frame/view.ts'

/** As many as are read at a glance. */
const MAX_SUGGESTIONS = 6
/** Some that are found are not offered today. */
const MAX_FOUND = 24
const MAX_TYPED_CHARS = 100

export interface SearchSuggestion {
  title: string
  /** "Förderprogramm", "Veranstaltung". */
  kind: string
}

/** Titles of entries that are open today, of one language; none for less than two letters. */
export function suggestionsFor(typed: string, lang: Lang, view: View): SearchSuggestion[] {
  const words = typed.trim().slice(0, MAX_TYPED_CHARS)
  if (!/[\p{L}\p{N}].*[\p{L}\p{N}]/u.test(words)) return []
  const { text } = pageWords(view.knowledge, lang)
  return suggestTitles(view.searcher, words, MAX_FOUND)
    .flatMap(({ id }) => view.knowledge.entries.get(id) ?? [])
    .filter((entry) => entry.lang === lang && !entry.elsewhere && isOpen(entry, view))
    .slice(0, MAX_SUGGESTIONS)
    .map(({ title, kind }) => ({ title, kind: text(`kind.${kind}`) }))
}
