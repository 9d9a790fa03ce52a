/** Who knows more about an entry: its own contact, contacts among its next steps, and those responsible at the visitor's place. */
import { inCallingOrder } from '../answers/people.ts'
import type { Knowledge } from '../knowledge/knowledge.ts'
import type { Contact, Entry } from '../knowledge/schema.ts'
import type { Moment } from '../moment.ts'
import type { Doubt } from '../regions/doubt.ts'
import { firstOf, namedBy, responsibleFor, type Visitor } from '../regions/responsible.ts'

/** More are no answer. */
const MAX_CONTACTS = 3

export interface Knowing {
  contacts: Contact[]
  doubt?: Doubt
}

/** `visitor` without a place, and an entry that names contacts: those. With a place: those responsible there, and the entry's own, in the order to call. */
export function whoKnows(entry: Entry, visitor: Visitor, knowledge: Knowledge, moment: Moment): Knowing {
  if (entry.kind === 'contacts') return { contacts: [entry] }
  const own = namedBy(entry, { ...visitor, places: [] }, knowledge, moment)
  if (own.length > 0 && visitor.places.length === 0) return { contacts: own.slice(0, MAX_CONTACTS) }
  const responsible = responsibleFor(visitor, knowledge, moment)
  const fitting = own.filter(({ id }) => responsible.referrals.some(({ contact }) => contact.id === id))
  const { referrals, doubt } = firstOf(responsible)
  const inOrder = inCallingOrder(entry, fitting, { referrals, ...(doubt && { doubt }) }, knowledge)
  const contacts = inOrder.slice(0, Math.max(MAX_CONTACTS, referrals.length))
  return { contacts, ...(doubt && { doubt }) }
}
