/** Words marked in what is shown: those that a visitor asked for. */
import { type Html, html, markupOf, type Part, raw } from './html.ts'

const WORD = /[\p{L}\p{M}\p{N}]+(?:[-‐‑][\p{L}\p{M}\p{N}]+)*/gu

/** Tells of a word as written whether it is to be marked. */
export type IsMeant = (written: string) => boolean

/** Markup with `<mark>` around words of its text; tags, attributes and character references stay as they are. */
export function markedMarkup(markup: Html, isMeant: IsMeant): Html {
  const pieces = markupOf(markup).split(/(<[^>]*>|&#?\w+;)/)
  return raw(
    pieces
      .map((piece, at) => (at % 2 === 1 ? piece : piece.replace(WORD, (word) => (isMeant(word) ? `<mark>${word}</mark>` : word))))
      .join(''),
  )
}

/** A text as markup, with its words marked. */
export function markedText(text: Part, isMeant: IsMeant): Html {
  return markedMarkup(html`${text}`, isMeant)
}

/** How many different words of a text are meant. */
export function countMeant(text: string, isMeant: IsMeant): number {
  return new Set((text.match(WORD) ?? []).filter(isMeant).map((word) => word.toLowerCase())).size
}
