/** Entries, dates and the vocabulary, as lists. */
import type { z } from 'zod'
import { addDays, daysBetween } from '../../bot/knowledge/day.ts'
import { entriesOf, type ListItem } from '../../bot/knowledge/knowledge.ts'
import { isOver, occurrences } from '../../bot/knowledge/occurrences.ts'
import type { Entry, EntryId } from '../../bot/knowledge/schema.ts'
import { isOpen, statusOn } from '../../bot/knowledge/validity.ts'
import { liesIn } from '../../bot/regions/place.ts'
import { BadQuestion, listedItem, placeAsked } from './asking.ts'
import type { datesQuestion, entriesQuestion, entryQuestion } from './questions.ts'
import { citationOf, dateOf, eventOf, type RecordContext, recordInShort, recordOf } from './records.ts'
import type { datesRecord, EntryRecord, entriesRecord, vocabularyRecord } from './schemas.ts'

const DAYS_AHEAD = 184
const MAX_DAYS = 400

export function entryAsked({ kind, slug }: z.output<typeof entryQuestion>, context: RecordContext): EntryRecord | undefined {
  const entry = context.known.knowledge.entries.get(`${kind}/${slug}` as EntryId)
  return entry && recordOf(entry, context)
}

/** In the order of their ids, so that a page goes on where the one before ended, also after an edit. */
export function entriesAsked(
  { kind, topic, audience, state, lang, limit, after }: z.output<typeof entriesQuestion>,
  context: RecordContext,
): z.input<typeof entriesRecord> {
  const { entries, vocabulary } = context.known.knowledge
  listedItem('topic', topic, vocabulary.topics)
  listedItem('audience', audience, vocabulary.audiences)
  const meant = (entry: Entry) =>
    (kind === undefined || entry.kind === kind) &&
    (topic === undefined || entry.topics.includes(topic)) &&
    (audience === undefined || entry.audience.length === 0 || entry.audience.includes(audience)) &&
    (lang === undefined || entry.lang === lang) &&
    (state === undefined || statusOn(entry, context) === state)
  const found = [...entries.values()]
    .filter((entry) => meant(entry) && (after === undefined || entry.id > after))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
  const page = found.slice(0, limit)
  return { entries: page.map((entry) => recordInShort(entry, context)), ...(found.length > limit && { next: page.at(-1)!.id }) }
}

/** The dates to come, each calculated; one that is over, cancelled or not offered is not among them. */
export function datesAsked(asked: z.output<typeof datesQuestion>, context: RecordContext): z.input<typeof datesRecord> {
  const { knowledge } = context.known
  const { vocabulary } = knowledge
  const from = asked.from !== undefined && asked.from > context.today ? asked.from : context.today
  const until = asked.until ?? addDays(from, DAYS_AHEAD)
  if (until < from) throw new BadQuestion('until', 'before the first day, or in the past')
  if (daysBetween(from, until) > MAX_DAYS) throw new BadQuestion('until', `more than ${MAX_DAYS} days after the first`)
  listedItem('topic', asked.topic, vocabulary.topics)
  const place = placeAsked(asked.place, knowledge)
  const dates = entriesOf(knowledge, 'events')
    .filter(
      (event) =>
        isOpen(event, context) &&
        (asked.topic === undefined || event.topics.includes(asked.topic)) &&
        (asked.mode === undefined || event.mode === asked.mode) &&
        (place === undefined || liesIn(event.region, place, vocabulary) !== 'no'),
    )
    .flatMap((event) => occurrences(event, from, until).map((date) => ({ event, date })))
    .filter(({ date }) => !isOver(date, context))
    .sort((a, b) => compare(orderOf(a), orderOf(b)))
    .slice(0, asked.limit)
  return {
    from,
    until,
    dates: dates.map(({ event, date }) => {
      const { next: _, ...fields } = eventOf(event, context)
      return { date: dateOf(date), citation: citationOf(event, context, asked.lang), event: fields }
    }),
  }
}

export function vocabularyAsked({ known }: RecordContext): z.input<typeof vocabularyRecord> {
  const { topics, audiences, regions } = known.knowledge.vocabulary
  return {
    topics: topics.map(listed),
    audiences: audiences.map(listed),
    regions: regions.map((region) => ({ ...listed(region), ...(region.within && { within: region.within }) })),
  }
}

function listed({ id, label, english }: ListItem) {
  return { id, label, ...(english[0] && { english: english[0] }) }
}

function orderOf({ event, date }: { event: { title: string }; date: { day: string; start?: string } }): string {
  return `${date.day} ${date.start ?? ''} ${event.title}`
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
