/**
 * All that the bot knows, as plain data: made by `parse.ts` from files, read by everything else. Nobody changes it;
 * an edit makes a new value.
 */
import type { Lang } from './day.ts'
import type { Routing } from './routing.ts'
import type { Entry, EntryId, EntryOf, Kind } from './schema.ts'

/** One row of a list in `vocabulary.md`: an id, its label and the words by which visitors mean it (lower case). */
export interface ListItem {
  id: string
  label: string
  words: string[]
  /** Its name in English first, then the English words for it (lower case after the first); empty where nobody wrote any. */
  english: string[]
}

export interface Region extends ListItem {
  /** Id of the region it lies in; `außerhalb` for places outside the chambers' area; empty for the whole area. */
  within: string
  /** Five-digit postcodes; one postcode may stand in two regions. */
  postcodes: string[]
}

export interface Vocabulary {
  /** The visitor's word or phrase (lower case) → our words. */
  words: Map<string, string[]>
  /** Two and three letter words that count, lower case. */
  short: Set<string>
  topics: ListItem[]
  audiences: ListItem[]
  regions: Region[]
}

/** A question of `questions.md`: `expected` is empty where the honest answer is "none". */
export interface RatedQuestion {
  question: string
  expected: EntryId[]
  part: 'calibration' | 'measuring'
  /** Distance of an out-of-scope question: `near` (chamber matters that are not ours) or `far` (weather). */
  outOfScope?: 'near' | 'far'
  line: number
}

/** Every fixed sentence by id; texts may hold `{placeholders}`. */
export type MessageTexts = Record<string, string>

export interface Knowledge {
  entries: ReadonlyMap<EntryId, Entry>
  vocabulary: Vocabulary
  messages: Record<Lang, MessageTexts>
  questions: readonly RatedQuestion[]
  /** Who takes requests, and when. */
  routing: Routing
}

/** The entries of one kind, in the order of their ids. */
export function entriesOf<K extends Kind>(knowledge: Knowledge, kind: K): EntryOf<K>[] {
  const found: EntryOf<K>[] = []
  for (const entry of knowledge.entries.values()) if (entry.kind === kind) found.push(entry as EntryOf<K>)
  return found.sort((a, b) => (a.id < b.id ? -1 : 1))
}
