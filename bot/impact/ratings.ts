/** What visitors said of answers: by entry, those that helped least first, with the questions they answered and the visitors' words. */
import { z } from 'zod'
import type { KeptEvent } from './usage-report.ts'

const said = z.object({
  entry: z.string(),
  text: z.string().default(''),
  helped: z.boolean().optional(),
  words: z.string().optional(),
  channel: z.string().optional(),
})

/** Kinds of events read here; an interruption is one where thumbs were typed. */
export const RATED_KINDS = ['rating', 'interruption'] as const
/** Questions and words of one entry; more are read by nobody. */
const MAX_SHOWN = 5

export interface EntryRating {
  entry: string
  yes: number
  no: number
  /** Different questions to which it did not help, newest first. */
  questions: string[]
  /** What visitors said was missing, newest first. */
  words: string[]
}

export interface Ratings {
  yes: number
  no: number
  /** Entries that did not help at least once, most often first. */
  entries: EntryRating[]
}

/** Counts the ratings among the events; what staff tried in Teams is left out, and what cannot be read. */
export function ratingsOf(events: readonly KeptEvent[]): Ratings {
  const entries = new Map<string, EntryRating>()
  let [yes, no] = [0, 0]
  for (const { kind, body } of events) {
    const parsed = RATED_KINDS.some((one) => one === kind) ? said.safeParse(body) : undefined
    if (!parsed?.success || parsed.data.channel === 'msteams') continue
    const { entry, text, helped, words } = parsed.data
    if (helped === undefined && words === undefined) continue
    const found = entries.get(entry) ?? { entry, yes: 0, no: 0, questions: [], words: [] }
    entries.set(entry, found)
    if (helped === true) {
      yes += 1
      found.yes += 1
    }
    if (helped === false) {
      no += 1
      found.no += 1
      found.questions = newestFirst(found.questions, text)
    }
    if (words !== undefined) found.words = newestFirst(found.words, words)
  }
  const poor = [...entries.values()].filter((one) => one.no > 0)
  return { yes, no, entries: poor.sort((a, b) => b.no - a.no || a.yes - b.yes || (a.entry < b.entry ? -1 : 1)) }
}

function newestFirst(list: readonly string[], text: string): string[] {
  if (text === '') return [...list]
  return [text, ...list.filter((one) => one !== text)].slice(0, MAX_SHOWN)
}
