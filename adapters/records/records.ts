/** Entries as programs read them: the editors' words unchanged, every address absolute, and the citation with each. */
import { markEnded, provenance, statusText } from '../../bot/answers/common.ts'
import { hoursText } from '../../bot/answers/hours.ts'
import { addressOf, allowedHosts } from '../../bot/guides/outcomes/targets.ts'
import { addDays, type Lang } from '../../bot/knowledge/day.ts'
import { isOver, MAX_DAYS_AHEAD, type Occurrence, occurrences } from '../../bot/knowledge/occurrences.ts'
import { pathOf } from '../../bot/knowledge/references.ts'
import type { Contact, Entry, Event, Funding, Passage } from '../../bot/knowledge/schema.ts'
import { isOpen, isOverdue, statusOn } from '../../bot/knowledge/validity.ts'
import type { Moment } from '../../bot/moment.ts'
import type { Known } from '../../bot/ports.ts'
import type {
  CitationRecord,
  ContactRecord,
  DateRecord,
  EntryRecord,
  EventRecord,
  FundingRecord,
  PassageRecord,
  SummaryRecord,
} from './schemas.ts'

/** The moment, with what is known and where our pages are. */
export interface RecordContext extends Moment {
  known: Known
  /** Our address as others see it, without a slash at its end. */
  publicUrl: string
}

const MAX_NEXT_DATES = 3

/** `lang`: of the sentences about state and age; those of the entry's own language by default. */
export function citationOf(entry: Entry, context: RecordContext, lang: Lang = entry.lang): CitationRecord {
  const { known, publicUrl, ...moment } = context
  const answer = { ...moment, knowledge: known.knowledge, lang }
  const stateText = absolute(statusText(entry, answer), publicUrl)
  return {
    id: entry.id,
    kind: entry.kind,
    title: entry.title,
    lang: entry.lang,
    url: publicUrl + pathOf(entry.id),
    state: statusOn(entry, moment),
    ...(stateText && { stateText }),
    ...(entry.asOf && { sourceDay: entry.asOf }),
    ...(entry.checked && { checked: entry.checked }),
    overdue: isOverdue(entry, moment),
    dayText: provenance(entry, answer, lang),
    ...(entry.basis && { basis: entry.basis }),
    sources: entry.source.map(given),
  }
}

/** The entry with its first paragraph. */
export function recordInShort(entry: Entry, context: RecordContext): SummaryRecord {
  const { topics, audience, region } = entry
  return { citation: citationOf(entry, context), lead: wordsFor(entry.lead, entry, context), topics, audience, regions: region }
}

/** The whole entry. */
export function recordOf(entry: Entry, context: RecordContext): EntryRecord {
  return {
    ...recordInShort(entry, context),
    passages: entry.passages.map((passage) => passageOf(passage, entry, context)),
    next: entry.next,
    ...(entry.translationOf && { translationOf: entry.translationOf }),
    ...(entry.kind === 'articles' && entry.example && { example: given(entry.example) }),
    ...(entry.kind === 'funding' && { funding: fundingOf(entry, context) }),
    ...(entry.kind === 'events' && { event: eventOf(entry, context) }),
    ...(entry.kind === 'contacts' && { contact: contactOf(entry, context) }),
  }
}

export function passageOf({ id, heading, markdown }: Passage, entry: Entry, context: RecordContext): PassageRecord {
  const anchor = id.slice(entry.id.length)
  return { heading, url: context.publicUrl + pathOf(entry.id) + anchor, markdown: wordsFor(markdown, entry, context) }
}

/** A programme's fields. Nobody is sent to the official page of one that has ended. */
export function fundingOf(entry: Funding, context: RecordContext): FundingRecord {
  const { eligible, link, contact, rate, duration, loan, tax, apply } = entry
  const isOver = statusOn(entry, context) === 'over'
  return {
    provider: entry.provider,
    types: entry.type,
    areas: entry.area,
    territory: entry.territory,
    state: entry.state,
    valid: given(entry.valid),
    calls: entry.calls.map(given),
    funds: entry.funds,
    notFunds: entry.notFunds,
    ...(rate && { rate }),
    amount: given(entry.amount),
    ...(duration && { duration }),
    ...(loan && { loan: given(loan) }),
    ...(tax && { tax }),
    ...(apply && !isOver && { apply: given(apply) }),
    applyBeforeStart: entry.applyBeforeStart,
    eligible: { ...eligible, employees: given(eligible.employees), turnover: given(eligible.turnover), years: given(eligible.years) },
    ...(link && !isOver && { link }),
    ...(contact && { contact }),
    successors: entry.successor,
  }
}

export function eventOf(entry: Event, context: RecordContext): EventRecord {
  const { mode, organiser, place, cost, tentative, cancelled, booking, contact } = entry
  const { knowledge } = context.known
  const href = booking && addressOf(booking, new Map(), allowedHosts(knowledge))?.href
  const next = occurrences(entry, context.today, addDays(context.today, MAX_DAYS_AHEAD)).filter((date) => !isOver(date, context))
  return {
    mode,
    organiser,
    ...(place && { place: given(place) }),
    ...(cost && { cost }),
    ...(tentative && { tentative }),
    cancelled,
    ...(booking && href && isOpen(entry, context) && { booking: { title: booking.title, url: href } }),
    ...(contact && { contact }),
    calendar: `${context.publicUrl}${pathOf(entry.id)}.ics`,
    next: next.slice(0, MAX_NEXT_DATES).map(dateOf),
  }
}

export function dateOf({ day, until, start, end }: Occurrence): DateRecord {
  return { from: day, until, ...(start && { start }), ...(end && { end }) }
}

/** How to reach an office, as long as it is there. */
export function contactOf(entry: Contact, context: RecordContext): ContactRecord {
  const { organisation, role, address, phone, mail, web, districts } = entry
  const { known, publicUrl: _, ...moment } = context
  const hours = hoursText(entry, { ...moment, knowledge: known.knowledge, lang: entry.lang })
  const reach = isOpen(entry, context) ? given({ phone, mail, web }) : {}
  return { organisation, role, ...(address && { address: given(address) }), ...reach, ...(hours && { hours }), districts }
}

/** An editor's text as it stands, with absolute addresses and our mark behind links to what has ended since. */
function wordsFor(markdown: string, { lang }: Entry, { known, publicUrl, ...moment }: RecordContext): string {
  return absolute(markEnded(markdown, { ...moment, knowledge: known.knowledge, lang }), publicUrl)
}

/** Links to our own pages lead there from anywhere. */
export function absolute(markdown: string, publicUrl: string): string {
  return markdown.replace(/\]\((\/(?!\/)[^)\s]*)/g, (_, path: string) => `](${publicUrl}${path}`)
}

/** Without the fields that are undefined; JSON has none. */
function given<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never
}
