/** What a page says in one language: texts, and sentences whose Markdown was made into markup once for each version of the knowledge. */
import type { Lang } from '../../../bot/knowledge/day.ts'
import { derivedFrom } from '../../../bot/knowledge/derived.ts'
import type { Knowledge } from '../../../bot/knowledge/knowledge.ts'
import { ownValue } from '../../../bot/knowledge/own-value.ts'
import { type SentenceValues, sentenceText } from '../../../bot/sentences.ts'
import { SITE_LINES, type SITE_TEXTS } from '../../words/site-book.ts'
import { type SiteTextId, siteText } from '../../words/site-words.ts'
import { type Html, markupOf, type Part, raw } from './html.ts'
import { renderSentence } from './markdown.ts'

export type SiteLineId = keyof typeof SITE_LINES

export interface PageWords {
  lang: Lang
  /** For titles, labels and attributes. */
  text<Id extends SiteTextId>(id: Id, ...values: SentenceValues<typeof SITE_TEXTS, Id>): string
  /** For paragraphs; values are escaped unless they are markup already. */
  line<Id extends SiteLineId>(id: Id, ...values: SentenceValues<typeof SITE_LINES, Id, Part>): Html
}

/** Markup, and between two pieces of it a placeholder. */
interface Placeholder {
  name: string
  /** Inside a link's address: only a path of our own may come there. */
  isAddress: boolean
}
type Pieces = (string | Placeholder)[]

/** The words of the pages; asking for them costs nothing. */
export function pageWords(knowledge: Knowledge, lang: Lang): PageWords {
  return wordsOfBoth(knowledge)[lang]
}

const wordsOfBoth = derivedFrom(
  (knowledge: Knowledge): Record<Lang, PageWords> => ({
    de: wordsIn(knowledge, 'de'),
    en: wordsIn(knowledge, 'en'),
  }),
)

function wordsIn(knowledge: Knowledge, lang: Lang): PageWords {
  const lines = new Map<string, Pieces>()
  for (const id of Object.keys(SITE_LINES)) lines.set(id, piecesOf(renderSentence(sentenceText(knowledge.site, lang, id), knowledge, lang)))
  return {
    lang,
    text: (id, ...values) => siteText(knowledge, lang, id, ...values),
    line: (id, ...[values]) =>
      raw(
        lines
          .get(id)!
          .map((piece) => markupOfPiece(piece, values))
          .join(''),
      ),
  }
}

/** Markdown leaves `{name}` as it is in text and writes it with percent signs in an address. */
function piecesOf(line: Html): Pieces {
  return markupOf(line)
    .split(/(\{\w+\}|%7B\w+%7D)/)
    .map((part) => {
      const name = /^(?:\{|%7B)(\w+?)(?:\}|%7D)$/.exec(part)?.[1]
      return name === undefined ? part : { name, isAddress: part.startsWith('%') }
    })
}

function markupOfPiece(piece: Pieces[number], values: Readonly<Record<string, Part>> | undefined): string {
  if (typeof piece === 'string') return piece
  const value = ownValue(values, piece.name)
  if (!piece.isAddress) return value === undefined ? `{${piece.name}}` : markupOf(value)
  return typeof value === 'string' && /^\/(?![/\\])/.test(value) ? markupOf(value) : '#'
}
