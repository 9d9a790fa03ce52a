/** Texts that send somebody to the phone, held against the numbers of those whom they name: nobody is told to call where no number is known. */
import { derivedFrom } from './derived.ts'
import { entriesOf, type Knowledge } from './knowledge.ts'
import type { Contact, Entry, EntryId } from './schema.ts'

/** Where a text says "rufen Sie an", and the contact that has no number. */
export interface VainCall {
  keys: PropertyKey[]
  /** The line of the passage, for a text. */
  line?: number
  contact: Contact
}

/** "Rufen Sie … an", "anrufen", "telefonisch erreichbar"; "sie rufen die Meldung ab" is another verb. */
const CALLS = /\brufen Sie\b(?![^.!?\n]*\bab\b)|\banrufen\b|\btelefonisch\b/i
const NUMBER = /(?<![\d.,])(?:\+49|0)[\d /-]{5,}\d|\b11[02]\b|\b116 ?\d{3}\b/
const LINKED = /\/anlaufstellen\/([a-z0-9-]+)/g

/** Calls of one entry that nobody could make: the contact itself, those that a paragraph names or links, those an outcome leads to. */
export function vainCalls(entry: Entry, knowledge: Knowledge): VainCall[] {
  if (entry.status === 'draft') return []
  const inText = callsIn(entry).flatMap(({ paragraph, line }) => {
    const meant = namedIn(paragraph, entry, knowledge)
    const silent = meant.length > 0 && meant.every(({ phone }) => phone === undefined) ? meant.slice(0, 1) : []
    return silent.map((contact): VainCall => ({ keys: [], line, contact }))
  })
  return entry.kind === 'guides' ? [...inText, ...outcomeCalls(entry, knowledge)] : inText
}

/** Paragraphs that send to the phone without a number, each with its passage's line. Hardly any passage has one. */
const callsIn = derivedFrom(({ passages }: Entry): readonly { paragraph: string; line: number }[] =>
  passages.flatMap(({ markdown, line }) =>
    (CALLS.test(markdown) ? markdown.split(/\n\s*\n/) : [])
      .filter((paragraph) => CALLS.test(paragraph) && !NUMBER.test(paragraph))
      .map((paragraph) => ({ paragraph, line })),
  ),
)

function namedIn(paragraph: string, entry: Entry, knowledge: Knowledge): Contact[] {
  const linked = [...paragraph.matchAll(LINKED)].map(([, slug]) => slug!)
  const named = entriesOf(knowledge, 'contacts').filter(
    ({ slug, title, short }) => linked.includes(slug) || [title, short].some((name) => name !== undefined && paragraph.includes(name)),
  )
  return named.length === 0 && entry.kind === 'contacts' ? [entry] : named
}

/** An outcome that says "rufen Sie an" leads to somebody with a number. */
function outcomeCalls(entry: Extract<Entry, { kind: 'guides' }>, { entries }: Knowledge): VainCall[] {
  return entry.outcomes.flatMap(({ text, groups }, i): VainCall[] => {
    if (!CALLS.test(text) || NUMBER.test(text)) return []
    const contacts = groups.flatMap(({ targets }) => targets).flatMap((id) => entries.get(id as EntryId) ?? [])
    const reached = contacts.filter((target): target is Contact => target.kind === 'contacts')
    const [first] = reached
    return first && reached.every(({ phone }) => phone === undefined) ? [{ keys: ['outcomes', i, 'text'], contact: first }] : []
  })
}
