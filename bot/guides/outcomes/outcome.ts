/** What an outcome offers, as data: targets in groups, and for some guides a plan or a profile. The doors render it. */
import { sayDay } from '../../knowledge/day.ts'
import type { Occurrence } from '../../knowledge/occurrences.ts'
import { pathOf } from '../../knowledge/references.ts'
import type { Contact, Entry, EntryId, Event, Funding } from '../../knowledge/schema.ts'
import { inLanguage, isInOtherLanguage } from '../../knowledge/translations.ts'
import type { Ground } from '../state/ground.ts'
import { sentence } from '../state/sentences.ts'
import { isOpenOn, nextDate } from './on-day.ts'
import { addressOf, allowedHosts } from './targets.ts'

export type TargetKind = 'booking' | 'contact' | 'event' | 'programme' | 'article' | 'guide' | 'person'

/** A way to act on a target: book, call, write, open the official page, put the date into a calendar. */
export interface Way {
  kind: 'booking' | 'web' | 'phone' | 'mail' | 'calendar'
  title: string
  href: string
  /** The tool takes nothing over: show the summary of the answers for copying. */
  copy?: true
}

export interface OutcomeTarget {
  kind: TargetKind
  /** Counted under `/go/<id>`: the entry's id, or `person`. */
  id: EntryId | 'person'
  title: string
  /** Page on our own site. */
  page?: string
  /** What saying or pressing it in a chat says. */
  say?: string
  /** One line about it: the next date, why a programme fits. */
  note?: string
  /** What is not confirmed about a date, in the editors' words. */
  tentative?: string
  ways: Way[]
}

export interface TargetGroup {
  title: string
  targets: OutcomeTarget[]
}

/** Somebody to talk to, after every outcome. */
export function personTarget(ground: Ground): OutcomeTarget {
  return {
    kind: 'person',
    id: 'person',
    title: sentence(ground, 'guide.person.target'),
    say: sentence(ground, 'label.person'),
    page: '/anlaufstellen',
    ways: [],
  }
}

/** Kinds that count as somewhere to go; an article or another guide alone is not an end. */
export const REAL: readonly TargetKind[] = ['booking', 'contact', 'event', 'programme']

/** What the visitor said, in words, by step id; goes into booking forms where the tool allows it. */
export type Said = ReadonlyMap<string, string>
const NOTHING_SAID: Said = new Map()

/** Targets for ids, in order. What is not open today is left out; a programme that ended is replaced by its open successors. */
export function targetsOf(ids: readonly string[], ground: Ground, said: Said = NOTHING_SAID): OutcomeTarget[] {
  const found = new Map<string, OutcomeTarget>()
  for (const id of ids)
    for (const entry of openOrSuccessors(id as EntryId, ground))
      if (!found.has(entry.id)) found.set(entry.id, targetOf(entry, ground, said))
  return [...found.values()]
}

function openOrSuccessors(id: EntryId, ground: Ground): Entry[] {
  const named = ground.knowledge.entries.get(id)
  if (!named) return []
  const entry = inLanguage(named, ground.lang ?? 'de', ground.knowledge)
  if (isOpenOn(entry, ground)) return [entry]
  if (entry.kind !== 'funding') return []
  return entry.successor.flatMap((next) => {
    const other = ground.knowledge.entries.get(next as EntryId)
    return other && isOpenOn(other, ground) ? [other] : []
  })
}

/** An entry as a target; the caller has made sure that it is open. */
export function targetOf(entry: Entry, ground: Ground, said: Said = NOTHING_SAID, note?: string): OutcomeTarget {
  const base = {
    id: entry.id,
    title: isInOtherLanguage(entry, ground.lang ?? 'de') ? sentence(ground, 'other-language.title', { title: entry.title }) : entry.title,
    page: pathOf(entry.id),
    say: entry.title,
    ...(note && { note }),
    ...(entry.kind === 'events' && entry.tentative && { tentative: entry.tentative }),
  }
  switch (entry.kind) {
    case 'contacts':
      return { kind: 'contact', ...base, ...(!note && { note: entry.role }), ways: contactWays(entry, ground, said) }
    case 'events': {
      const date = nextDate(entry, ground)
      return {
        kind: 'event',
        ...base,
        ...(!note && date && { note: sentence(ground, 'guide.next-date', { day: sayDate(date, ground) }) }),
        ways: eventWays(entry, ground, said, date),
      }
    }
    case 'funding':
      return { kind: 'programme', ...base, ways: programmeWays(entry, ground) }
    case 'articles':
      return { kind: 'article', ...base, ways: [] }
    case 'guides':
      return { kind: 'guide', ...base, ways: [] }
  }
}

/** "Donnerstag, 3. Dezember 2026, 14:00 bis 15:00 Uhr". */
export function sayDate({ day: on, start, end }: Occurrence, ground: Ground): string {
  const day = sayDay(on, ground.lang)
  if (!start) return day
  return end ? sentence(ground, 'guide.date.until', { day, start, end }) : sentence(ground, 'guide.date.from', { day, start })
}

function contactWays(contact: Contact, ground: Ground, said: Said): Way[] {
  const ways = bookingWay(contact, ground, said)
  const has = (href: string) => ways.some((way) => way.href === href)
  const tel = contact.phone && `tel:${contact.phone.replace(/[^+\d]/g, '')}`
  if (tel && !has(tel) && !has(tel.replace('tel:0', 'tel:+49'))) ways.push({ kind: 'phone', title: contact.phone!, href: tel })
  if (contact.mail && !has(`mailto:${contact.mail}`)) ways.push({ kind: 'mail', title: contact.mail, href: `mailto:${contact.mail}` })
  if (contact.web && !has(contact.web) && !has(`${contact.web}/`))
    ways.push({ kind: 'web', title: sentence(ground, 'target.web', { name: contact.title }), href: contact.web })
  return ways
}

function eventWays(event: Event, ground: Ground, said: Said, date: Occurrence | undefined): Way[] {
  const calendar: Way[] = date ? [{ kind: 'calendar', title: sentence(ground, 'target.calendar'), href: `${pathOf(event.id)}.ics` }] : []
  return [...bookingWay(event, ground, said), ...calendar]
}

function programmeWays(programme: Funding, ground: Ground): Way[] {
  return programme.link ? [{ kind: 'web', title: sentence(ground, 'target.official'), href: programme.link }] : []
}

function bookingWay(entry: Contact | Event, { knowledge }: Ground, said: Said): Way[] {
  const address = entry.booking && addressOf(entry.booking, said, allowedHosts(knowledge), entry.id)
  if (!entry.booking || !address) return []
  const kind = entry.booking.provider === 'phone' || entry.booking.provider === 'mail' ? entry.booking.provider : 'booking'
  return [
    {
      kind,
      title: entry.booking.title,
      href: address.href,
      ...(address.copy && entry.booking.provider !== 'link' && { copy: true as const }),
    },
  ]
}
