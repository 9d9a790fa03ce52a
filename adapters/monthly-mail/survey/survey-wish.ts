/** What somebody wants to be asked about later: an entry, a request, or the talk as such. */
import { z } from 'zod'
import type { Knowledge } from '../../../bot/knowledge/knowledge.ts'
import type { EntryId } from '../../../bot/knowledge/schema.ts'
import { siteText } from '../../words/site-words.ts'

const wish = z.object({
  /** Id of an entry, `request` or `talk`. */
  about: z.string(),
  lang: z.enum(['de', 'en']).default('de'),
})
export type SurveyWish = z.output<typeof wish>

/** As it is kept; what cannot be read is about the talk. */
export function keptSurveyWish(stored: unknown): SurveyWish {
  return wish.safeParse(stored).data ?? { about: 'talk', lang: 'de' }
}

/** From an address or a form: only what is there. */
export function readAbout(asked: string, { entries }: Knowledge): string {
  return asked === 'request' || entries.has(asked as EntryId) ? asked : 'talk'
}

/** In words: the title of the entry while it is there. */
export function aboutWords({ about, lang }: SurveyWish, knowledge: Knowledge): string {
  const entry = knowledge.entries.get(about as EntryId)
  return entry ? entry.title : siteText(knowledge, lang, about === 'request' ? 'survey.about.request' : 'survey.about.talk')
}
