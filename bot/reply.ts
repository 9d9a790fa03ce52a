/**
 * What the bot says, free of any channel: the doors render it as a Web Chat activity, a Teams card or a plain page, and
 * `plainText` says it on a terminal.
 */
import type { AsOf, Day, Lang } from './knowledge/day.ts'
import type { EntryId, Kind } from './knowledge/schema.ts'

/** Where an answer comes from. `path` is the entry's page on our own site (`/wissen/e-rechnung`). */
export interface Citation {
  id: EntryId
  title: string
  path: string
  /** The heading of its page that the answer is from, as an address names it; missing for its beginning or all of it. */
  anchor?: string
  /** Missing when nobody has checked the entry yet. */
  checked?: Day
  /** The day of its facts, as exactly as it is known. */
  asOf?: AsOf
  /** True when the entry's check is overdue on the day of the answer. */
  overdue: boolean
  sources: { name: string; url?: string | undefined; date?: string | undefined }[]
}

/** A button. Pressing it says exactly `say`, as if the visitor had typed it. */
export interface Suggestion {
  label: string
  say: string
  /**
   * What it is for, where a door may show it at another place than in a row of suggestions: an answer to the bot's own question, of which
   * none may hide; the one step to go on with; the reasons of an answer; the way to a person.
   */
  kind?: 'choice' | 'next' | 'why' | 'person'
  /** The question it answers, by `question-id.ts`: pressed later, it must answer no other. */
  of?: string
}

/** Somewhere to go: a booking page, a phone number, a page of ours. `id` is counted under `/go/<id>`. */
export interface ReplyTarget {
  kind: 'booking' | 'web' | 'phone' | 'mail' | 'page' | 'calendar'
  title: string
  /** Absolute address, `tel:`, `mailto:`, or a path on our own site. */
  href: string
}

/** A titled box of facts (a programme, an event, a contact). */
export interface Card {
  id: EntryId
  kind: Kind
  title: string
  subtitle?: string
  text?: string
  facts: { label: string; value: string }[]
  targets: ReplyTarget[]
}

/** Who and where the visitor was understood to be. */
export interface ReplyProfile {
  /** "Für: Friseurin · Musterstadt" */
  text: string
  /** `remove`: what to say so that it is forgotten. */
  parts: { label: string; remove: string }[]
  /** Only for doors that draw a line of it: a guide says itself what it understood, and what is forgotten is said already. */
  unsaid?: true
}

/** That what the visitor writes now goes to people, and how they turn back. */
export interface SpokenWith {
  /** "Sie sprechen mit …" */
  text: string
  back: Suggestion
}

export interface Reply {
  lang: Lang
  /** Markdown, one chat bubble each. */
  texts: string[]
  /** How many of the last texts put the open question of a dialog again beside the answer: they are no part of it, nor of its sources. */
  putAgain?: number
  cards: Card[]
  citations: Citation[]
  suggestions: Suggestion[]
  targets: ReplyTarget[]
  /** In the reply that follows a change of it, and in no other. */
  profile?: ReplyProfile
  /** Missing while the bot itself is spoken with. */
  live?: SpokenWith
  /** All that was stored of the talk is gone: a door that keeps something on the visitor's device lets go of it, too. */
  forgotten?: true
  /** Number of the answer in its talk, where the visitor may say whether it helped. */
  rate?: number
}

/** A reply of one text and nothing else. */
export function say(lang: Lang, ...texts: string[]): Reply {
  return { lang, texts, cards: [], citations: [], suggestions: [], targets: [] }
}
