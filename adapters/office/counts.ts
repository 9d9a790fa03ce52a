/** Counts of a span of days beside the one before it: requests by place, clicks by target. */
import { type CountedRequest, type Figure, handedOver, isLate, type Reactions } from '../../bot/impact/week.ts'
import { dayIn } from '../../bot/knowledge/day.ts'
import type { Routing } from '../../bot/knowledge/knowledge.ts'
import type { Store } from '../storage/storage.ts'

/** A place that requests come to. */
export interface PlaceCount extends Figure {
  channel: string
  place: string
  open: number
  late: number
  reactions: Reactions
}

/** What requests were about. */
export interface RequestTopic extends Figure {
  topic: string
  label: string
  reactions: Reactions
}

/** Clicks on a way out, as `/go` names it. */
export interface ClickCount extends Figure {
  target: string
  /** Of its entry. */
  title: string
}

/** Channels that have or had requests, in routing.md's order. */
export function placesOf(cases: readonly CountedRequest[], { channels }: Routing, { figure, reactions }: Counting): PlaceCount[] {
  return channels.flatMap(({ id, label }) => {
    const here = cases.filter(({ channel }) => channel === id)
    const open = here.filter(({ state }) => state === 'open' || state === 'claimed')
    const counted = {
      channel: id,
      place: label,
      open: open.length,
      late: open.filter(isLate).length,
      reactions: reactions(here),
      ...figure((of) => handedOver(here, of)),
    }
    return open.length + counted.now + counted.before > 0 ? [counted] : []
  })
}

/** How requests are counted in a span and in the one before. */
interface Counting {
  figure(count: (span: Span) => number): Figure
  reactions(cases: readonly CountedRequest[]): Reactions
}

/** Topics of the requests of both spans, the most frequent first; a request may have several. */
export function requestTopicsOf(
  cases: readonly CountedRequest[],
  topics: readonly { id: string; label: string }[],
  { figure, reactions }: Counting,
): RequestTopic[] {
  return topics
    .flatMap(({ id, label }) => {
      const about = cases.filter(({ details }) => details.topics.includes(id))
      const counted = { topic: id, label, reactions: reactions(about), ...figure((of) => handedOver(about, of)) }
      return counted.now + counted.before > 0 ? [counted] : []
    })
    .sort((a, b) => b.now - a.now || b.before - a.before)
}

interface Span {
  from: Date
  to: Date
}

/** By target, as `/go` counts them: whole days. */
export async function clicksOf(
  { clicks }: Pick<Store, 'clicks'>,
  { span, past, titleOf }: { span: Span; past: Span; titleOf: (id: string) => string },
): Promise<ClickCount[]> {
  const since = dayIn(span.from)
  const counts = new Map<string, Figure>()
  for (const { target, day, count } of await clicks.between(dayIn(past.from), dayIn(span.to))) {
    const found = counts.get(target) ?? { now: 0, before: 0 }
    if (day > since) found.now += count
    else found.before += count
    counts.set(target, found)
  }
  return [...counts]
    .map(([target, figure]) => ({ target, title: titleOf(target.replace(/\/[^/]*$/, '')), ...figure }))
    .sort((a, b) => b.now - a.now || b.before - a.before)
}
