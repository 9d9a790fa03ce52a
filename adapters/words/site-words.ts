/** The fixed sentences of the pages as texts; as markup they are in `site/frame/page-words.ts`. */
import type { Lang } from '../../bot/knowledge/day.ts'
import type { Knowledge } from '../../bot/knowledge/knowledge.ts'
import { fillSentence, type SentenceValues, sentenceText } from '../../bot/sentences.ts'
import { SITE_LINES, type SITE_TEXTS } from './site-book.ts'

export type SiteTextId = keyof typeof SITE_TEXTS

/** A label, title or name; what it holds is text, never markup. */
export function siteText<Id extends SiteTextId>(
  { site }: Pick<Knowledge, 'site'>,
  lang: Lang,
  id: Id,
  ...[values]: SentenceValues<typeof SITE_TEXTS, Id>
): string {
  return fillSentence(sentenceText(site, lang, id), values)
}

/** Links and bold words where only text is shown would be read as signs. */
export function siteProblem(id: string, text: string): { code: string; message: string; hint: string } | undefined {
  if (Object.hasOwn(SITE_LINES, id) || !/\[[^\]]*\]\([^)]*\)|\*\*/.test(text)) return undefined
  return {
    code: 'plain-sentence',
    message: `„${id}“ wird als bloßer Text gezeigt, Links und **Fettes** gehen hier nicht.`,
    hint: 'Schreiben Sie nur die Worte.',
  }
}
