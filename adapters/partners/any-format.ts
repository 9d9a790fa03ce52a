/** What a feed answered → its reading, whichever of the formats it is. */
import type { Day } from '../../bot/knowledge/day.ts'
import { DAYS_TAKEN_AHEAD, type FeedReading, MAX_EVENTS_OF_FEED, UnreadableFeed } from './found.ts'
import { decoded } from './plain-words.ts'
import { readCalendar } from './read-calendar.ts'
import { readNews } from './read-news.ts'
import { readPage } from './read-page.ts'

export interface FeedAnswer {
  bytes: Uint8Array
  contentType: string
  /** Of the answer, for links that are relative. */
  address: string
  today: Day
}

/** Throws `UnreadableFeed` for what is none of them. What it is shows in the bytes; what a server says of it is too often wrong. */
export function readAnyFormat(answer: FeedAnswer): FeedReading {
  const reading = read(answer)
  if (reading.events.length <= MAX_EVENTS_OF_FEED) return reading
  const events = reading.events.sort((a, b) => (a.start < b.start ? -1 : 1)).slice(0, MAX_EVENTS_OF_FEED)
  const message = `${reading.events.length} Termine in ${DAYS_TAKEN_AHEAD} Tagen sind mehr, als übernommen werden; es bleiben die nächsten ${MAX_EVENTS_OF_FEED}.`
  return { ...reading, events, problems: [...reading.problems, { message }], isWhole: false }
}

function read({ bytes, contentType, address, today }: FeedAnswer): FeedReading {
  const text = decoded(bytes, contentType)
  const start = text.slice(0, 3_000)
  if (/^\s*BEGIN:VCALENDAR/im.test(start)) return readCalendar(text, today)
  if (/<(rss|feed|rdf:RDF)\b/i.test(start)) return readNews(text, address, today)
  if (/<(!doctype html|html|head|body|script)\b/i.test(start)) return readPage(text, address, today)
  if (text.trim() === '') throw new UnreadableFeed('Die Antwort ist leer.')
  throw new UnreadableFeed('Das ist weder ein Kalender noch ein Feed noch eine Webseite.')
}
