/**
 * One entry as numbers: its words in order, segment by segment. Depends on the entry's text alone, so an unchanged
 * entry (same digest) is never analysed twice.
 */
import type { Entry } from '../knowledge/schema.ts'
import { tokens } from './fold.ts'
import { type Lexicon, learn } from './lexicon.ts'
import { FIELDS, segmentsOf } from './segments.ts'

export interface Analysed {
  digest: string
  /** Word numbers; a 0 ends each segment. */
  stream: Uint32Array
  /** One item a segment: position in FIELDS, and the passage (-1: none). */
  fields: Uint8Array
  passages: Int16Array
  /** One item a segment: 1 when it holds a figure. */
  figures: Uint8Array
  /** The entry's `not` questions, each ended by a 0. Not part of what can be found. */
  not: Uint32Array
}

export function analyse(lexicon: Lexicon, entry: Entry): Analysed {
  const segments = segmentsOf(entry)
  const not: number[] = []
  for (const text of entry.not) not.push(...tokens(text).map((token) => learn(lexicon, token)), 0)
  const stream: number[] = []
  for (const { text } of segments) {
    for (const token of tokens(text)) stream.push(learn(lexicon, token))
    stream.push(0)
  }
  return {
    digest: entry.digest,
    stream: Uint32Array.from(stream),
    fields: Uint8Array.from(segments, ({ field }) => FIELDS.indexOf(field)),
    passages: Int16Array.from(segments, ({ passage }) => passage),
    not: Uint32Array.from(not),
    figures: Uint8Array.from(segments, ({ text }) => (/\d/.test(text) ? 1 : 0)),
  }
}
