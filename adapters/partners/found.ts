/** What is read from a partner's feed: plain data, the same from a calendar file, a news feed and a page. */
import type { Day } from '../../bot/knowledge/day.ts'
import type { Event } from '../../bot/knowledge/schema.ts'

export interface FoundPlace {
  name: string
  street?: string
  postcode?: string
  city?: string
}

export interface FoundEvent {
  /** What the feed calls it: stays when time, place or title change. */
  uid: string
  /** The feed's own count of changes; 0 where it counts none. */
  sequence: number
  title: string
  /** A day, or a day with a wall clock of ours (`2026-12-03T14:00`), as in `events/`. */
  start: string
  end?: string
  recurrence?: NonNullable<Event['recurrence']>
  place?: FoundPlace
  /** Missing where the feed says neither a place nor that it is online. */
  mode?: Event['mode']
  /** Plain text, paragraphs parted by an empty line; empty where there is none. */
  text: string
  cost?: string
  /** Page of the event. */
  link?: string
  cancelled: boolean
  /** The organiser has not confirmed it yet. */
  tentative: boolean
}

/** A news item without a date of its own: for editors, never shown. */
export interface FoundNews {
  uid: string
  title: string
  text: string
  link?: string
  day?: Day
}

/** What one answer of a feed holds. */
export interface FeedReading {
  format: 'ics' | 'rss' | 'page'
  events: FoundEvent[]
  news: FoundNews[]
  /** Pages that items of a news feed lead to, where their dates may stand. */
  pages: { uid: string; title: string; link: string }[]
  /** What could not be read, in German; `line` of the feed itself, where one can be named. */
  problems: { line?: number; message: string }[]
  /** False where something was cut off: what is missing then may still be there. */
  isWhole: boolean
}

/** Why nothing can be read at all; the message is German. */
export class UnreadableFeed extends Error {
  override readonly name = 'UnreadableFeed'
}

export const MAX_TITLE = 160
export const MAX_TEXT = 1_500
/** How far ahead dates are taken in. */
export const DAYS_TAKEN_AHEAD = 550
/** Of one feed; the next ones first. */
export const MAX_EVENTS_OF_FEED = 300

/** Online, on site or both, by what is known; undefined where nothing is. */
export function modeOf(place: FoundPlace | undefined, isOnline: boolean): Event['mode'] | undefined {
  if (place) return isOnline ? 'hybrid' : 'vor Ort'
  return isOnline ? 'online' : undefined
}
