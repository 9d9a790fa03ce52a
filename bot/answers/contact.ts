/** A contact's answer: what the place helps with and how to reach it. */

import { addressOf, allowedHosts } from '../guides/outcomes/targets.ts'
import { addressLine } from '../knowledge/address.ts'
import { pathOf } from '../knowledge/references.ts'
import type { Contact } from '../knowledge/schema.ts'
import { isOpen } from '../knowledge/validity.ts'
import { message, type PlainMessageId } from '../messages.ts'
import { type Doubt, sayDoubt } from '../regions/doubt.ts'
import { responsibleFor, type Visitor } from '../regions/responsible.ts'
import type { Card, Reply, ReplyTarget } from '../reply.ts'
import { type AnswerContext, assemble } from './common.ts'
import { accessText, hoursText, languagesText, openNowText } from './hours.ts'

export function answerContact(entry: Contact, context: AnswerContext, visitor?: Visitor): Reply {
  const { contacts, doubt } = besides(entry, context, visitor)
  const text = [...(doubt ? [sayDoubt(doubt, context.knowledge, context.lang)] : []), entry.lead].join('\n\n')
  return assemble(entry, context, { text, cards: contacts.map((contact) => contactCard(contact, context)) })
}

/** The contact asked for, and where the visitor's place leaves it in doubt, its like on the other side of the border, the likelier first. */
function besides(entry: Contact, context: AnswerContext, visitor: Visitor | undefined): { contacts: Contact[]; doubt?: Doubt } {
  const alone = { contacts: [entry] }
  if (!visitor || visitor.places.length === 0) return alone
  const { referrals, doubt } = responsibleFor({ places: visitor.places, audiences: [], topics: [] }, context.knowledge, context)
  const alike = referrals
    .filter(({ contact, reason }) => reason === 'responsible' && contact.audience.join() === entry.audience.join())
    .map(({ contact }) => contact)
  return doubt && alike.length > 1 && alike.includes(entry) ? { contacts: alike, doubt } : alone
}

export function contactCard(entry: Contact, context: AnswerContext): Card {
  const { knowledge, lang } = context
  const texts = knowledge.messages
  const { address } = entry
  const isThere = isOpen(entry, context)
  const rows: [Extract<PlainMessageId, `fact.${string}`>, string | undefined][] = [
    ['fact.address', address && addressLine(address)],
    ['fact.phone', entry.phone],
    ['fact.mail', entry.mail],
    ['fact.hours', hoursText(entry, context)],
    ['fact.now', isThere ? openNowText(entry, context) : ''],
    ['fact.access', accessText(entry, context)],
    ['fact.languages', languagesText(entry.languages, lang)],
  ]
  const facts = rows.flatMap(([id, value]) => (value ? [{ label: message(texts, lang, id), value }] : []))
  const targets: ReplyTarget[] = []
  if (isThere) {
    const booking = entry.booking && addressOf(entry.booking, new Map(), allowedHosts(knowledge), entry.id)
    if (entry.booking && booking) targets.push({ kind: 'booking', title: entry.booking.title, href: booking.href })
    if (entry.phone) targets.push({ kind: 'phone', title: entry.phone, href: `tel:${entry.phone.replace(/[^+\d]/g, '')}` })
    if (entry.mail) targets.push({ kind: 'mail', title: entry.mail, href: `mailto:${entry.mail}` })
    if (entry.web) targets.push({ kind: 'web', title: message(texts, lang, 'target.web', { name: entry.organisation }), href: entry.web })
    for (const { title, url } of entry.pages) targets.push({ kind: 'web', title, href: url })
  }
  targets.push({ kind: 'page', title: message(texts, lang, 'target.page'), href: pathOf(entry.id) })
  return { id: entry.id, kind: 'contacts', title: entry.title, subtitle: entry.role, facts, targets }
}
