/** Questions about time are calculated: a time with a word for an event, or "the next one", gives dates from the calendar. */
import { answer } from '../answers/answer.ts'
import { datesReply, type EventDates, isOpenEnded, saySpan } from '../answers/dates.ts'
import { answered, type Decision, sentence, type Turn } from '../decision.ts'
import { allDatesBetween } from '../guides/outcomes/on-day.ts'
import { placeIn } from '../guides/reading/places.ts'
import { eventsFor } from '../guides/rules/dates.ts'
import type { ActId } from '../knowledge/acts-file.ts'
import { addDays, sayDay } from '../knowledge/day.ts'
import { entriesOf } from '../knowledge/knowledge.ts'
import { isOver, MAX_DAYS_AHEAD, nextOccurrence, type Occurrence, occurrences } from '../knowledge/occurrences.ts'
import type { EntryId, Event } from '../knowledge/schema.ts'
import { message } from '../messages.ts'
import { visitorOf } from '../person.ts'
import type { UsageEvent } from '../ports.ts'
import { withoutPersonalData } from '../privacy.ts'
import { liesIn, type Place, placeOf } from '../regions/place.ts'
import type { Reply } from '../reply.ts'
import { search } from '../search/search.ts'
import { fold } from '../search/words/fold.ts'
import { stem } from '../search/words/stem.ts'
import { rawTokens } from '../search/words/tokens.ts'
import { type EventQuestion, isOfKind, kindsIn, readBareTime, readEventQuestion, stemsOf } from '../understanding/events.ts'
import { weekdayOf } from '../understanding/time/periods.ts'
import type { TimeSpan } from '../understanding/time/time-expression.ts'

/** Dates of one event where the end is open or the next ones are asked for. */
const MAX_NEXT = 3

export function timed(said: Turn): Decision | undefined {
  const { utterance, known, talk } = said
  const isPlace = (word: string) => placeIn(word, known.knowledge, true).kind === 'place'
  const read = readEventQuestion(utterance, known.knowledge, said, isPlace)
  const asked = (read?.bare && !isAboutDates(said) ? undefined : read) ?? followUp(said)
  // What is over is told by its own entry.
  if (!asked || (asked.time && asked.time.to < said.today)) return undefined
  const gone = goneByName(said)
  if (gone) return decided(said, asked, gone, answer(gone, said.context))
  const named = placeNamed(utterance, said)
  const turn: Turn = named
    ? { ...said, talk: { ...talk, about: { ...talk.about, place: named.value, regions: named.regions.map(({ id }) => id) } } }
    : said
  const place = named ?? placeBefore(said) ?? visitorOf(talk, known.knowledge, said).places[0]
  const { events, isOther } = chosen(asked, place, turn)
  if (events.length === 0) return noneToCome(asked, place, turn)
  return asked.time ? within(asked, asked.time, events, turn, isOther) : nextOnes(asked, events, turn)
}

/**
 * An event without a date to come, asked for by its whole title: other dates would leave the visitor believing in it. Where an event that
 * does take place has the same words, that one is meant.
 */
function goneByName({ utterance, known, context }: Turn): Event | undefined {
  const said = wordsOf(utterance)
  const events = entriesOf(known.knowledge, 'events')
  return events.find(
    (event) =>
      said.includes(wordsOf(event.title)) &&
      nextOccurrence(event, context) === undefined &&
      !events.some((other) => wordsOf(other.title).includes(wordsOf(event.title)) && nextOccurrence(other, context) !== undefined),
  )
}

const wordsOf = (text: string): string => ` ${rawTokens(text).map(fold).join(' ')} `

/** What a question for dates may sound like: "was ist heute los?", "hast du im Januar noch was?" */
const LIKE_DATES: ReadonlySet<ActId> = new Set<ActId>(['small-talk', 'help', 'hours', 'new-topic', 'own-case', 'recommend'])

/** Whether an act is only the wording of a question for dates. */
export function isLikeDates({ heard, utterance, known, ...moment }: Turn): boolean {
  if (heard.act === undefined || !LIKE_DATES.has(heard.act)) return false
  const asked = readEventQuestion(utterance, known.knowledge, moment, (word) => placeIn(word, known.knowledge, true).kind === 'place')
  return asked !== undefined && !asked.bare
}

/** Whether a time alone asks for dates: where nothing else is talked about. */
function isAboutDates({ talk }: Turn): boolean {
  return talk.subject === undefined || talk.subject.entry.startsWith('events/') || talk.dates !== undefined
}

/** The place that the dates before were asked for: "und im Februar?" means it too. */
function placeBefore({ talk, known }: Turn): Place | undefined {
  const { dates, last } = talk
  return dates?.place !== undefined && dates.asked === last?.utterance ? placeOf(dates.place, known.knowledge) : undefined
}

