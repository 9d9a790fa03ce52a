/**
 * Who is there for a visitor now: places with their hours and every way to reach them, the emergency number first where it is one. For a
 * panel beside the talk and for plain pages; the words that are said in the talk are `person.ts`'s.
 */
import { contextOf } from '../decision.ts'
import { allowedHosts, addressOf as bookingAddress } from '../guides/outcomes/targets.ts'
import { replay } from '../guides/replay/replay.ts'
import { guideOf } from '../guides/talk.ts'
import { summaryOf } from '../guides/views.ts'
import { addressLine } from '../knowledge/address.ts'
import type { Knowledge } from '../knowledge/knowledge.ts'
import { pathOf } from '../knowledge/references.ts'
import type { Contact, Entry, EntryId } from '../knowledge/schema.ts'
import { inLanguage } from '../knowledge/translations.ts'
import { isOpen } from '../knowledge/validity.ts'
import { message } from '../messages.ts'
import type { Moment } from '../moment.ts'
import { visitorOf } from '../person.ts'
import type { Known } from '../ports.ts'
import { type Doubt, sayDoubt } from '../regions/doubt.ts'
import { firstOf, namedBy, type Responsibility, responsibleFor, type Visitor } from '../regions/responsible.ts'
import { readingText } from '../requests/replies.ts'
import type { HandOffState } from '../requests/standing.ts'
import { lastGuide, type Talk } from '../talk.ts'
import { isAboutMoney } from '../understanding/money.ts'
import { emergencyGuide } from './act.ts'
import { hoursText, openNowText } from './hours.ts'
import { mailTo, type TalkSummary } from './talk-mail.ts'

/** One way to reach somebody; `href` is an address, `tel:`, `mailto:`, or a path on our own site. */
export interface PersonWay {
  kind: 'phone' | 'mail' | 'booking' | 'web' | 'map' | 'page'
  title: string
  href: string
}

export interface PersonPlace {
  id: EntryId
  title: string
  role: string
  /** Whether somebody is there, or when next, as far as its own hours say; missing where they do not. */
  opening?: string
  hours?: string
  address?: string
  ways: PersonWay[]
}

export interface People {
  lang: Talk['lang']
  /** Said above the first place, which then is the one to call at once. */
  urgent?: string
  /** Why several are responsible, where that is in doubt. */
  doubt?: string
  /** That a place would name fewer, while none is known. */
  where?: string
  places: PersonPlace[]
  /** Handing over a request: what to say in the talk, and when somebody reads it. Only where somebody does. */
  request?: { label: string; text: string }
  /** The guide that finds the right one. */
  finder?: { label: string; say: string; page: string }
}

/** A plain link; nothing is loaded from there. */
const MAP = 'https://www.openstreetmap.org/search?query='
/** Of those who know the topic; those who are responsible at the visitor's place come after them. */
const MAX_KNOWING = 2

/** Those who know what the talk is about, then those who are responsible for the visitor, best first. `topic`: the entry to know about. */
export function contactsFor(
  talk: Talk,
  { knowledge }: Known,
  moment: Moment,
  topic = talk.subject && knowledge.entries.get(talk.subject.entry),
): { contacts: Contact[]; doubt?: Doubt } {
  const visitor = visitorOf(talk, knowledge, moment)
  const { referrals, doubt } = firstOf(responsibleFor(visitor, knowledge, moment))
  const responsible = referrals.map(({ contact }) => contact)
  // Those who are responsible stand in the rule's order, whichever of them an entry names.
  const knowing = (topic ? namedBy(topic, visitor, knowledge, moment) : []).filter((contact) => !responsible.includes(contact))
  return {
    contacts: inCallingOrder(topic, knowing.slice(0, MAX_KNOWING), { referrals, ...(doubt && { doubt }) }, knowledge),
    ...(doubt && { doubt }),
  }
}

/**
 * In the order in which to call: where it is settled who is responsible for the visitor, they come before those who only know the matter (the
 * supervisory authority for a question on data protection), but not before those who give the money or who help in an emergency.
 */
export function inCallingOrder(
  topic: Entry | undefined,
  knowing: readonly Contact[],
  { referrals, doubt }: Responsibility,
  knowledge: Knowledge,
): Contact[] {
  const all = referrals.map(({ contact }) => contact)
  const settled = referrals.filter(({ reason, fit }) => reason === 'responsible' && fit === 'yes').map(({ contact }) => contact)
  const isOfMatter = topic?.kind !== 'articles' || isAboutMoney(topic.title) || isOfEmergency(topic, knowledge)
  const first = doubt || isOfMatter ? [] : settled
  return [...new Set([...first, ...knowing, ...all])]
}

function isOfEmergency({ id }: Entry, { acts, entries }: Knowledge): boolean {
  const named = acts.de.acts.get('emergency')?.entry
  return named !== undefined && (entries.get(named)?.next.includes(id) ?? false)
}

