/**
 * How place, audience and day move an entry up or down, as a share of the best possible score. Words decide first;
 * context settles what words leave open.
 */
import type { Vocabulary } from '../../knowledge/knowledge.ts'
import type { Entry, EntryId } from '../../knowledge/schema.ts'
import { overlaps } from '../../regions/chain.ts'

export interface Circumstances {
  /** Regions and audiences named in the question, and those known of the visitor. */
  named: { regions: readonly string[]; audiences: readonly string[]; topics: readonly string[] }
  known: { regions: readonly string[]; audiences: readonly string[] }
  lang: 'de' | 'en' | undefined
  /** Ids of what is there in English, too. */
  translated: ReadonlySet<EntryId>
}

/** -1 (elsewhere), 0 (says nothing) or 1 (there, or in the area it belongs to). `vocabulary`: of places, which lie in one another. */
function agreement(asked: readonly string[], offered: readonly string[], vocabulary?: Vocabulary): number {
  if (asked.length === 0 || offered.length === 0) return 0
  return asked.some((one) => (vocabulary ? offered.some((other) => overlaps(one, other, vocabulary)) : offered.includes(one))) ? 1 : -1
}

const PLACE = 0.12
const AUDIENCE = 0.05
/** Who is responsible for a district, or for a trade, is so for no other: "elsewhere" counts that much more. */
const NOT_RESPONSIBLE = 3
/** What is only known of the visitor, not asked for, counts this share. */
const TOPIC = 0.4
const KNOWN = 0.4
const OVER = 0.25
/** A translation in answer to a question in German, or to one that may be; in English what has one. */
const OTHER_LANGUAGE = 2
const PERHAPS_OTHER_LANGUAGE = 0.5

/** `open`: whether the entry may be offered on the day of the question. */
export function contextShift(
  entry: Entry,
  open: boolean,
  { named, known, lang, translated }: Circumstances,
  vocabulary: Vocabulary,
): number {
  const districts = entry.kind === 'contacts' && entry.districts.length > 0 ? entry.districts : undefined
  const places = districts ?? entry.region
  const elsewhere = districts ? NOT_RESPONSIBLE : 1
  const asked = agreement(named.regions, places, vocabulary)
  const askedBy = agreement(named.audiences, entry.audience)
  let shift = PLACE * ((asked < 0 ? elsewhere : 1) * asked + KNOWN * agreement(known.regions, places, vocabulary))
  shift += AUDIENCE * ((askedBy < 0 ? elsewhere : 1) * askedBy + KNOWN * agreement(known.audiences, entry.audience))
  const topics = named.topics.length === 0 ? 0 : named.topics.filter((topic) => entry.topics.includes(topic)).length
  if (topics > 0) shift += (TOPIC * topics) / Math.sqrt(entry.topics.length * named.topics.length)
  if (!open) shift -= OVER
  if (entry.translationOf && lang !== 'en') shift -= lang === 'de' ? OTHER_LANGUAGE : PERHAPS_OTHER_LANGUAGE
  else if (entry.lang === 'en' && lang === 'en') shift += PERHAPS_OTHER_LANGUAGE
  else if (lang === 'en' && translated.has(entry.id)) shift -= OTHER_LANGUAGE
  return shift
}
