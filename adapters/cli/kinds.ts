/** What people call the kinds of entries on the command line. */
import { KINDS, type Kind } from '../../bot/knowledge/schema.ts'

const WORDS: Record<Kind, string[]> = {
  articles: ['article', 'articles', 'artikel'],
  funding: ['funding', 'foerderung', 'förderung', 'programm'],
  events: ['event', 'events', 'veranstaltung', 'termin'],
  contacts: ['contact', 'contacts', 'anlaufstelle', 'kontakt'],
  guides: ['guide', 'guides', 'dialog'],
}

export function kindOf(word: string): Kind | undefined {
  return KINDS.find((kind) => WORDS[kind].includes(word.toLowerCase()))
}

/** A kind whose entries fit a table; a dialog does not. */
export function tableKind(word: string): Kind | undefined {
  const kind = kindOf(word)
  return kind === 'guides' ? undefined : kind
}