/** `handOff`: missing where requests cannot be handed over. */
export function peopleFor(talk: Talk, known: Known, moment: Moment, handOff?: HandOffState): People {
  const { knowledge } = known
  const { lang } = talk
  const texts = knowledge.messages
  const { contacts, doubt } = contactsFor(talk, known, moment)
  const first = urgentContacts(talk, known, moment)
  const visitor = visitorOf(talk, knowledge, moment)
  const knowsPlace = visitor.places.length > 0
  const named = knowsPlace ? contacts : reachableFirst([...contacts, ...dependingOnPlace(visitor, known, moment)])
  const all = [...new Set([...first, ...named])]
  const summary = summaryFor(talk, known, moment)
  const guide = knowledge.area.guides.person && knowledge.entries.get(knowledge.area.guides.person)
  const finder = guide && inLanguage(guide, lang, knowledge)
  return {
    lang,
    ...(first.length > 0 && { urgent: message(texts, lang, 'people.urgent') }),
    ...(doubt && { doubt: sayDoubt(doubt, knowledge, lang) }),
    ...(!knowsPlace && { where: message(texts, lang, 'people.where') }),
    places: all.map((contact) => placeOf(contact, talk, summary, known, moment)),
    ...(handOff?.open && {
      request: { label: message(texts, lang, 'label.hand-off'), text: readingText({ ...moment, knowledge, lang }) },
    }),
    ...(finder && { finder: { label: finder.title, say: finder.title, page: pathOf(finder.id) } }),
  }
}

/** All who take requests for some place; whoever reads one of two takes it for theirs. */
function dependingOnPlace(visitor: Visitor, { knowledge }: Known, moment: Moment): Contact[] {
  return responsibleFor(visitor, knowledge, moment)
    .referrals.filter(({ reason, contact }) => reason === 'perhaps' && contact.handOff !== undefined)
    .map(({ contact }) => contact)
}

function reachableFirst(contacts: readonly Contact[]): Contact[] {
  const rank = ({ phone, mail }: Contact) => (phone || mail ? 0 : 1)
  return [...contacts].sort((a, b) => rank(a) - rank(b))
}

/** Whom the guide for emergencies sends to in any case, where the talk is in it, or about what it is about. */
function urgentContacts(talk: Talk, known: Known, moment: Moment): Contact[] {
  const guide = emergencyGuide({ talk, known })
  if (!guide) return []
  const about = talk.subject?.entry
  const isUrgent =
    lastGuide(talk)?.guide === guide.id ||
    (about !== undefined && (about === guide.id || guide.next.find((id) => id.startsWith('articles/')) === about))
  if (!isUrgent) return []
  return guide.groups
    .filter(({ when }) => Object.keys(when ?? {}).length === 0)
    .flatMap(({ targets }) => targets)
    .map((id) => known.knowledge.entries.get(id as EntryId))
    .filter((entry): entry is Contact => entry?.kind === 'contacts' && entry.phone !== undefined && isOpen(entry, moment))
}

/** What is told to whoever gets a mail: the subject, and the answers given in the last guide. */
function summaryFor(talk: Talk, known: Known, moment: Moment): TalkSummary {
  const { knowledge } = known
  const state = lastGuide(talk)
  const guide = state && guideOf(knowledge, state.guide)
  const ground = contextOf(known, talk.lang, moment)
  const entry = talk.subject && knowledge.entries.get(talk.subject.entry)
  return {
    title: guide?.title ?? (entry?.kind === 'contacts' ? undefined : entry?.title),
    told: state && guide ? summaryOf(guide, replay(guide, state.answers, ground), ground) : [],
  }
}

function placeOf(contact: Contact, talk: Talk, summary: TalkSummary, known: Known, moment: Moment): PersonPlace {
  const { knowledge } = known
  const { lang } = talk
  const texts = knowledge.messages
  const { id, title, role, phone, mail, address, booking, web } = contact
  const line = address && addressLine(address)
  const booked = booking && bookingAddress(booking, new Map(), allowedHosts(knowledge))
  const context = { ...moment, knowledge, lang }
  const hours = hoursText(contact, context)
  const state = openNowText(contact, context)
  const opening = state && message(texts, lang, 'hours.now', { state })
  const ways: PersonWay[] = [
    ...(phone
      ? [{ kind: 'phone' as const, title: message(texts, lang, 'way.call', { phone }), href: `tel:${phone.replace(/[^+\d]/g, '')}` }]
      : []),
    ...(booking && booked ? [{ kind: 'booking' as const, title: booking.title, href: booked.href }] : []),
    ...(mail ? [{ kind: 'mail' as const, title: message(texts, lang, 'way.mail'), href: mailTo(mail, talk, summary, known) }] : []),
    // Where nobody can be called or written to, its own pages are the way.
    ...(web && !phone && !mail
      ? [{ kind: 'web' as const, title: message(texts, lang, 'target.web', { name: contact.organisation }), href: web }]
      : []),
    ...(line && address?.street
      ? [{ kind: 'map' as const, title: message(texts, lang, 'way.map'), href: MAP + encodeURIComponent(line) }]
      : []),
    { kind: 'page' as const, title: message(texts, lang, 'target.page'), href: pathOf(id) },
  ]
  return { id, title, role, ...(opening && { opening }), ...(hours && { hours }), ...(line && { address: line }), ways }
}
