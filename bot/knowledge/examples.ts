/** Praxisbeispiele: articles that tell of somebody who has done it, and what each is an example of. */
import type { Moment } from '../moment.ts'
import { entriesOf, type Knowledge } from './knowledge.ts'
import type { Article, Entry } from './schema.ts'
import { isOpen } from './validity.ts'

export type ExampleArticle = Article & { example: NonNullable<Article['example']> }

/** Whether an entry tells of somebody who has done it. */
export function isExample(entry: Entry): entry is ExampleArticle {
  return entry.kind === 'articles' && entry.example !== undefined
}

/** All that may be shown at the moment, by title. */
export function openExamples(knowledge: Knowledge, moment: Moment): ExampleArticle[] {
  return entriesOf(knowledge, 'articles')
    .filter(isExample)
    .filter((entry) => isOpen(entry, moment))
    .sort((a, b) => a.title.localeCompare(b.title, 'de'))
}

/** Those of one subject: an example is one of the entries that it names as its next steps. */
export function examplesOf(subject: Pick<Entry, 'id'>, knowledge: Knowledge, moment: Moment): ExampleArticle[] {
  return openExamples(knowledge, moment).filter(({ id, next }) => id !== subject.id && next.includes(subject.id))
}
