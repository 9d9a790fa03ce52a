/**
 * What of an entry is searched, cut into segments: the title, each example question, each heading, each sentence.
 *
 * A segment is the smallest piece that can be the reason for a hit; it knows its field and the passage it stands in.
 */
import type { Entry } from '../knowledge/schema.ts'

export const FIELDS = ['title', 'question', 'heading', 'body'] as const
export type Field = (typeof FIELDS)[number]

export interface Segment {
  field: Field
  text: string
  /** Position in `entry.passages`; -1 for what stands outside them. */
  passage: number
}

/** The segments of an entry in reading order. */
export function segmentsOf(entry: Entry): Segment[] {
  const found: Segment[] = [{ field: 'title', text: entry.title, passage: -1 }]
  for (const question of new Set(entry.questions))
    if (question !== entry.title) found.push({ field: 'question', text: question, passage: -1 })
  for (const text of factsOf(entry)) found.push({ field: 'body', text, passage: -1 })
  entry.passages.forEach((passage, index) => {
    if (passage.heading) found.push({ field: 'heading', text: passage.heading, passage: index })
    for (const text of sentencesOf(passage.plain)) found.push({ field: 'body', text, passage: index })
  })
  return found
}

/** What the front matter says in words: who gives, for whom, where, by whom. */
function factsOf(entry: Entry): string[] {
  const facts = (...texts: (string | undefined)[]) => texts.filter((text) => text !== undefined && text !== '') as string[]
  switch (entry.kind) {
    case 'funding':
      return facts(entry.provider, entry.type.join(', '), entry.area.join(', '), entry.territory, entry.eligible.who, ...entry.funds)
    case 'events':
      return facts(entry.organiser, entry.mode, entry.place?.name, entry.place?.city)
    case 'contacts':
      return facts(entry.organisation, entry.role, entry.address?.city)
    default:
      return []
  }
}

const LINE = /[^\n]+/g
const SENTENCE = /[^.!?]+(?:[.!?]+(?=\s|$)|[.!?]+|$)/g
/** A full stop after these ends no sentence. */
const ABBREVIATION = /\b(\p{L}|\d{1,2}|[Ss]t|[Nn]r|bzw|ca|[Dd]r|usw|[Mm]io|[Mm]rd|Abs|Art|inkl|ggf|evtl|max|min|Tel|Str)\./gu

/** Sentences of a plain text; a line end always ends one (list items, table rows). */
export function sentencesOf(plain: string): string[] {
  const found: string[] = []
  for (const [line] of plain.matchAll(LINE)) {
    let open = ''
    for (const [piece] of line.replace(ABBREVIATION, '$1\u2024').matchAll(SENTENCE)) {
      open += piece
      if (!/[.!?]\s*$/.test(piece)) continue
      found.push(open.trim())
      open = ''
    }
    if (open.trim()) found.push(open.trim())
  }
  return found
}
