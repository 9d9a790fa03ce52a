/** What an entry's fields say about an aspect, as lines "Kosten: kostenfrei"; nothing where they say nothing. */
import { cardOf } from '../answers/answer.ts'
import type { AnswerContext } from '../answers/common.ts'
import { writeDay } from '../knowledge/day.ts'
import type { Entry, Funding } from '../knowledge/schema.ts'
import { type MessageId, message, type PlainMessageId } from '../messages.ts'
import type { ReplyTarget } from '../reply.ts'
import type { Aspect } from './aspects.ts'

type FactId = Extract<PlainMessageId, `fact.${string}`>

/** Aspect → the facts of an entry's card that answer it, by kind. */
const FACTS: Partial<Record<Entry['kind'], Partial<Record<Aspect, FactId[]>>>> = {
  contacts: {
    phone: ['fact.phone', 'fact.now'],
    mail: ['fact.mail'],
    language: ['fact.languages'],
    hours: ['fact.hours', 'fact.now'],
    where: ['fact.address', 'fact.hours'],
    online: ['fact.access'],
  },
  articles: { cost: ['fact.cost'], when: ['fact.year'] },
  events: { cost: ['fact.cost'], when: ['fact.next'], from: ['fact.next'], where: ['fact.place', 'fact.mode'], online: ['fact.mode'] },
  funding: {
    amount: ['fact.rate', 'fact.amount'],
    cost: ['fact.rate', 'fact.amount'],
    until: ['fact.until'],
    when: ['fact.state', 'fact.until'],
    from: ['fact.state', 'fact.until'],
    audience: ['fact.for'],
    where: ['fact.territory'],
  },
}

/** Kinds of ways on a card that answer an aspect. */
const WAYS: Partial<Record<Aspect, ReplyTarget['kind'][]>> = { register: ['booking', 'web'], online: ['web'], when: ['calendar'] }

export interface Told {
  lines: string[]
  targets: ReplyTarget[]
}

/** `audiences`: ids that the question names ("auch für Vereine"). */
export function fieldsFor(entry: Entry, aspect: Aspect, audiences: readonly string[], context: AnswerContext): Told {
  const { knowledge, lang } = context
  const card = cardOf(entry, context)
  const say = (id: FactId) => message(knowledge.messages, lang, id as Extract<MessageId, 'fact.cost'>)
  if (aspect === 'source') return { lines: sourcesOf(entry), targets: [] }
  if (!card) return { lines: [], targets: [] }
  const labels = (FACTS[entry.kind]?.[aspect] ?? []).map(say)
  const lines = labels.flatMap((label) => card.facts.filter((fact) => fact.label === label).map(({ value }) => `${label}: ${value}`))
  if (aspect === 'audience' && audiences.length > 0) lines.unshift(...eligibility(entry, audiences, context))
  if (entry.kind === 'funding' && aspect === 'until') lines.push(...windows(entry, context))
  const ways = entry.kind === 'contacts' && aspect === 'register' ? (['booking'] as const) : (WAYS[aspect] ?? [])
  const targets = card.targets.filter(({ kind }) => ways.some((way) => way === kind))
  return { lines: [...new Set(lines)], targets: lines.length > 0 || aspect === 'register' ? targets : [] }
}

/** Whether those named are meant, as far as the entry says so. */
function eligibility(entry: Entry, named: readonly string[], { knowledge, lang }: AnswerContext): string[] {
  const label = (id: string) => {
    const item = knowledge.vocabulary.audiences.find((candidate) => candidate.id === id)
    return (lang === 'en' ? item?.english[0] : undefined) ?? item?.label ?? id
  }
  const list = (ids: readonly string[]) => ids.map(label).join(', ')
  const excluded = entry.kind === 'funding' ? named.filter((id) => entry.eligible.excluded.includes(id)) : []
  const meant = named.filter((id) => (entry.kind === 'funding' ? entry.eligible.sectors : entry.audience).includes(id))
  return [
    ...(excluded.length > 0 ? [message(knowledge.messages, lang, 'subject.excluded', { who: list(excluded) })] : []),
    ...(meant.length > 0 ? [message(knowledge.messages, lang, 'subject.meant', { who: list(meant) })] : []),
  ]
}

/** Open windows for applications that the validity does not say. */
function windows({ calls, valid }: Funding, { today, lang }: AnswerContext): string[] {
  return calls
    .filter(({ until }) => until !== undefined && until >= today && until !== valid.until)
    .map(({ until, note }) => [writeDay(until!, lang), note].filter(Boolean).join(': '))
}

function sourcesOf({ source }: Entry): string[] {
  return source.map(({ name, url, date }) => `- ${url ? `[${name}](${url})` : name}${date ? ` (${date})` : ''}`)
}