/** "und im Februar?", "und in Musterstadt?" after dates or an event. */
function followUp({ utterance, talk, known, today }: Turn): EventQuestion | undefined {
  const before = talk.dates && talk.dates.asked === talk.last?.utterance ? talk.dates : undefined
  const entry = talk.last?.entry && known.knowledge.entries.get(talk.last.entry)
  const event = entry && entry.kind === 'events' ? entry : undefined
  if (!before && !event) return undefined
  const places = rawTokens(utterance).filter((word) => placeIn(word, known.knowledge, true).kind === 'place')
  const bare = readBareTime(utterance, new Set(places.map(fold)), { today })
  if (!bare) return undefined
  const time = bare.time ?? before?.time
  return {
    kinds: before?.kinds ?? kindsIn(event!, known.knowledge),
    any: before !== undefined,
    others: [],
    yesOrNo: false,
    asksHour: false,
    ...(time && { time }),
  }
}

/** "in Musterstadt", "der Musterstädter Sprechtag". */
function placeNamed(utterance: string, { known }: Turn): Place | undefined {
  const adjectives = rawTokens(utterance).filter((word) => /^\p{Lu}.{3,}er$/u.test(word))
  for (const text of [utterance, ...adjectives.map((word) => word.slice(0, -2))]) {
    const found = placeIn(text, known.knowledge, true)
    if (found.kind === 'place') return placeOf(found.value, known.knowledge)
  }
  return undefined
}

interface Chosen {
  events: readonly Event[]
  /** None of them is on the topic that was asked for. */
  isOther: boolean
}

/** The events meant, as far as kind, place, topic and audience tell; none where something else is asked about. */
function chosen({ kinds, any, others }: EventQuestion, place: Place | undefined, turn: Turn): Chosen {
  const { known, context, talk, utterance } = turn
  const there = eventsFor([], place, context)
  const ofKind = there.filter((event) => isOfKind(event, kinds))
  if (ofKind.length === 0 && others.some((word) => !isKnownHere(word, there, turn))) return { events: [], isOther: false }
  const pool = ofKind.length > 0 ? ofKind : there
  const { audiences } = talk.about
  const forThem = pool.filter(
    ({ audience }) => audience.length === 0 || audiences.length === 0 || audience.some((id) => audiences.includes(id)),
  )
  const meant = forThem.length > 0 ? forThem : pool
  const topics = topicsIn(utterance, known).filter((id) => !meant.every((event) => event.topics.includes(id)))
  if (topics.length === 0) return { events: meant, isOther: ofKind.length === 0 && (!any || others.length > 0) }
  const onTopic = meant.filter((event) => event.topics.some((id) => topics.includes(id)))
  return onTopic.length > 0 ? { events: onTopic, isOther: false } : { events: meant, isOther: ofKind.length === 0 }
}

/** A place, a topic, a trade, or a word of an event: "Termine der Abschlussprüfung" asks about something else. */
function isKnownHere(word: string, events: readonly Event[], turn: Turn): boolean {
  const { known } = turn
  const { vocabulary } = known.knowledge
  const isListed = [...vocabulary.topics, ...vocabulary.audiences].some(({ words }) => words.some((listed) => fold(listed) === word))
  if (isListed || placeIn(word, known.knowledge, true).kind === 'place' || events.some((event) => stemsOf(event).has(stem(word))))
    return true
  const { hits, decision } = search(known.searcher, { utterance: word, moment: turn, lang: turn.talk.lang })
  return decision !== 'none' && hits[0] !== undefined && known.knowledge.entries.get(hits[0].id)?.elsewhere !== true
}

/** Ids of the topics whose words stand in the sentence. */
function topicsIn(utterance: string, { knowledge }: Turn['known']): string[] {
  const said = wordsOf(utterance)
  return knowledge.vocabulary.topics.filter(({ words }) => words.some((word) => said.includes(` ${fold(word)} `))).map(({ id }) => id)
}

function nextOnes(asked: EventQuestion, events: readonly Event[], turn: Turn): Decision {
  const found = soonestFirst(events, (event) =>
    datesOf(event, { from: turn.today, to: addDays(turn.today, MAX_DAYS_AHEAD) }, turn).slice(0, 1),
  )
  const only = found.length === 1 ? found[0]!.event : undefined
  const reply = only ? answer(only, turn.context) : datesReply(found, turn.context, { lead: sentence(turn, 'dates.next'), notes: [] })
  return decided(turn, asked, found[0]?.event ?? events[0]!, reply)
}

/** All events of this kind are over: said, with the last of them, which is where a new date would stand. */
function noneToCome(asked: EventQuestion, place: Place | undefined, turn: Turn): Decision | undefined {
  const { knowledge } = turn.known
  const last = entriesOf(knowledge, 'events')
    .filter((event) => asked.kinds.length > 0 && isOfKind(event, asked.kinds) && liesIn(event.region, place, knowledge.vocabulary) !== 'no')
    .sort((a, b) => (a.start < b.start ? 1 : -1))[0]
  return last && decided(turn, asked, last, answer(last, turn.context))
}

