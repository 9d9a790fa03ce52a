/** A page → the events that it says in the words of schema.org (JSON-LD). Nothing of what people see on it is guessed from. */
import type { Day } from '../../bot/knowledge/day.ts'
import { ownValue } from '../../bot/knowledge/own-value.ts'
import { type FeedReading, type FoundEvent, type FoundPlace, MAX_TEXT, MAX_TITLE, modeOf, UnreadableFeed } from './found.ts'
import { saysOnline, whereIs } from './place-words.ts'
import { lineOf, paragraphsOf } from './plain-words.ts'
import { timeOf } from './wall-clock.ts'

const MAX_SCRIPTS = 50
const MAX_DEPTH = 12
const MAX_NODES = 20_000

type Node = Readonly<Record<string, unknown>>

/** `address`: of the page, for links that are relative. Throws `UnreadableFeed` for a page without any data of this kind. */
export function readPage(html: string, address: string, today: Day): FeedReading {
  const scripts = [...html.matchAll(/<script\b[^>]*type\s*=\s*["']?application\/ld\+json["']?[^>]*>([\s\S]*?)<\/script\s*>/gi)].slice(
    0,
    MAX_SCRIPTS,
  )
  if (scripts.length === 0) throw new UnreadableFeed('Auf der Seite stehen keine schema.org-Angaben (application/ld+json).')
  const reading: FeedReading = { format: 'page', events: [], news: [], pages: [], problems: [], isWhole: true }
  for (const script of scripts) {
    const line = html.slice(0, script.index).split('\n').length
    const data = parsedJson(script[1]!)
    if (data === undefined) {
      reading.isWhole = false
      reading.problems.push({ line, message: `Die schema.org-Angaben ab Zeile ${line} sind kein lesbares JSON.` })
      continue
    }
    for (const node of eventsIn(data)) {
      const event = eventOf(node, address)
      if (!event)
        reading.problems.push({
          line,
          message: `Eine Veranstaltung ab Zeile ${line} hat keinen Titel oder keinen lesbaren Beginn und bleibt weg.`,
        })
      else if ((event.end ?? event.start).slice(0, 10) >= today) reading.events.push(event)
    }
  }
  return reading
}

/** Undefined for what is no JSON, also when line breaks in texts or remains of an editor's program are mended. */
function parsedJson(text: string): unknown {
  const plain = text.replace(/^\s*(?:<!--|\/\*\s*<!\[CDATA\[\s*\*\/|\/\/\s*<!\[CDATA\[)|(?:-->|\/\*\s*\]\]>\s*\*\/|\/\/\s*\]\]>)\s*$/g, '')
  for (const tried of [plain, plain.replace(/\p{Cc}+/gu, ' '), plain.replace(/\p{Cc}+/gu, ' ').replace(/,\s*(?=[}\]])/g, '')]) {
    try {
      return JSON.parse(tried)
    } catch {
      // The next way of reading it.
    }
  }
  return undefined
}

/** Every node whose type ends in Event, wherever it stands: in a list, a graph, or below a page. */
function eventsIn(data: unknown): Node[] {
  const found: Node[] = []
  let seen = 0
  const look = (value: unknown, depth: number): void => {
    if (depth > MAX_DEPTH || ++seen > MAX_NODES || typeof value !== 'object' || value === null) return
    if (Array.isArray(value)) {
      for (const item of value) look(item, depth + 1)
      return
    }
    const node = value as Node
    if (
      listOf(node['@type']).some(
        (type) => typeof type === 'string' && /(?:^|[/:])(?:[A-Z][a-z]+)?(?:Event|Festival|Hackathon|CourseInstance)$/.test(type),
      )
    )
      found.push(node)
    // A course or series holds its dates; an event's own parts are not looked into.
    for (const [key, below] of Object.entries(node)) if (!found.includes(node) || key === 'subEvent') look(below, depth + 1)
  }
  look(data, 0)
  // A series whose dates are given one by one is these dates.
  return found.filter((node) => !(node.subEvent && listOf(node.subEvent).length > 0))
}

