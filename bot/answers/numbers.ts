/** Whom to call: contacts that have a number, with the number in the answer, and an honest sentence about those that have none. */
import { addressOf, allowedHosts } from '../guides/outcomes/targets.ts'
import type { Contact } from '../knowledge/schema.ts'
import { message } from '../messages.ts'
import { type Doubt, sayDoubt } from '../regions/doubt.ts'
import { responsibleFor, type Visitor } from '../regions/responsible.ts'
import { type Reply, say } from '../reply.ts'
import { type AnswerContext, button, cite } from './common.ts'
import { contactCard } from './contact.ts'
import { hoursText } from './hours.ts'

export interface Wanted {
  /** Best first. */
  contacts: readonly Contact[]
  doubt?: Doubt | undefined
  /** When somebody is there is asked as well. */
  hours?: boolean
  /** Id of the contact whose card was shown just before; it is not shown again. */
  shown?: string | undefined
}

/** More numbers are no answer. */
const MAX_NUMBERS = 3

/** Undefined where no contact is wanted, or none of them can be reached and nobody else has a number. */
export function numbersReply({ contacts, doubt, hours, shown }: Wanted, visitor: Visitor, context: AnswerContext): Reply | undefined {
  const { knowledge, lang } = context
  const without = missed(contacts.filter(({ phone }) => phone === undefined))
  const own = contacts.filter(({ phone }) => phone !== undefined)
  const named = (own.length > 0 ? own : nearest(without, visitor, context)).slice(0, MAX_NUMBERS)
  if (named.length === 0 && without.length === 0) return undefined
  const told = named.map((contact) => numberText(contact, { hours: hours === true, role: own.length === 0 }, context))
  const missing = without.length > 0 ? [missingText(without, context)] : []
  const lead = own.length === 0 && named.length > 0 ? [message(knowledge.messages, lang, 'number.nearest')] : []
  const texts = own.length > 0 ? [...told, ...missing] : [...missing, ...lead, ...told]
  return {
    ...say(lang, [...texts, ...(doubt ? [sayDoubt(doubt, knowledge, lang)] : [])].join('\n\n')),
    cards: named.filter(({ id }) => id !== shown).map((contact) => contactCard(contact, context)),
    citations: named.map((contact) => cite(contact, context)),
    suggestions: [button('label.person', message(knowledge.messages, lang, 'label.person'))],
  }
}

/** Of those without a number the ones that are responsible for the place; the first, where none is. */
function missed(without: readonly Contact[]): Contact[] {
  const responsible = without.filter(({ handOff, districts }) => handOff !== undefined && districts.length > 0)
  return responsible.length > 0 ? responsible : without.slice(0, 1)
}

/** Contacts with a number that are there for the visitor and know the same things, those of the area first. */
function nearest(without: readonly Contact[], visitor: Visitor, context: AnswerContext): Contact[] {
  const topics = new Set([...without.flatMap((contact) => contact.topics), ...visitor.topics])
  const shared = ({ topics: known }: Contact) => known.filter((topic) => topics.has(topic)).length
  const found = responsibleFor(visitor, context.knowledge, context).referrals.map(({ contact }) => contact)
  const withNumber = found.filter((contact) => contact.phone !== undefined && shared(contact) > 0)
  const isNear = ({ region }: Contact) => (region.length > 0 ? 1 : 0)
  return withNumber.sort((a, b) => isNear(b) - isNear(a) || shared(b) - shared(a)).slice(0, 1)
}

/** The editors' own sentence with the number, as they say how old it is; the bare number where their text does not have it. `role`: what it is for, where nobody asked for just this one. */
function numberText(contact: Contact, { hours, role }: { hours: boolean; role: boolean }, context: AnswerContext): string {
  const { knowledge, lang } = context
  const { title, phone = '' } = contact
  const text = contact.passages.map(({ markdown }) => markdown).join('\n\n')
  const sentence = text.split(SENTENCE_END).find((part) => part.includes(phone)) ?? message(knowledge.messages, lang, 'way.call', { phone })
  const times = hours ? [hoursText(contact, context) || message(knowledge.messages, lang, 'number.no-hours')] : []
  const name = role ? `${title} (${contact.role})` : title
  return [message(knowledge.messages, lang, 'number.of', { title: name, text: sentence.trim() }), ...times].join('\n\n')
}
const SENTENCE_END = /(?<=[\p{L})\d][.!?])\s+(?=[\p{Lu}„*[])|\n\s*\n/u

function missingText(contacts: readonly Contact[], { knowledge, lang }: AnswerContext): string {
  const names = contacts.map((contact) => {
    const { booking, web, title } = contact
    const href = (booking && addressOf(booking, new Map(), allowedHosts(knowledge), contact.id)?.href) ?? web
    return href ? `[${title}](${href})` : title
  })
  return message(knowledge.messages, lang, 'number.none', { list: names.join(', ') })
}
