/**
 * One entry as numbers: its words in order, segment by segment. Depends on the entry's text alone, so an unchanged
 * entry (same digest) is never analysed twice.
 */
import type { Entry } from '../../knowledge/schema.ts'
import { type Lexicon, learnText } from './lexicon.ts'
import { FIELDS, segmentsOf } from './segments.ts'

export interface Analysed {
  digest: string
  /** Word numbers; a 0 ends each segment. */
  stream: Uint32Array
  /** One item per segment: position in FIELDS, and the passage (-1: none). */
  fields: Uint8Array
  passages: Int16Array
  /** One item per segment: 1 when it holds a figure. */
  figures: Uint8Array
}

/** New words are added to the lexicon. */
export function analyse(lexicon: Lexicon, entry: Entry): Analysed {
  const segments = segmentsOf(entry)
  const stream: number[] = []
  for (const { text } of segments) {
    learnText(lexicon, text, stream)
    stream.push(0)
  }
  return {
    digest: entry.digest,
    stream: Uint32Array.from(stream),
    fields: Uint8Array.from(segments, ({ field }) => FIELDS.indexOf(field)),
    passages: Int16Array.from(segments, ({ passage }) => passage),
    figures: Uint8Array.from(segments, ({ text }) => (/\d/.test(text) ? 1 : 0)),
  }
}
