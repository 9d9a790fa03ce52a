/** What feeds write where a place should stand → a place, or that it is online, or nothing. */
import type { FoundPlace } from './found.ts'
import { lineOf } from './plain-words.ts'

const ONLINE =
  /\b(online|virtuell|webinar|web-?seminar|livestream|zoom|webex|gotomeeting|bigbluebutton|(microsoft |ms[- ]?)teams|videokonferenz)\b/i
const ADDRESS = /\b(?:https?:\/\/|www\.)\S+/gi
/** Neither a place nor online. */
const NO_PLACE = /^(tba|tbd|n\.? ?n\.?|wird noch bekannt ?gegeben|noch offen|offen|siehe (beschreibung|website|webseite)|-+|\?+)$/i
const MAX_PART = 120

export interface Whereabouts {
  place?: FoundPlace
  isOnline: boolean
}

/** Whether the words of a title or text say that one takes part from afar. */
export function saysOnline(text: string): boolean {
  return ONLINE.test(text)
}

/** `Kammerhaus, Marktplatz 1, 12345 Musterstadt` → its parts; addresses of the web are no place. */
export function whereIs(written: string): Whereabouts {
  const isOnline = ONLINE.test(written) || /^\s*https?:\/\/\S+\s*$/i.test(written)
  const words = written
    .replace(ADDRESS, ' ')
    .replace(/\r\n?/g, '\n')
    .replace(/\s*(?:und|oder|\+|\/)\s*(?:online|virtuell)\b.*$/gim, '')
  const parts = words
    .split(/[,;\n|]+/)
    .map((part) => lineOf(part, MAX_PART).replace(/^[-–\s]+|[-–\s]+$/g, ''))
    .filter((part) => part !== '' && !NO_PLACE.test(part) && !/^(deutschland|germany|de)$/i.test(part))
    // "Online (Zoom)" is no house; "Haus Online-Weg" would be none either.
    .filter((part) => !ONLINE.test(part))
  if (parts.length === 0) return { isOnline }
  const place: Partial<FoundPlace> = {}
  const rest: string[] = []
  for (const part of parts) {
    const town = /^(?:D-)?(\d{5})\s+(\p{Lu}[\p{L} .()/-]+)$/u.exec(part)
    if (town && place.city === undefined) {
      place.postcode = town[1]!
      place.city = town[2]!.trim()
    } else if (
      place.street === undefined &&
      rest.length + Number(place.city !== undefined) > 0 &&
      /^\p{L}[\p{L} .-]*\s\d+\s?[a-z]?(?:[-/]\d+)?$/iu.test(part)
    )
      place.street = part
    else rest.push(part)
  }
  const [name, ...more] = rest
  // "Rathaus, Musterstadt": without a postcode the last part is the town.
  if (place.city === undefined && more.length > 0 && /^\p{Lu}[\p{L} .()/-]+$/u.test(more.at(-1)!)) place.city = more.at(-1)!
  const named = name ?? place.street ?? place.city
  return named === undefined ? { isOnline } : { isOnline, place: { name: named, ...place } }
}
