/**
 * What of an entry is searched, cut into segments: the title, each example question, each heading, each sentence.
 *
 * A segment is the smallest piece that can be the reason for a hit; it knows its field and the passage it stands in.
 */
import type { Entry } from '../../knowledge/schema.ts'

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

/** A full stop after these ends no sentence; nor after a single letter or one or two figures ("z. B.", "am 3. Mai"). */
const ABBREVIATIONS = new Set('st nr bzw ca dr usw mio mrd abs art inkl ggf evtl max min tel str co etc vgl bspw zzgl'.split(' '))

/** Sentences of a plain text; a line end always ends one (list items, table rows). */
export function sentencesOf(plain: string): string[] {
  const found: string[] = []
  let start = 0
  const end = (at: number) => {
    const sentence = plain.slice(start, at).trim()
    if (sentence !== '') found.push(sentence)
    start = at
  }
  for (let at = 0; at < plain.length; at++) {
    const code = plain.charCodeAt(at)
    if (code === 0x0a) end(at)
    // A full stop, exclamation or question mark before a blank.
    else if (
      (code === 0x2e || code === 0x21 || code === 0x3f) &&
      plain.charCodeAt(at + 1) === 0x20 &&
      !(code === 0x2e && endsAbbreviated(plain, start, at))
    )
      end(at + 1)
  }
  end(plain.length)
  return found
}

function endsAbbreviated(plain: string, start: number, stop: number): boolean {
  let from = stop
  while (from > start && stop - from < 6 && !/[^\p{L}\d]/u.test(plain[from - 1]!)) from--
  const word = plain.slice(from, stop)
  return /^(\p{L}|\d{1,2})$/u.test(word) || ABBREVIATIONS.has(word.toLowerCase())
}