function eventOf(node: Node, address: string): FoundEvent | undefined {
  const title = lineOf(wordsOfNode(node.name), MAX_TITLE)
  const start = timeOf(wordsOfNode(node.startDate))
  if (title === '' || start === undefined) return undefined
  const end = timeOf(wordsOfNode(node.endDate))
  const link = linkOf(node.url ?? node['@id'], address)
  const text = paragraphsOf(wordsOfNode(node.description), MAX_TEXT)
  const places = listOf(node.location)
  const isOnline = /Online|Mixed/.test(wordsOfNode(node.eventAttendanceMode)) || places.some(isVirtual)
  const place = places.map((one) => placeOfNode(one)).find((one) => one !== undefined)
  const mode = modeOf(place, isOnline || (!place && saysOnline(`${title} ${text.slice(0, 300)}`)))
  const status = wordsOfNode(node.eventStatus)
  const cost = costOf(node)
  return {
    uid: lineOf(wordsOfNode(node.identifier) || wordsOfNode(node['@id']), 300) || link || `${title} ${start}`,
    sequence: 0,
    title,
    start,
    ...(end && end > start && (start.length === 10 ? { end: end.slice(0, 10) } : end.length > 10 && { end })),
    ...(place && { place }),
    ...(mode && { mode }),
    text,
    ...(cost && { cost }),
    link: link ?? address,
    cancelled: /Cancelled/.test(status),
    tentative: /Postponed/.test(status),
  }
}

const listOf = (value: unknown): unknown[] => (value === undefined || value === null ? [] : Array.isArray(value) ? value : [value])
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value)
const isVirtual = (value: unknown): boolean => isNode(value) && /VirtualLocation/.test(wordsOfNode(value['@type']))

/** The first text of a value, also of `{"@value": …}`; empty where there is none. */
function wordsOfNode(value: unknown): string {
  const [first] = listOf(value)
  if (typeof first === 'string' || typeof first === 'number') return String(first)
  return isNode(first) && typeof first['@value'] === 'string' ? first['@value'] : ''
}

function linkOf(value: unknown, address: string): string | undefined {
  const [first] = listOf(value)
  const written = isNode(first) ? wordsOfNode(first['@id']) : wordsOfNode(first)
  if (written === '' || !URL.canParse(written, address)) return undefined
  const url = new URL(written, address)
  return /^https?:$/.test(url.protocol) ? url.href : undefined
}

function placeOfNode(value: unknown): FoundPlace | undefined {
  if (typeof value === 'string') return whereIs(value).place
  if (!isNode(value) || isVirtual(value)) return undefined
  const [address] = listOf(value.address)
  const name = wordsOfNode(value.name)
  if (!isNode(address)) return whereIs([name, typeof address === 'string' ? address : ''].filter(Boolean).join(', ')).place
  const part = (key: string) => lineOf(wordsOfNode(ownValue(address, key)), 120)
  const street = part('streetAddress')
  const city = part('addressLocality')
  const code = part('postalCode')
  const named = lineOf(name, 120) || street || city
  if (named === '') return undefined
  return {
    name: named,
    ...(street && street !== named && { street }),
    ...(/^\d{5}$/.test(code) && { postcode: code }),
    ...(city && { city }),
  }
}

/** Only what is said: that it is free, or a price in euros. */
function costOf(node: Node): string | undefined {
  if (node.isAccessibleForFree === true || /^true$/i.test(wordsOfNode(node.isAccessibleForFree))) return 'kostenfrei'
  const prices = listOf(node.offers)
    .filter(isNode)
    .filter((offer) => /^(EUR)?$/.test(wordsOfNode(offer.priceCurrency)))
    .map((offer) => wordsOfNode(offer.price ?? offer.lowPrice))
    .filter((price) => /^\d+([.,]\d{1,2})?$/.test(price))
    .map((price) => Number(price.replace(',', '.')))
  if (prices.length === 0) return undefined
  const least = Math.min(...prices)
  const most = Math.max(...prices)
  const euros = (price: number) => `${price.toLocaleString('de-DE', { minimumFractionDigits: price % 1 === 0 ? 0 : 2 })} €`
  if (most === 0) return 'kostenfrei'
  return least === most ? euros(most) : `${euros(least)} bis ${euros(most)}`
}
