/** An event's answer: the computed next date first, the two after it, and how to take part. */

import { addressOf, allowedHosts } from '../guides/outcomes/targets.ts'
import { addressLine } from '../knowledge/address.ts'
import { addDays, sayDay, writeDay } from '../knowledge/day.ts'
import { nextOccurrence, type Occurrence, occurrences } from '../knowledge/occurrences.ts'
import { pathOf } from '../knowledge/references.ts'
import type { Event } from '../knowledge/schema.ts'
import { message } from '../messages.ts'
import type { Card, Reply, ReplyTarget } from '../reply.ts'
import { type AnswerContext, assemble } from './common.ts'

export function answerEvent(entry: Event, context: AnswerContext): Reply {
  const { knowledge, lang } = context
  const { title } = entry
  const next = nextOccurrence(entry, context)
  const lines: string[] = []
  if (entry.cancelled) lines.push(message(knowledge.messages, lang, 'event.cancelled', { title }))
  else if (!next) lines.push(message(knowledge.messages, lang, 'event.none', { title }))
  else {
    const day = sayDay(next.day, lang)
    lines.push(
      next.start
        ? message(knowledge.messages, lang, 'event.next.time', { title, day, start: next.start })
        : message(knowledge.messages, lang, 'event.next', { title, day }),
    )
    // Right behind the day: somebody may drive there, and the rest may be folded away.
    if (entry.tentative) lines.push(message(knowledge.messages, lang, 'dates.unconfirmed'))
    const later = laterDays(entry, next)
    if (later.length > 0)
      lines.push(message(knowledge.messages, lang, 'event.then', { days: later.map((date) => writeDay(date, lang)).join(', ') }))
  }
  return assemble(entry, context, { text: `${lines.join(' ')}\n\n${entry.lead}`, cards: [eventCard(entry, context)] })
}

/** The two dates after the next one. */
function laterDays(entry: Event, next: Occurrence): string[] {
  if (!entry.recurrence) return []
  return occurrences(entry, addDays(next.until, 1), addDays(next.until, 400))
    .slice(0, 2)
    .map((occurrence) => occurrence.day)
}

/** `dates`: those that were asked for; without them the next one and the two after it. */
export function eventCard(entry: Event, context: AnswerContext, dates?: readonly Occurrence[]): Card {
  const { knowledge, lang } = context
  const texts = knowledge.messages
  const next = dates ? dates[0] : nextOccurrence(entry, context)
  const facts: Card['facts'] = []
  const days = dates?.map(({ day }) => day) ?? (next ? [next.day, ...laterDays(entry, next)] : [])
  if (days.length > 0)
    facts.push({
      label: message(texts, lang, dates ? 'fact.dates' : 'fact.next'),
      value: days.map((day) => writeDay(day, lang)).join(', '),
    })
  if (entry.place)
    facts.push({
      label: message(texts, lang, 'fact.place'),
      value: addressLine(entry.place),
    })
  facts.push(
    { label: message(texts, lang, 'fact.mode'), value: entry.mode },
    { label: message(texts, lang, 'fact.organiser'), value: entry.organiser },
  )
  if (entry.cost) facts.push({ label: message(texts, lang, 'fact.cost'), value: entry.cost })
  const targets: ReplyTarget[] = []
  const booking = entry.booking && next && addressOf(entry.booking, new Map(), allowedHosts(knowledge), entry.id)
  if (entry.booking && booking) targets.push({ kind: 'booking', title: entry.booking.title, href: booking.href })
  if (next) targets.push({ kind: 'calendar', title: message(texts, lang, 'target.calendar'), href: `${pathOf(entry.id)}.ics` })
  targets.push({ kind: 'page', title: message(texts, lang, 'target.page'), href: pathOf(entry.id) })
  return { id: entry.id, kind: 'events', title: entry.title, facts, targets }
}
