/**
 * RSS (0.9 to 2.0, also as RDF) and Atom → events where an item says its date (RSS event module, xCal), else the pages that items lead to,
 * and news. The day on which an item was published is never taken for the day of an event.
 */

import { XMLParser } from 'fast-xml-parser'
import { type Day, dayIn } from '../../bot/knowledge/day.ts'
import { ownValue } from '../../bot/knowledge/own-value.ts'
import { type FeedReading, type FoundEvent, type FoundNews, MAX_TEXT, MAX_TITLE, modeOf, UnreadableFeed } from './found.ts'
import { saysOnline, whereIs } from './place-words.ts'
import { lineOf, paragraphsOf } from './plain-words.ts'
import { timeOf } from './wall-clock.ts'

const MAX_ITEMS = 100
type Tag = Readonly<Record<string, unknown>>

/** Prefixes stay, because `ev:startdate` and `startdate` are different things; nothing is made a number or a date. */
const PARSER = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  textNodeName: '#text',
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  trimValues: true,
  // Markup in these is text for us, in its own order.
  stopNodes: ['*.description', '*.content', '*.content:encoded', '*.summary'],
  isArray: (name) => ['item', 'entry', 'link'].includes(name),
})

/** Names in which feeds write when an event is. */
const STARTS = ['ev:startdate', 'xcal:dtstart', 'event:startdate', 'startdate']
const ENDS = ['ev:enddate', 'xcal:dtend', 'event:enddate', 'enddate']
const PLACES = ['ev:location', 'xcal:location', 'event:location', 'location']

/** Throws `UnreadableFeed` for what is no feed. */
export function readNews(xml: string, address: string, today: Day): FeedReading {
  const items = itemsIn(xml)
  const reading: FeedReading = { format: 'rss', events: [], news: [], pages: [], problems: [], isWhole: items.length <= MAX_ITEMS }
  for (const item of items.slice(0, MAX_ITEMS)) {
    const title = lineOf(wordsOfTag(item.title), MAX_TITLE)
    const link = linkOfItem(item, address)
    const uid = (wordsOfTag(item.guid) || wordsOfTag(item.id) || attribute(item, 'rdf:about') || link || title).slice(0, 300)
    if (title === '' || uid === '') continue
    const text = paragraphsOf(firstOf(item, ['content:encoded', 'content', 'description', 'summary']), MAX_TEXT)
    const event = eventOfItem(item, { uid, title, text, link })
    if (event) {
      if ((event.end ?? event.start).slice(0, 10) >= today) reading.events.push(event)
      continue
    }
    const day = publishedOn(firstOf(item, ['pubDate', 'updated', 'published', 'dc:date']))
    const news: FoundNews = { uid, title, text, ...(link && { link }), ...(day && { day }) }
    if (link && new URL(link).host === new URL(address).host) reading.pages.push({ uid, title, link })
    reading.news.push(news)
  }
  return reading
}

function itemsIn(xml: string): Tag[] {
  // What a document defines itself is nothing a feed needs, and has been used to blow readers up.
  const plain = xml.replace(/<!DOCTYPE[^>[]*(?:\[[\s\S]*?\]\s*)?>/gi, '')
  let root: Tag
  try {
    root = PARSER.parse(plain) as Tag
  } catch (error) {
    throw new UnreadableFeed(`Das XML des Feeds ist nicht zu lesen (${error instanceof Error ? error.message.slice(0, 120) : 'Fehler'}).`)
  }
  const [rss, feed, rdf] = [tagOf(root.rss), tagOf(root.feed), tagOf(root['rdf:RDF'])]
  if (rss) return tagsOf(tagOf(rss.channel)?.item ?? rss.item)
  if (feed) return tagsOf(feed.entry)
  if (rdf) return tagsOf(rdf.item)
  throw new UnreadableFeed('Das ist kein RSS- und kein Atom-Feed.')
}

function eventOfItem(
  item: Tag,
  { uid, title, text, link }: Pick<FoundNews, 'uid' | 'title' | 'text'> & { link: string | undefined },
): FoundEvent | undefined {
  const start = timeOf(firstOf(item, STARTS))
  if (start === undefined) return undefined
  const end = timeOf(firstOf(item, ENDS))
  const where = whereIs(firstOf(item, PLACES))
  const mode = modeOf(where.place, where.isOnline || (!where.place && saysOnline(`${title} ${text.slice(0, 300)}`)))
  return {
    uid,
    sequence: 0,
    title,
    start,
    ...(end && end > start && end.length === start.length && { end }),
    ...(where.place && { place: where.place }),
    ...(mode && { mode }),
    text,
    ...(link && { link }),
    cancelled: false,
    tentative: false,
  }
}

const tagOf = (value: unknown): Tag | undefined => {
  const [first] = Array.isArray(value) ? value : [value]
  return typeof first === 'object' && first !== null ? (first as Tag) : undefined
}
const tagsOf = (value: unknown): Tag[] =>
  (Array.isArray(value) ? value : [value]).filter((one): one is Tag => typeof one === 'object' && one !== null)

/** All text of a value, also of markup that stands in it as elements. */
function wordsOfTag(value: unknown, depth = 0): string {
  if (typeof value === 'string') return value
  if (depth > 8 || typeof value !== 'object' || value === null) return ''
  if (Array.isArray(value)) return value.map((one) => wordsOfTag(one, depth + 1)).find((one) => one !== '') ?? ''
  return Object.entries(value)
    .filter(([name]) => !name.startsWith('@'))
    .map(([, below]) => wordsOfTag(below, depth + 1))
    .join(' ')
}

function firstOf(item: Tag, names: readonly string[]): string {
  return names.map((name) => wordsOfTag(ownValue(item, name)).trim()).find((words) => words !== '') ?? ''
}

const attribute = (item: Tag, name: string): string => wordsOfTag(ownValue(item, `@${name}`))

function linkOfItem(item: Tag, address: string): string | undefined {
  const links = Array.isArray(item.link) ? item.link : [item.link]
  const written = links.map((link) =>
    typeof link === 'string' ? link : isPage(tagOf(link)) ? attribute(tagOf(link)!, 'href') || wordsOfTag(link) : '',
  )
  const href = written.find((one) => one !== '')?.replaceAll('&amp;', '&')
  if (!href || !URL.canParse(href, address)) return undefined
  const url = new URL(href, address)
  return /^https?:$/.test(url.protocol) ? url.href : undefined
}

/** Atom has links of many kinds beside the one to the page. */
const isPage = (link: Tag | undefined): boolean => link !== undefined && ['', 'alternate'].includes(attribute(link, 'rel'))

function publishedOn(text: string): Day | undefined {
  const instant = new Date(text)
  return text === '' || Number.isNaN(instant.getTime()) ? undefined : dayIn(instant)
}
