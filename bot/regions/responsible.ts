/**
 * Who is responsible for a visitor: the one rule that every door asks, in chat, guides, hand-off and pages. A contact is ruled out by
 * a trade or an area that is not the visitor's. Where a border is unclear, the contacts of all its sides are named, with the doubt.
 */
import { entriesOf, type Knowledge } from '../knowledge/knowledge.ts'
import type { Contact, Entry } from '../knowledge/schema.ts'
import { isOpen } from '../knowledge/validity.ts'
import type { Moment } from '../moment.ts'
import { type Doubt, doubtAt } from './doubt.ts'
import { covers, liesIn, type Place } from './place.ts'

export interface Visitor {
  /** Where the visitor said to be; several places count each. Empty when nothing is known. */
  places: readonly Place[]
  /** Ids of audiences and topics of `vocabulary.md`; empty when nothing is known. */
  audiences: readonly string[]
  topics: readonly string[]
}

/**
 * Why a contact is named. `responsible`: its area takes in the visitor's place, or may do so. `nearby`: likewise, but others take the
 * requests there. `general`: for every place. `perhaps`: has an area, and the visitor has not said where they are.
 */
export type Reason = 'responsible' | 'nearby' | 'general' | 'perhaps'

export interface Referral {
  contact: Contact
  reason: Reason
  /** `maybe`: the visitor's place does not settle it. */
  fit: 'yes' | 'maybe'
  /** Number of the side of the visitor's border that its area takes in; 0 where there is no border. */
  side: number
  /** How much speaks for it besides the place; 0: only that it exists. */
  points: number
}

export interface Responsibility {
  /** Best first: those responsible for the place, side by side of a border, then the others. */
  referrals: Referral[]
  /** Why several are responsible, where that is in doubt. */
  doubt?: Doubt
}

/** What speaks for a contact besides its area. `requests`: somebody waits there for what visitors hand over. */
const POINTS = { area: 4, requests: 6, audience: 3, topic: 2 }

export function responsibleFor(visitor: Visitor, knowledge: Knowledge, moment: Moment): Responsibility {
  const places = visitor.places.filter(({ unknown }) => !unknown)
  const found = entriesOf(knowledge, 'contacts').flatMap((contact): Referral[] => {
    if (!isOpen(contact, moment) || (contact.audience.length > 0 && disjoint(contact.audience, visitor.audiences))) return []
    const fit = fitOf(contact, places, knowledge)
    if (fit === 'no') return []
    const reason = places.length > 0 && contact.districts.length > 0 ? 'nearby' : isForAll(contact, knowledge) ? 'general' : 'perhaps'
    return [{ contact, reason, fit, side: sideOf(contact, places, knowledge), points: pointsOf(contact, visitor, reason, knowledge) }]
  })
  const referrals = found.map((referral) => (isResponsible(referral, found) ? { ...referral, reason: 'responsible' as const } : referral))
  referrals.sort(compare)
  return withDoubt(referrals, doubtAt(places))
}

/** The contacts that an entry names itself, in its order, without those that are not there for who and where the visitor is. */
export function namedBy(entry: Entry, visitor: Visitor, knowledge: Knowledge, moment: Moment): Contact[] {
  if (entry.kind === 'contacts') return [entry]
  const named = [...('contact' in entry && entry.contact ? [entry.contact] : []), ...entry.next]
  const own = entriesOf(knowledge, 'contacts').filter((contact) => named.includes(contact.id) && isOpen(contact, moment))
  own.sort((a, b) => named.indexOf(a.id) - named.indexOf(b.id))
  // A chamber of others helps nobody.
  const fitting = own.filter(({ audience }) => audience.length === 0 || !disjoint(audience, visitor.audiences))
  if (visitor.places.length === 0) return fitting
  const { referrals } = responsibleFor({ ...visitor, audiences: [] }, knowledge, moment)
  return fitting.filter(({ id }) => referrals.some(({ contact }) => contact.id === id))
}

/**
 * The contact, or in its stead those like it (of the same trades) whose area takes in the visitor's place: "Handwerkskammer" means one's own.
 * Without a place all that are alike, as long as its area is one of several.
 */
export function alikeAt(contact: Contact, visitor: Visitor, knowledge: Knowledge, moment: Moment): Responsibility {
  const own: Responsibility = { referrals: [{ contact, reason: 'general', fit: 'yes', side: 0, points: 0 }] }
  if (contact.districts.length === 0 || contact.handOff === undefined) return own
  const { referrals, doubt } = responsibleFor({ places: visitor.places, audiences: [], topics: [] }, knowledge, moment)
  const alike = referrals.filter(
    (other) => (other.reason === 'responsible' || other.reason === 'perhaps') && other.contact.audience.join() === contact.audience.join(),
  )
  return alike.length > 0 ? withDoubt(alike, doubt) : own
}

/** The contact, or the one like it that is responsible where the visitor is. */
export function hereOf(contact: Contact, visitor: Visitor, knowledge: Knowledge, moment: Moment): Contact {
  if (visitor.places.length === 0 || fitOf(contact, visitor.places, knowledge) !== 'no') return contact
  return alikeAt(contact, visitor, knowledge, moment).referrals[0]?.contact ?? contact
}

