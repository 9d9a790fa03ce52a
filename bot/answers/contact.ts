/** A contact's answer: what the place helps with and how to reach it. */

import { addressOf, allowedHosts } from '../guides/outcomes/targets.ts'
import { addressLine } from '../knowledge/address.ts'
import { pathOf } from '../knowledge/references.ts'
import type { Contact } from '../knowledge/schema.ts'
import { isOpen } from '../knowledge/validity.ts'
import { message } from '../messages.ts'
import type { Card, Reply, ReplyTarget } from '../reply.ts'
import { type AnswerContext, assemble } from './common.ts'

export function answerContact(entry: Contact, context: AnswerContext): Reply {
  return assemble(entry, context, { text: entry.lead, cards: [contactCard(entry, context)] })
}

export function contactCard(entry: Contact, { knowledge, lang, today }: AnswerContext): Card {
  const texts = knowledge.messages
  const facts: Card['facts'] = []
  const { address } = entry
  if (address)
    facts.push({
      label: message(texts, lang, 'fact.address'),
      value: addressLine(address),
    })
  if (entry.phone) facts.push({ label: message(texts, lang, 'fact.phone'), value: entry.phone })
  if (entry.mail) facts.push({ label: message(texts, lang, 'fact.mail'), value: entry.mail })
  if (entry.hours) facts.push({ label: message(texts, lang, 'fact.hours'), value: entry.hours })
  const targets: ReplyTarget[] = []
  if (isOpen(entry, today)) {
    const booking = entry.booking && addressOf(entry.booking, new Map(), allowedHosts(knowledge))
    if (entry.booking && booking) targets.push({ kind: 'booking', title: entry.booking.title, href: booking.href })
    if (entry.phone) targets.push({ kind: 'phone', title: entry.phone, href: `tel:${entry.phone.replace(/[^+\d]/g, '')}` })
    if (entry.mail) targets.push({ kind: 'mail', title: entry.mail, href: `mailto:${entry.mail}` })
    if (entry.web) targets.push({ kind: 'web', title: message(texts, lang, 'target.web', { name: entry.organisation }), href: entry.web })
  }
  targets.push({ kind: 'page', title: message(texts, lang, 'target.page'), href: pathOf(entry.id) })
  return { id: entry.id, kind: 'contacts', title: entry.title, subtitle: entry.role, facts, targets }
}
