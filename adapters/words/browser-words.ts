/** Sentences that a script in the browser says: a part of a book, both languages, as one value. */
import type { Lang } from '../../bot/knowledge/day.ts'
import type { MessageTexts } from '../../bot/knowledge/knowledge.ts'
import { type SentenceBook, sentenceText } from '../../bot/sentences.ts'

/** The ids of a book that begin with a prefix and a dot, without these. */
type Suffix<Book, Prefix extends string> = keyof Book extends infer Id ? (Id extends `${Prefix}.${infer Rest}` ? Rest : never) : never

/** The part of a book that a browser gets: sentences by the rest of their id, placeholders unfilled. */
export type Words<Book, Prefix extends string> = Record<Lang, Record<Suffix<Book, Prefix>, string>>

/** The sentences of both languages whose ids begin with `<prefix>.`. */
export function wordsUnder<Book extends SentenceBook, Prefix extends string>(
  book: Book,
  prefix: Prefix,
  texts: Record<Lang, MessageTexts>,
): Words<Book, Prefix> {
  const ids = Object.keys(book).filter((id) => id.startsWith(`${prefix}.`))
  const inOne = (lang: Lang) => Object.fromEntries(ids.map((id) => [id.slice(prefix.length + 1), sentenceText(texts, lang, id)]))
  return { de: inOne('de'), en: inOne('en') } as Words<Book, Prefix>
}