/** Only those of the contacts with these ids, in the rule's order. */
export function among({ referrals, doubt }: Responsibility, ids: readonly string[]): Responsibility {
  return withDoubt(
    referrals.filter(({ contact }) => ids.includes(contact.id)),
    doubt,
  )
}

/** There is no doubt where the areas of all that are named surely take in the place; outside, none of them has it for its area. */
function withDoubt(referrals: Referral[], doubt: Doubt | undefined): Responsibility {
  const open = doubt?.kind === 'outside' || referrals.some(({ reason, fit }) => fit === 'maybe' && reason !== 'nearby')
  return { referrals, ...(open && doubt && { doubt }) }
}

/** Most contacts of one reply; more are no answer. */
const MAX_SHOWN = 3

/**
 * The first few. All that are responsible are shown, however many they are, and of contacts that only a missing place keeps in the
 * list either all or none: whoever reads one chamber of two takes it for theirs.
 */
export function firstOf({ referrals, doubt }: Responsibility): Responsibility {
  const of = (...reasons: Reason[]) => referrals.filter(({ reason }) => reasons.includes(reason))
  const responsible = of('responsible')
  const others = of('nearby', 'general').filter(({ points }) => points > 0)
  const room = MAX_SHOWN - responsible.length
  const perhaps = of('perhaps').filter(
    ({ contact }, _, all) => contact.handOff !== undefined || all.every((other) => !other.contact.handOff),
  )
  const whole = perhaps.length < room ? perhaps : []
  const shown = [...responsible, ...others.slice(0, Math.max(0, room - whole.length)), ...whole]
  // Somebody is better than nobody, also where nothing speaks for anybody.
  return withDoubt(shown.length > 0 ? shown : referrals.slice(0, MAX_SHOWN), doubt)
}

/** Without an area of its own, or with the whole one: wherever the visitor is, nobody else is meant. */
function isForAll({ districts }: Contact, { area }: Knowledge): boolean {
  return districts.length === 0 || (area.region !== undefined && districts.includes(area.region))
}

function fitOf(contact: Contact, places: readonly Place[], knowledge: Knowledge): 'yes' | 'no' | 'maybe' {
  if (contact.districts.length === 0) return 'yes'
  if (places.length === 0) return isForAll(contact, knowledge) ? 'yes' : 'maybe'
  const fits = places.map((place) => liesIn(contact.districts, place, knowledge.vocabulary))
  return fits.find((fit) => fit === 'yes') ?? fits.find((fit) => fit === 'maybe') ?? 'no'
}

/** Of those whose area takes in the place, the ones that take requests; all of them, where none does. */
function isResponsible({ contact, reason }: Referral, all: readonly Referral[]): boolean {
  const takes = all.some((other) => other.reason === 'nearby' && other.contact.handOff !== undefined)
  return reason === 'nearby' && (contact.handOff !== undefined || !takes)
}

/** Trades that a contact for every trade may leave out, and still is there for everybody: it is for firms, and not for private people. */
const MAX_LEFT_OUT = 2

function pointsOf(contact: Contact, { audiences, topics }: Visitor, reason: Reason, { vocabulary }: Knowledge): number {
  const isForMost = contact.audience.length === 0 || contact.audience.length >= vocabulary.audiences.length - MAX_LEFT_OUT
  return (
    (reason === 'nearby' ? POINTS.area : 0) +
    (contact.districts.length === 0 && isForMost && contact.handOff !== undefined ? POINTS.requests : 0) +
    (!isForMost && contact.audience.some((id) => audiences.includes(id)) ? POINTS.audience : 0) +
    (contact.topics.some((id) => topics.includes(id)) ? POINTS.topic : 0)
  )
}

function disjoint(ids: readonly string[], others: readonly string[]): boolean {
  return others.length > 0 && !ids.some((id) => others.includes(id))
}

/** For how many trades a contact is; who is there for few is the surer address for one of them. */
function breadth({ contact }: Referral): number {
  return contact.audience.length || Number.MAX_SAFE_INTEGER
}

/** Those responsible first, by the sides of the border; the others by what speaks for them, those of an area last where no place is known. */
function compare(a: Referral, b: Referral): number {
  const rank = ({ reason }: Referral) => (reason === 'responsible' ? 0 : reason === 'perhaps' ? 2 : 1)
  if (rank(a) !== rank(b)) return rank(a) - rank(b)
  const ids = a.contact.id < b.contact.id ? -1 : 1
  if (rank(a) === 1) return b.points - a.points || breadth(a) - breadth(b) || ids
  return a.side - b.side || ids
}

/** Number of the first side that the contact's area takes in. */
function sideOf({ districts }: Contact, places: readonly Place[], { vocabulary }: Knowledge): number {
  const sides = places.flatMap((place) => place.sides)
  const first = sides.findIndex((side) => covers(side, districts, vocabulary))
  return first < 0 ? sides.length : first
}