function within(asked: EventQuestion, time: TimeSpan, events: readonly Event[], turn: Turn, isOther: boolean): Decision {
  const { context } = turn
  const { lang } = turn.talk
  const { messages } = turn.known.knowledge
  const most = isOpenEnded(time) ? MAX_NEXT : Number.POSITIVE_INFINITY
  const found = soonestFirst(events, (event) => datesOf(event, time, turn).slice(0, most))
  const span = saySpan(time, context)
  if (found.length > 0) {
    const notes = hourNote(asked, found, turn)
    const list =
      asked.yesOrNo && (notes.length === 0 || !time.clock) ? sentence(turn, 'dates.yes') : message(messages, lang, 'dates.list', { span })
    const lead = isOther ? sentence(turn, 'dates.other-topic') : list
    return decided(turn, asked, found[0]!.event, datesReply(found, context, { lead, notes }))
  }
  const after = { from: addDays(time.to, 1), to: addDays(time.to, MAX_DAYS_AHEAD) }
  const later = soonestFirst(events, (event) => datesOf(event, after, turn).slice(0, 1))
  const none = message(messages, lang, asked.yesOrNo ? 'dates.no' : 'dates.none', { span })
  const lead = [none, ...onHoliday(events, time, turn), sentence(turn, later.length > 0 ? 'dates.after' : 'dates.no-more')].join(' ')
  return decided(turn, asked, later[0]?.event ?? events[0]!, datesReply(later, context, { lead, notes: [] }))
}

/** Dates in these days that are not over, on the weekdays and at the hours that were named; a date without an hour may be at any. */
function datesOf(
  event: Event,
  { from, to, weekdays, clock }: Pick<TimeSpan, 'from' | 'to' | 'weekdays' | 'clock'>,
  turn: Turn,
): Occurrence[] {
  // Asked with the same days all day long, so that they are worked out once.
  return allDatesBetween(event, turn.today, addDays(turn.today, MAX_DAYS_AHEAD)).filter(
    (date) =>
      date.until >= from &&
      date.day <= to &&
      !isOver(date, turn) &&
      (!weekdays || weekdays.includes(weekdayOf(date.day))) &&
      (!clock || date.start === undefined || (date.start >= clock.from && date.start <= clock.to)),
  )
}

function soonestFirst(events: readonly Event[], datesOf: (event: Event) => Occurrence[]): EventDates[] {
  return events
    .map((event) => ({ event, dates: datesOf(event) }))
    .filter(({ dates }) => dates.length > 0)
    .sort((a, b) => (a.dates[0]!.day < b.dates[0]!.day ? -1 : 1))
}

/** Longer stretches hold holidays that nobody asked about. */
const MAX_DAYS_FOR_HOLIDAYS = 31

/** Planned days that fall out because they are holidays, each with its reason. */
function onHoliday(events: readonly Event[], { from, to }: TimeSpan, { known, talk }: Turn): string[] {
  if (to > addDays(from, MAX_DAYS_FOR_HOLIDAYS)) return []
  return events.flatMap((event) => {
    if (!event.recurrence || event.recurrence.holidays === 'findet statt') return []
    const planned = occurrences({ ...event, recurrence: { ...event.recurrence, holidays: 'findet statt' } }, from, to)
    return planned.map(({ day }) =>
      message(known.knowledge.messages, talk.lang, 'dates.holiday', { title: event.title, day: sayDay(day, talk.lang) }),
    )
  })
}

/** Hours were asked for, and some of the dates have none. */
function hourNote({ time, asksHour }: EventQuestion, found: readonly EventDates[], turn: Turn): string[] {
  const isAsked = asksHour || time?.clock !== undefined
  return isAsked && found.some(({ dates }) => dates.some(({ start }) => start === undefined)) ? [sentence(turn, 'dates.no-clock')] : []
}

/** Remembered with what was asked, so that "und im Februar?" and "und in Musterstadt?" mean the same events. */
function decided(turn: Turn, { kinds, time }: EventQuestion, first: Event, reply: Reply): Decision {
  const { entries } = turn.known.knowledge
  const event: UsageEvent = {
    kind: 'question',
    text: withoutPersonalData(turn.utterance),
    decision: 'answer',
    entry: first.id,
    topics: first.topics,
    detail: 'dates',
  }
  const decision = answered(turn, turn.utterance, first, reply, event)
  const cited = reply.citations.flatMap(({ id }) => [id, ...(entries.get(id)?.next ?? [])])
  const offers = reply.suggestions.flatMap(({ label }) => {
    const entry = cited.find((id) => entries.get(id as EntryId)?.title === label)
    return entry === undefined ? [] : [{ label, entry: entry as EntryId }]
  })
  const { place, town } = turn.talk.about
  const elsewhere = town !== undefined && place !== undefined ? { place } : {}
  const dates = { asked: decision.talk.last!.utterance, kinds: [...kinds], ...elsewhere, ...(time && { time }) }
  return { ...decision, talk: { ...decision.talk, offers, dates } }
}
