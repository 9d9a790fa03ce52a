/** What reading an answer gives: values, or a problem that can be said. */
import type { Choice } from '../../knowledge/guide-schema.ts'

export type ReadingProblem =
  /** Not an answer to this step. */
  | { kind: 'unreadable'; retry: string }
  /** Fits several choices; ask which. */
  | { kind: 'ambiguous'; retry: string; options: Choice[] }
  /** An answer, but one that is not possible: a number out of range, a day without an appointment, a postcode of four figures. */
  | { kind: 'impossible'; retry: string }

export type Reading =
  /** `sure`: the utterance is this answer and nothing else (a label, its number, "weiß nicht"). */
  { ok: true; values: string[]; sure: boolean } | { ok: false; problem: ReadingProblem }

/** An answer that was understood; `sure` as in `Reading`. */
export function read(values: string[], sure: boolean): Reading {
  return { ok: true, values, sure }
}
