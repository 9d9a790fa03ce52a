/** Dates of several events in one reply: a list by day, or by event where it would be long, with a card for each event. */
import { addDays, type Day, daysBetween, sayDay, sayMonth, writeDay } from '../knowledge/day.ts'
import type { Occurrence } from '../knowledge/occurrences.ts'
import { pathOf } from '../knowledge/references.ts'
import type { Event } from '../knowledge/schema.ts'
import { message } from '../messages.ts'
import { type Reply, say } from '../reply.ts'
import { type AnswerContext, button, cite, nextEntries, provenance, suggest } from './common.ts'
import { eventCard } from './event.ts'

export interface EventDates {
  event: Event
  /** In order, at least one. */
  dates: readonly Occurrence[]
}

/** More days are written in a line for each event. */
const MAX_LINES = 6
const MAX_DATES_OF_EVENT = 12
const MAX_CARDS = 3
const MAX_SUGGESTIONS = 4

/** `lead`: what is said before the dates. `notes`: what is said after them. */
export function datesReply(
  found: readonly EventDates[],
  context: AnswerContext,
  { lead, notes }: { lead: string; notes: string[] },
): Reply {
  const { lang, knowledge } = context
  const events = found.map(({ event }) => event)
  const many = found.flatMap(({ dates }) => dates).length > MAX_LINES
  const list = many ? found.map((one) => eventLine(one, context)) : byDay(found).map(([date, event]) => dayLine(date, event, context))
  const texts = knowledge.messages
  const doubt = events.some(({ tentative }) => tentative !== undefined) ? message(texts, lang, 'dates.unconfirmed') : ''
  const day = events.length === 1 ? provenance(events[0]!, context, lang) : ''
  const next = [...new Map(events.flatMap((event) => nextEntries(event, context)).map((entry) => [entry.id, entry])).values()]
  const offered = [...(events.length > 1 ? events : []), ...next.filter(({ id }) => !events.some((event) => event.id === id))]
  const person = message(texts, lang, 'label.person')
  return {
    ...say(lang, [lead, list.map((line) => `- ${line}`).join('\n'), ...notes, doubt, day].filter((part) => part !== '').join('\n\n')),
    cards: found.slice(0, MAX_CARDS).map(({ event, dates }) => eventCard(event, context, dates)),
    citations: events.slice(0, MAX_CARDS).map((event) => cite(event, context)),
    suggestions: [...offered.slice(0, MAX_SUGGESTIONS).map((entry) => suggest(entry, context)), button('label.person', person)],
  }
}

function byDay(found: readonly EventDates[]): [Occurrence, Event][] {
  return found
    .flatMap(({ event, dates }) => dates.map((date): [Occurrence, Event] => [date, event]))
    .sort(([a], [b]) => (a.day + (a.start ?? '') < b.day + (b.start ?? '') ? -1 : 1))
}

function dayLine({ day, start }: Occurrence, event: Event, { knowledge, lang }: AnswerContext): string {
  const values = { day: sayDay(day, lang), title: linked(event) }
  return start
    ? message(knowledge.messages, lang, 'dates.line.time', { ...values, start })
    : message(knowledge.messages, lang, 'dates.line', values)
}

function eventLine({ event, dates }: EventDates, { knowledge, lang }: AnswerContext): string {
  const days = dates.slice(0, MAX_DATES_OF_EVENT).map(({ day }) => writeDay(day, lang))
  return message(knowledge.messages, lang, 'dates.line.event', { title: linked(event), days: days.join(', ') })
}

const linked = ({ title, id }: Event) => `[${title}](${pathOf(id)})`

/** Ends further away than this were not said: "ab Februar". */
const OPEN_END_DAYS = 600

/** A stretch of days as part of a sentence: "am 3. Dezember", "im Januar 2027", "vom … bis …", "ab …". */
export function saySpan({ from, to }: { from: Day; to: Day }, { knowledge, lang, today }: AnswerContext): string {
  const { messages } = knowledge
  if (from === to) return message(messages, lang, 'dates.span.day', { day: sayDay(from, lang) })
  if (from.endsWith('-01') && to === addDays(`${addDays(from, 31).slice(0, 7)}-01`, -1))
    return message(messages, lang, 'dates.span.month', { month: sayMonth(from.slice(0, 7), lang) })
  const values = { from: writeDay(from < today ? today : from, lang), to: writeDay(to, lang) }
  if (isOpenEnded({ from, to })) return message(messages, lang, 'dates.span.from', { from: values.from })
  return message(messages, lang, 'dates.span', values)
}

export function isOpenEnded({ from, to }: { from: Day; to: Day }): boolean {
  return daysBetween(from, to) > OPEN_END_DAYS
}
