/** Path and query → the page that is there. The one place that knows which page belongs to which address. */
import { SITE_PATHS } from '../../bot/knowledge/references.ts'
import { type Entry, type EntryId, FUNDING_TYPES, type Kind } from '../../bot/knowledge/schema.ts'
import { articlePage } from './entries/article-page.ts'
import { contactPage } from './entries/contact-page.ts'
import { eventPage } from './entries/event-page.ts'
import { fundingPage } from './entries/funding-page.ts'
import { withdrawnPage } from './entries/withdrawn-page.ts'
import type { PageContent } from './frame/layout.ts'
import type { View } from './frame/view.ts'
import { guideStart } from './guides/guide-pages.ts'
import { articleList } from './lists/article-list.ts'
import { contactList } from './lists/contact-list.ts'
import { eventList } from './lists/event-list.ts'
import { monthIn } from './lists/event-views.ts'
import { fundingList } from './lists/funding-list.ts'
import { guideList } from './lists/guide-list.ts'
import { COSTS, VIEWS, WAYS } from './parts/event-filter.ts'
import { searchPage } from './search/search-page.ts'

const LISTS: Record<Kind, (query: URLSearchParams, view: View) => PageContent> = {
  articles: (query, view) => {
    const asked = query.get('q')?.trim()
    return asked ? searchPage(asked, query.get('lang') === 'en' ? 'en' : 'de', view) : articleList(query, view)
  },
  funding: fundingList,
  events: eventList,
  contacts: contactList,
  guides: (_query, view) => guideList(view),
}

export function listPage(folder: string, query: URLSearchParams, view: View): PageContent {
  return LISTS[SITE_PATHS.get(folder)!](query, view)
}

export function entryPage(entry: Entry, view: View): PageContent {
  const withdrawn = withdrawnPage(entry, view)
  if (withdrawn) return withdrawn
  if (entry.kind === 'articles') return articlePage(entry, view)
  if (entry.kind === 'funding') return fundingPage(entry, view)
  if (entry.kind === 'events') return eventPage(entry, view)
  if (entry.kind === 'contacts') return contactPage(entry, view)
  return guideStart(entry, view)
}

/** The entry at `/folder/slug`. */
export function entryAt(folder: string, slug: string, { knowledge }: Pick<View, 'knowledge'>): Entry | undefined {
  return knowledge.entries.get(`${SITE_PATHS.get(folder)!}/${slug}` as EntryId)
}

/** Free text that anybody may write; pages made from it are not kept. */
const FREE_TEXT = ['q', 'ort']

/** The query with only what changes a page: filters with a value that exists, and free text. */
export function readQuery(
  search: URLSearchParams,
  { knowledge: { vocabulary }, today }: Pick<View, 'knowledge' | 'today'>,
): { query: URLSearchParams; free: boolean } {
  const filters: [name: string, values: readonly string[]][] = [
    ['thema', vocabulary.topics.map(({ id }) => id)],
    ['fuer', vocabulary.audiences.map(({ id }) => id)],
    ['art', FUNDING_TYPES.map((type) => type.toLowerCase())],
    ['lang', ['en']],
    ['teilnahme', WAYS],
    ['kosten', COSTS],
    ['ansicht', VIEWS],
  ]
  const query = new URLSearchParams()
  for (const [name, values] of filters) {
    const value = search.get(name)
    if (value !== null && values.includes(value)) query.set(name, value)
  }
  for (const name of FREE_TEXT) {
    const value = search.get(name)?.trim()
    if (value) query.set(name, value)
  }
  const month = search.get('monat')
  if (month !== null && query.get('ansicht') === 'monat') query.set('monat', monthIn(search, today))
  return { query, free: FREE_TEXT.some((name) => query.has(name)) }
}
