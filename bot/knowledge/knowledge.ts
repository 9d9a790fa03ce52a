/**
 * All that the bot knows, as plain data: made by `parse.ts` from files, read by everything else. Nobody changes it;
 * an edit makes a new value.
 */

import type { Acts } from './acts-file.ts'
import type { Area } from './area.ts'
import type { Day, Lang } from './day.ts'
import { derivedFrom } from './derived.ts'
import type { Land } from './holidays.ts'
import type { Entry, EntryId, EntryOf, Kind, PublicWords } from './schema.ts'
import type { Style } from './style-rules.ts'
import type { OfficeHours } from './week-hours.ts'

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

/** A picture as it is sent: its name below the folder, its media type, its bytes. */
export interface Logo {
  name: string
  type: string
  bytes: Uint8Array
}

export interface Vocabulary {
  /** The visitor's word or phrase (lower case) → our words. */
  words: Map<string, string[]>
  /** Ends of host names whose pages are an authority's own: `bund.de`, `ihk.de`. */
  officialHosts: string[]
  /** How the house writes: vendors' names, rules that are switched off, and how people are written of. */
  style: Style
  /** Two and three letter words that count, lower case. */
  short: Set<string>
  topics: ListItem[]
  audiences: ListItem[]
  regions: Region[]
  /** Everyday words that mean nearly the same in a question (lower case), one list per sense. */
  senses: string[][]
  /** Everyday English (lower case) → German words. */
  english: Map<string, string[]>
}

/** A question of `questions.md`: `expected` is empty where the honest answer is "none". */
export interface RatedQuestion {
  question: string
  expected: EntryId[]
  part: 'calibration' | 'measuring'
  /** Distance of an out-of-scope question: `near` (chamber matters that are not ours) or `far` (weather). */
  outOfScope?: 'near' | 'far'
  /** Path of its file, as editors know it. */
  file: string
  line: number
}

/** How people go on asking, where one part of an entry answers them. */
export interface FollowUps {
  entry: EntryId
  /** The part's, as written. */
  heading: string
  questions: string[]
  /** Path of the (last) file, as editors know it. */
  file: string
  line: number
}

/** Every fixed sentence by id; texts may hold `{placeholders}`. */
export type MessageTexts = Record<string, string>

/** Somebody, or a mailbox that several read. */
export interface Mailbox {
  /** Empty when only the address is known. */
  name: string
  /** In lower case. */
  address: string
}

/** People by our own name for them; a channel in Teams is connected by a command typed there, mailboxes are named here. */
export interface Channel {
  id: string
  label: string
  /** Ids of `vocabulary.md`. A row with topics or regions takes what fits all of them, before the contacts are asked. */
  topics: string[]
  regions: string[]
  /** Who gets its requests by mail, where mail is set up. */
  mail: Mailbox[]
  /** Who is rung in Teams, by the address they sign in with; without any, whoever connected the channel there. */
  duty: Mailbox[]
  /** Path of its file, as editors know it. */
  file: string
  line: number
}

/** When a weekly digest goes to which channel: 1 is Monday, wall clock `HH:MM`. */
export interface Digest {
  weekday: number
  clock: string
  channel: string
}

export interface Routing {
  channels: Channel[]
  /** Takes what fits nowhere else, and what nobody took in time. */
  lastResort?: string
  /** Who may act for others: ids of Entra, mailboxes, or names as Teams shows them. */
  leads: string[]
  hours: OfficeHours[]
  /** Both days included; public holidays are closed anyway. */
  closed: { from: Day; until: Day }[]
  /** Whose public holidays; from `area.md`. */
  land: Land
  /** Office hours after which an unclaimed request is brought to mind, and after which it goes to the last resort too. */
  remindAfterHours: number
  escalateAfterHours: number
  /** Weekly digests, one for each channel that wants one. */
  digests: Digest[]
}

/** A partner's calendar or news, as a row of `feeds.md` names it. */
export interface PartnerFeed {
  address: string
  organiser: string
  /** Ids of `vocabulary.md` that hold for all its dates. */
  regions: string[]
  topics: string[]
  /** What becomes of its dates: shown at once, or written down for the editors. */
  trust: 'publish' | 'draft'
  /** Path of its file, as editors know it. */
  file: string
  line: number
}

/** Wall clocks of the area, `2026-12-21T08:00`; the end belongs to it. Missing: from always, for good. */
export interface Period {
  from?: string
  until?: string
}

export interface Notice extends Period {
  words: PublicWords
}

/** Ways in that can be closed: the web chat, the bot in Teams, the pages, requests to people, the API with the assistants' door. */
export type Door = 'chat' | 'teams' | 'pages' | 'requests' | 'programs'

export interface ClosedDoor extends Period {
  door: Door
  words: PublicWords
}

export interface Withdrawal {
  entry: EntryId
  words: PublicWords
  /** Path of its file, as editors know it. */
  file: string
  line: number
}

export interface Switches {
  notices: Notice[]
  doors: ClosedDoor[]
  withdrawn: Withdrawal[]
}

export interface Knowledge {
  entries: ReadonlyMap<EntryId, Entry>
  vocabulary: Vocabulary
  area: Area
  messages: Record<Lang, MessageTexts>
  /** The fixed sentences of the pages and of the chat's own page (`site.<lang>.md`). */
  site: Record<Lang, MessageTexts>
  /** The fixed sentences that staff read (`staff.<lang>.md`). */
  staff: Record<Lang, MessageTexts>
  /** The fixed sentences of the editors' pages (`editors.de.md`); German alone. */
  editors: Record<Lang, MessageTexts>
  /** What people do besides asking for a topic. */
  /** The picture that `area.md` names, where there is one. */
  logo?: Logo
  acts: Record<Lang, Acts>
  questions: readonly RatedQuestion[]
  /** By the id of the part that answers. */
  followUps: ReadonlyMap<string, FollowUps>
  /** Who takes requests, and when. */
  routing: Routing
  /** Whose dates are read. */
  feeds: readonly PartnerFeed[]
  /** Notices, closed doors, withdrawn entries. */
  switches: Switches
}

/** The entries of one kind, in the order of their ids. */
export function entriesOf<K extends Kind>({ entries }: Pick<Knowledge, 'entries'>, kind: K): readonly EntryOf<K>[] {
  return (byKind(entries).get(kind) ?? []) as readonly EntryOf<K>[]
}

/** Turns and walks ask for one kind again and again, and a large folder holds thousands of another. */
const byKind = derivedFrom((entries: Knowledge['entries']): ReadonlyMap<Kind, readonly Entry[]> => {
  const found = new Map<Kind, Entry[]>()
  for (const entry of entries.values()) {
    const some = found.get(entry.kind)
    if (some) some.push(entry)
    else found.set(entry.kind, [entry])
  }
  for (const some of found.values()) some.sort((a, b) => (a.id < b.id ? -1 : 1))
  return found
})
