/** Praxisbeispiele: articles that tell of somebody who has done it, and what each is an example of. */
import type { Moment } from '../moment.ts'
import type { Lang } from './day.ts'
import { entriesOf, type Knowledge } from './knowledge.ts'
import type { Article, Entry, EntryId } from './schema.ts'
import { isOpen } from './validity.ts'

export type ExampleArticle = Article & { example: NonNullable<Article['example']> }

/** Whether an entry tells of somebody who has done it. */
export function isExample(entry: Entry): entry is ExampleArticle {
  return entry.kind === 'articles' && entry.example !== undefined
}

/**
 * All that may be shown at the moment, by title, each once: in `lang` where somebody has translated it, else in the language it has.
 * Rows of one family (an entry and what translates it) are one example.
 */
export function openExamples(knowledge: Knowledge, moment: Moment, lang: Lang): ExampleArticle[] {
  const open = allOpen(knowledge, moment)
  const told = new Set(open.filter((entry) => entry.lang === lang).map(originalOf))
  return open.filter((entry) => entry.lang === lang || !told.has(originalOf(entry)))
}

/**
 * Those of one subject: an example is one of the entries that it names as its next steps. What is named in one language holds for its
 * translations.
 */
export function examplesOf(subject: Entry, knowledge: Knowledge, moment: Moment, lang: Lang): ExampleArticle[] {
  const about = originalOf(subject)
  const isAbout = ({ next }: ExampleArticle) =>
    next.some((id) => id === about || knowledge.entries.get(id as EntryId)?.translationOf === about)
  const named = new Set(allOpen(knowledge, moment).filter(isAbout).map(originalOf))
  return openExamples(knowledge, moment, lang).filter((entry) => originalOf(entry) !== about && named.has(originalOf(entry)))
}

const allOpen = (knowledge: Knowledge, moment: Moment): ExampleArticle[] =>
  entriesOf(knowledge, 'articles')
    .filter(isExample)
    .filter((entry) => isOpen(entry, moment))
    .sort((a, b) => a.title.localeCompare(b.title, 'de'))

const originalOf = ({ id, translationOf }: Pick<Entry, 'id' | 'translationOf'>): string => translationOf ?? id
